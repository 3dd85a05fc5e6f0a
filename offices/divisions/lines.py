"""Units as the tree and the lists show them: with population, and how many villages and stations lie below."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.listing import RowAction
from offices.models import Division, PopulationFigure, Station
from offices.models.divisions import Level
from offices.places import counted_below
from offices.registers.populations import POPULATIONS


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
    actions: list[RowAction] = field(default_factory=list)


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


def with_actions(identity: Identity, lines: list[Line]) -> list[Line]:
    """The same lines with what whoever looks may do at each unit, right from the tree."""
    written = keeping.levels_written_by(identity, POPULATIONS.kept_at)
    for line in lines:
        if line.unit.level in written and line.unit.valid_to is None and not line.unit.virtual:
            url = f"{POPULATIONS.url('create')}?division={line.unit.pk}"
            line.actions.append(RowAction("登记人口数", url))
    return lines


def _count(lines: dict[str, Line], units: Sequence[Division]) -> None:
    above = [unit.path for unit in units if unit.level != Level.VILLAGE]
    villages = counted_below(Division.objects.real().filter(level=Level.VILLAGE, valid_to__isnull=True), "path", above)
    stations = counted_below(Station.objects.filter(closed_on__isnull=True).live(), "township__path", above)
    for path in above:
        lines[path].villages, lines[path].stations = villages.get(path, 0), stations.get(path, 0)


def _populations(units: Sequence[Division]) -> QuerySet[PopulationFigure]:
    figures: QuerySet[PopulationFigure] = PopulationFigure.objects.filter(division__in=units).live()
    return figures.select_related("division").order_by(*PopulationFigure.newest_first)


def _newest(line: Line, basis: str) -> PopulationFigure | None:
    return next((figure for figure in line.figures if figure.basis == basis), None)
