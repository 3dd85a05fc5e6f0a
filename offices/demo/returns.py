"""Invented returns: what every county says of its years and half-years, and in the county of the tour what its
townships and communities say. Nobody has declared theirs whole yet."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.periods import PeriodKind, Term
from offices.demo import SOURCE
from offices.demo.asked import is_of_the_tour, make_lines, make_marks, make_targets
from offices.demo.luck import diligence, in_county, luck
from offices.demo.sheets import SHEETS, Asked
from offices.models import Division, Indicator, Period, Submission, Value
from offices.models.divisions import Level
from offices.models.urban import COMMUNITY
from offices.returns.dictionary import indicators_load
from offices.returns.opening import periods_open


def make_returns(units: Sequence[Division]) -> list[Submission]:
    """The returns that count today and those of the period before."""
    counties = [unit for unit in units if unit.level == Level.COUNTY and not unit.virtual]
    if not counties:
        return []
    indicators_load()
    make_targets(units, counties)
    make_lines(counties)
    make_marks(units)
    periods = {kind: _two_that_count(kind) for kind in PeriodKind if any(kind == asked for _, asked in SHEETS)}
    asking = [(unit, period) for unit in units if _returns(unit) for period in _asked_of(unit, periods)]
    submissions = [Submission(division=unit, period=period) for unit, period in asking]
    bulk_create_with_history(submissions, Submission, default_change_reason=SOURCE)
    world = _World(
        _sizes(units), {one.code: one for one in Indicator.objects.all()}, {two[0] for two in periods.values()}
    )
    values = [row for one in submissions for row in world.values(one)]
    bulk_create_with_history(values, Value, batch_size=2000, default_change_reason=SOURCE)
    return submissions


def _returns(unit: Division) -> bool:
    if unit.virtual or unit.level == Level.CITY:
        return False
    if unit.level == Level.VILLAGE and unit.kind != COMMUNITY:
        return False
    return unit.level == Level.COUNTY or is_of_the_tour(unit)


def _asked_of(unit: Division, periods: Mapping[PeriodKind, Sequence[Period]]) -> Iterator[Period]:
    for kind, two in periods.items():
        if (unit.level, kind) in SHEETS:
            yield from two


def _two_that_count(kind: PeriodKind) -> list[Period]:
    """The newest period that is due today, and the one before it, the newest first."""
    today = timezone.localdate()
    running = Term.of(kind, today)
    for year in {running.later(-back).year for back in range(4)} | {today.year}:
        periods_open(SYSTEM, year=year)
    return list(Period.objects.filter(kind=kind, due_on__lt=today).order_by("-first_day")[:2])


def _sizes(units: Sequence[Division]) -> dict[str, tuple[int, int]]:
    """By county part of the code, how many real townships and villages there are."""
    found: dict[str, list[int]] = {}
    for unit in units:
        counts = found.setdefault(in_county(unit.stats_code), [0, 0])
        if not unit.virtual and unit.level in (Level.TOWNSHIP, Level.VILLAGE):
            counts[unit.level == Level.VILLAGE] += 1
    return {code: (townships, villages) for code, (townships, villages) in found.items()}


@dataclass(frozen=True, slots=True)
class _World:
    sizes: Mapping[str, tuple[int, int]]
    indicators: Mapping[str, Indicator]
    newest: set[Period]

    def values(self, submission: Submission) -> Iterator[Value]:
        unit, period = submission.division, submission.period
        code = unit.stats_code or unit.own_code
        chance = luck("returns", code, period.term.code)
        asked = Asked(
            period.term, period in self.newest, diligence(in_county(code)), *self.sizes[in_county(unit.stats_code)]
        )
        for name, content in SHEETS[unit.level, period.kind](chance, asked).items():
            if content:
                day = min(period.due_on - datetime.timedelta(days=chance.randint(-3, 6)), timezone.localdate())
                yield Value(submission=submission, indicator=self.indicators[name], filled_on=day, **content)
