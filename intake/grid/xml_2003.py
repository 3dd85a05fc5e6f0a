"""Excel's XML of 2003 (``urn:schemas-microsoft-com:office:spreadsheet``), saved as ``.xls`` or ``.xml``."""

import datetime
import re
from pathlib import Path

from intake.grid import limits
from intake.grid.budget import Budget
from intake.grid.cells import Cell, Sheet, Workbook
from intake.grid.errors import corrupt
from intake.grid.html_text import decode
from intake.grid.layout import Lines
from intake.grid.long_numbers import LongNumbers
from intake.grid.number_display import shown_text
from intake.grid.number_text import date_cell, number_cell, plain_format, text_cell
from intake.grid.unanswered import Unanswered
from intake.grid.xml_stream import parse

_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^<>]*\?>")
_NAMED_FORMATS = {
    "fixed": "0.00", "standard": "#,##0.00", "percent": "0.00%", "scientific": "0.00E+00", "general number": "",
    "general date": "yyyy-mm-dd hh:mm", "short date": "yyyy-mm-dd", "medium date": "d-mmm-yy",
    "long date": "yyyy年m月d日", "short time": "h:mm", "medium time": "h:mm AM/PM", "long time": "h:mm:ss",
}  # fmt: skip
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384


def read_xml_2003(path: Path, budget: Budget) -> Workbook:
    """Raises UnreadableFile: damaged, or more than the portal takes."""
    text = _DECLARATION.sub("", decode(path.read_bytes()), count=1)
    reader = _Reader(budget)
    parse((text[start : start + 100_000].encode() for start in range(0, len(text), 100_000)), reader, budget)
    if not reader.sheets:
        raise corrupt()
    reader.long_numbers.settle(reader.sheets)
    return Workbook(reader.sheets, "xml", reader.notes)


class _Reader:
    """Listener for the whole file; rows and columns are numbered or follow each other."""

    def __init__(self, budget: Budget) -> None:
        self.sheets: list[Sheet] = []
        self.notes: list[str] = []
        self.long_numbers = LongNumbers()
        self._budget = budget
        self._formats: dict[str, str] = {}
        self._style = ""
        self._sheet: _Sheet | None = None
        self._pieces: list[str] | None = None
        self._in_comment = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        own = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "Comment":
            self._in_comment = True
        elif name == "Worksheet":
            self._sheet = _Sheet(Lines(own.get("Name", ""), self._budget))
        elif self._sheet is not None:
            if name == "Data" and not self._in_comment:
                self._pieces = []
                self._sheet.kind = own.get("Type", "String")
            elif name == "Visible":
                self._pieces = []
            else:
                self._sheet.start(name, own)
        elif name == "Style":
            self._style = own.get("ID", "")
        elif name == "NumberFormat" and len(self._formats) < limits.MAX_STYLES:
            code = own.get("Format", "")[:255]
            self._formats[self._style] = plain_format(_NAMED_FORMATS.get(code.lower(), code))

    def end(self, name: str) -> None:
        if name == "Comment":
            self._in_comment = False
        if self._sheet is None:
            return
        if name == "Data" and self._pieces is not None:
            self._sheet.keep(self._cell(self._sheet, "".join(self._pieces)[: limits.MAX_CELL_TEXT]))
            self._pieces = None
        elif name == "Cell":
            self._sheet.end_cell()
        elif name == "Visible" and self._pieces is not None:
            self._sheet.hidden = "".join(self._pieces).strip() in ("SheetHidden", "SheetVeryHidden")
            self._pieces = None
        elif name == "Worksheet":
            self.sheets.append(self._sheet.lines.finished(hidden=self._sheet.hidden))
            self.notes += self._sheet.unanswered.notes(self.sheets[-1].name)
            self._sheet = None

    def text(self, data: str) -> None:
        if self._pieces is not None and len(self._pieces) < limits.MAX_CELL_TEXT:
            self._pieces.append(data)

    def _cell(self, sheet: "_Sheet", value: str) -> Cell:
        code = self._formats.get(sheet.style, "")
        try:
            if sheet.kind == "Number":
                self.long_numbers.see(value.strip())
                return number_cell(value.strip(), code)
            if sheet.kind == "DateTime":
                moment = datetime.datetime.fromisoformat(value.strip())
                return date_cell(moment if moment.time() != datetime.time() else moment.date(), code or "yyyy-mm-dd")
            if sheet.kind == "Boolean":
                truth = value.strip() == "1"
                return Cell(text="TRUE" if truth else "FALSE", raw=truth)
        except (ValueError, OverflowError):
            pass  # not what its type says: what stands there is shown as text, and judged as such
        return text_cell(shown_text(value, code))


class _Sheet:
    def __init__(self, lines: Lines) -> None:
        self.hidden = False
        self.kind = self.style = ""
        self.unanswered = Unanswered()
        self.lines = lines
        self._row = self._column = self._declared = -1
        self._awaits_result = False
        self._rows_passed = self._columns_passed = 0

    def start(self, name: str, own: dict[str, str]) -> None:
        if name == "Row":
            self._row = _next(self._row + self._rows_passed, own, _MAX_ROW)
            self._rows_passed = _number(own.get("Span"), 0, _MAX_ROW)
            self._column, self._columns_passed = -1, 0
            if own.get("Hidden") == "1":
                self.lines.hide_rows(self._row, self._rows_passed + 1)
        elif name == "Column":
            first = _next(self._declared, own, _MAX_COLUMN)
            self._declared = min(first + _number(own.get("Span"), 0, _MAX_COLUMN), _MAX_COLUMN)
            if own.get("Hidden") == "1" or own.get("Width") == "0":
                self.lines.hide_columns(first, self._declared + 1 - first)
        elif name == "Cell":
            self._column = _next(self._column + self._columns_passed, own, _MAX_COLUMN)
            self.style = own.get("StyleID", "")
            self._awaits_result = "Formula" in own
            across = self._columns_passed = _number(own.get("MergeAcross"), 0, _MAX_COLUMN)
            down = _number(own.get("MergeDown"), 0, _MAX_ROW)
            if across or down:
                self.lines.merge((self._row, self._row + down, self._column, self._column + across))

    def keep(self, cell: Cell) -> None:
        self._awaits_result = False
        if cell.holds and 0 <= self._row < _MAX_ROW and 0 <= self._column < _MAX_COLUMN:
            self.lines.put(self._row, self._column, cell)

    def end_cell(self) -> None:
        if self._awaits_result:
            self.unanswered.add(self._row, self._column)
            self._awaits_result = False


def _next(present: int, own: dict[str, str], most: int) -> int:
    """Where the next row, column or cell stands, from 0: as it says, counted from 1, or right behind the last."""
    return _number(own.get("Index"), min(present, most) + 2, most) - 1


def _number(text: str | None, default: int, most: int) -> int:
    return min(int(text), most) if text and text.isascii() and text.isdigit() and len(text) < 8 else default
