"""What waits for whoever imports tables: the own ones that were read but neither committed nor given up."""

from collections.abc import Iterable

from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone

from intake.models import ImportBatch, ImportJob
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.todo import Task

_MOST = 10


def open_batches(actor: Acting) -> Iterable[Task]:
    """A task for each of them."""
    found = ImportBatch.objects.visible_to(actor.identity).filter(
        state__in=ImportBatch.UNWRITTEN, owner_id=actor.scope.user_id
    )
    at_work = Exists(ImportJob.objects.open().of_batch())
    for batch in found.defer("columns").annotate(at_work=at_work)[:_MOST]:
        uploaded = timezone.localtime(batch.created_at)
        when = f"{uploaded.month}月{uploaded.day}日 {uploaded:%H:%M}上传"
        hint = f"正在处理，{when}" if batch.at_work else f"{batch.get_state_display()}，{when}，还没有提交"
        yield Task("waiting", batch.file_name, reverse("intake:detail", args=[batch.pk]), hint=hint)
