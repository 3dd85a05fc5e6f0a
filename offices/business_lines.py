"""Which line of business lies where on a day, and the defaults of counties from the dictionary."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from jian_minzheng.core import writes
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.editing.values import human_date
from offices.kinds import Dictionary, Report, dictionary_load
from offices.models import BusinessLine, Division, LineStanding
from offices.models.divisions import Level

LOADED = "load_business_lines"
LINES = Dictionary(BusinessLine, "business_lines.csv", LOADED)
_CIVIL, _ELSEWHERE = LineStanding.Where.CIVIL, LineStanding.Where.ELSEWHERE


class State(StrEnum):
    """What a line's standing means for a standard that follows it."""

    HERE = "here"
    SERVED = "served"
    ELSEWHERE = "elsewhere"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """Where a line lies in a county on a day.

    ``state``: with civil affairs; elsewhere and served by townships all the same; elsewhere and no more theirs; or not
    known: nobody has confirmed that it moved, or said whether townships still serve it. ``since`` is ``None`` for since
    ever; ``paper`` is empty where none is named, ``department`` is responsible. ``pk`` is that of the standing.
    """

    pk: int
    state: State
    label: str
    department: str
    since: datetime.date | None
    paper: str

    @property
    def reason(self) -> str:
        """Why it may not be with civil affairs, in words; empty where it is."""
        if self.state is State.HERE:
            return ""
        since = f"{human_date(self.since)}起" if self.since else "一向"
        return f"{self.label}{since}由{self.department}主管"


def lines_on(day: datetime.date, counties: Iterable[int]) -> dict[int, dict[str, PlacedLine]]:
    """Where each line in use lies in these counties on ``day``, in one query.

    Args:
        counties: their keys.

    Returns:
        By county, then by code of the line. Of a line that is missing nobody has said anything.
    """
    found: dict[int, dict[str, PlacedLine]] = {county: {} for county in counties}
    rows = LineStanding.objects.on(day).filter(division__in=found, line__voided_at__isnull=True)
    for row in rows.select_related("line", "document"):
        found[row.division_id][row.line.code] = PlacedLine(
            row.pk, _state(row), row.line.label, row.responsible, row.since, row.paper or _own_paper(row)
        )
    return found


def _own_paper(row: Any) -> str:
    """The title of the county's own paper: every township below reads it, that of one township is its own affair."""
    paper = row.document
    return str(paper) if paper is not None and paper.keeper_id == row.division_id else ""


def _state(row: Any) -> State:
    """A line that lay somewhere since ever did not move, so there is nothing to confirm."""
    if row.since is not None and not row.confirmed:
        return State.UNCONFIRMED
    if row.where == _CIVIL:
        return State.HERE
    return {True: State.SERVED, False: State.ELSEWHERE, None: State.UNCONFIRMED}[row.township_serves]


def lines_load() -> Report:
    """The dictionary itself, as ``dictionary_load``."""
    return dictionary_load(LINES)


@transaction.atomic
def standings_begin() -> int:
    """Give every county its standings by default of lines of which it has none; returns how many rows."""
    counties = Division.objects.filter(level=Level.COUNTY, valid_to__isnull=True, virtual=False)
    there = set(LineStanding.objects.values_list("division_id", "line_id"))
    lines = list(BusinessLine.objects.filter(voided_at__isnull=True))
    new = [
        standing
        for county in counties
        for line in lines
        if (county.pk, line.pk) not in there
        for standing in default_standings(county, line)
    ]
    bulk_create_with_history(new, LineStanding, default_change_reason=LOADED)
    if new:
        rows = {LineStanding: [standing.pk for standing in new]}
        units, detail = writes.units_of(*new), {"条数": len(new)}
        writes.finish_many(SYSTEM, Action.RECORDED, rows, units=units, label="业务线归属", detail=detail)
    return len(new)


def default_standings(county: Division, line: Any) -> Iterator[LineStanding]:
    """Where the line lies by the dictionary since ever, or before and after it moved; nobody has confirmed that."""
    elsewhere = {"where": _ELSEWHERE, "department": line.department}
    now = {**elsewhere, "township_serves": line.township_serves} if line.elsewhere else {"where": _CIVIL}
    if line.cutover is not None:
        before = {"where": _CIVIL} if line.elsewhere else elsewhere
        yield LineStanding(division=county, line=line, **before)
    yield LineStanding(division=county, line=line, since=line.cutover, paper=line.policy, note=line.serves_how, **now)
