"""A table of values as a file: one line for one indicator of one unit and period."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jian_minzheng.core.texts import clean

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "unit": ("单位", "unit"),
    "period": ("报送期", "period"),
    "indicator": ("指标代码", "indicator"),
    "value": ("值", "value"),
}
"""What each column may be called; others are left alone."""


class BadTable(ValueError):
    """The file is no such table; the message says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its number in the file, cells trimmed."""

    number: int
    unit: str
    period: str
    indicator: str
    value: str


def read_lines(path: Path) -> list[Line]:
    """Lines in which anything stands.

    Raises:
        BadTable: it cannot be read, a column is missing, or there is no line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            names = _names(path, reader.fieldnames or ())
            lines = [_line(reader.line_num, row, names) for row in reader]
    except OSError as error:
        raise BadTable(f"打不开 {path.name}，请检查文件还在不在、能不能读取。") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadTable(f"{path.name} 不是 UTF-8 编码的 CSV 文件，请另存为“CSV UTF-8”后再试。") from error
    lines = [line for line in lines if line.unit or line.period or line.indicator or line.value]
    if not lines:
        raise BadTable(f"{path.name} 里没有数据。")
    return lines


def _names(path: Path, header: Sequence[str]) -> dict[str, str]:
    """How the file calls each column."""
    there = {name.strip().lower(): name for name in header}
    found = {key: next((there[one] for one in words if one in there), "") for key, words in COLUMNS.items()}
    if missing := [COLUMNS[key][0] for key, name in found.items() if not name]:
        raise BadTable(f"{path.name} 缺少列：{'、'.join(missing)}。")
    return found


def _line(number: int, row: Mapping[str, str | None], names: Mapping[str, str]) -> Line:
    return Line(number, **{key: clean(row[name] or "").strip() for key, name in names.items()})
