"""Units as the tree and the lists show them: with population, and how many villages and stations lie below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Substr

from jian_minzheng.core.scope import Scope
from offices.models import Division, PopulationFigure, Station
from offices.models.divisions import Level


@dataclass(slots=True)
class Line:
    """One unit. Populations are the newest on record; ``villages`` and ``stations`` are ``None`` for a village."""

    unit: Division
    registered: PopulationFigure | None = None
    resident: PopulationFigure | None = None
    villages: int | None = None
    stations: int | None = None
    children: int = 0


def lines_for(units: Sequence[Division]) -> list[Line]:
    """A line per unit, in their order, read in a fixed handful of queries."""
    lines = {unit.path: Line(unit) for unit in units}
    for figure in _newest_populations(units):
        line = lines[figure.division.path]
        if figure.basis == PopulationFigure.Basis.REGISTERED:
            line.registered = figure
        else:
            line.resident = figure
    above = [unit.path for unit in units if unit.level != Level.VILLAGE]
    villages = _counted(Division.objects.real().filter(level=Level.VILLAGE, valid_to__isnull=True), "path", above)
    stations = _counted(Station.objects.filter(closed_on__isnull=True).live(), "township__path", above)
    children = _counted(Division.objects.filter(valid_to__isnull=True), "path", above, below_only=True)
    for path in above:
        line = lines[path]
        line.villages, line.stations = villages.get(path, 0), stations.get(path, 0)
        line.children = children.get(path, 0)
    return list(lines.values())


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


def _newest_populations(units: Sequence[Division]) -> QuerySet[PopulationFigure]:
    """Oldest first, so that the newest is the last one seen."""
    figures: QuerySet[PopulationFigure] = PopulationFigure.objects.filter(division__in=units)
    return figures.select_related("division").order_by("year")


def _counted(rows: QuerySet[Any], field: str, paths: Sequence[str], *, below_only: bool = False) -> dict[str, int]:
    """How many rows lie in the subtree of each path; one query per level among ``paths``."""
    counts: dict[str, int] = {}
    for length in {len(path) for path in paths}:
        level = [path for path in paths if len(path) == length]
        inside = Q()
        for path in _covering(level):
            inside |= Q(**{f"{field}__startswith": path})
        found = rows.filter(inside).order_by().annotate(top=Substr(F(field), 1, length)).filter(top__in=level)
        if below_only:
            found = found.exclude(**{f"{field}__in": level})
        counts.update(found.values_list("top").annotate(number=Count("pk")))
    return counts


def _covering(paths: Sequence[str]) -> set[str]:
    """Few prefixes that cover all paths: their parents', where several share one."""
    return {path[: -Division.steplen] or path for path in paths}
