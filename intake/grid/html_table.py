"""One ``<table>`` of a web page as a sheet: spans, hidden rows and columns, and cells as they are shown."""

import re

from intake.grid import limits
from intake.grid.budget import Budget, What
from intake.grid.cells import BLANK, Cell
from intake.grid.errors import UnreadableFile
from intake.grid.html_forms import TICKED, UNTICKED, box_alone
from intake.grid.layout import Lines
from intake.grid.number_text import number_cell, text_cell, untyped_cell

_MAX_ROWS, _MAX_COLUMNS, _MAX_COLSPAN = 1_048_576, 16_384, 1_000
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_NUMBER_FORMAT = re.compile(r"(?:mso-number-format|vnd\.ms-excel\.numberformat)\s*:\s*(\"[^\"]*\"|'[^']*'|[^;]*)", re.I)
_FEW_CELLS, _SHORT_COLUMN = 3, 20
_SPACES = re.compile(r"[ \t\r\n\f]+")


class HtmlTable:
    """Told of rows, cells and texts; afterwards holds the sheet, rows and columns counted from 0."""

    def __init__(self, attributes: dict[str, str], budget: Budget) -> None:
        self.caption = ""
        self.in_caption = False
        self.hidden = is_hidden(attributes)
        self.lines = Lines("表格", budget)
        self.unseen_cells = self.pictures = self.boxes = 0
        self._row, self._column, self._declared_columns = -1, 0, 0
        self._widest = 0
        self._first: list[str] = []
        self._taken: dict[int, int] = {}
        self._known: dict[tuple[str | None, ...], Cell] = {}
        self._cell: dict[str, str] | None = None
        self._pieces: list[str] = []
        self._length = 0
        self._has_picture = False

    def begin_row(self, attributes: dict[str, str]) -> None:
        self.end_cell()
        self._row += 1
        self._column = 0
        if self._row >= _MAX_ROWS:
            raise _too_large()
        if is_hidden(attributes):
            self.lines.hide_rows(self._row)

    def begin_cell(self, attributes: dict[str, str], style: str) -> None:
        """``style`` is what the page's style sheet says about the cell's class."""
        self.end_cell()
        if self._row < 0:
            self.begin_row({})
        self._cell = {**attributes, "style": f"{attributes.get('style', '')};{style}"}

    def begin_column(self, attributes: dict[str, str]) -> None:
        span = _count(attributes.get("span"), _MAX_COLSPAN)
        if is_hidden(attributes):
            self.lines.hide_columns(self._declared_columns, span)
        self._declared_columns += span

    @property
    def in_cell(self) -> bool:
        return self._cell is not None

    def text(self, data: str) -> None:
        if self.in_caption:
            self.caption = (self.caption + data).strip()[:31]
        elif self._cell is not None and self._length < limits.MAX_CELL_TEXT:
            self._pieces.append(_SPACES.sub(" ", data))
            self._length += len(data)

    def text_of_table(self, words: str) -> None:
        """The words of a small table in the open cell, on lines of their own."""
        for line in words.split("\n") if words else ():
            self.break_line()
            self.text(line)
        self.break_line()

    def picture(self) -> None:
        self._has_picture = self._cell is not None

    def small_text(self) -> str | None:
        """The words of a table that only arranges those of a cell: a few, or one column; ``None`` of any other."""
        few = len(self._first) <= _FEW_CELLS or (self._widest <= 1 and len(self._first) < _SHORT_COLUMN)
        if self.caption or not few:
            return None
        return "" if self.hidden else "\n".join(self._first)

    def break_line(self) -> None:
        if self._cell is not None and self._length:
            self._pieces.append("\n")

    def end_cell(self) -> None:
        """Put the open cell, if there is one, where the cells above leave room."""
        attributes, self._cell = self._cell, None
        shown = "".join(self._pieces)[: limits.MAX_CELL_TEXT].strip()
        self._pieces.clear()
        self._length = 0
        if attributes is None:
            return
        if _HIDDEN.search(attributes["style"]) or "hidden" in attributes:
            self.unseen_cells += bool(shown)
            return
        self._count(shown)
        shown = box_alone(shown)
        first = self._column
        while self._taken.get(self._column, -1) >= self._row:
            self._column += 1
        self.lines.budget.take(What.REPEATED, self._column - first)
        wide = _count(attributes.get("colspan"), _MAX_COLSPAN)
        high = _count(attributes.get("rowspan"), _MAX_ROWS)
        if high > 1:
            self.lines.budget.take(What.REPEATED, wide)
            self._taken.update(dict.fromkeys(range(self._column, self._column + wide), self._row + high - 1))
        if self._column + wide > _MAX_COLUMNS:
            raise _too_large()
        if high > 1 or wide > 1:
            self.lines.merge((self._row, self._row + high - 1, self._column, self._column + wide - 1))
        cell = self._shared(shown, attributes)
        if cell.holds:
            self.lines.put(self._row, self._column, cell)
            self._first += [shown] if shown and len(self._first) < _SHORT_COLUMN else []
        self._column += wide
        self._widest = max(self._widest, self._column)

    def _count(self, shown: str) -> None:
        self.boxes += TICKED in shown or UNTICKED in shown
        self.pictures += self._has_picture and not shown
        self._has_picture = False

    def _shared(self, shown: str, attributes: dict[str, str]) -> Cell:
        """Equal cells are one cell."""
        key = (shown, attributes["style"], attributes.get("x:num") or attributes.get("sdval"))
        cell = self._known.get(key)
        if cell is None:
            if len(self._known) >= limits.MAX_SHARED_CELLS:
                self._known.clear()
            cell = self._known[key] = read_cell(shown, attributes)
        return cell


def read_cell(shown: str, attributes: dict[str, str]) -> Cell:
    """What the page shows; where that has lost digits, the number that Excel and LibreOffice write beside it."""
    if not shown:
        return Cell(raw=0, unseen=True) if attributes.get("x:num") == "0" else BLANK
    style = _NUMBER_FORMAT.search(attributes["style"])
    code = style.group(1).strip("\"' ").replace("\\", "") if style else ""
    cell = text_cell(shown)
    if code == "@":
        return cell
    value = attributes.get("x:num") or attributes.get("sdval", "")
    if value and (cell.damaged or not shown.strip("#")):
        try:
            return number_cell(value.strip(), code)
        except (ValueError, OverflowError):
            return cell
    return untyped_cell(shown)


def is_hidden(attributes: dict[str, str]) -> bool:
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")) is not None


def _count(text: str | None, most: int) -> int:
    plain = (text or "").strip()
    return max(min(int(plain), most), 1) if plain.isascii() and plain.isdigit() and len(plain) < 8 else 1


def _too_large() -> UnreadableFile:
    return UnreadableFile("too_large", "网页里的表格过大，或合并单元格过多。请用 Excel 或 WPS 另存为 .xlsx 后再上传。")
