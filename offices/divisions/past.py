"""The tree as it stood on a day, read from the eras. Reports about a past period walk this tree, not today's."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from jian_minzheng.core.records import in_force_on
from offices.models import DivisionEra


@dataclass(frozen=True, slots=True)
class Standing:
    """How a unit was named, classed and placed on a day; ``parent_id`` is ``None`` for the city."""

    division_id: int
    name: str
    kind: str
    parent_id: int | None


def standing_on(division_id: int, day: datetime.date) -> Standing | None:
    """The unit on that day; ``None`` when it did not exist then."""
    return next(iter(_standings(day, division_id=division_id)), None)


def children_on(division_id: int, day: datetime.date) -> list[Standing]:
    """The units directly below a unit on that day, in today's order."""
    return _standings(day, parent_id=division_id)


def subtree_ids_on(division_id: int, day: datetime.date) -> set[int]:
    """Ids of the unit and of everything below it on that day; empty when it did not exist. One query."""
    below: dict[int | None, list[int]] = defaultdict(list)
    existing = set()
    for era in _standings(day):
        below[era.parent_id].append(era.division_id)
        existing.add(era.division_id)
    found: set[int] = set()
    pending = [division_id] if division_id in existing else []
    while pending:
        unit = pending.pop()
        found.add(unit)
        pending.extend(below[unit])
    return found


def _standings(day: datetime.date, **narrowed: Any) -> list[Standing]:
    eras = DivisionEra.objects.filter(in_force_on(day), **narrowed).order_by("division__path")
    return [Standing(*row) for row in eras.values_list("division_id", "name", "kind", "parent_id")]
