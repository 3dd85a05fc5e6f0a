"""The two tables of a dashboard: children in order of their rate, and children × standards (or mechanisms)."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from assessments.dashboards.board import Board
from assessments.dashboards.choice import Choice
from assessments.dashboards.tally import Tally
from assessments.models import Standard
from offices.models import Division


@dataclass(frozen=True, slots=True)
class Ranked:
    """``place`` counts from 1, equal rates share it; ``None`` where nothing is owed."""

    place: int | None
    division: Division
    tally: Tally


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """One standard, or all chosen standards of one mechanism; ``query`` narrows the finding list to it."""

    label: str
    title: str
    group: str
    standards: tuple[Standard, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Counts with the addresses of the rows behind them."""

    tally: Tally
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class HeatTable:
    """``groups`` are the mechanisms above the columns with their widths; ``total`` is the division's own row."""

    columns: list[HeatColumn]
    groups: list[tuple[str, int]]
    rows: list[tuple[Division, list[Cell]]]
    total: list[Cell]
    by_mechanism: bool


def ranking(board: Board) -> list[Ranked]:
    """Children by falling rate; those with nothing to judge come last."""
    pairs = [(child, board.tally(child)) for child in board.children]
    pairs.sort(key=lambda pair: (pair[1].rate is None, -(pair[1].rate or 0), pair[0].path))
    ranked: list[Ranked] = []
    for number, (child, tally) in enumerate(pairs, start=1):
        before = ranked[-1] if ranked else None
        place = before.place if before and before.tally.rate == tally.rate else number
        ranked.append(Ranked(None if tally.rate is None else place, child, tally))
    return ranked


def heat_table(board: Board, *, by_mechanism: bool = False) -> HeatTable:
    """Children in the official order × columns."""
    columns = _mechanism_columns(board.choice) if by_mechanism else _standard_columns(board.choice)
    groups: dict[str, int] = {}
    for column in columns:
        groups[column.group] = groups.get(column.group, 0) + 1
    rows = [(child, _cells(board, child, columns)) for child in board.children]
    return HeatTable(columns, list(groups.items()), rows, _cells(board, board.division, columns), by_mechanism)


def _cells(board: Board, division: Division, columns: Iterable[HeatColumn]) -> list[Cell]:
    base = f"{reverse('assessments:finding_list')}?division={division.pk}&"
    cells = []
    for column in columns:
        tally = board.tally(division, column.standards)
        title = f"{division.name} {column.title}：达标{tally.met}，未达标{tally.unmet}，数据缺失{tally.unknown}"
        title += f"，未到期{tally.not_due}" if tally.not_due else ""
        cells.append(Cell(tally, base + column.query, title))
    return cells


def _standard_columns(choice: Choice) -> list[HeatColumn]:
    return [
        HeatColumn(
            label=standard.code.removeprefix("三(三)"),
            title=str(standard),
            group=standard.mechanism,
            standards=(standard,),
            query=urlencode({"standard": standard.code}),
        )
        for standard in choice.selected
    ]


def _mechanism_columns(choice: Choice) -> list[HeatColumn]:
    grouped: dict[str, list[Standard]] = {}
    for standard in choice.selected:
        grouped.setdefault(standard.mechanism, []).append(standard)
    return [
        HeatColumn(
            label=mechanism,
            title=mechanism,
            group="机制",
            standards=tuple(standards),
            query=urlencode({"mechanism": mechanism, "standard": sorted(choice.codes)}, doseq=True),
        )
        for mechanism, standards in grouped.items()
    ]
