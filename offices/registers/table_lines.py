"""What is on record about offices as lines of their tables, which go in again unchanged."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.registers.tables import RegisterTable, TablePart, texts_of
from offices.models import Division, NursingHome, PopulationFigure, Station
from offices.models.divisions import Level
from offices.places import nearest


def station_lines(table: RegisterTable, division: Division, today: datetime.date) -> Iterator[dict[str, str]]:
    """Stations in operation as they stand today. Facts that hold since different days make no single 截至日期."""
    return _running_lines(table, Station, division, today)


def home_lines(table: RegisterTable, division: Division, today: datetime.date) -> Iterator[dict[str, str]]:
    """The same of nursing homes."""
    return _running_lines(table, NursingHome, division, today)


def _running_lines(
    table: RegisterTable, model: Any, division: Division, today: datetime.date
) -> Iterator[dict[str, str]]:
    running = Q(closed_on__isnull=True) | Q(closed_on__gte=today)
    found = model.objects.all().live().filter(running, township__path__under=division.path)
    records = list(found.select_related("township").order_by("township__path", "pk"))
    rows: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for part in [part for part in table.parts if part.dated]:
        held = part.record_model.objects.filter(**{f"{part.owner}__in": records}, **part.fixed)
        for row in held.order_by("-as_of"):
            rows[getattr(row, f"{part.owner}_id"), part.key].append(row)
    for record in records:
        line = {"unit": record.township.name}
        for part in table.parts:
            newest = (row for row in rows[record.pk, part.key] if row.as_of <= today)
            line |= texts_of(part, next(newest, None) if part.dated else record)
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
