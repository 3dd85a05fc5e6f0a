"""Give users their own workbook back: what is wrong is coloured and commented where it stands, and summed up.

An .xlsx keeps its layout; other formats come back as a new .xlsx with the same rows. Of a file too large for either,
the lines to be put right come back as a small workbook with the same columns. Texts are written as text.
"""

import io
from pathlib import Path
from typing import Any

import openpyxl

from staffing.models import ImportBatch
from staffing.roster_import.grid import Workbook, read_workbook
from staffing.roster_import.previewing.stored_tables import tables_of
from staffing.roster_import.workbooks.marks import Issues, issues_of, sheet_name, text_cell
from staffing.roster_import.workbooks.own import mark_sheet, own_workbook
from staffing.roster_import.workbooks.short import add_short_sheet
from staffing.roster_import.workbooks.summary import add_summary
from staffing.roster_import.workbooks.weighing import weigh

MOST_CELLS = 300_000
"""Cells, blanks included, up to which the whole file comes back: openpyxl holds each of them in memory."""


def annotated_workbook(batch: ImportBatch) -> bytes:
    """The batch's file as .xlsx with the batch's issues on it."""
    path = Path(batch.file.path)
    grid = read_workbook(path, batch.file_name)
    book, notes, issues = _with_layout(batch, path, grid) or _as_rows(batch, grid) or _wrong_lines(batch, grid)
    add_summary(book, batch, issues, notes)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


Marked = tuple[Any, list[str], Issues]
"""A workbook with its marks, what is to be told about it, and the findings that the summary lists."""


def _with_layout(batch: ImportBatch, path: Path, grid: Workbook) -> Marked | None:
    if grid.format not in ("xlsx", "xlsm"):
        return None
    weight = weigh(path, MOST_CELLS)
    if weight.cells > MOST_CELLS:
        return None
    try:
        book, notes = own_workbook(path, weight)
    except Exception:  # openpyxl is pickier about styles than Excel: the rows are what matters
        return None
    issues = issues_of(batch)
    for name in _sheets_read(batch):
        if name in book.sheetnames:
            mark_sheet(book[name], issues)
    if grid.format == "xlsm":
        notes.append("原表的宏没有带过来。")
    return book, notes, issues


def _as_rows(batch: ImportBatch, grid: Workbook) -> Marked | None:
    if sum(len(row) for sheet in grid.sheets for row in sheet.rows) > MOST_CELLS:
        return None
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    issues = issues_of(batch)
    for sheet in grid.sheets:
        page = book.create_sheet(sheet_name(sheet.name, book.sheetnames))
        for number, row in enumerate(sheet.rows, start=sheet.first_row):
            for column, cell in enumerate(row, start=1):
                if cell.text and not cell.merged:
                    written = page.cell(number, column, text_cell(page, cell.text).value)
                    written.data_type = "s"
        if sheet.name[:100] in _sheets_read(batch):
            mark_sheet(page, [{**issue, "sheet": page.title} for issue in issues if issue["sheet"] == sheet.name])
    return book, ["原文件不是 .xlsx，或版式无法沿用：各行照抄，版式没有带过来。"], issues


def _wrong_lines(batch: ImportBatch, grid: Workbook) -> Marked:
    book = openpyxl.Workbook(write_only=True)
    issues = issues_of(batch, reminders=False)
    lines = 0
    for sheet in grid.sheets:
        if header_row := _sheets_read(batch).get(sheet.name[:100]):
            name = sheet_name(sheet.name, book.sheetnames)
            lines += add_short_sheet(book, name, sheet, header_row, issues)
    told = (
        f"原文件太大，这里只有要改的{lines}行，列和表头与原表相同：改好后直接上传这一份即可。"
        "原文件里没有问题的行，请在预览页用“只导入正确的行”导入。"
    )
    return book, [told], issues


def _sheets_read(batch: ImportBatch) -> dict[str, int]:
    """Name, cut as in the batch → last row of its head."""
    return {table["sheet"][:100]: table["header_row"] or 1 for table in reversed(tables_of(batch))}
