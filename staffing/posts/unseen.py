"""Posts that whoever writes does not see: that one stands in the way tells that there is one, of established ones when
it began or ended.

Moved day by day, a post of one's own would tell it exactly. So such refusals go on record, and of one person there are
few a day, whoever tries; nor may the days be moved often. Beyond that nothing is looked up, and all are answered alike.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.limits import Limit, reached
from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.audit.refusals import RefusalOnRecord
from staffing.models import Appointment, Person
from staffing.vocabulary import ESTABLISHED

HOURS = 24
SECOND_ESTABLISHED = "该人员同一时间已有一个在编任职，不能重复登记；如有疑问请交上一级民政局核对。"
TRIED_OFTEN = "此人在编任职的起止日期和编制类型今天改动次数较多，暂时不能再改。请明天再办，或交上一级民政局核对。"
SECOND_FULL_TIME = (
    "该人员现在另有一个全职的在岗任职，请说明是哪一种情况：两处都在任的，其中一处的“在岗方式”选“兼任”；"
    "编制留在原单位、只是借来的，在原任职上办理“借调”；已经调来的，在原任职上办理“调动”。"
    "在人员页面上看不到原任职的，请交上一级民政局核对。"
)
MODES_TRIED_OFTEN = "此人的在岗方式今天改动次数较多，暂时不能再改。请明天再办，或交上一级民政局核对。"


@dataclass(frozen=True, slots=True)
class Single:
    """A sort of post of which nobody holds two at once: the field at fault, what is said of a second one, and what once
    it was tried too often. ``dated``: whether days that are accepted tell something as well."""

    field: str
    words: str
    often: str
    dated: bool = False


ESTABLISHED_POST = Single("employment", SECOND_ESTABLISHED, TRIED_OFTEN, dated=True)
FULL_TIME_POST = Single("working_mode", SECOND_FULL_TIME, MODES_TRIED_OFTEN)


def refusals() -> list[Limit]:
    """Of one person, over all accounts."""
    return [Limit(settings.UNSEEN_POSTS_PER_PERSON_AND_DAY, hours=HOURS, on_subject=True)]


def require_open(actor: Acting, person: Person, single: Single) -> None:
    """Ask before posts out of sight are looked at.

    Raises:
        RefusalOnRecord: it was tried too often; whether there is such a post is not looked up.
    """
    if reached(actor, refusals(), Action.POST_HELD, subject=person) or (single.dated and _moved_often(person)):
        raise beyond_limit(actor, person, single)


def beyond_limit(actor: Acting, person: Person, single: Single = ESTABLISHED_POST) -> RefusalOnRecord:
    """What is raised where nothing is looked up any more."""
    message, detail = {single.field: single.often}, {"动作": Action.POST_HELD.label}
    return RefusalOnRecord(message, actor=actor, action=Action.LIMIT_REACHED, subject=person, detail=detail)


def tried_often() -> set[int]:
    """Ids of the people of whom so many refusals are on record; for rosters, which ask of thousands at once."""
    entries = AuditEntry.objects.filter(action=Action.POST_HELD, object_type=Person._meta.label, at__gte=_since())
    often = entries.order_by().values("object_id").annotate(times=Count("pk"))
    found = often.filter(times__gte=settings.UNSEEN_POSTS_PER_PERSON_AND_DAY)
    return {int(key) for key in found.values_list("object_id", flat=True)}


def _since() -> datetime.datetime:
    return timezone.now() - datetime.timedelta(hours=HOURS)


def refusal(actor: Acting, person: Person, single: Single = ESTABLISHED_POST) -> RefusalOnRecord:
    """What is raised for a post out of sight: the same words as for one in sight."""
    message = {single.field: single.words}
    return RefusalOnRecord(message, actor=actor, action=Action.POST_HELD, subject=person)


def _moved_often(person: Person) -> bool:
    """Days that were accepted tell as well."""
    steps = Appointment.history.filter(person_id=person.pk, history_date__gte=_since(), employment__in=ESTABLISHED)
    spans = steps.order_by().values("id", "from_date", "to_date").distinct().count()
    return bool(spans >= settings.ESTABLISHED_DAYS_MOVED_PER_PERSON_AND_DAY)
