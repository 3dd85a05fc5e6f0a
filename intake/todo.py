"""What waits for whoever imports tables: the own ones that were read but neither committed nor given up."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from intake.models import ImportBatch
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.todo import Task

_MOST = 10


def open_batches(actor: Acting) -> Iterable[Task]:
    """A task for each of them."""
    found = ImportBatch.objects.visible_to(actor.identity).filter(
        state__in=ImportBatch.UNWRITTEN, owner_id=actor.scope.user_id
    )
    for batch in found.defer("columns")[:_MOST]:
        uploaded = timezone.localtime(batch.created_at)
        hint = f"{batch.get_state_display()}，{uploaded.month}月{uploaded.day}日 {uploaded:%H:%M}上传，还没有提交"
        yield Task("waiting", batch.file_name, reverse("intake:detail", args=[batch.pk]), hint=hint)
