"""Workbooks by the two libraries that most programs use."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.utils import get_column_letter

from bench.roster_corpus.truth import Formula, Page, Styled
from bench.roster_corpus.writers.shown import filled


def by_openpyxl(path: Path, pages: Sequence[Page]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        sheet = book.create_sheet(page.name)
        sheet.sheet_state = "hidden" if page.hidden else "visible"
        for row, at, value in filled(page):
            cell = sheet.cell(row + 1, at + 1)
            if isinstance(value, Styled):
                cell.value, cell.number_format = value.value, value.number_format
            else:
                cell.value = f"={value.text}" if isinstance(value, Formula) else value
        for top, left, bottom, right in page.merges:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        for row in page.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
        for at in page.hidden_columns:
            sheet.column_dimensions[get_column_letter(at + 1)].hidden = True
    book.save(path)


def by_xlsxwriter(path: Path, pages: Sequence[Page]) -> None:
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False})
    sheets = [book.add_worksheet(page.name) for page in pages]
    # Otherwise the first sheet, being the active one, would be saved as visible.
    next(sheet for sheet, page in zip(sheets, pages, strict=True) if not page.hidden).activate()
    for sheet, page in zip(sheets, pages, strict=True):
        if page.hidden:
            sheet.hide()
        for row, at, value in filled(page):
            _write(book, sheet, row, at, value)
        for top, left, bottom, right in page.merges:
            sheet.merge_range(top, left, bottom, right, "")
            _write(book, sheet, top, left, _at(page, top, left))
        for row in page.hidden_rows:
            sheet.set_row(row, options={"hidden": True})
        for at in page.hidden_columns:
            sheet.set_column(at, at, options={"hidden": True})
    book.close()


def _at(page: Page, row: int, at: int) -> object:
    return page.rows[row][at] if at < len(page.rows[row]) else None


def _write(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, row: int, at: int, value: object) -> None:
    style = None
    if isinstance(value, Styled):
        value, style = value.value, book.add_format({"num_format": value.number_format})
    if value is None or value == "":
        return
    if isinstance(value, Formula):
        sheet.write_formula(row, at, f"={value.text}", None, value.value if value.value is not None else "")
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, at, value, style or book.add_format({"num_format": "yyyy/m/d"}))
    elif isinstance(value, int | float):
        sheet.write_number(row, at, value, style)
    else:
        sheet.write_string(row, at, str(value), style)
