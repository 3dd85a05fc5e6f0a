"""OpenDocument spreadsheets (.ods, and .fods as one plain XML file), as LibreOffice, WPS and Excel write them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from intake.grid.archive import Archive
from intake.grid.budget import Budget
from intake.grid.cells import Sheet, Workbook
from intake.grid.errors import UnreadableFile, encrypted
from intake.grid.long_numbers import LongNumbers
from intake.grid.ods_formats import Formats
from intake.grid.ods_table import Table
from intake.grid.xml_stream import Quiet, parse

_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_NO_CELLS = frozenset(
    ("annotation", "tracked-changes", "dde-links", "shapes", "forms", "ruby-text", "frame", "custom-shape", "note")
)
"""Elements whose text is not what stands in a cell."""


def is_ods(archive: Archive) -> bool:
    return _CONTENT in archive


def read_ods(archive: Archive) -> Workbook:
    """Raises UnreadableFile: password-protected, damaged, too large, or another kind of OpenDocument file."""
    if _MANIFEST in archive:
        manifest = _Manifest()
        parse(archive.chunks(_MANIFEST), manifest, archive.budget)
        if manifest.is_encrypted:
            raise encrypted()
    formats = Formats()
    if _STYLES in archive:
        parse(archive.chunks(_STYLES), _Styles(formats), archive.budget)
    return _read(archive.chunks(_CONTENT), formats, archive.budget)


def read_flat_ods(path: Path, budget: Budget) -> Workbook:
    """The same as a single XML file."""
    return _read(_chunks(path), Formats(), budget)


def _read(chunks: Iterable[bytes], formats: Formats, budget: Budget) -> Workbook:
    content = _Content(formats, budget)
    parse(chunks, content, budget)
    if not content.is_spreadsheet:
        raise UnreadableFile("unreadable_file", "这不是表格文件(可能是文字文档)。请上传 .xlsx、.xls 或 .ods 文件。")
    content.long_numbers.settle(content.sheets)
    return Workbook(content.sheets, "ods", content.notes)


class _Manifest(Quiet):
    is_encrypted = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("encryption-data", "encrypted-key"):
            self.is_encrypted = True


class _Styles(Quiet):
    """``styles.xml``: only formats."""

    def __init__(self, formats: Formats) -> None:
        self.start, self.end, self.text = formats.start, formats.end, formats.text  # type: ignore[method-assign]


class _Content:
    """``content.xml``: first the automatic styles, then one table after the other."""

    def __init__(self, formats: Formats, budget: Budget) -> None:
        self.sheets: list[Sheet] = []
        self.notes: list[str] = []
        self.is_spreadsheet = False
        self.long_numbers = LongNumbers()
        self._formats = formats
        self._budget = budget
        self._table: Table | None = None
        self._nested = 0
        self._skipping = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipping or (self.is_spreadsheet and name in _NO_CELLS):
            self._skipping += 1
        elif name == "table" and self.is_spreadsheet:
            self._nested += 1
            if self._nested == 1:
                self._table = Table(attributes, self._formats, self._budget, self.long_numbers)
        elif self._table is not None:
            if self._nested == 1:
                self._table.start(name, attributes)
        elif name == "spreadsheet":
            self.is_spreadsheet = True
        else:
            self._formats.start(name, attributes)

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif name == "table" and self._table is not None:
            self._nested -= 1
            if not self._nested:
                self._finish(self._table)
        elif self._table is not None:
            if self._nested == 1:
                self._table.end(name)
        else:
            self._formats.end(name)

    def text(self, data: str) -> None:
        if self._skipping:
            return
        if self._table is None:
            self._formats.text(data)
        elif self._nested == 1:
            self._table.text(data)

    def _finish(self, table: Table) -> None:
        self._table = None
        if table.name.startswith("'file:"):  # what is remembered of another file that formulas look into
            return
        self.sheets.append(table.lines.finished(hidden=table.hidden))
        self.notes += table.unanswered.notes(table.name)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(64 * 1024):
            yield chunk
