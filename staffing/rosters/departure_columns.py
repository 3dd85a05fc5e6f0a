"""Columns that are not read and yet say that somebody has left: 离岗时间, or 退休 under a name that says nothing."""

import datetime
import re
from collections.abc import Sequence

from intake.grid import Cell
from intake.headers import normalise
from intake.layout.columns import Layout
from intake.layout.notes import UNREADABLE
from intake.lines.carrying import is_written_once, texts_down
from intake.lines.rows import Row
from intake.values import Option, ValueProblem, is_blank, parse_date
from staffing.rosters.sections import says_gone

_WHEN_LEFT = re.compile(
    r"(何时|已|是否|是否已)?(退休|离退休|离职|离岗|离任|辞职|辞退|调离|调出|解聘|离所|离院|离开)的?(时间|日期|年月|情况|去向|原因)?"
)
_NOT_LEFT = frozenset({"否", "未", "无", "没有", "在岗", "在职", "未退休", "未离职"})
_OPTIONS = (Option("在岗", "没有离开，按在岗导入"), Option("退休返聘", "退休返聘，仍在岗"))


class Leaving:
    """Asks about the people of lines whose unread columns say that they have left."""

    def __init__(self, layout: Layout, people: Sequence[Sequence[Cell]], today: datetime.date) -> None:
        unread = [column for column in layout.columns if not column.field and column.reason not in UNREADABLE]
        self._today = today
        self._dated = [column for column in unread if _WHEN_LEFT.fullmatch(_last(column.header))]
        self._others = [
            (column, is_written_once(texts))
            for column in unread
            if column not in self._dated and any(map(says_gone, texts := texts_down(people, column.index)))
        ]
        self._above: dict[int, str] = {}

    def ask(self, row: Row, cells: Sequence[Cell]) -> None:
        """Make a question of what the line says about leaving."""
        for column in self._dated:
            cell = cells[column.index] if column.index < len(cells) else None
            if cell and self._has_left(cell):
                self._question(row, f"{_last(column.header)}：{cell.text}")
        for column, once in self._others:
            text = cells[column.index].text if column.index < len(cells) else ""
            if once:
                text = self._above[column.index] = text or self._above.get(column.index, "")
            if says_gone(text):
                self._question(row, text)

    def _has_left(self, cell: Cell) -> bool:
        """A date to come is when somebody will retire."""
        if is_blank(cell) or "".join(cell.text.split()) in _NOT_LEFT:
            return False
        try:
            day = parse_date(cell)
        except ValueProblem as problem:
            return problem.code != "date_future"
        return not (isinstance(day, datetime.date) and day > self._today)

    def _question(self, row: Row, text: str) -> None:
        message = "注明了人员已离开（调走、离职、退休等）：请跳过这一行；如果仍在岗，请确认。"
        problem = ValueProblem("person_left", message, _OPTIONS)
        row.values.pop("working_mode", None)
        row.refuse("working_mode", problem, text)


def _last(header: str) -> str:
    return normalise(header.rpartition("/")[2])
