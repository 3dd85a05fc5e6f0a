"""Of a large file, the lines to be put right in a small workbook: same columns, same head, ready to be imported.

Units that head groups of lines come along, and what a line owes to those above it is written out.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from intake.grid import Cell, Sheet
from intake.headers import normalise
from intake.lines.carrying import is_ditto
from intake.workbooks.marks import (
    MOST_COMMENTS,
    MOST_TOLD,
    Issues,
    by_cell,
    comment_of,
    fill_of,
    text_cell,
)

_BOLD = Font(bold=True)
_LIKE_A_HEAD = 3
"""So many words of the head in one line make it a head."""
_MOST_DIGITS = 15
_WIDTHS = (6, 14, 22)
"""Columns of a width that fits: at least, usual, at most."""
INHERITED = "unit_inherited"

_Line = tuple[int, Sequence[Cell]]


def add_short_sheet(book: Any, name: str, sheet: Sheet, header_row: int, issues: Issues) -> int:
    """A sheet ``name`` in the write-only ``book`` with head and wrong lines of ``sheet``.

    Args:
        header_row: last row of the head, as the spreadsheet counts.
        issues: of all sheets, those that keep rows out.

    Returns:
        How many lines it holds, ``MOST_TOLD`` at most.
    """
    page = book.create_sheet(name)
    marks = by_cell(issues, sheet.name)
    wrong = set(sorted({row for row, _ in marks if row > header_row})[:MOST_TOLD])
    head = sheet.rows[: header_row - sheet.first_row + 1]
    page.freeze_panes = f"A{len(head) + 1}"
    for index in range(max(map(len, head), default=0)):
        page.column_dimensions[get_column_letter(index + 1)].width = _width(sheet, len(head), index)
    for merge in _merges(head):
        page.merged_cells.ranges.add(merge)
    for cells in head:
        page.append([_bold(_cell(page, cell)) if not cell.merged else None for cell in cells])
    room = MOST_COMMENTS
    for row, told in _lines(sheet, header_row, wrong, marks):
        line = [_cell(page, cell) for cell in told]
        for index, cell in enumerate(line):
            if found := marks.get((row, get_column_letter(index + 1))):
                line[index] = _marked(cell or text_cell(page, ""), found, row, comment=room > 0)
                room -= 1
        page.append(line)
    return len(wrong)


def _lines(sheet: Sheet, header_row: int, wrong: set[int], marks: Mapping[tuple[int, str], Issues]) -> Iterator[_Line]:
    """The wrong lines, each group of them under the lines that head it."""
    inherits = {row for (row, _), issues in marks.items() for issue in issues if issue["code"] == INHERITED}
    start = header_row - sheet.first_row + 1
    above = _Above(sheet.rows[:start])
    for row, cells in enumerate(sheet.rows[start:], start=header_row + 1):
        if row not in wrong and above.takes(row, cells):
            continue
        line = _written_out(cells, above.line, row in inherits)
        above.line = line
        if row in wrong:
            yield from above.once()
            yield row, line


class _Above:
    """What stands above a line and holds for it: a further head of the table, units' names, the line just before."""

    def __init__(self, head: Sequence[Sequence[Cell]]) -> None:
        self.line: Sequence[Cell] = ()
        self._words = {normalise(cell.text) for cells in head for cell in cells if cell.text}
        self._head: list[_Line] = []
        self._units: list[_Line] = []
        self._after: list[_Line] | None = None

    def takes(self, row: int, cells: Sequence[Cell]) -> bool:
        """Whether the line is one of these, not a record's."""
        texts = {normalise(cell.text) for cell in cells if cell.text}
        if not texts:
            return True
        known = len(texts & self._words)
        kind = self._head if known >= _LIKE_A_HEAD and known * 2 >= len(texts) else self._units
        if kind is self._units and len(texts) > 1:
            self._after = None
            return False
        if self._after is not kind:
            kind.clear()
        kind.append((row, cells))
        self._after, self.line = kind, ()
        return True

    def once(self) -> Iterator[_Line]:
        """What has not been written yet."""
        yield from sorted([*self._head, *self._units], key=lambda line: line[0])
        self._head.clear()
        self._units.clear()


def _written_out(cells: Sequence[Cell], above: Sequence[Cell], inherits: bool) -> list[Cell]:
    """Ditto marks replaced; with ``inherits``, blanks as well."""
    return [
        above[index] if index < len(above) and (is_ditto(cell) or (inherits and not cell.text)) else cell
        for index, cell in enumerate(cells)
    ]


def _cell(page: Any, cell: Cell) -> Any:
    """Numbers and dates stay what they are: as text they might be read otherwise, a damaged number as a whole one."""
    if not cell.text:
        return None
    value: Any = cell.raw
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(value, datetime.date) or (number and (cell.damaged or len(str(abs(value))) <= _MOST_DIGITS)):
        written = WriteOnlyCell(page, value)
        written.number_format = cell.number_format or "General"
        return written
    return text_cell(page, cell.text)


def _marked(cell: Any, issues: Issues, row: int, *, comment: bool) -> Any:
    cell.fill = fill_of(issues)
    if comment:
        cell.comment = comment_of(issues)
        cell.comment.text = f"原表第{row}行：{cell.comment.text}"
    return cell


def _bold(cell: Any) -> Any:
    if cell is not None:
        cell.font = _BOLD
    return cell


def _width(sheet: Sheet, start: int, index: int) -> int:
    least, usual, most = _WIDTHS
    texts = [len(cells[index].text) for cells in sheet.rows[start : start + 20] if index < len(cells)]
    longest = max(texts, default=0)
    return least if longest < least - 1 else most if longest > usual else usual


def _merges(head: Sequence[Sequence[Cell]]) -> list[CellRange]:
    """Merged ranges of the head: an origin, and the cells to its right and below that repeat it."""
    found, taken = [], set()
    for row, cells in enumerate(head):
        for column, cell in enumerate(cells):
            if cell.merged or not cell.text or (row, column) in taken:
                continue
            right = column + 1
            while right < len(cells) and cells[right].merged and cells[right].text == cell.text:
                right += 1
            below = row + 1
            while below < len(head) and _repeats(head[below][column:right], cell.text):
                below += 1
            if (below - row) * (right - column) > 1:
                found.append(CellRange(min_col=column + 1, min_row=row + 1, max_col=right, max_row=below))
                taken |= {(y, x) for y in range(row, below) for x in range(column, right)}
    return found


def _repeats(cells: Sequence[Cell], text: str) -> bool:
    return bool(cells) and all(cell.merged and cell.text == text for cell in cells)
