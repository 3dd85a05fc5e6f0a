"""Invented 清查: most counties and townships have gone through their registers, some have not finished yet."""

import datetime
from collections.abc import Iterator, Sequence

from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from offices.demo import SOURCE
from offices.demo.luck import in_county, luck
from offices.demo.stations import TOUR
from offices.models import Division, Stocktake
from offices.models.divisions import Level
from offices.stocktakes import registers_of

_DONE = 0.9
_BEGAN, _TOOK = datetime.timedelta(days=150), 60
"""When it began, and within how many days those who are done finished."""


def make_stocktakes(units: Sequence[Division]) -> None:
    """What the real counties and townships have gone through; those of the county of the tour are done with all."""
    began = timezone.localdate() - _BEGAN
    rows = [row for unit in units if not unit.virtual for row in _gone_through(unit, began)]
    bulk_create_with_history(rows, Stocktake, default_change_reason=SOURCE)


def _gone_through(unit: Division, began: datetime.date) -> Iterator[Stocktake]:
    if unit.level == Level.CITY:
        return
    for stock in registers_of(unit.level):
        chance = luck("stocktake", unit.stats_code or unit.own_code, stock)
        done = chance.random() < _DONE or in_county(unit.stats_code) == in_county(TOUR)
        finished = began + datetime.timedelta(days=chance.randint(10, _TOOK)) if done else None
        yield Stocktake(division=unit, stock=stock, started_on=began, finished_on=finished)
