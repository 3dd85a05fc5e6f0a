"""Comma- and tab-separated text, in the encodings that Chinese offices produce."""

import csv
import re
from pathlib import Path

from staffing.roster_import.grid import limits
from staffing.roster_import.grid.cells import Cell, Workbook
from staffing.roster_import.grid.errors import UnreadableFile
from staffing.roster_import.grid.layout import Lines, Room, finished_sheet, too_many_cells
from staffing.roster_import.grid.number_text import text_cell, untyped_cell

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BLANKS = "\ufeff\u3000\xa0 \t\r\n"
_DELIMITERS = (",", "\t", ";", "|", "\uff0c")
_SAMPLE = 50_000
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
"""``="0123"``: how systems force Excel to keep digits in a .csv."""

_DECLARED = re.compile(r'\ufeff?"?sep=([^\r\n])"?\r?\n', re.IGNORECASE)
"""``sep=;`` as the first line tells Excel how fields are separated; it is no line of the table."""


def read_delimited(path: Path, file_name: str) -> Workbook:
    """Raises UnreadableFile: not text in any known encoding, or no table."""
    encoding, sample = find_encoding(path)
    name = Path(file_name).stem[:31] or "数据"
    lines = Lines(name, Room())
    known: dict[str, Cell] = {}
    try:
        with path.open(encoding=encoding, newline="") as file:
            declared = _DECLARED.match(sample)
            if declared:
                file.readline()
            delimiter = declared.group(1) if declared else _delimiter(sample)
            for number, fields in enumerate(csv.reader(file, delimiter=delimiter)):
                if number > limits.MAX_LINES or len(fields) > limits.MAX_FIELDS:
                    raise too_many_cells()
                for column, value in enumerate(fields):
                    cell = known.get(value) or _remember(known, value)
                    if cell.text:
                        lines.put(number, column, cell)
    except (csv.Error, UnicodeDecodeError) as error:
        raise _not_text() from error
    return Workbook([finished_sheet(name, lines)], "csv")


def _remember(known: dict[str, Cell], value: str) -> Cell:
    if len(known) >= limits.MAX_SHARED_CELLS:
        known.clear()
    cell = known[value] = _cell(value)
    return cell


def _cell(value: str) -> Cell:
    if not value.strip(_BLANKS):
        return Cell()
    kept = _KEPT_AS_TEXT.fullmatch(value.strip())
    return text_cell(kept[1][: limits.MAX_CELL_TEXT]) if kept else untyped_cell(value[: limits.MAX_CELL_TEXT])


def find_encoding(path: Path) -> tuple[str, str]:
    """The encoding that the whole file follows, and how it begins.

    Raises:
        UnreadableFile: none does, or the text is full of control characters.
    """
    with path.open("rb") as file:
        head = file.read(4)
    for encoding in [encoding for mark, encoding in _BOMS if head.startswith(mark)] or ["utf-8", "gb18030"]:
        try:
            with path.open(encoding=encoding, newline="") as file:
                sample = file.read(_SAMPLE)
                while file.read(1024 * 1024):
                    pass
        except (UnicodeDecodeError, UnicodeError):
            continue
        if not _looks_binary(sample):
            return encoding, sample
    raise _not_text()


def _looks_binary(text: str) -> bool:
    """Control characters other than line breaks and tabs do not occur in a table."""
    sample = text[:20_000]
    odd = sum(1 for character in sample if ord(character) < 32 and character not in "\r\n\t\x0b\x0c")
    return odd > len(sample) // 200


def _delimiter(text: str) -> str:
    """The mark that splits most lines into the same number of fields."""
    lines = [line for line in text.splitlines()[:60] if line.strip()]

    def score(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines if mark in line]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) if usual else 0, usual)

    best = max(_DELIMITERS, key=score)
    return best if score(best)[0] else ","


def _not_text() -> UnreadableFile:
    return UnreadableFile(
        "unreadable_file", "文件不是 Excel 工作簿，也不是能识别的文本表格。请用 Excel 或 WPS 另存为 .xlsx 后再上传。"
    )
