"""Units as the tree and the lists show them: with population, and how many villages and stations lie below."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from offices.models import Division, PopulationFigure, Station
from offices.models.divisions import Level
from offices.places import counted_below


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
    villages = counted_below(Division.objects.real().filter(level=Level.VILLAGE, valid_to__isnull=True), "path", above)
    stations = counted_below(Station.objects.filter(closed_on__isnull=True).live(), "township__path", above)
    for path in above:
        lines[path].villages, lines[path].stations = villages.get(path, 0), stations.get(path, 0)


def _populations(units: Sequence[Division]) -> QuerySet[PopulationFigure]:
    figures: QuerySet[PopulationFigure] = PopulationFigure.objects.filter(division__in=units).live()
    return figures.select_related("division").order_by("-year", "basis")


def _newest(line: Line, basis: str) -> PopulationFigure | None:
    return next((figure for figure in line.figures if figure.basis == basis), None)
