"""Give users their own workbook back: what is wrong is coloured and commented where it stands, and summed up.

An .xlsx keeps its layout; other formats come back as a new .xlsx with the same rows. Formulas are replaced by their
last values and every text is written as text, so that nothing in the file computes or reaches out.
"""

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import range_boundaries

from staffing.models import ImportBatch, ImportRow
from staffing.roster_import.grid import Workbook, read_workbook
from staffing.roster_import.grid.archive import Archive
from staffing.roster_import.grid.xml_stream import parse

SUMMARY_SHEET = "导入核对"
_ERROR = PatternFill("solid", start_color="FFFFC7CE", end_color="FFFFC7CE")
_WARNING = PatternFill("solid", start_color="FFFFEB9C", end_color="FFFFEB9C")
_HEAD = PatternFill("solid", start_color="FFEEF2F7", end_color="FFEEF2F7")
_COLUMNS = (("工作表", 14), ("行", 7), ("列", 7), ("级别", 8), ("单元格内容", 24), ("问题与改法", 80))
_MOST_COMMENTS = 5_000
_MOST_CELLS = 300_000
"""Cells, blanks included, up to which the layout is kept: openpyxl holds each of them in memory."""

Issues = list[dict[str, Any]]


def annotated_workbook(batch: ImportBatch) -> bytes:
    """The batch's file as .xlsx with the batch's issues on it."""
    path = Path(batch.file.path)
    book = _own_workbook(path, batch.file_name)
    issues = list(batch.summary.get("issues", []))
    for found in batch.rows.exclude(issues=[]).order_by("number").values_list("issues", flat=True):
        issues.extend(found)
    if batch.sheet in book.sheetnames:
        _mark(book[batch.sheet], issues)
    _summarise(book, batch, issues)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _own_workbook(path: Path, file_name: str) -> Any:
    grid = read_workbook(path, file_name)
    if grid.format in ("xlsx", "xlsm") and _cell_count(path) <= _MOST_CELLS:
        try:
            return openpyxl.load_workbook(path, data_only=True)
        except Exception:  # noqa: S110  (openpyxl is pickier about styles than Excel: the rows are what matters)
            pass
    return _rebuilt(grid)


class _Weight:
    """How many cells openpyxl would make of a sheet: written ones, blanks included, and those below merged ranges."""

    def __init__(self) -> None:
        self.cells = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("c", "row", "col"):
            self.cells += 1
        elif name == "mergeCell":
            self.cells += _area(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        pass


def _area(reference: str) -> int:
    try:
        left, top, right, bottom = range_boundaries(reference)
    except (TypeError, ValueError):
        return 0
    return (right - left + 1) * (bottom - top + 1) if left and top and right and bottom else 0


def _cell_count(path: Path) -> int:
    weight = _Weight()
    with Archive(path) as archive:
        for name in archive.names:
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                parse(archive.chunks(name), weight)
    return weight.cells


def _rebuilt(grid: Workbook) -> Any:
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in grid.sheets:
        page = book.create_sheet(_sheet_name(sheet.name, book.sheetnames))
        for number, row in enumerate(sheet.rows, start=sheet.first_row):
            for column, cell in enumerate(row, start=1):
                if cell.text and not cell.merged:
                    put_text(page.cell(number, column), cell.text)
    return book


def _mark(page: Any, issues: Issues) -> None:
    origins = _merge_origins(page)
    by_cell: Mapping[str, Issues] = defaultdict(list)
    for issue in issues:
        if issue["row"]:
            coordinate = f"{issue['column'] or 'A'}{issue['row']}"
            by_cell[origins.get(coordinate, coordinate)].append(issue)
    for count, (coordinate, found) in enumerate(by_cell.items()):
        cell = page[coordinate]
        if isinstance(cell, MergedCell):
            continue
        cell.fill = _ERROR if any(issue["severity"] == "error" for issue in found) else _WARNING
        if count < _MOST_COMMENTS:
            text = "\n".join(dict.fromkeys(issue["message"] for issue in found))
            cell.comment = Comment(_clean(text), "导入核对", width=320, height=40 + 22 * len(found))


def _merge_origins(page: Any) -> dict[str, str]:
    """Coordinate of each covered cell → the cell that carries the value; very large ranges are none of a roster's."""
    origins: dict[str, str] = {}
    for merged in page.merged_cells.ranges:
        if merged.size["rows"] * merged.size["columns"] <= 5_000:
            first = page.cell(merged.min_row, merged.min_col).coordinate
            origins.update({page.cell(row, column).coordinate: first for row, column in merged.cells})
    return origins


def _summarise(book: Any, batch: ImportBatch, issues: Sequence[dict[str, Any]]) -> None:
    page = book.create_sheet(_sheet_name(SUMMARY_SHEET, book.sheetnames))
    counts = "，".join(f"{label}{batch.summary.get(key, 0)}行" for key, label in ImportRow.Outcome.choices)
    put_text(page["A1"], f"{batch.file_name}:{counts}")
    page["A1"].font = Font(bold=True, size=13)
    for column, (label, width) in enumerate(_COLUMNS, start=1):
        head = page.cell(3, column)
        put_text(head, label)
        head.font, head.fill = Font(bold=True), _HEAD
        page.column_dimensions[head.column_letter].width = width
    for number, issue in enumerate(issues, start=4):
        level = "错误" if issue["severity"] == "error" else "提醒"
        values = (issue["sheet"], issue["row"] or "", issue["column"], level, issue["value"], issue["message"])
        for column, value in enumerate(values, start=1):
            put_text(page.cell(number, column), str(value))
        page.cell(number, 6).alignment = Alignment(wrap_text=True, vertical="top")
    if not issues:
        put_text(page["A4"], "没有发现问题。")
    page.freeze_panes = "A4"


def put_text(cell: Any, text: str) -> None:
    """Write text as text, whatever it begins with."""
    cell.value = _clean(text)
    cell.data_type = "s"


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:32_000]


def _sheet_name(wanted: str, taken: Sequence[str]) -> str:
    name = "".join(character for character in wanted if character not in "[]:*?/\\'")[:25] or "数据"
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}{number}", number + 1
    return free
