"""Which real units there are at or below some divisions, as the tree stood on a day."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from jian_minzheng.core.records import in_force_on
from offices.models import Division, DivisionEra
from offices.models.divisions import Level
from offices.places import parent_path, paths_above, topmost

FUNCTIONAL_AREA = "功能区"


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


@dataclass(slots=True)
class Places:
    """Real units to judge, by level. ``nodes`` also knows the units above."""

    cities: dict[int, Node] = field(default_factory=dict)
    counties: dict[int, Node] = field(default_factory=dict)
    townships: dict[int, Node] = field(default_factory=dict)
    villages: dict[int, Node] = field(default_factory=dict)
    nodes: dict[int, Node] = field(default_factory=dict)

    def county_of(self, node: Node) -> int:
        """Id of the county at or above a unit; the unit itself where the tree has none."""
        above = node
        while above.level != Level.COUNTY and above.parent_id in self.nodes:
            above = self.nodes[above.parent_id]
        return above.id if above.level == Level.COUNTY else node.id

    def ids(self) -> list[int]:
        return [*self.cities, *self.counties, *self.townships, *self.villages]

    def all_counties(self) -> list[int]:
        """Ids of the counties of all units, also of those that are not judged themselves."""
        return [node.id for node in self.nodes.values() if node.level == Level.COUNTY]

    def lineage(self, unit: int) -> list[int]:
        """Ids of the unit and of everything above it on the day."""
        return [node.id for node in _lineage(self.nodes[unit], self.nodes)]


def places_on(day: datetime.date, roots: Iterable[Division], only: Iterable[Division] = ()) -> Places:
    """The units at or below ``roots``, and the units ``only`` without what lies below them.

    Units for statistics only, and whatever lies below them, are left out: nothing is owed for those. A past day is
    answered from the eras of the units, so that a township is found under the county it belonged to then.
    """
    nodes = _nodes_of_today(day, roots, only) if day >= timezone.localdate() else _nodes_of_the_past(day)
    wanted_roots, wanted = {root.pk for root in roots}, {one.pk for one in only}
    places = Places(nodes=nodes)
    shelves = {
        Level.CITY: places.cities,
        Level.COUNTY: places.counties,
        Level.TOWNSHIP: places.townships,
        Level.VILLAGE: places.villages,
    }
    for node in sorted(nodes.values(), key=lambda node: node.path):
        lineage = _lineage(node, nodes)
        asked = node.id in wanted or any(one.id in wanted_roots for one in lineage)
        if asked and node.level in shelves and not any(one.virtual for one in lineage):
            shelves[Level(node.level)][node.id] = node
    return places


def _lineage(node: Node, nodes: dict[int, Node]) -> list[Node]:
    """The unit and everything above it."""
    line = [node]
    while line[-1].parent_id in nodes and len(line) < 10:
        line.append(nodes[line[-1].parent_id])
    return line


def _nodes_of_today(day: datetime.date, roots: Iterable[Division], only: Iterable[Division]) -> dict[int, Node]:
    """The wanted units and what stands above them, by today's tree."""
    whole, alone = list(roots), list(only)
    found = Q(path__in={path for one in [*whole, *alone] for path in paths_above(one.path, itself=True)})
    for path in topmost(one.path for one in whole):
        found |= Q(path__under=path)
    nodes = [Node(*row) for row in Division.objects.on(day).filter(found).values_list(*_COLUMNS)]
    by_path = {node.path: node.id for node in nodes}
    for node in nodes:
        node.parent_id = by_path.get(parent_path(node.path))
    return {node.id: node for node in nodes}


def _nodes_of_the_past(day: datetime.date) -> dict[int, Node]:
    """The whole tree as it stood: what lay below a unit then may lie elsewhere now."""
    nodes = [Node(*row) for row in Division.objects.on(day).values_list(*_COLUMNS)]
    by_path = {node.path: node.id for node in nodes}
    eras = DivisionEra.objects.filter(in_force_on(day)).values_list("division_id", "name", "kind", "parent_id")
    then = {division: (name, kind, parent) for division, name, kind, parent in eras}
    for node in nodes:
        node.parent_id = by_path.get(parent_path(node.path))
        if node.id in then:
            node.name, node.kind, node.parent_id = then[node.id]
    return {node.id: node for node in nodes}


_COLUMNS = ("id", "name", "level", "kind", "virtual", "path")
