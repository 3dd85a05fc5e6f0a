"""The parts of an .xlsx beside its sheets: relationships, the list of sheets, shared strings, number formats."""

import posixpath
import re
from dataclasses import dataclass, field

from intake.grid import limits
from intake.grid.archive import Archive
from intake.grid.cells import Cell
from intake.grid.errors import UnreadableFile
from intake.grid.number_text import builtin_format, plain_format, text_cell
from intake.grid.xml_stream import Quiet, parse

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Excel writes control characters as ``_x000D_``."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


class _Relationships(Quiet):
    """Relationship id → (kind, target path inside the archive)."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + self.folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = (kind, target.lstrip("/"))


def relationships(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to inside the archive; external targets are never followed."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive:
        return {}
    listener = _Relationships(folder)
    parse(archive.chunks(path), listener, archive.budget)
    return listener.found


@dataclass(slots=True)
class SheetEntry:
    name: str
    hidden: bool
    relationship: str


@dataclass(slots=True)
class Contents(Quiet):
    """``workbook.xml``: sheets in order, and from which year its dates count."""

    sheets: list[SheetEntry] = field(default_factory=list)
    date_1904: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relationship = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(SheetEntry(attributes.get("name", ""), hidden, relationship))
        elif name == "workbookPr":
            self.date_1904 = attributes.get("date1904", "0") in ("1", "true")


def contents(archive: Archive, part: str) -> Contents:
    listener = Contents()
    parse(archive.chunks(part), listener, archive.budget)
    return listener


class SharedStrings(Quiet):
    """The table of texts that cells point into, as ready-made cells; phonetic guides are not part of the text."""

    pattern = re.compile(
        r"\s*<si><t(?: xml:space=\"preserve\")?>([^<&\x00-\x08\x0b-\x1f]*)</t>(?:<phoneticPr [^<>]*/>)?</si>"
    )
    closing = b"</si>"

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self._pieces: list[str] = []
        self._in_text = False
        self._phonetic = False
        self._in_table = False

    def expects(self) -> bool:
        return self._in_table

    def take(self, match: re.Match[str]) -> None:
        self._add(match[1])

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self._in_text = not self._phonetic
        elif name == "rPh":
            self._phonetic = True
        elif name == "si":
            self._in_table = False
        elif name == "sst":
            self._in_table = True

    def end(self, name: str) -> None:
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self._add("".join(self._pieces))
            self._pieces.clear()
            self._in_table = True

    def text(self, data: str) -> None:
        if self._in_text:
            self._pieces.append(data)

    def _add(self, text: str) -> None:
        if len(self.cells) >= limits.MAX_SHARED_STRINGS:
            raise UnreadableFile("too_large", "文件里的文字过多。请按乡镇拆分成几份后分别上传。")
        self.cells.append(text_cell(unescape(text)[: limits.MAX_CELL_TEXT]))


class NumberFormats(Quiet):
    """Style number of a cell → format code."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self._own: dict[int, str] = {}
        self._in_cell_formats = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "cellXfs":
            self._in_cell_formats = True
        elif name == "numFmt":
            if len(self._own) >= limits.MAX_OWN_FORMATS:
                raise UnreadableFile("too_large", "文件里的数字格式过多。请把表格的内容复制到新的工作簿里再上传。")
            self._own[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")[:255]
        elif name == "xf" and self._in_cell_formats and len(self.codes) < limits.MAX_STYLES:
            number = _number(attributes.get("numFmtId"))
            code = self._own.get(number) or builtin_format(number)
            self.codes.append(plain_format(code))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cell_formats = False


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
