"""What waits for whoever imports rosters, the own ones that were read but neither committed nor given up; and for
whoever files village specialists with the county, those who are not filed.
"""

from collections.abc import Iterable

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.todo import Task
from offices.roles import Capability
from staffing.listing.villages import VILLAGES
from staffing.models import ImportBatch
from staffing.posts.rules import LEVELS
from staffing.vocabulary import Kind

_MOST = 10


def open_batches(actor: Acting) -> Iterable[Task]:
    """A task for each of them."""
    waiting = (ImportBatch.State.READ, ImportBatch.State.PREVIEWED)
    found = ImportBatch.objects.visible_to(actor.identity).filter(state__in=waiting, owner_id=actor.scope.user_id)
    for batch in found.defer("columns")[:_MOST]:
        uploaded = timezone.localtime(batch.created_at)
        hint = f"{batch.get_state_display()}，{uploaded.month}月{uploaded.day}日 {uploaded:%H:%M}上传，还没有提交"
        yield Task("waiting", batch.file_name, reverse("staffing:import_detail", args=[batch.pk]), hint=hint)


def unfiled_specialists(actor: Acting) -> Iterable[Task]:
    """Villages with a specialist who is not filed (三(三)4-4), for those who keep their posts."""
    kept_at = {LEVELS[Kind.VILLAGE_SPECIALIST]: Capability.EDIT_PEOPLE}
    if not keeping.levels_kept_by(actor.scope, kept_at):
        return
    query = "state=unfiled"
    if count := VILLAGES.found(actor.scope, QueryDict(query)).count():
        url = f"{reverse('staffing:village_roster')}?{query}"
        hint = "专干在岗，还没有登记备案日期"
        yield Task("missing", "村级民政专干未备案", url, count=count, unit="个村(居)", hint=hint, order=10)
