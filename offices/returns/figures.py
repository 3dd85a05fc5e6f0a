"""What units said, as it counts on a day: for whoever judges many units at once."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F

from jian_minzheng.core.periods import PeriodKind, Term
from offices.models import Indicator, Value
from offices.returns.counting import ends_counting, holds_on

_YEARS_BACK = 3
"""A yearly figure that may still count is of the year before last; the one before that is a year older."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one unit said of one indicator for one period.

    Of 已报 there is one of ``number``, ``answer`` and ``text``, of 零报告 the number 0, of 不适用 the ``reason``, of
    未报 nothing. ``late``: first said after the due day, or not yet; never of 代填. ``value_id`` is for links, ``None``
    where nothing is stored.
    """

    term: Term
    due_on: datetime.date
    state: Value.State = Value.State.MISSING
    number: Decimal | None = None
    answer: bool | None = None
    text: str = ""
    reason: str = ""
    late: bool = True
    value_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The figure that counts on the day, that of the period before it, and the last one of the year before.

    ``None`` where there is no such period: none is due yet, or the newest that is due lies too far back. ``closes_on``
    is the due day of the last period of the year of ``now``, where that is open.
    """

    now: Figure | None = None
    before: Figure | None = None
    year_before: Figure | None = None
    closes_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class _Counting:
    """The periods of an indicator that count on a day, as ``Standing`` has their figures."""

    now: "_Opened | None" = None
    before: "_Opened | None" = None
    year_before: "_Opened | None" = None
    closes_on: datetime.date | None = None

    @property
    def periods(self) -> "tuple[_Opened | None, _Opened | None, _Opened | None]":
        return self.now, self.before, self.year_before


_NONE = _Counting()
_NOBODY = 0
"""The key of no unit."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A period, as it stands beside each indicator of its kind."""

    pk: int
    term: Term
    due_on: datetime.date


def figures_on(
    day: datetime.date, divisions: Collection[int], codes: Collection[str]
) -> dict[tuple[int, str], Standing]:
    """Where each unit stands with each indicator: the newest period that is due counts, the due day itself not yet.

    What counts is not older than one period: once two whole periods have ended since, nothing does. Shares are not
    stored: ask for their parts. Two queries.

    Args:
        divisions: ids of units.
        codes: of indicators; one that does not exist has no period.
    """
    counting = {code: _counting(opened, day) for code, opened in _opened_by(day, codes).items()}
    wanted = {period.pk: period for one in counting.values() for period in one.periods if period is not None}
    said = _said(divisions, codes, wanted)

    def figure(division: int, code: str, period: _Opened | None) -> Figure | None:
        missing = Figure(period.term, period.due_on) if period else None
        return said.get((division, code, period.pk), missing) if period else None

    def standing(division: int, code: str) -> Standing:
        one = counting.get(code, _NONE)
        now, before, year_before = (figure(division, code, period) for period in one.periods)
        return Standing(now, before, year_before, one.closes_on)

    # Most units say nothing of most indicators, and share what stands for that: of villages there are thousands.
    speaking = {division for division, _, _ in said}
    silent = {code: standing(_NOBODY, code) for code in codes}
    return {
        (division, code): standing(division, code) if division in speaking else silent[code]
        for division in divisions
        for code in codes
    }


def _opened_by(day: datetime.date, codes: Collection[str]) -> dict[str, list[_Opened]]:
    """By indicator, the periods of its kind that its city has opened up to the year of the day, newest first."""
    at = "keeper__periods__"
    near = {f"{at}kind": F("period_kind"), f"{at}year__gte": day.year - _YEARS_BACK, f"{at}year__lte": day.year}
    rows = Indicator.objects.filter(code__in=codes, **near).order_by(f"-{at}first_day")
    found: dict[str, list[_Opened]] = defaultdict(list)
    for code, pk, kind, year, number, due_on in rows.values_list(
        "code", f"{at}pk", f"{at}kind", f"{at}year", f"{at}number", f"{at}due_on"
    ):
        found[code].append(_Opened(pk, Term(PeriodKind(kind), year, number), due_on))
    return found


def turns_of_counting(codes: Collection[str]) -> set[datetime.date]:
    """Days from which, of these indicators, another period counts than on the day before, or none does any more."""
    at = "keeper__periods__"
    rows = Indicator.objects.filter(code__in=codes, **{f"{at}kind": F("period_kind")}).order_by()
    opened = rows.values_list(f"{at}kind", f"{at}year", f"{at}number", f"{at}due_on").distinct()
    return {
        day
        for kind, year, number, due_on in opened
        for day in (due_on + datetime.timedelta(days=1), ends_counting(Term(PeriodKind(kind), year, number)))
    }


def _counting(opened: list[_Opened], day: datetime.date) -> _Counting:
    now = next((period for period in opened if period.due_on < day), None)
    if now is None or not holds_on(now.term, day):
        return _NONE
    last = Term(now.term.kind, now.term.year, now.term.kind.in_year)
    by_term = {period.term: period for period in opened}
    before, year_before = (by_term.get(term) for term in (now.term.later(-1), last.later(-last.kind.in_year)))
    closing = by_term.get(last)
    return _Counting(now, before, year_before, closing.due_on if closing else None)


def _said(
    divisions: Collection[int], codes: Collection[str], periods: Mapping[int, _Opened]
) -> dict[tuple[int, str, int], Figure]:
    rows = Value.objects.filter(
        submission__division__in=divisions, submission__period__in=periods, indicator__code__in=codes
    ).annotate(place=F("submission__division"), period=F("submission__period"), code=F("indicator__code"))
    return {(row.place, row.code, row.period): _figure(row, periods[row.period]) for row in rows}


def _figure(value: Any, period: _Opened) -> Figure:
    on_time = value.for_another or (value.filled_on is not None and value.filled_on <= period.due_on)
    return Figure(
        term=period.term,
        due_on=period.due_on,
        state=Value.State(value.state),
        number=value.figure,
        answer=value.answer,
        text=value.text,
        reason=value.reason,
        late=not on_time,
        value_id=value.pk,
    )
