"""Units as the tree and the lists show them: with population, and how many villages and stations lie below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Substr

from jian_minzheng.core.scope import Scope
from offices.models import Division, PopulationFigure, Station
from offices.models.divisions import Level


@dataclass(slots=True)
class Line:
    """One unit. ``registered`` and ``resident`` are the newest of its ``figures``, which stand newest first.

    ``villages`` and ``stations`` (real ones in operation) are ``None`` for a village, and where they were not counted.
    """

    unit: Division
    registered: PopulationFigure | None = None
    resident: PopulationFigure | None = None
    villages: int | None = None
    stations: int | None = None
    figures: list[PopulationFigure] = field(default_factory=list)


def lines_for(units: Sequence[Division], *, count: bool = True) -> list[Line]:
    """A line per unit, in their order, read in a fixed handful of queries; ``count=False`` leaves the counting out."""
    lines = {unit.path: Line(unit) for unit in units}
    for figure in _populations(units):
        lines[figure.division.path].figures.append(figure)
    for line in lines.values():
        line.registered = _newest(line, PopulationFigure.Basis.REGISTERED)
        line.resident = _newest(line, PopulationFigure.Basis.RESIDENT)
    if count:
        _count(lines, units)
    return list(lines.values())


def _count(lines: dict[str, Line], units: Sequence[Division]) -> None:
    above = [unit.path for unit in units if unit.level != Level.VILLAGE]
    villages = _counted(Division.objects.real().filter(level=Level.VILLAGE, valid_to__isnull=True), "path", above)
    stations = _counted(Station.objects.filter(closed_on__isnull=True).live(), "township__path", above)
    for path in above:
        lines[path].villages, lines[path].stations = villages.get(path, 0), stations.get(path, 0)


def parents_of(units: Iterable[Division], scope: Scope) -> dict[int, list[Division]]:
    """The units above each unit that the scope reaches, topmost first, by the unit's id; one query."""
    units = list(units)
    steps = range(Division.steplen, max((len(unit.path) for unit in units), default=0), Division.steplen)
    wanted = {unit.path[:step] for unit in units for step in steps if step < len(unit.path)}
    found = {unit.path: unit for unit in Division.objects.visible_to(scope).filter(path__in=wanted)}
    return {
        unit.pk: [found[unit.path[:step]] for step in steps if step < len(unit.path) and unit.path[:step] in found]
        for unit in units
    }


def _populations(units: Sequence[Division]) -> QuerySet[PopulationFigure]:
    figures: QuerySet[PopulationFigure] = PopulationFigure.objects.filter(division__in=units)
    return figures.select_related("division").order_by("-year", "basis")


def _newest(line: Line, basis: str) -> PopulationFigure | None:
    return next((figure for figure in line.figures if figure.basis == basis), None)


def _counted(rows: QuerySet[Any], column: str, paths: Sequence[str]) -> dict[str, int]:
    """How many rows lie in the subtree of each path; one query per level among ``paths``."""
    counts: dict[str, int] = {}
    for length in {len(path) for path in paths}:
        level = [path for path in paths if len(path) == length]
        inside = Q()
        for path in _covering(level):
            inside |= Q(**{f"{column}__startswith": path})
        found = rows.filter(inside).order_by().annotate(top=Substr(F(column), 1, length)).filter(top__in=level)
        counts.update(found.values_list("top").annotate(number=Count("pk")))
    return counts


def _covering(paths: Sequence[str]) -> set[str]:
    """Few prefixes that cover all paths: their parents', where several share one."""
    return {path[: -Division.steplen] or path for path in paths}
