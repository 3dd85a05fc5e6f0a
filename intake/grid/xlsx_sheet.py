"""One worksheet of an .xlsx as a stream: only cells with content are kept, so formatted blanks cost nothing.

The declared range (``<dimension>``) is not looked at: WPS writes ``A1`` whatever the sheet holds.
"""

import datetime
import re
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from intake.grid import limits
from intake.grid.budget import What, too_many
from intake.grid.cells import BLANK, Cell
from intake.grid.errors import calls_below, corrupt
from intake.grid.layout import Lines
from intake.grid.long_numbers import LongNumbers
from intake.grid.number_display import puts_words_around_text, shown_text
from intake.grid.number_text import date_cell, number_cell, text_cell
from intake.grid.unanswered import Unanswered
from intake.grid.xlsx_parts import unescape

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384

_REST = (
    r'(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]{1,9})")?'
    r"(?:/>|>(?:<f(?: [^<>]*)?(?:/>|>[^<]*</f>)(?=<v>[^<]|<is>))?"
    r"(?:(?:<v>|<is><t(?: xml:space=\"preserve\")?>)([^<&\x00-\x08\x0b-\x1f]*)(?:</v>|</t></is>)|<v ?/>)?</c>)"
)
_CELLS = re.compile(rf'<c(?: r="([A-Z]{{1,3}})[0-9]{{1,7}}")?{_REST}')
_PLAIN_REST = re.sub(r"\((?!\?)", "(?:", _REST)
_LABELLED = rf'<c r="[A-Z]{{1,3}}[0-9]{{1,7}}"{_PLAIN_REST}'
_IN_ORDER = rf"<c{_PLAIN_REST}"
_ATTRIBUTE = re.compile(r' ([\w:.]+)="([^"]*)"')


@dataclass(slots=True)
class Book:
    """What the cells of every sheet share."""

    strings: list[Cell]
    formats: list[str]
    date_1904: bool
    long_numbers: LongNumbers
    worded: frozenset[str] = field(init=False)
    """Styles that put words around texts."""

    def __post_init__(self) -> None:
        self.worded = frozenset(str(n) for n, code in enumerate(self.formats) if puts_words_around_text(code))


class _Columns(dict[str, int]):
    """``AB`` → 27, worked out once."""

    def __missing__(self, letters: str) -> int:
        column = self[letters] = _letters_to_column(letters)
        return column


