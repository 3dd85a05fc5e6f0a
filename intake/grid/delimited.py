"""Comma- and tab-separated text, in the encodings that Chinese offices produce."""

import re
from pathlib import Path

from intake.grid import limits
from intake.grid.budget import Budget, What, too_many
from intake.grid.cells import Cell, Workbook
from intake.grid.encodings import WRONG, find_encoding
from intake.grid.layout import Lines
from intake.grid.number_text import text_cell, untyped_cell
from intake.grid.records import DOUBLE, SINGLE, Records, unwrapped

_BLANKS = "\ufeff\u3000\xa0 \t\r\n"
_DELIMITERS = (",", "\t", ";", "|", "\uff0c")
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
"""``="0123"``: how systems force Excel to keep digits in a .csv."""

_NEARLY_ALL = 0.8
_NAMED = 10
_DECLARED = re.compile(r'\ufeff?"?sep=([^\r\n])"?\r?\n', re.IGNORECASE)
"""``sep=;`` as the first line tells Excel how fields are separated; it is no line of the table."""


def read_delimited(path: Path, file_name: str, budget: Budget) -> Workbook:
    """Raises UnreadableFile: not text in any known encoding, or no table."""
    encoding = find_encoding(path)
    name = Path(file_name).stem[:31] or "数据"
    lines, known = Lines(name, budget), dict[str, Cell]()
    wrong: list[int] = []
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        declared = _DECLARED.match(encoding.sample)
        if declared:
            file.readline()
        records = _records(encoding.sample, declared.group(1) if declared else "")
        records.budget = budget
        singly = _Singly()
        for number, fields in enumerate(records.of(file)):
            if number > limits.MAX_LINES or len(fields) > limits.MAX_FIELDS:
                raise too_many(What.CELLS)
            budget.spend(len(fields))
            for column, value in enumerate(fields):
                value = singly.taken_off(value)
                cell = known.get(value) or _remember(known, value)
                if cell.text:
                    lines.put(number, column, cell)
            if encoding.wrong and any(WRONG in value for value in fields):
                wrong.append(number + 1)
    notes = [
        *_told_of_style(records, singly),
        *_told(records.literal, "的引号不成对，按原样读取，请核对"),
        *_told(wrong, "有无法识别的字节(显示为“\ufffd”)，请按原表改正"),
    ]
    return Workbook([lines.finished()], "csv", notes)


class _Singly:
    """Takes single quotation marks off that stand around a value, as some databases write texts; counts them."""

    def __init__(self) -> None:
        self.count = 0

    def taken_off(self, value: str) -> str:
        if SINGLE not in value or (plain := unwrapped(value, SINGLE)) is value:
            return value
        self.count += 1
        return plain


def _records(sample: str, delimiter: str) -> Records:
    mark = delimiter or _delimiter(sample)
    counts = [line.count(mark) for line in sample.splitlines()[:60] if mark in line]
    lines = _fields(sample, mark)
    fields = [text for line in lines[1:] or lines for text in line if text.strip()]  # names of columns may be bare
    singly = [text for text in fields if unwrapped(text, SINGLE) is not text]
    usual = max(set(counts), key=counts.count, default=1)
    behind = [text for line in lines for text in line[1:] if text.strip()]
    spaced = sum(text.startswith(" ") for text in behind) > _NEARLY_ALL * len(behind)
    return Records(mark, usual, SINGLE if len(singly) * 2 > len(fields) else DOUBLE, spaced)


def _fields(sample: str, delimiter: str) -> list[list[str]]:
    """The fields of the first lines, whatever stands around them."""
    return [line.split(delimiter) for line in sample.splitlines()[:60] if delimiter in line]


def _told_of_style(records: Records, singly: _Singly) -> list[str]:
    """What was taken off values by a habit of whoever wrote the file."""
    told = []
    if records.mark == SINGLE:
        told.append("各值写在单引号里，引号没有读入。")
    elif singly.count:
        told.append(f"有{singly.count}格的值写在单引号里，引号没有读入。")
    if records.spaced:
        told.append(f"分隔符“{records.delimiter}”后面的空格没有读入。")
    return told


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
