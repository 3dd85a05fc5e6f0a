"""The tree of units over time: read once, asked for as many days as need be."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Q

from assessments.values.turns import turns
from offices.models import Division, DivisionEra
from offices.places import parent_path, paths_above

FEW = 40
"""Up to so many units their surroundings are read; of more, the whole tree is cheaper."""

COLUMNS = ("id", "name", "level", "kind", "virtual", "path")
"""What of a division makes a node."""

_PATH = COLUMNS.index("path")
Days = frozenset[datetime.date]


@dataclass(slots=True)
class Node:
    """One unit on the day; ``parent_id`` is its parent of that day."""

    id: int
    name: str
    level: str
    kind: str
    virtual: bool
    path: str
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """From which day to which last one something held."""

    first: datetime.date
    last: datetime.date | None

    def covers(self, day: datetime.date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


class Tree:
    """Some units with all that they ever were."""

    def __init__(self, wanted: Q) -> None:
        rows = list(Division.objects.filter(wanted).distinct().values_list(*COLUMNS, "valid_from", "valid_to"))
        self._units = {row[0]: (row[: len(COLUMNS)], _Stretch(*row[len(COLUMNS) :])) for row in rows}
        self._by_path = {columns[_PATH]: pk for pk, (columns, _) in self._units.items()}
        self._eras: dict[int, list[tuple[_Stretch, tuple[Any, ...]]]] = defaultdict(list)
        eras = DivisionEra.objects.filter(division__in=Division.objects.filter(wanted).order_by().values("pk"))
        for unit, first, last, *then in eras.values_list(
            "division_id", "valid_from", "valid_to", "name", "kind", "parent_id"
        ):
            self._eras[unit].append((_Stretch(first, last), tuple(then)))
        self._nodes: dict[datetime.date, dict[int, Node]] = {}
        self._turns = sorted({day for unit in self._units for day in self._own_days(unit)})

    @classmethod
    def whole(cls) -> Self:
        return cls(Q())

    @classmethod
    def around(cls, units: Collection[int]) -> Self:
        """The units, and all they lie or ever lay below."""
        if len(units) > FEW:
            return cls.whole()
        return cls(Q(path__in=_line(Division.objects.filter(pk__in=units).values_list("path", flat=True))))

    def nodes(self, day: datetime.date) -> dict[int, Node]:
        """The units that there were on the day, as they stood: under the name and the parent of that day."""
        turn = max((one for one in self._turns if one <= day), default=datetime.date.min)
        if turn not in self._nodes:
            self._nodes[turn] = self._stood(turn)
        return self._nodes[turn]

    def days(self, unit: int) -> Days:
        """Days on which the unit, or one that it lies or ever lay below, began, ended, or became something else."""
        line, found = [unit], set[datetime.date]()
        for one in line:
            found |= self._own_days(one)
            line += self._parents(one).difference(line)
        return frozenset(found)

    def _own_days(self, unit: int) -> set[datetime.date]:
        stretches = [self._units[unit][1], *(stretch for stretch, _ in self._eras.get(unit, ()))]
        return {day for stretch in stretches for day in turns(stretch.first, stretch.last)}

    def _parents(self, unit: int) -> set[int]:
        now = self._by_path.get(parent_path(self._units[unit][0][_PATH]))
        ever = {now, *(parent for _, (*_, parent) in self._eras.get(unit, ()))}
        return {above for above in ever if above is not None and above in self._units}

    def _stood(self, day: datetime.date) -> dict[int, Node]:
        nodes = {pk: Node(*columns) for pk, (columns, stretch) in self._units.items() if stretch.covers(day)}
        for pk, node in nodes.items():
            above = self._by_path.get(parent_path(node.path))
            node.parent_id = above if above in nodes else None
            for stretch, then in self._eras.get(pk, ()):
                if stretch.covers(day):
                    node.name, node.kind, node.parent_id = then
        return nodes


def _line(paths: Iterable[str]) -> set[str]:
    """Paths of units with those of all that they lie or ever lay below."""
    line: set[str] = set()
    new = {above for path in paths for above in paths_above(path, itself=True)}
    while new:
        line |= new
        eras = DivisionEra.objects.filter(division__path__in=new, parent__isnull=False).order_by()
        parents = eras.values_list("parent__path", flat=True).distinct()
        new = {above for path in parents for above in paths_above(path, itself=True)} - line
    return line
