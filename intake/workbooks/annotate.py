"""Give users their own workbook back: what is wrong is coloured and commented where it stands, and summed up.

An .xlsx keeps its layout; other formats come back as a new .xlsx with the same rows. Of a file too large for either,
the lines to be put right come back as a small workbook with the same columns. Texts are written as text.

A colleague of whoever uploaded it gets what the preview shows and nothing else: a file may name people of anywhere.
"""

import io
from pathlib import Path
from typing import Any

import openpyxl

from intake.addresses import line_of, table_of
from intake.grid import Sheet, Workbook, read_workbook, shown_names
from intake.models import ImportBatch, ImportRow
from intake.preview.stored_tables import columns_of_table, tables_of
from intake.workbooks.marks import MOST_TOLD, Issues, issues_of, sheet_name, text_cell
from intake.workbooks.own import mark_sheet, own_workbook
from intake.workbooks.short import add_short_sheet
from intake.workbooks.summary import add_summary
from intake.workbooks.weighing import weigh
from jian_minzheng.core.masking import mask_text

MOST_CELLS = 300_000
"""Cells, blanks included, up to which the whole file comes back: openpyxl holds each of them in memory."""


def annotated_workbook(batch: ImportBatch) -> bytes:
    """The batch's file as .xlsx with the batch's issues on it: for who uploaded it."""
    path = Path(batch.file.path)
    grid = read_workbook(path, batch.file_name)
    return _finished(batch, _with_layout(batch, path, grid) or _as_rows(batch, grid) or _wrong_lines(batch, grid))


def shown_workbook(batch: ImportBatch) -> bytes:
    """What the preview shows, with the batch's issues on it: for colleagues of who uploaded it. No number is whole."""
    return _finished(batch, _as_shown(batch))


def _finished(batch: ImportBatch, marked: "Marked") -> bytes:
    book, notes, issues = marked
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
    read = _sheets_read(batch)
    for shown, name in zip(shown_names(book.sheetnames), book.sheetnames, strict=True):
        if shown[:100] in read:
            _mark(book[name], shown, issues)
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
        page = _copied(book, sheet)
        if sheet.name[:100] in _sheets_read(batch):
            _mark(page, sheet.name, issues)
    return book, ["原文件不是 .xlsx，或版式无法沿用：各行照抄，版式没有带过来。"], issues


def _as_shown(batch: ImportBatch) -> Marked:
    """The lines as the preview shows them, each where it stands in the file; of a very large one those with issues."""
    issues = issues_of(batch)
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    pages: dict[str, Any] = {}
    used: dict[int, tuple[Any, set[str]]] = {}
    for table in tables_of(batch):
        name = table["sheet"]
        page = pages.get(name) or book.create_sheet(sheet_name(name, book.sheetnames))
        columns = [column for column in columns_of_table(batch, table["number"]) if column["used"]]
        pages[name], used[table["number"]] = page, (page, {column["letter"] for column in columns})
        for column in columns:
            _put(page, f"{column['letter']}{table['header_row'] or 1}", column["header"])
    rows = batch.rows.exclude(outcome=ImportRow.Outcome.IGNORED).order_by("number")
    if rows.count() * max(len(letters) for _, letters in used.values()) > MOST_CELLS:
        rows = rows.exclude(issues=[])[:MOST_TOLD]
    told = rows.values_list("number", "cells", "values___letters")
    for number, cells, own in told.iterator(chunk_size=2000):
        page, letters = used[table_of(number)]
        for letter in cells.keys() & ({*own.values()} if own else letters):
            _put(page, f"{letter}{line_of(number)}", cells[letter])
    for name, page in pages.items():
        _mark(page, name, issues)
    return book, ["这份表格由他人上传：各行与预览页相同，号码不完整。完整的批注工作簿由上传人下载。"], issues


def _put(page: Any, place: str, text: str) -> None:
    page[place] = text_cell(page, mask_text(text)).value
    page[place].data_type = "s"


def _copied(book: Any, sheet: Sheet) -> Any:
    """The texts of a sheet on a new page, each where it stood."""
    page = book.create_sheet(sheet_name(sheet.name, book.sheetnames))
    for number, row in enumerate(sheet.rows, start=sheet.first_row):
        for column, cell in enumerate(row, start=1):
            if cell.text and not cell.merged:
                written = page.cell(number, column, text_cell(page, cell.text).value)
                written.data_type = "s"
    return page


def _mark(page: Any, name: str, issues: Issues) -> None:
    """Mark what is said of the sheet ``name``, which the page need not bear: numbers in names are masked."""
    mark_sheet(page, [{**issue, "sheet": page.title} for issue in issues if issue["sheet"] == name])


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
