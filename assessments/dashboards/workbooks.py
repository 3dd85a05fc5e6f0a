"""What a dashboard holds, as rows for a workbook."""

from collections.abc import Iterable, Iterator
from typing import Any

from assessments.dashboards.board import Board
from assessments.dashboards.tables import HeatTable
from assessments.dashboards.tally import Tally


def heat_headers(heat: HeatTable) -> list[str]:
    """Unit, then five columns per standard or mechanism."""
    words = ("达标", "未达标", "未到期", "数据缺失", "达标率(%)")
    return ["单位", *(f"{column.title} {word}" for column in heat.columns for word in words)]


def heat_rows(heat: HeatTable, board: Board) -> Iterator[list[Any]]:
    """One row per child, then the division's own, and when all that was judged."""
    for division, cells in heat.rows:
        yield [division.name, *_counts(cell.tally for cell in cells)]
    yield [f"{board.division.name}合计", *_counts(cell.tally for cell in heat.total)]
    if judged := board.judged:
        yield [str(judged), *[None] * (len(heat_headers(heat)) - 1)]


def _counts(tallies: Iterable[Tally]) -> Iterator[Any]:
    for tally in tallies:
        rate = None if tally.rate is None else int(tally.rate * 10) / 10
        yield from (tally.met, tally.unmet, tally.not_due, tally.unknown, rate)
