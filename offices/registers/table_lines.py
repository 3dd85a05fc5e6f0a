"""What is on record about offices as lines of their tables, which go in again unchanged."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.registers.tables import RegisterTable, TablePart, texts_of
from offices.models import Division, PopulationFigure, Station
from offices.models.divisions import Level
from offices.places import nearest


def station_lines(table: RegisterTable, division: Division, today: datetime.date) -> Iterator[dict[str, str]]:
    """Stations in operation as they stand today. Facts that hold since different days make no single 截至日期."""
    running = Q(closed_on__isnull=True) | Q(closed_on__gte=today)
    found = Station.objects.all().live().filter(running, township__path__under=division.path)
    stations = list(found.select_related("township").order_by("township__path"))
    rows: dict[tuple[int, str], list[Any]] = defaultdict(list)
    dated = [part for part in table.parts if part.dated]
    for part in dated:
        for row in part.record_model.objects.filter(station__in=stations, **part.fixed).order_by("-as_of"):
            rows[row.station_id, part.key].append(row)
    for station in stations:
        line = {"unit": station.township.name}
        for part in table.parts:
            held = (row for row in rows[station.pk, part.key] if row.as_of <= today)
            line |= texts_of(part, next(held, None) if part.dated else station)
        yield line


def population_lines(table: RegisterTable, division: Division) -> Iterator[dict[str, str]]:
    """The newest year of each unit, with every figure of that year."""
    (level,) = table.levels
    units = Division.objects.filter(path__under=division.path, level=level, valid_to__isnull=True, virtual=False)
    figures: dict[int, list[PopulationFigure]] = defaultdict(list)
    for figure in PopulationFigure.objects.filter(division__in=units).live().order_by("-year"):
        figures[figure.division_id].append(figure)
    towns = dict(Division.objects.filter(path__under=division.path, level=Level.TOWNSHIP).values_list("path", "name"))
    towns.setdefault(division.path, division.name)
    for unit in units.order_by("path"):
        line = {"unit": unit.name}
        if level == Level.VILLAGE:
            line = {"unit": nearest(unit.path, towns) or "", "village": unit.name}
        newest = [figure for figure in figures[unit.pk] if figure.year == figures[unit.pk][0].year]
        yield {**line, **_figures(table.parts, newest)}


def _figures(parts: Sequence[TablePart], figures: Sequence[PopulationFigure]) -> dict[str, str]:
    line: dict[str, str] = {}
    sources = {figure.source for figure in figures}
    for part in parts:
        for figure in figures:
            if figure.basis == part.fixed["basis"]:
                line |= texts_of(part, figure)
    line.pop("source", None)
    return {**line, "source": mask_text(sources.pop())} if len(sources) == 1 else line
