"""Excel 97–2003 and WPS (.xls, .et), through xlrd: it alone reports merged ranges and number formats."""

import io
from pathlib import Path
from typing import Any

import xlrd

from staffing.roster_import.grid import limits
from staffing.roster_import.grid.cells import Cell, Sheet, Workbook
from staffing.roster_import.grid.errors import UnreadableFile, corrupt
from staffing.roster_import.grid.layout import Filled, rectangle, too_many_cells
from staffing.roster_import.grid.number_text import number_cell, text_cell

_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def encrypted() -> UnreadableFile:
    return UnreadableFile("encrypted", "文件有密码：请在 Excel 里“另存为”去掉密码后再上传。")


def read_xls(path: Path) -> Workbook:
    """Raises UnreadableFile: password-protected, damaged, or no workbook at all."""
    content = path.read_bytes()
    if _ENCRYPTED_PACKAGE in content:
        raise encrypted()
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            ragged_rows=True,
            on_demand=True,
            ignore_workbook_corruption=True,
            logfile=io.StringIO(),
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise encrypted() from error
        raise corrupt() from error
    except Exception as error:  # xlrd meets damage with whatever exception it stumbles over
        raise corrupt() from error
    return Workbook(_sheets(book), "xls")


def _sheets(book: Any) -> list[Sheet]:
    sheets: list[Sheet] = []
    room = limits.MAX_FILLED_CELLS
    for number in range(book.nsheets):
        try:
            page = book.sheet_by_index(number)
            filled = _filled(book, page)
            merges = [(top, bottom - 1, left, right - 1) for top, bottom, left, right in page.merged_cells]
            hidden = page.visibility != 0
        except Exception as error:
            raise corrupt() from error
        finally:
            book.unload_sheet(number)
        room -= sum(len(cells) for cells in filled.values())
        if room < 0:
            raise too_many_cells(limits.MAX_FILLED_CELLS)
        sheets.append(Sheet(page.name, hidden, rectangle(filled, merges, page.name)))
    if not sheets:
        raise corrupt()
    return sheets


def _filled(book: Any, page: Any) -> Filled:
    filled: Filled = {}
    for row in range(page.nrows):
        for column, kind in enumerate(page.row_types(row)):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            cell = _cell(book, page, row, column, kind)
            if cell.text:
                filled.setdefault(row, {})[column] = cell
    return filled


def _cell(book: Any, page: Any, row: int, column: int, kind: int) -> Cell:
    value = page.cell_value(row, column)
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        code = _format(book, page.cell_xf_index(row, column))
        # A double from an .xls file: seventeen digits are all that is left of a longer number.
        literal = repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        return number_cell(literal, code, date_1904=bool(book.datemode))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return Cell(text="TRUE" if value else "FALSE", raw=bool(value))
    if kind == xlrd.XL_CELL_ERROR:
        return text_cell(str(xlrd.error_text_from_code.get(value, "#N/A")))
    return text_cell(str(value)[: limits.MAX_CELL_TEXT])


def _format(book: Any, style: int) -> str:
    code = book.format_map[book.xf_list[style].format_key].format_str
    return "" if code.lower() in ("general", "@") else code
