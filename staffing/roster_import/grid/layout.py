"""From scattered filled cells to a trimmed rectangle with its merged ranges resolved."""

from collections.abc import Iterable
from dataclasses import replace

from staffing.roster_import.grid import limits
from staffing.roster_import.grid.cells import BLANK, Cell
from staffing.roster_import.grid.errors import UnreadableFile

Filled = dict[int, dict[int, Cell]]
"""Row → column → cell, both counted from 0; only cells with content."""

Range = tuple[int, int, int, int]
"""First row, last row, first column, last column; counted from 0, all inclusive."""


def rectangle(filled: Filled, merges: Iterable[Range], sheet: str) -> list[list[Cell]]:
    """Rows up to the last filled row, each as long as the last filled column.

    Raises:
        UnreadableFile: a stray cell far out makes the rectangle larger than ``limits.MAX_AREA``.
    """
    if not filled:
        return []
    height = max(filled) + 1
    row_of_widest, width = max(((row, max(cells) + 1) for row, cells in filled.items()), key=lambda pair: pair[1])
    if height * width > limits.MAX_AREA:
        raise _too_wide(sheet, height, row_of_widest, width)
    rows = [[BLANK] * width for _ in range(height)]
    for number, cells in filled.items():
        row = rows[number]
        for column, cell in cells.items():
            row[column] = cell
    _resolve(rows, merges, sheet)
    return rows


def _resolve(rows: list[list[Cell]], merges: Iterable[Range], sheet: str) -> None:
    """Repeat the origin's value over each merged range, as far as the rectangle reaches."""
    height, width = len(rows), len(rows[0])
    budget = limits.MAX_AREA
    for first_row, last_row, first_column, last_column in merges:
        if first_row >= height or first_column >= width:
            continue
        bottom, right = min(last_row, height - 1), min(last_column, width - 1)
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


def too_many_cells(count: int) -> UnreadableFile:
    return UnreadableFile(
        "too_large",
        f"文件里有内容的单元格超过 {count:,} 个(上限 {limits.MAX_FILLED_CELLS:,} 个)。请按乡镇拆分成几份后分别上传。",
    )
