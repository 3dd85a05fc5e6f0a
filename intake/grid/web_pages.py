"""Tables of web pages, which office systems save as ``.xls``; also pages saved by Excel, in one file (MHTML) or not."""

import email
import re
from collections.abc import Sequence
from pathlib import Path

from intake.grid.cells import Sheet, Workbook
from intake.grid.errors import UnreadableFile, corrupt
from intake.grid.html_table import HtmlTable
from intake.grid.html_text import Tag, decode, tokens
from intake.grid.layout import Room, finished_sheet

_MAX_TABLES = 500
_STYLES_WITHIN = 500_000
"""Style sheets and lists of sheets stand in the first so many characters."""

_CLASS = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")
_SHEET = re.compile(r"<x:ExcelWorksheet>\s*<x:Name>([^<]{1,100})</x:Name>(.{0,3000}?)</x:ExcelWorksheet>", re.DOTALL)
_BREAKING = ("br", "p", "div", "li")
_NOTE = "文件是网页格式的表格，按网页上显示的内容读取。"


def read_html(path: Path, file_name: str) -> Workbook:
    """Raises UnreadableFile: no table in the page, or more than the portal takes."""
    return _workbook([decode(path.read_bytes())], file_name)


def read_mhtml(path: Path, file_name: str) -> Workbook:
    """A page with all its parts in one file; Excel's 单个文件网页 has one part per sheet."""
    try:
        message = email.message_from_bytes(path.read_bytes())
        parts = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"]
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError, IndexError) as error:
        raise corrupt() from error
    return _workbook([decode(part) for part in parts if isinstance(part, bytes)], file_name)


def _workbook(pages: Sequence[str], file_name: str) -> Workbook:
    room = Room()
    tables = [table for page in pages for table in _Page(page, room).tables]
    named = [found for page in pages for found in _SHEET.findall(page[:_STYLES_WITHIN])]
    sheets = []
    for number, table in enumerate(tables, start=1):
        sheet = finished_sheet(
            "",
            table.lines,
            table.merges,
            hidden=table.hidden,
            hidden_rows=table.hidden_rows,
            hidden_columns=table.hidden_columns,
        )
        if sheet.rows:
            sheet.name = table.caption or f"表{number}"
            sheets.append(sheet)
    if not tables:
        raise UnreadableFile("unreadable_file", "这是网页，里面没有表格。请用 Excel 或 WPS 另存为 .xlsx 后再上传。")
    _name(sheets, named, Path(file_name).stem[:31])
    return Workbook(sheets, "html", [_NOTE])


def _name(sheets: Sequence[Sheet], named: Sequence[tuple[str, str]], file_name: str) -> None:
    """By what Excel says about its sheets, if it speaks of as many as there are; one alone by its file."""
    if len(named) == len(sheets):
        for sheet, (name, about) in zip(sheets, named, strict=True):
            sheet.name = name
            sheet.hidden = sheet.hidden or "<x:Visible>SheetHidden" in about
    elif len(sheets) == 1 and file_name:
        sheets[0].name = file_name


class _Page:
    """The tables of one page, in the order in which they begin; a table inside a cell is one of its own."""

    def __init__(self, page: str, room: Room) -> None:
        self.tables: list[HtmlTable] = []
        self._open: list[HtmlTable] = []
        self._room = room
        self._styles = dict(_CLASS.findall(page[:_STYLES_WITHIN]))
        for token in tokens(page):
            if isinstance(token, Tag):
                self._tag(token)
            elif self._open:
                self._open[-1].text(token)
        for table in self._open:
            table.end_cell()

    def _tag(self, tag: Tag) -> None:
        if tag.name == "table":
            self._end_table() if tag.closing else self._begin_table(tag)
        elif self._open:
            table = self._open[-1]
            if tag.name in _BREAKING:
                table.break_line()
            elif tag.name == "caption":
                table.in_caption = not tag.closing
            elif tag.closing:
                self._close(table, tag.name)
            else:
                self._begin(table, tag)

    def _begin(self, table: HtmlTable, tag: Tag) -> None:
        if tag.name in ("td", "th"):
            attributes = tag.attributes()
            table.begin_cell(attributes, self._styles.get(attributes.get("class", "").partition(" ")[0], ""))
        elif tag.name == "tr":
            table.begin_row(tag.attributes())
        elif tag.name == "col":
            table.begin_column(tag.attributes())

    def _close(self, table: HtmlTable, name: str) -> None:
        if name in ("td", "th", "tr"):
            table.end_cell()

    def _begin_table(self, tag: Tag) -> None:
        if len(self.tables) >= _MAX_TABLES:
            raise UnreadableFile(
                "too_large", f"网页里的表格超过 {_MAX_TABLES} 个。请只保留花名册，另存为 .xlsx 后再上传。"
            )
        table = HtmlTable(tag.attributes(), self._room)
        self.tables.append(table)
        self._open.append(table)

    def _end_table(self) -> None:
        if self._open:
            self._open.pop().end_cell()
