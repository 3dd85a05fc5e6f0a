"""Invented returns of one county: its stations' receiving channels and cases of two quarters, its own networks of two
years. Some is missing, some is a confirmed zero, some does not apply; nobody has declared theirs whole yet."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.periods import PeriodKind, Term
from offices.demo import SOURCE
from offices.demo.luck import in_county, luck
from offices.demo.stations import TOUR
from offices.models import Division, Indicator, Period, Submission, Value
from offices.models.divisions import Level
from offices.returns.dictionary import indicators_load
from offices.returns.opening import periods_open

_STATE = Value.State
_ELSEWHERE = "这项业务由主管部门直接受理，本所不受理"


@dataclass(frozen=True, slots=True)
class _County:
    """The county of the tour with its real townships, and how many villages each has."""

    county: Division
    townships: Sequence[Division]
    villages: int


def make_returns(units: Sequence[Division]) -> list[Submission]:
    """The returns that count today and those of the period before, of the county of the tour where it is loaded."""
    place = _county_of_the_tour(units)
    if place is None:
        return []
    indicators_load()
    periods = {kind: _two_that_count(kind) for kind in (PeriodKind.QUARTER, PeriodKind.YEAR)}
    submissions = [Submission(division=place.county, period=period) for period in periods[PeriodKind.YEAR]]
    submissions += [
        Submission(division=unit, period=period) for period in periods[PeriodKind.QUARTER] for unit in place.townships
    ]
    bulk_create_with_history(submissions, Submission, default_change_reason=SOURCE)
    asked = {one.code: one for one in Indicator.objects.all()}
    newest = {two[0] for two in periods.values()}
    values = [row for one in submissions for row in _values(one, place, asked, newest=one.period in newest)]
    bulk_create_with_history(values, Value, batch_size=2000, default_change_reason=SOURCE)
    return submissions


def _county_of_the_tour(units: Sequence[Division]) -> _County | None:
    real = [unit for unit in units if not unit.virtual and in_county(unit.stats_code) == in_county(TOUR)]
    by_level = {level: [unit for unit in real if unit.level == level] for level in Level}
    if not by_level[Level.COUNTY]:
        return None
    return _County(by_level[Level.COUNTY][0], by_level[Level.TOWNSHIP], len(by_level[Level.VILLAGE]))


def _two_that_count(kind: PeriodKind) -> list[Period]:
    """The newest period that is due today, and the one before it, the newest first."""
    today = timezone.localdate()
    running = Term.of(kind, today)
    for year in {running.later(-back).year for back in range(4)}:
        periods_open(SYSTEM, year=year)
    return list(Period.objects.filter(kind=kind, due_on__lt=today).order_by("-first_day")[:2])


def _values(submission: Submission, place: _County, asked: Mapping[str, Indicator], *, newest: bool) -> Iterator[Value]:
    unit, period = submission.division, submission.period
    chance = luck("returns", unit.stats_code, period.term.code)
    said = _networks(chance, place, newest) if unit.level == Level.COUNTY else _channels(chance, newest)
    for code, content in said.items():
        if content:
            day = period.due_on - datetime.timedelta(days=chance.randint(-3, 6))
            day = min(day, timezone.localdate())
            yield Value(submission=submission, indicator=asked[code], filled_on=day, **content)


def _channels(chance: Random, newest: bool) -> dict[str, dict[str, Any]]:
    """Nine answers, of which the newer more often are 是, and the cases of the quarter."""
    said = {f"channel_{number:02}": _channel(chance, 0.93 if newest else 0.85) for number in range(1, 10)}
    return said | {"cases_finished": _number(0 if chance.random() < 0.1 else chance.randint(3, 60))}


def _channel(chance: Random, likely: float) -> dict[str, Any]:
    drawn = chance.random()
    if drawn < 0.04:
        return {}
    if drawn < 0.07:
        return {"state": _STATE.NOT_APPLICABLE, "reason": _ELSEWHERE}
    return {"state": _STATE.REPORTED, "answer": chance.random() < likely}


def _networks(chance: Random, place: _County, newest: bool) -> dict[str, dict[str, Any]]:
    """All townships are online today and none was the year before; villages are under way."""
    villages = round(place.villages * chance.uniform(0.8, 0.95)) if newest else 0
    return {
        "villages_total": _number(place.villages),
        "townships_total": _number(len(place.townships)),
        "villages_online": _number(villages),
        "townships_online": _number(len(place.townships) if newest else 0),
    }


def _number(figure: int) -> dict[str, Any]:
    return {"state": _STATE.REPORTED, "number": Decimal(figure)} if figure else {"state": _STATE.ZERO}
