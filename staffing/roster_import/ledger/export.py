"""What is on record about units as a table that goes in again unchanged."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q

from jian_minzheng.core.editing.values import masks_of
from jian_minzheng.core.masking import mask_text
from offices.models import Division, PopulationFigure, Station
from offices.models.divisions import Level
from offices.places import nearest
from staffing.roster_import.kinds import RosterKind
from staffing.roster_import.ledger.parts import Part, in_force


def unit_lines(kind: RosterKind, division: Division, today: datetime.date) -> Iterator[dict[str, str]]:
    """One line per unit below ``division`` that the kind is about, texts by field key."""
    if kind.parts and kind.parts[0].model is Station:
        return _stations(kind, division, today)
    return _populations(kind, division, today)


def _stations(kind: RosterKind, division: Division, today: datetime.date) -> Iterator[dict[str, str]]:
    """Stations in operation as they stand today. Facts that hold since different days make no single 截至日期."""
    running = Q(closed_on__isnull=True) | Q(closed_on__gte=today)
    found = Station.objects.all().live().filter(running, township__path__under=division.path)
    stations = list(found.select_related("township").order_by("township__path"))
    rows: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for part in kind.parts:
        if part.dated:
            for row in part.model.objects.filter(station__in=stations, **dict(part.owner)).order_by("-as_of"):
                rows[row.station_id, part.key].append(row)
    for station in stations:
        line = {"unit": station.township.name}
        for part in kind.parts:
            record = in_force(rows[station.pk, part.key], today) if part.dated else station
            line |= _told(part, record)
        yield line


def _populations(kind: RosterKind, division: Division, today: datetime.date) -> Iterator[dict[str, str]]:
    """The newest year of each unit, with every figure of that year."""
    units = Division.objects.filter(path__under=division.path, level=kind.level, valid_to__isnull=True, virtual=False)
    figures: dict[int, list[PopulationFigure]] = defaultdict(list)
    for figure in PopulationFigure.objects.filter(division__in=units).live().order_by("-year"):
        figures[figure.division_id].append(figure)
    towns = dict(Division.objects.filter(path__under=division.path, level=Level.TOWNSHIP).values_list("path", "name"))
    towns.setdefault(division.path, division.name)
    for unit in units.order_by("path"):
        line = {"unit": unit.name}
        if kind.level == Level.VILLAGE:
            line = {"unit": nearest(unit.path, towns) or "", "village": unit.name}
        newest = [figure for figure in figures[unit.pk] if figure.year == figures[unit.pk][0].year]
        yield {**line, **_figures(kind.parts, newest)}


def _figures(parts: Sequence[Part], figures: Sequence[PopulationFigure]) -> dict[str, str]:
    line = {"year": str(figures[0].year)} if figures else {}
    sources = {figure.source for figure in figures}
    for part in parts:
        for figure in figures:
            if figure.basis == dict(part.owner)["basis"]:
                line |= _told(part, figure)
    return {**line, "source": mask_text(sources.pop())} if len(sources) == 1 else line


def _told(part: Part, record: Any) -> dict[str, str]:
    """Texts as the pages show them; masked ones that come back unchanged leave alone what is stored (``hidden``)."""
    if not record:
        return {}
    masks = masks_of(type(record))
    told = {key: (attribute, getattr(record, attribute)) for key, attribute in part.attributes.items()}
    return {key: _text(value, masks.get(attribute, mask_text)) for key, (attribute, value) in told.items()}


def _text(value: Any, mask: Callable[[str], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
