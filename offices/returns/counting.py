"""Which period counts on a day: the newest that is due, as long as it is not older than one period.

The due day itself still is in time, so that a period counts from the day after it.
"""

import datetime

from jian_minzheng.core.periods import PeriodKind, Term
from offices.models import Period


def counting_on(kind: PeriodKind, day: datetime.date) -> Period | None:
    """The period that counts on a day; ``None`` where none does."""
    due = Period.objects.filter(kind=kind, due_on__lt=day).order_by("-first_day").first()
    return due if due is not None and holds_on(due.term, day) else None


def holds_on(term: Term, day: datetime.date) -> bool:
    """Whether what was returned for a period may still speak for a day: not once two whole periods have ended since."""
    return Term.of(term.kind, day).since(term) <= 2


def ends_counting(term: Term) -> datetime.date:
    """The first day on which ``holds_on`` says no of a period."""
    return term.later(3).first_day
