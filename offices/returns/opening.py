"""Opening the periods of report of a year."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.days import FIRST
from jian_minzheng.core.periods import PeriodKind, Term, terms_of_year
from offices.models import Division, Period
from offices.models.divisions import Level
from offices.roles import Capability

DAYS_TO_REPORT: Mapping[PeriodKind, int] = {
    PeriodKind.MONTH: 5,
    PeriodKind.QUARTER: 10,
    PeriodKind.HALF_YEAR: 15,
    PeriodKind.YEAR: 20,
}
"""Days after the end of a period in which it is reported; a proposal of this system, the city changes due days."""


@transaction.atomic
def periods_open(
    actor: Acting, *, year: int, days_to_report: Mapping[PeriodKind, int] = DAYS_TO_REPORT
) -> list[Period]:
    """Open the periods of every kind in a year, this one, a past or the next; those that are open stay as they are.

    Returns those that were opened now.

    Raises:
        ValidationError: no such year, a due day out of order, or no city is loaded.
        PermissionDenied: whoever acts does not keep the city's records.
    """
    actor.insist_on(Capability.KEEP_CITY)
    city = Division.objects.filter(level=Level.CITY).order_by("path").first()
    if city is None:
        raise ValidationError("还没有行政区划，请先运行 load_divisions。")
    newest = timezone.localdate().year + 1
    if not FIRST.year <= year <= newest:
        raise ValidationError(f"只能开放{FIRST.year}年至{newest}年的报送期，填的是{year}。")
    there = set(Period.objects.filter(year=year).values_list("kind", "number"))
    terms = [term for kind in PeriodKind for term in terms_of_year(kind, year)]
    opened = [_open(city, term, days_to_report) for term in terms if (term.kind, term.number) not in there]
    if opened:
        rows = {Period: [period.pk for period in opened]}
        detail = {"年份": year, "新开放": len(opened)}
        writes.finish_many(actor, Action.RECORDED, rows, units=(), label=f"{year}年报送期", detail=detail)
    return opened


def _open(city: Division, term: Term, days_to_report: Mapping[PeriodKind, int]) -> Period:
    due_on = term.last_day + datetime.timedelta(days=days_to_report[term.kind])
    period = Period(keeper=city, kind=term.kind, year=term.year, number=term.number, due_on=due_on)
    period.full_clean()
    period.save()
    return period
