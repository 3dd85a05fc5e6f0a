"""One worksheet of an .xlsx as a stream: only cells with content are kept, so formatted blanks cost nothing.

The declared range (``<dimension>``) is not looked at: WPS writes ``A1`` whatever the sheet holds.
"""

import datetime
import re
from dataclasses import dataclass

from staffing.roster_import.grid import limits
from staffing.roster_import.grid.cells import Cell
from staffing.roster_import.grid.layout import Filled, Range, too_many_cells
from staffing.roster_import.grid.number_text import date_cell, number_cell, text_cell
from staffing.roster_import.grid.xlsx_parts import unescape

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_MAX_ROW, _MAX_COLUMN, _MAX_MERGES = 1_048_576, 16_384, 200_000


@dataclass(slots=True)
class Book:
    """What the cells of every sheet share; ``room`` is how many more filled cells the file may bring."""

    strings: list[str]
    formats: list[str]
    date_1904: bool
    room: int = limits.MAX_FILLED_CELLS


class SheetReader:
    """Listener for ``sheet*.xml``; afterwards ``filled`` and ``merges`` hold what the sheet says."""

    def __init__(self, book: Book) -> None:
        self.filled: Filled = {}
        self.merges: list[Range] = []
        self._book = book
        self._row = self._column = -1
        self._type = self._style = ""
        self._pieces: list[str] = []
        self._collect = False
        self._phonetic = False
        self._columns: dict[str, int] = {}
        self._known: dict[tuple[str, str, str], Cell] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._column = self._column_of(attributes.get("r"))
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._pieces.clear()
        elif name == "v":
            self._collect = True
        elif name == "row":
            row = attributes.get("r", "")
            self._row = int(row) - 1 if row.isdigit() and 0 < int(row[:8]) <= _MAX_ROW else self._row + 1
            self._column = -1
        elif name == "t":
            self._collect = not self._phonetic
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name == "c":
            if self._pieces:
                self._keep("".join(self._pieces))
        elif name in ("v", "t"):
            self._collect = False
        elif name == "rPh":
            self._phonetic = False

    def text(self, data: str) -> None:
        if self._collect and len(self._pieces) < limits.MAX_CELL_TEXT:
            self._pieces.append(data)

    def _column_of(self, reference: str | None) -> int:
        """The column of ``AB12``; writers may leave the reference out, then cells simply follow each other."""
        letters = (reference or "").rstrip("0123456789")
        if not letters:
            return self._column + 1
        column = self._columns.get(letters)
        if column is None:
            column = _letters_to_column(letters)
            self._columns[letters] = column
        return column

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, stop = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if start and stop and len(self.merges) < _MAX_MERGES:
            self.merges.append(
                (
                    int(start.group(2)) - 1,
                    int(stop.group(2)) - 1,
                    _letters_to_column(start.group(1)),
                    _letters_to_column(stop.group(1)),
                )
            )

    def _keep(self, value: str) -> None:
        if self._row >= _MAX_ROW or not 0 <= self._column < _MAX_COLUMN:
            return
        key = (self._type, self._style, value)
        cell = self._known.get(key)
        if cell is None:
            cell = self._cell(value[: limits.MAX_CELL_TEXT])
            if len(self._known) < 100_000:
                self._known[key] = cell
        if not cell.text:
            return
        self._book.room -= 1
        if self._book.room < 0:
            raise too_many_cells(limits.MAX_FILLED_CELLS)
        self.filled.setdefault(max(self._row, 0), {})[self._column] = cell

    def _cell(self, value: str) -> Cell:
        kind = self._type
        try:
            if kind == "n":
                return number_cell(value.strip(), self._format(), date_1904=self._book.date_1904)
            if kind == "s":
                return text_cell(self._book.strings[int(value)])
            if kind == "b":
                truth = value.strip() == "1"
                return Cell(text="TRUE" if truth else "FALSE", raw=truth)
            if kind == "d":
                return date_cell(datetime.datetime.fromisoformat(value.strip()), self._format() or "yyyy-mm-dd")
        except (ValueError, IndexError, OverflowError):
            pass  # not what its type says: what stands there is shown as text, and judged as such
        return text_cell(unescape(value))

    def _format(self) -> str:
        style = self._style
        number = int(style) if style.isascii() and style.isdigit() and len(style) < 7 else 0
        return self._book.formats[number] if number < len(self._book.formats) else ""


def _letters_to_column(letters: str) -> int:
    """A → 0, XFD → 16383; −1 for what is no column."""
    letters = letters.replace("$", "").upper()
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        return -1
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1
