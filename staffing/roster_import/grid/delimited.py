"""Comma- and tab-separated text, in the encodings that Chinese offices produce."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

from staffing.roster_import.grid import limits
from staffing.roster_import.grid.cells import Cell, Sheet, Workbook
from staffing.roster_import.grid.errors import UnreadableFile
from staffing.roster_import.grid.layout import Filled, rectangle, too_many_cells
from staffing.roster_import.grid.number_text import text_cell

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BLANKS = "\ufeff\u3000\xa0 \t\r\n"
_DELIMITERS = (",", "\t", ";", "|", "\uff0c")
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
"""``="0123"``: how systems force Excel to keep digits in a .csv."""

_SHORTENED_MONTH = re.compile(r"\d{4}\.1")
"""``1985.1``: what a spreadsheet saves for a number 1985.10 as well as for 1985.1, so it stays a number here too."""


def read_delimited(path: Path, file_name: str) -> Workbook:
    """Raises UnreadableFile: not text in any known encoding, or no table."""
    text = _decode(path.read_bytes())
    filled: Filled = {}
    count = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        for number, fields in enumerate(reader):
            if number > limits.MAX_LINES or len(fields) > limits.MAX_FIELDS:
                raise too_many_cells(limits.MAX_FILLED_CELLS)
            cells = {column: _cell(value) for column, value in enumerate(fields) if value.strip(_BLANKS)}
            if cells:
                filled[number] = cells
                count += len(cells)
            if count > limits.MAX_FILLED_CELLS:
                raise too_many_cells(limits.MAX_FILLED_CELLS)
    except csv.Error as error:
        raise _not_text() from error
    name = Path(file_name).stem[:31] or "数据"
    return Workbook([Sheet(name, False, rectangle(filled, [], name))], "csv")


def _cell(value: str) -> Cell:
    kept = _KEPT_AS_TEXT.fullmatch(value.strip())
    cell = text_cell((kept.group(1) if kept else value)[: limits.MAX_CELL_TEXT])
    if not kept and _SHORTENED_MONTH.fullmatch(cell.text):
        return replace(cell, raw=float(cell.text))
    return cell


def _decode(content: bytes) -> str:
    encodings = [encoding for mark, encoding in _BOMS if content.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _looks_binary(text):
            return text
    raise _not_text()


def _looks_binary(text: str) -> bool:
    """Control characters other than line breaks and tabs do not occur in a table."""
    sample = text[:20_000]
    odd = sum(1 for character in sample if ord(character) < 32 and character not in "\r\n\t\x0b\x0c")
    return odd > len(sample) // 200


def _delimiter(text: str) -> str:
    """The mark that splits most lines into the same number of fields."""
    lines = [line for line in text[:50_000].splitlines()[:60] if line.strip()]

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