class SheetReader:
    """Listener for ``sheet*.xml``; afterwards ``lines`` hold what it says."""

    # Rows as Excel, WPS, LibreOffice, POI, openpyxl and XlsxWriter write them, or as programs that leave out where each
    # cell stands; any other row goes through expat.
    pattern = re.compile(rf"\s*<row((?: [\w:.]+=\"[^\"<&]*\")*)(?:/>|>((?>(?>{_LABELLED})++|(?>{_IN_ORDER})*+))</row>)")
    closing = b"</row>"

    def __init__(self, book: Book, lines: Lines) -> None:
        self.lines = lines
        self.unanswered = Unanswered()
        self._book = book
        self._row = self._column = -1
        self._rows = 0
        self._type = self._style = ""
        self._pieces: list[str] = []
        self._collect = False
        self._phonetic = False
        self._awaits_result = False
        self._in_data = self._between_rows = False
        self._columns = _Columns()
        self._known: dict[tuple[str, str, str], Cell] = {}

    def expects(self) -> bool:
        return self._between_rows

    def take(self, match: re.Match[str]) -> None:
        """A whole row in its everyday shape."""
        attributes, cells = match.groups()
        self._begin_row(dict(_ATTRIBUTE.findall(attributes)))
        if cells and self._row < _MAX_ROW:
            found = _CELLS.findall(cells)
            self.lines.budget.take(What.EXAMINED, len(found))
            try:
                self._take_cells(found if found[0][0] else _with_letters(found))
            except IndexError as error:
                if calls_below(error) > 1:
                    raise
                raise corrupt() from error

    def _take_cells(self, cells: list[tuple[str, str, str, str]]) -> None:
        """Raises IndexError itself: a text that is not in the table of texts."""
        line: list[Cell] = []
        filled = 0
        strings, columns, known, worded = self._book.strings, self._columns, self._known, self._book.worded
        for letters, style, kind, value in cells:
            if not value:
                continue
            if kind == "s" and value.isdigit() and style not in worded:
                cell = strings[int(value)]
            else:
                cell = known.get((kind or "n", style, value)) or self._new_cell(kind or "n", style, value)
            if not cell.text and not cell.unseen:
                continue
            column = columns[letters]
            if column == len(line):
                line.append(cell)
            elif column >= _MAX_COLUMN:
                continue
            elif column < len(line):
                line[column] = cell
            else:
                line += [BLANK] * (column - len(line))
                line.append(cell)
            filled += 1
        self.lines.add(self._row, line, filled)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._in_data:
            self._start_outside(name, attributes)
        elif name == "c":
            reference = (attributes.get("r") or "").rstrip("0123456789")
            self._column = self._columns[reference] if reference else self._column + 1
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._pieces.clear()
            self._awaits_result = False
        elif name == "v":
            self._collect = True
        elif name == "f":
            self._awaits_result = self._type != "str"  # whose result may well be empty
        elif name == "row":
            self._between_rows = False
            self._begin_row(attributes)
        elif name == "t":
            self._collect = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def _start_outside(self, name: str, attributes: dict[str, str]) -> None:
        """What stands before and after the rows."""
        if name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col":
            self._begin_columns(attributes)
        elif name == "sheetData":
            self._in_data = self._between_rows = True

    def end(self, name: str) -> None:
        if name == "c":
            if self._pieces:
                self._keep("".join(self._pieces))
            elif self._awaits_result:
                self.unanswered.add(self._row, self._column)
        elif name in ("v", "t"):
            self._collect = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "row":
            self._between_rows = True
        elif name == "sheetData":
            self._in_data = self._between_rows = False

    def text(self, data: str) -> None:
        if self._collect and len(self._pieces) < limits.MAX_CELL_TEXT:
            self._pieces.append(data)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        """Rows are numbered or follow each other; filtered and folded ones are hidden too, or have no height."""
        self._rows += 1
        if self._rows > _MAX_ROW:
            raise too_many(What.EXAMINED)
        self.lines.budget.spend()
        row = attributes.get("r", "")
        self._row = int(row) - 1 if _is_number(row) and 0 < int(row) <= _MAX_ROW else self._row + 1
        self._column = -1
        if attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0":
            self.lines.hide_rows(self._row)

    def _begin_columns(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if attributes.get("hidden") not in ("1", "true") and attributes.get("width") != "0":
            return
        if _is_number(first) and _is_number(last):
            self.lines.hide_columns(max(int(first) - 1, 0), int(last) - max(int(first) - 1, 0))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, stop = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if start and stop:
            self.lines.merge(
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
        cell = self._known.get(key) or self._new_cell(*key)
        if cell.holds:
            self.lines.put(max(self._row, 0), self._column, cell)

    def _new_cell(self, kind: str, style: str, value: str) -> Cell:
        if len(self._known) >= limits.MAX_SHARED_CELLS:
            self._known.clear()
        cell = self._known[kind, style, value] = self._cell(kind, style, value[: limits.MAX_CELL_TEXT])
        return cell

    def _cell(self, kind: str, style: str, value: str) -> Cell:
        try:
            if kind == "n":
                self._book.long_numbers.see(value)
                return number_cell(value.strip(), self._format(style), date_1904=self._book.date_1904)
            if kind == "s":
                cell = self._string(value)
                return text_cell(shown_text(cell.text, self._format(style))) if style in self._book.worded else cell
            if kind == "b":
                truth = value.strip() == "1"
                return Cell(text="TRUE" if truth else "FALSE", raw=truth)
            if kind == "d":
                return date_cell(datetime.datetime.fromisoformat(value.strip()), self._format(style) or "yyyy-mm-dd")
        except (ValueError, OverflowError):
            pass  # not what its type says: what stands there is shown as text, and judged as such
        text = unescape(value)
        return text_cell(shown_text(text, self._format(style)) if style in self._book.worded else text)

    def _string(self, number: str) -> Cell:
        """Raises ValueError: no number; UnreadableFile: none of a text in the table of texts."""
        place = int(number)
        if not 0 <= place < len(self._book.strings):
            raise corrupt()
        return self._book.strings[place]

    def _format(self, style: str) -> str:
        number = int(style) if _is_number(style) else 0
        return self._book.formats[number] if number < len(self._book.formats) else ""


def _with_letters(cells: list[tuple[str, str, str, str]]) -> list[tuple[str, str, str, str]]:
    """Cells without references stand one after the other, blank ones too."""
    return [
        (get_column_letter(number), style, kind, value)
        for number, (_, style, kind, value) in enumerate(cells, start=1)
        if value and number <= _MAX_COLUMN
    ]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 8


def _letters_to_column(letters: str) -> int:
    """A → 0, XFD → 16383; −1 for what is no column."""
    letters = letters.replace("$", "").upper()
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        return -1
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1
