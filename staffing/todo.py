"""What waits for whoever files village specialists with the county: those who are not filed."""

from collections.abc import Iterable

from django.http import QueryDict
from django.urls import reverse

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.todo import Task
from offices.roles import Capability
from staffing.listing.villages import VILLAGES
from staffing.posts.rules import LEVELS
from staffing.vocabulary import Kind


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
