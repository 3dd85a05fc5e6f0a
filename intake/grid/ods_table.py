"""One table of an OpenDocument spreadsheet: repeated rows and cells, spans, and what is hidden."""

import datetime
import re
from dataclasses import replace

from intake.grid import limits
from intake.grid.budget import Budget
from intake.grid.cells import Cell
from intake.grid.layout import Lines
from intake.grid.long_numbers import LongNumbers, printed_from_float
from intake.grid.number_display import with_words
from intake.grid.number_text import date_cell, is_cut_off, number_cell, text_cell, untyped_cell
from intake.grid.ods_formats import Formats
from intake.grid.unanswered import Unanswered

_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
_NUMBERS = ("float", "percentage", "currency")
_TELLING = (
    "office:value-type", "office:value", "office:date-value", "office:boolean-value", "office:string-value",
    "calcext:value-type", "table:style-name",
)  # fmt: skip
"""Attributes that decide what a cell is."""

_ERROR = re.compile(r"#[A-Z/0?!]|Err:\d")
_SPACES = re.compile(r"[ \t\r\n]+")


class Table:
    """Fed the elements inside ``table:table``; afterwards holds the sheet, rows and columns counted from 0."""

    def __init__(self, attributes: dict[str, str], formats: Formats, budget: Budget, long_numbers: LongNumbers) -> None:
        self.name = attributes.get("table:name", "")
        self.hidden = attributes.get("table:style-name", "") in formats.hidden_tables
        self.lines = Lines(self.name, budget)
        self.unanswered = Unanswered()
        self._formats = formats
        self._long_numbers = long_numbers
        self._row = self._column = self._declared_columns = 0
        self._row_repeats = 1
        self._cells: list[tuple[int, int, Cell]] = []
        self._cell: dict[str, str] = {}
        self._known: dict[tuple[str | None, ...], Cell] = {}
        self._paragraphs: list[str] = []
        self._length = 0
        self._in_paragraph = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table-cell":
            self._cell = attributes
            self._paragraphs.clear()
            self._length = 0
        elif name in ("p", "h"):
            self._in_paragraph += 1
            self._paragraphs.append("")
        elif self._in_paragraph:
            self._blank_in_text(name, attributes)
        elif name == "covered-table-cell":
            self._column += _repeats(attributes, "columns", _MAX_COLUMNS)
            self._paragraphs.clear()
        elif name == "table-row":
            self._begin_row(attributes)
        elif name == "table-column":
            repeats = _repeats(attributes, "columns", _MAX_COLUMNS)
            if _is_hidden(attributes):
                self.lines.hide_columns(self._declared_columns, repeats)
            self._declared_columns += repeats

    def end(self, name: str) -> None:
        if name in ("p", "h"):
            self._in_paragraph = max(self._in_paragraph - 1, 0)
        elif name == "table-cell":
            self._end_cell()
        elif name == "table-row":
            self._end_row()

    def text(self, data: str) -> None:
        if self._in_paragraph:
            self._add(_SPACES.sub(" ", data))

    def _blank_in_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "s":
            count = attributes.get("text:c", "1")
            self._add(" " * (int(count) if count.isascii() and count.isdigit() and len(count) < 5 else 1))
        elif name == "tab":
            self._add("\t")
        elif name == "line-break":
            self._add("\n")

    def _add(self, text: str) -> None:
        if self._length < limits.MAX_CELL_TEXT:
            self._paragraphs[-1] += text
            self._length += len(text)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row_repeats = _repeats(attributes, "rows", _MAX_ROWS)
        self._column = 0
        self._cells.clear()
        if _is_hidden(attributes):
            self.lines.hide_rows(self._row, self._row_repeats)

    def _end_row(self) -> None:
        if self._cells:
            for row in range(self._row, min(self._row + self._row_repeats, _MAX_ROWS)):
                for first, last, cell in self._cells:
                    for column in range(first, last):
                        self.lines.put(row, column, cell)
        self._row += self._row_repeats

    def _end_cell(self) -> None:
        attributes = self._cell
        repeats = _repeats(attributes, "columns", _MAX_COLUMNS)
        wide, high = _span(attributes, "columns"), _span(attributes, "rows")
        if wide > 1 or high > 1:
            self.lines.merge((self._row, self._row + high - 1, self._column, self._column + wide - 1))
        cell = self._shared(attributes, "\n".join(self._paragraphs)[: limits.MAX_CELL_TEXT])
        if "table:formula" in attributes and not cell.text and "office:value-type" not in attributes:
            self.unanswered.add(self._row, self._column)
        if cell.holds and self._column < _MAX_COLUMNS:
            self._cells.append((self._column, min(self._column + repeats, _MAX_COLUMNS), cell))
        self._column += repeats

    def _shared(self, attributes: dict[str, str], shown: str) -> Cell:
        """Equal cells are one cell."""
        key = (shown, str(bool(self._paragraphs)), *map(attributes.get, _TELLING))
        cell = self._known.get(key)
        if cell is None:
            if len(self._known) >= limits.MAX_SHARED_CELLS:
                self._known.clear()
            cell = self._known[key] = self._read(attributes, shown)
        return cell

    def _read(self, attributes: dict[str, str], shown: str) -> Cell:
        kind = attributes.get("office:value-type", "")
        if attributes.get("calcext:value-type") == "error" or (kind in _NUMBERS and _ERROR.match(shown)):
            return text_cell(shown)
        try:
            if kind in _NUMBERS:
                return self._number(attributes.get("office:value", ""), shown, self._code(attributes))
            if kind == "date":
                return _date(attributes.get("office:date-value", ""), self._code(attributes))
            if kind == "boolean":
                truth = attributes.get("office:boolean-value") == "true"
                return Cell(text="TRUE" if truth else "FALSE", raw=truth)
        except (ValueError, OverflowError):
            pass  # not what its type says: what stands there is shown as text, and judged as such
        if not kind:
            return untyped_cell(shown)
        return text_cell(shown or attributes.get("office:string-value", "")[: limits.MAX_CELL_TEXT])

    def _number(self, value: str, shown: str, code: str) -> Cell:
        """The value is a floating-point number's; the text beside it may hold digits that this one has lost."""
        literal = shown if _keeps_more(shown.strip(), value) else value
        self._long_numbers.see(literal.strip())
        cell = number_cell(literal.strip(), code)
        if self._paragraphs and not shown.strip() and cell.raw == 0:
            return replace(cell, text="", unseen=True)
        if cell.damaged or type(cell.raw) not in (int, float):
            return cell
        words = with_words(shown.strip(), cell.text)
        return cell if words is None else text_cell(words)

    def _code(self, attributes: dict[str, str]) -> str:
        return self._formats.code(attributes.get("table:style-name", ""))


def _keeps_more(shown: str, value: str) -> bool:
    """Digits that no program printed of the rounded value were there before it was rounded."""
    if not (15 < len(shown) < 20 and shown.isascii() and shown.isdigit()) or value.isdigit():
        return False
    return f"{float(shown):.14e}" == f"{float(value):.14e}" and not is_cut_off(shown) and not printed_from_float(shown)


def _date(value: str, code: str) -> Cell:
    moment = datetime.datetime.fromisoformat(value.strip())
    return date_cell(moment if moment.time() != datetime.time() else moment.date(), code or "yyyy-mm-dd")


def _repeats(attributes: dict[str, str], what: str, most: int) -> int:
    return _count(attributes.get(f"table:number-{what}-repeated"), most)


def _span(attributes: dict[str, str], what: str) -> int:
    return _count(attributes.get(f"table:number-{what}-spanned"), _MAX_ROWS)


def _count(text: str | None, most: int) -> int:
    return max(min(int(text), most), 1) if text and text.isascii() and text.isdigit() and len(text) < 8 else 1


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("table:visibility") in ("collapse", "filter")
