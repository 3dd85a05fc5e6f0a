"""清查: which registers are complete at which unit, and the rows that ask every unit for its own."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from jian_minzheng.core import writes
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action
from offices.models import Division, Stocktake
from offices.models.divisions import Level
from offices.models.stocktakes import levels_of
from offices.vocabulary import Stock

BEGUN = "begin_stocktakes"


def finished_on(day: datetime.date, units: Collection[int]) -> dict[int, frozenset[str]]:
    """The registers that each of the units had declared complete by ``day``, in one query; see ``offices.vocabulary``.

    A unit without any is missing. What a unit above has declared holds for those below it as well: that is left to the
    caller, who knows how the tree stood.
    """
    found: dict[int, set[str]] = {}
    rows = Stocktake.objects.filter(division__in=units, finished_on__lte=day).live()
    for unit, register in rows.order_by().values_list("division_id", "stock"):
        found.setdefault(unit, set()).add(register)
    return {unit: frozenset(registers) for unit, registers in found.items()}


def registers_of(level: str) -> list[Stock]:
    """The registers that units of a level go through."""
    return [one for one in Stock if level in levels_of(one)]


@transaction.atomic
def stocktakes_begin() -> int:
    """Ask every county and township of today for the registers that are its own to go through; returns how many rows.

    Units that are asked already are left alone, so this may run as often as one likes.
    """
    units = Division.objects.on(timezone.localdate()).real().exclude(level=Level.CITY)
    there = set(Stocktake.objects.values_list("division_id", "stock"))
    new = [
        Stocktake(division=unit, stock=register)
        for unit in units
        for register in registers_of(unit.level)
        if (unit.pk, register) not in there
    ]
    bulk_create_with_history(new, Stocktake, default_change_reason=BEGUN)
    if new:
        rows = {Stocktake: [one.pk for one in new]}
        writes.finish_many(SYSTEM, Action.RECORDED, rows, units=frozenset(), label="清查", detail={"条数": len(new)})
    return len(new)
