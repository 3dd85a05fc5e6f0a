"""From scattered filled cells to a trimmed rectangle with its merged ranges resolved."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from intake.grid import limits
from intake.grid.budget import Budget, What
from intake.grid.cells import BLANK, Cell, Sheet
from intake.grid.errors import UnreadableFile

Range = tuple[int, int, int, int]
"""First row, last row, first column, last column; counted from 0, all inclusive."""

_ROW = 8
"""A row takes the room of so many cells besides its own."""


class Lines:
    """One sheet as it is gathered, rows and columns counted from 0: filled cells line by line, each of which reaches as
    far as its last one; merged ranges; what is hidden.
    """

    def __init__(self, sheet: str, budget: Budget) -> None:
        budget.take(What.SHEETS)
        budget.look_at_clock()
        self.budget = budget
        self._sheet = sheet
        self._lines: dict[int, list[Cell]] = {}
        self._merges: list[Range] = []
        self._hidden_rows: list[range] = []
        self._hidden_columns: list[range] = []
        self._area = 0

    def merge(self, merge: Range) -> None:
        """Raises UnreadableFile: far more of them than any roster has."""
        self.budget.take(What.MERGES)
        self._merges.append(merge)

    def hide_rows(self, first: int, count: int = 1) -> None:
        self._hidden_rows.append(range(first, first + count))

    def hide_columns(self, first: int, count: int = 1) -> None:
        self._hidden_columns.append(range(first, first + count))

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Keep one cell with content; both numbers count from 0.

        Raises:
            UnreadableFile: too many cells, or stray ones far out.
        """
        line = self._lines.get(row)
        if line is None:
            line = self._lines[row] = []
        gap = column - len(line)
        if gap < 0:
            line[column] = cell
        else:
            self._grow(row, gap + 1, column + 1)
            line += [BLANK] * gap
            line.append(cell)
        self.budget.take(What.CELLS)

    def add(self, row: int, line: list[Cell], filled: int) -> None:
        """Keep a whole line, of whose cells ``filled`` have content."""
        if row in self._lines:
            for column, cell in enumerate(line):
                if cell.holds:
                    self.put(row, column, cell)
        elif line:
            self._grow(row, len(line), len(line))
            self._lines[row] = line
            self.budget.take(What.CELLS, filled)

    def finished(self, *, hidden: bool = False) -> Sheet:
        """The sheet; what was gathered is used up.

        Raises:
            UnreadableFile: a stray cell far out makes the rectangle larger than ``limits.MAX_AREA``.
        """
        rows = self._rectangle()
        hidden_rows = frozenset(row + 1 for row in self._within(self._hidden_rows, len(rows)))
        hidden_columns = frozenset(self._within(self._hidden_columns, len(rows[0]) if rows else 0))
        return Sheet(self._sheet, hidden, rows, hidden_rows=hidden_rows, hidden_columns=hidden_columns)

    def _rectangle(self) -> list[list[Cell]]:
        """Rows up to the last filled one, each as long as the last filled column."""
        self._lines = {row: line for row, line in self._lines.items() if any(cell.text for cell in line)}
        if not self._lines:
            return []
        height = max(self._lines) + 1
        widest = max(self._lines, key=lambda row: len(self._lines[row]))
        width = len(self._lines[widest])
        if height * width > limits.MAX_AREA:
            raise _too_wide(self._sheet, height, widest, width)
        self.budget.take(What.AREA, height * (width + _ROW))
        rows = []
        for number in range(height):
            line = self._lines.pop(number, None) or []
            line += [BLANK] * (width - len(line))
            rows.append(line)
        self._resolve(rows)
        return rows

    def _resolve(self, rows: list[list[Cell]]) -> None:
        """Repeat the origin's value over each merged range, as far as the rectangle reaches."""
        height, width = len(rows), len(rows[0])
        for first_row, last_row, first_column, last_column in self._merges:
            if not (0 <= first_row < height and 0 <= first_column < width):
                continue
            bottom, right = min(last_row, height - 1), min(last_column, width - 1)
            if bottom < first_row or right < first_column:
                continue
            self.budget.take(What.REPEATED, (bottom - first_row + 1) * (right - first_column + 1))
            origin = rows[first_row][first_column]
            repeated = replace(origin, merged=True)
            for row in rows[first_row : bottom + 1]:
                row[first_column : right + 1] = [repeated] * (right + 1 - first_column)
            rows[first_row][first_column] = origin

    def _within(self, hidden: list[range], size: int) -> Iterable[int]:
        """What lies inside the rectangle: often all to the end of the sheet is hidden, and as often as a file likes."""
        inside = [range(each.start, min(each.stop, size)) for each in hidden]
        self.budget.take(What.HIDDEN, sum(map(len, inside)))
        return chain.from_iterable(inside)

    def _grow(self, row: int, cells: int, width: int) -> None:
        self._area += cells
        if self._area > limits.MAX_AREA:
            raise _too_wide(self._sheet, row + 1, row, width)


def column_letters(column: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _too_wide(sheet: str, height: int, row: int, width: int) -> UnreadableFile:
    return UnreadableFile(
        "too_large",
        f"工作表“{sheet}”的内容铺开到 {height:,} 行 × {width:,} 列，超过 {limits.MAX_AREA:,} 格的上限。"
        f"请检查最右边第 {row + 1} 行 {column_letters(width - 1)} 列或最末第 {height} 行的零星内容，删除后再上传。",
    )
