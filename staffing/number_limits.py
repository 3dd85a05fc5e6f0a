"""How often numbers may be looked at, checked and tried: the limits that the settings give."""

from django.conf import settings

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.limits import Limit, left, refuse_beyond
from jian_minzheng.core.audit.models import Action
from staffing.models import Person

ROWS = "行数"
"""Part of an entry's detail: how many rows of a roster it stands for."""


def looks() -> list[Limit]:
    """At whole numbers, by one account."""
    return [Limit(settings.NUMBER_LOOKS_PER_HOUR, hours=1), Limit(settings.NUMBER_LOOKS_PER_DAY, hours=24)]


def checks() -> list[Limit]:
    """Of the last four characters: by one account, and of one person, lest colleagues share the guessing."""
    return [
        Limit(settings.NUMBER_CHECKS_PER_HOUR, hours=1),
        Limit(settings.NUMBER_CHECKS_PER_PERSON_AND_HOUR, hours=1, on_subject=True),
        Limit(settings.NUMBER_CHECKS_PER_PERSON_AND_DAY, hours=24, on_subject=True),
    ]


def refusals() -> list[Limit]:
    """Of numbers looked up and not registered: whoever tries many of them finds out which are on the books."""
    return [
        Limit(settings.REFUSED_NUMBERS_PER_HOUR, hours=1),
        Limit(settings.REFUSED_NUMBERS_PER_DAY, hours=24),
        Limit(settings.REFUSED_ROWS_PER_HOUR, hours=1, by=ROWS),
        Limit(settings.REFUSED_ROWS_PER_DAY, hours=24, by=ROWS),
    ]


def refused_rows_left(actor: Acting) -> int:
    """How many rows of a roster may still be refused before no further one is; none if any of the limits is reached."""
    room = left(actor, refusals(), Action.NUMBER_HELD)
    return 0 if any(times <= 0 for _, times in room) else min(times for limit, times in room if limit.by == ROWS)


def typed() -> list[Limit]:
    """Of numbers typed one by one and registered: each tells that nobody else has it."""
    return [Limit(settings.NUMBERS_TYPED_PER_HOUR, hours=1), Limit(settings.NUMBERS_TYPED_PER_DAY, hours=24)]


def typed_for_one() -> list[Limit]:
    """The same for one person: who has the number changed again and again is a way to try numbers."""
    return [Limit(settings.NUMBERS_TYPED_PER_PERSON_AND_DAY, hours=24, on_subject=True)]


def why_closed(actor: Acting, *, label: str, person: Person | None = None) -> str:
    """Why no number is looked up any more; empty as long as they are. A limit that is reached goes on record."""
    if refuse_beyond(actor, refusals(), Action.NUMBER_HELD, label=label):
        return TOO_MANY_REFUSED
    if refuse_beyond(actor, typed(), Action.NUMBER_TYPED, label=label):
        return TOO_MANY_TYPED
    if person and refuse_beyond(actor, typed_for_one(), Action.NUMBER_TYPED, subject=person, label=label):
        return TOO_MANY_TYPED
    return ""


TOO_MANY_TYPED = "短时间内逐个登记的号码太多，暂时不能再登记号码。请稍后再试，人多时请用花名册导入。"
TOO_MANY_REFUSED = "未被接受的号码太多，暂时不能再登记号码。请一小时后再试，或把名单交上一级民政局核对。"
TOO_MANY_LOOKS = "查看完整号码的次数已到上限，请稍后再试。确有需要的，请联系系统管理员。"
