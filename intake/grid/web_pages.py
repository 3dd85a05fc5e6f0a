"""Tables of web pages, which office systems save as ``.xls``; also pages saved by Excel, in one file (MHTML) or not."""

import email
import re
from collections.abc import Sequence
from pathlib import Path

from intake.grid.budget import Budget, What
from intake.grid.cells import Sheet, Workbook
from intake.grid.errors import UnreadableFile, corrupt
from intake.grid.html_forms import Select, shown_of_input
from intake.grid.html_table import HtmlTable
from intake.grid.html_text import Tag, decode, tokens
from jian_minzheng.core.masking import mask_text

_STYLES_WITHIN = 500_000
"""Style sheets and lists of sheets stand in the first so many characters."""

_CLASS = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")
_SHEET = re.compile(r"<x:ExcelWorksheet>\s*<x:Name>([^<]{1,100})</x:Name>(.{0,3000}?)</x:ExcelWorksheet>", re.DOTALL)
_ENDS_A_LIST = ("table", "tr", "td", "th")
_MOST_OUTSIDE, _SHOWN = 200, 80
_BREAKING = ("br", "p", "div", "li")
_NOTE = "文件是网页格式的表格，按网页上显示的内容读取。"


def read_html(path: Path, file_name: str, budget: Budget) -> Workbook:
    """Raises UnreadableFile: no table in the page, or more than the portal takes."""
    return _workbook([decode(path.read_bytes())], file_name, budget)


def read_mhtml(path: Path, file_name: str, budget: Budget) -> Workbook:
    """A page with all its parts in one file; Excel's 单个文件网页 has one part per sheet."""
    try:
        message = email.message_from_bytes(path.read_bytes())
        parts = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"]
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError, IndexError) as error:
        raise corrupt() from error
    return _workbook([decode(part) for part in parts if isinstance(part, bytes)], file_name, budget)


def _workbook(pages: Sequence[str], file_name: str, budget: Budget) -> Workbook:
    read = [_Page(page, budget) for page in pages]
    tables = [table for page in read for table in page.tables]
    named = [found for page in pages for found in _SHEET.findall(page[:_STYLES_WITHIN])]
    sheets = []
    for number, table in enumerate(tables, start=1):
        sheet = table.lines.finished(hidden=table.hidden)
        if sheet.rows:
            sheet.name = table.caption or f"表{number}"
            sheets.append(sheet)
    if not tables:
        raise UnreadableFile("unreadable_file", "这是网页，里面没有表格。请用 Excel 或 WPS 另存为 .xlsx 后再上传。")
    _name(sheets, named, Path(file_name).stem[:31])
    return Workbook(sheets, "html", [_NOTE, *_told(read, tables)], _outside(read))


def _told(pages: Sequence["_Page"], tables: Sequence[HtmlTable]) -> list[str]:
    """What of the page is not in its tables, or not as it stands there."""
    counts = {
        "个单元格在网页上是隐藏的，没有读取": sum(table.unseen_cells for table in tables),
        "个单元格里只有图片，没有读取": sum(table.pictures for table in tables),
        "个单元格里是勾选框，勾上的读作“√”": sum(table.boxes for table in tables),
        "张表套在别的表的单元格里，作为单独的表读取": sum(page.nested for page in pages),
    }
    told = [f"有{count}{what}。" for what, count in counts.items() if count]
    if outside := sum(page.told_outside for page in pages):
        told.append(f"网页上表格以外有{outside}处文字，没有读取。")
    return told


def _outside(pages: Sequence["_Page"]) -> str:
    """How the words that stand outside the tables begin; numbers may be spread over several of them."""
    shown = mask_text(" ".join(words for page in pages for words in page.outside))
    return f"{shown[:_SHOWN]}…" if len(shown) > _SHOWN else shown


def _name(sheets: Sequence[Sheet], named: Sequence[tuple[str, str]], file_name: str) -> None:
    """By what Excel says about its sheets, if it speaks of as many as there are; one alone by its file."""
    if len(named) == len(sheets):
        for sheet, (name, about) in zip(sheets, named, strict=True):
            sheet.name = name
            sheet.hidden = sheet.hidden or "<x:Visible>SheetHidden" in about
    elif len(sheets) == 1 and file_name:
        sheets[0].name = file_name


class _Page:
    """The tables of one page, in the order in which they begin.

    A table inside a cell is one of its own, but for a small one that only arranges the words of that cell.
    """

    def __init__(self, page: str, budget: Budget) -> None:
        self.tables: list[HtmlTable] = []
        self.nested = 0
        self.told_outside = 0
        self.outside: list[str] = []
        self._open: list[HtmlTable] = []
        self._select: Select | None = None
        self._budget = budget
        self._styles = dict(_CLASS.findall(page[:_STYLES_WITHIN]))
        for token in tokens(page):
            budget.spend()
            if isinstance(token, Tag):
                self._tag(token)
            else:
                self._text(token)
        for table in self._open:
            table.end_cell()

    def _text(self, text: str) -> None:
        if self._select:
            self._select.text(text)
        elif self._open and (self._open[-1].in_cell or self._open[-1].in_caption):
            self._open[-1].text(text)
        elif words := " ".join(text.split()):
            self.told_outside += 1
            self.outside += [words] if len(self.outside) < _MOST_OUTSIDE else []

    def _form_field(self, tag: Tag) -> bool:
        """Is the tag one of a form's, and what is it that one sees of it?"""
        if tag.name in ("select", "datalist"):
            self._end_select()
            if not tag.closing:
                self._select = Select(several="multiple" in tag.attributes(), offered=tag.name == "datalist")
        elif tag.name == "option":
            if self._select and not tag.closing:
                self._select.begin_option(tag.attributes())
        elif tag.name == "input":
            self._text(shown_of_input(tag.attributes()))
        else:
            return False
        return True

    def _end_select(self) -> None:
        """A list that is not closed ends with its cell."""
        select, self._select = self._select, None
        if select:
            self._text(select.shown)

    def _tag(self, tag: Tag) -> None:
        if self._form_field(tag):
            return
        if tag.name in _ENDS_A_LIST:
            self._end_select()
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
        elif tag.name == "img":
            table.picture()

    def _close(self, table: HtmlTable, name: str) -> None:
        if name in ("td", "th", "tr"):
            table.end_cell()

    def _begin_table(self, tag: Tag) -> None:
        table = HtmlTable(tag.attributes(), self._budget)
        self.tables.append(table)
        self._open.append(table)

    def _end_table(self) -> None:
        if not self._open:
            return
        table = self._open.pop()
        table.end_cell()
        if self._open and self._open[-1].in_cell:
            words = table.small_text()
            if words is None:
                self.nested += 1
            else:
                self.tables.remove(table)
                self._budget.take(What.SHEETS, -1)
                self._open[-1].text_of_table(words)
