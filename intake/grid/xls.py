"""Excel 97–2003 and WPS (.xls, .et), through xlrd: it alone reports number formats and what is hidden.

What it refuses a second reader may open all the same.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlrd

from intake.grid import limits
from intake.grid.budget import Budget, What
from intake.grid.cells import Cell, Sheet, Workbook
from intake.grid.errors import corrupt, encrypted
from intake.grid.layout import Lines
from intake.grid.number_display import shown_text
from intake.grid.number_text import number_cell, plain_format, text_cell
from intake.grid.second_reader import read_second, told_of_second

_OFFICES = "gb18030"
_IN_UNICODE = 80
"""From this version on texts say themselves how they are encoded."""

_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def read_xls(path: Path, budget: Budget) -> Workbook:
    """Raises UnreadableFile: password-protected, damaged in the eyes of two readers, or no workbook at all."""
    content = path.read_bytes()
    if _ENCRYPTED_PACKAGE in content:
        raise encrypted()
    try:
        return Workbook(_sheets(_opened(content), budget), "xls")
    except _Stumbled as stumbled:
        if sheets := read_second(path, budget):
            return Workbook(sheets, "xls", [told_of_second("这份 .xls 按通常的方式打不开", merges=True)])
        raise corrupt() from stumbled


class _Stumbled(Exception):
    """xlrd could not read on."""


@contextmanager
def _xlrd_at_work() -> Iterator[None]:
    """xlrd meets damage with whatever exception it stumbles over. Only its own: those of this module are faults here.

    Raises:
        UnreadableFile: password-protected.
        _Stumbled: anything else.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, xlrd.XLRDError) and "encrypted" in str(error).lower():
            raise encrypted() from error
        raise _Stumbled from error


def _opened(content: bytes) -> Any:
    """Texts of Excel 5 and 95 are in the encoding of the office's machine, whatever the file says of it."""
    with _xlrd_at_work():
        try:
            book = _open(content)
        except (UnicodeError, LookupError):
            return _open(content, encoding_override=_OFFICES)
        if book.biff_version >= _IN_UNICODE or book.encoding == _OFFICES:
            return book
        try:
            return _open(content, encoding_override=_OFFICES)
        except UnicodeError:
            return book


def _open(content: bytes, **options: Any) -> Any:
    return xlrd.open_workbook(
        file_contents=content,
        formatting_info=True,
        ragged_rows=True,
        on_demand=True,
        ignore_workbook_corruption=True,
        logfile=io.StringIO(),
        **options,
    )


def _sheets(book: Any, budget: Budget) -> list[Sheet]:
    sheets: list[Sheet] = []
    for number in range(book.nsheets):
        with _xlrd_at_work():
            page = book.sheet_by_index(number)
        lines = Lines(page.name, budget)
        _fill(lines, book, page)
        for top, bottom, left, right in page.merged_cells:
            lines.merge((top, bottom - 1, left, right - 1))
        for row in (row for row, info in page.rowinfo_map.items() if info.hidden):
            lines.hide_rows(row)
        for column in (column for column, info in page.colinfo_map.items() if info.hidden or not info.width):
            lines.hide_columns(column)
        sheets.append(lines.finished(hidden=page.visibility != 0))
        book.unload_sheet(number)
    if not sheets:
        raise _Stumbled
    return sheets


def _fill(lines: Lines, book: Any, page: Any) -> None:
    """The cells with content."""
    known: dict[tuple[object, ...], Cell] = {}
    for row in range(page.nrows):
        kinds = page.row_types(row)
        lines.budget.take(What.EXAMINED, len(kinds) + 1)
        for column, kind in enumerate(kinds):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            key = (kind, page.cell_xf_index(row, column), page.cell_value(row, column))
            cell = known.get(key)
            if cell is None:
                if len(known) >= limits.MAX_SHARED_CELLS:
                    known.clear()
                cell = known[key] = _cell(book, page, row, column, kind)
            if cell.holds:
                lines.put(row, column, cell)


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
    return text_cell(shown_text(str(value)[: limits.MAX_CELL_TEXT], _format(book, page.cell_xf_index(row, column))))


def _format(book: Any, style: int) -> str:
    try:
        return plain_format(book.format_map[book.xf_list[style].format_key].format_str)
    except LookupError:  # a style that the file does not describe
        return ""
