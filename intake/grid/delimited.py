"""Comma- and tab-separated text, in the encodings that Chinese offices produce."""

import re
from pathlib import Path

from intake.grid import limits
from intake.grid.cells import Cell, Workbook
from intake.grid.encodings import WRONG, find_encoding
from intake.grid.layout import Lines, Room, finished_sheet, too_many_cells
from intake.grid.number_text import text_cell, untyped_cell
from intake.grid.records import Records

_BLANKS = "\ufeff\u3000\xa0 \t\r\n"
_DELIMITERS = (",", "\t", ";", "|", "\uff0c")
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
"""``="0123"``: how systems force Excel to keep digits in a .csv."""

_NAMED = 10
_DECLARED = re.compile(r'\ufeff?"?sep=([^\r\n])"?\r?\n', re.IGNORECASE)
"""``sep=;`` as the first line tells Excel how fields are separated; it is no line of the table."""


def read_delimited(path: Path, file_name: str) -> Workbook:
    """Raises UnreadableFile: not text in any known encoding, or no table."""
    encoding = find_encoding(path)
    name = Path(file_name).stem[:31] or "数据"
    lines, known = Lines(name, Room()), dict[str, Cell]()
    wrong: list[int] = []
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        declared = _DECLARED.match(encoding.sample)
        if declared:
            file.readline()
        records = _records(encoding.sample, declared.group(1) if declared else "")
        for number, fields in enumerate(records.of(file)):
            if number > limits.MAX_LINES or len(fields) > limits.MAX_FIELDS:
                raise too_many_cells()
            for column, value in enumerate(fields):
                cell = known.get(value) or _remember(known, value)
                if cell.text:
                    lines.put(number, column, cell)
            if encoding.wrong and any(WRONG in value for value in fields):
                wrong.append(number + 1)
    notes = [
        *_told(records.literal, "的引号不成对，按原样读取，请核对"),
        *_told(wrong, "有无法识别的字节(显示为“\ufffd”)，请按原表改正"),
    ]
    return Workbook([finished_sheet(name, lines)], "csv", notes)


def _records(sample: str, delimiter: str) -> Records:
    mark = delimiter or _delimiter(sample)
    counts = [line.count(mark) for line in sample.splitlines()[:60] if mark in line]
    return Records(mark, max(set(counts), key=counts.count, default=1))


def _told(numbers: list[int], what: str) -> list[str]:
    if not numbers:
        return []
    more = f"等{len(numbers)}行" if len(numbers) > _NAMED else "行"
    return [f"第{'、'.join(map(str, numbers[:_NAMED]))}{more}{what}。"]


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


def _delimiter(text: str) -> str:
    """The mark that splits most lines into the same number of fields."""
    lines = [line for line in text.splitlines()[:60] if line.strip()]

    def score(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines if mark in line]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) if usual else 0, usual)

    best = max(_DELIMITERS, key=score)
    return best if score(best)[0] else ","
