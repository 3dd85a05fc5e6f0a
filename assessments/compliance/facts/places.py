"""Which real units there are at or below some divisions, as the tree stood on a day."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from assessments.compliance.facts.tree import COLUMNS, Node, Tree
from offices.models import Division
from offices.models.divisions import Level
from offices.places import parent_path, paths_above, topmost

FUNCTIONAL_AREA = "功能区"


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
        return [node.id for node in lineage(self.nodes[unit], self.nodes)]


def places_on(day: datetime.date, roots: Collection[Division], only: Collection[Division] = ()) -> Places:
    """The units at or below ``roots``, and the units ``only`` without what lies below them.

    Units for statistics only, and whatever lies below them, are left out: nothing is owed for those. A past day is
    answered from the eras of the units, so that a township is found under the county it belonged to then.
    """
    if day >= timezone.localdate():
        nodes = _nodes_of_today(day, roots, only)
    else:
        # What lay below a unit then may lie elsewhere now.
        nodes = (Tree.whole() if roots else Tree.around({one.pk for one in only})).nodes(day)
    below = {root.pk for root in roots}
    asked = [node for node in nodes.values() if any(one.id in below for one in lineage(node, nodes))] if below else []
    return _placed(nodes, [*asked, *(nodes[one.pk] for one in only if one.pk in nodes)])


def places_among(tree: Tree, day: datetime.date, units: Iterable[int]) -> Places:
    """These units alone, as they stood on the day."""
    nodes = tree.nodes(day)
    return _placed(nodes, [nodes[unit] for unit in units if unit in nodes])


def _placed(nodes: dict[int, Node], asked: Iterable[Node]) -> Places:
    places = Places(nodes=nodes)
    shelves = {
        Level.CITY: places.cities,
        Level.COUNTY: places.counties,
        Level.TOWNSHIP: places.townships,
        Level.VILLAGE: places.villages,
    }
    for node in sorted(asked, key=lambda node: node.path):
        if node.level in shelves and not any(one.virtual for one in lineage(node, nodes)):
            shelves[Level(node.level)][node.id] = node
    return places


def lineage(node: Node, nodes: dict[int, Node]) -> list[Node]:
    """The unit and everything above it."""
    line = [node]
    while line[-1].parent_id in nodes and len(line) < 10:
        line.append(nodes[line[-1].parent_id])
    return line


def _nodes_of_today(day: datetime.date, roots: Collection[Division], only: Collection[Division]) -> dict[int, Node]:
    """The wanted units and what stands above them, by today's tree."""
    whole, alone = list(roots), list(only)
    found = Q(path__in={path for one in [*whole, *alone] for path in paths_above(one.path, itself=True)})
    for path in topmost(one.path for one in whole):
        found |= Q(path__under=path)
    nodes = [Node(*row) for row in Division.objects.on(day).filter(found).values_list(*COLUMNS)]
    by_path = {node.path: node.id for node in nodes}
    for node in nodes:
        node.parent_id = by_path.get(parent_path(node.path))
    return {node.id: node for node in nodes}
