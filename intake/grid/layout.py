"""From scattered filled cells to a trimmed rectangle with its merged ranges resolved."""

from collections.abc import Iterable, Set
from dataclasses import replace

from intake.grid import limits
from intake.grid.cells import BLANK, Cell, Sheet
from intake.grid.errors import UnreadableFile

Range = tuple[int, int, int, int]
"""First row, last row, first column, last column; counted from 0, all inclusive."""


class Merges(list[Range]):
    """The merged ranges of one sheet."""

    def add(self, merge: Range) -> None:
        """Raises UnreadableFile: far more of them than any table has."""
        if len(self) >= limits.MAX_MERGES:
            raise UnreadableFile("too_large", "工作表里的合并单元格过多。请取消合并后再上传。")
        self.append(merge)


class Marked(set[int]):
    """Numbers of hidden rows or columns, which a file names range by range, as often as it likes."""

    def __init__(self) -> None:
        super().__init__()
        self._left = limits.MAX_MARKS

    def mark(self, numbers: range) -> None:
        """Raises UnreadableFile: the same ones again and again."""
        self._left -= len(numbers)
        if self._left < 0:
            raise UnreadableFile("too_large", "文件里隐藏的行或列设置得过多。请取消隐藏，另存后再上传。")
        self.update(numbers)


class Room:
    """How many more filled cells a file may bring, all of its sheets together."""

    def __init__(self) -> None:
        self._left = limits.MAX_FILLED_CELLS

    def take(self, cells: int) -> None:
        """Raises UnreadableFile: the file holds more than the portal takes."""
        self._left -= cells
        if self._left < 0:
            raise too_many_cells()


class Lines:
    """The filled cells of one sheet, gathered line by line; a line reaches as far as its last filled cell."""

    def __init__(self, sheet: str, room: Room) -> None:
        self._sheet = sheet
        self._room = room
        self._lines: dict[int, list[Cell]] = {}
        self._area = 0

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
        self._room.take(1)

    def add(self, row: int, line: list[Cell], filled: int) -> None:
        """Keep a whole line, of whose cells ``filled`` have content."""
        if row in self._lines:
            for column, cell in enumerate(line):
                if cell.holds:
                    self.put(row, column, cell)
        elif line:
            self._grow(row, len(line), len(line))
            self._lines[row] = line
            self._room.take(filled)

    def rectangle(self, merges: Iterable[Range] = ()) -> list[list[Cell]]:
        """Rows up to the last filled one, each as long as the last filled column. The lines are used up.

        Raises:
            UnreadableFile: a stray cell far out makes the rectangle larger than ``limits.MAX_AREA``.
        """
        self._lines = {row: line for row, line in self._lines.items() if any(cell.text for cell in line)}
        if not self._lines:
            return []
        height = max(self._lines) + 1
        widest = max(self._lines, key=lambda row: len(self._lines[row]))
        width = len(self._lines[widest])
        if height * width > limits.MAX_AREA:
            raise _too_wide(self._sheet, height, widest, width)
        rows = []
        for number in range(height):
            line = self._lines.pop(number, None) or []
            line += [BLANK] * (width - len(line))
            rows.append(line)
        _resolve(rows, merges, self._sheet)
        return rows

    def _grow(self, row: int, cells: int, width: int) -> None:
        self._area += cells
        if self._area > limits.MAX_AREA:
            raise _too_wide(self._sheet, row + 1, row, width)


def finished_sheet(
    name: str,
    lines: Lines,
    merges: Iterable[Range] = (),
    *,
    hidden: bool = False,
    hidden_rows: Set[int] = frozenset(),
    hidden_columns: Set[int] = frozenset(),
) -> Sheet:
    """A sheet of what was gathered; hidden rows and columns, both counted from 0, as far as the rectangle reaches."""
    rows = lines.rectangle(merges)
    width = len(rows[0]) if rows else 0
    return Sheet(
        name,
        hidden,
        rows,
        hidden_rows=frozenset(row + 1 for row in hidden_rows if row < len(rows)),
        hidden_columns=frozenset(column for column in hidden_columns if column < width),
    )


def _resolve(rows: list[list[Cell]], merges: Iterable[Range], sheet: str) -> None:
    """Repeat the origin's value over each merged range, as far as the rectangle reaches."""
    height, width = len(rows), len(rows[0])
    budget = limits.MAX_AREA
    for first_row, last_row, first_column, last_column in merges:
        if not (0 <= first_row < height and 0 <= first_column < width):
            continue
        bottom, right = min(last_row, height - 1), min(last_column, width - 1)
        if bottom < first_row or right < first_column:
            continue
        budget -= (bottom - first_row + 1) * (right - first_column + 1)
        if budget < 0:
            raise UnreadableFile("too_large", f"工作表“{sheet}”的合并单元格过多。请取消合并后再上传。")
        origin = rows[first_row][first_column]
        repeated = replace(origin, merged=True)
        for row in rows[first_row : bottom + 1]:
            row[first_column : right + 1] = [repeated] * (right + 1 - first_column)
        rows[first_row][first_column] = origin


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


def too_many_cells() -> UnreadableFile:
    return UnreadableFile(
        "too_large",
        f"文件里有内容的单元格超过 {limits.MAX_FILLED_CELLS:,} 个的上限。请按乡镇拆分成几份后分别上传。",
    )
