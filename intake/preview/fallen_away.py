"""What becomes of decisions that mean nothing any more where a file is read otherwise: nobody loses them unsaid."""

from collections.abc import Mapping
from typing import Any

from intake.decisions import ByField, Decisions


def fallen_away(before: Decisions, after: Decisions) -> str:
    """How many of which sort, in words; nothing where all are still there."""
    gone = {
        "{}处表头": len(before.header) - len(after.header),
        "{}列的含义": len(before.columns) - len(after.columns),
        "{}项空格的处理": len(before.blanks) - len(after.blanks),
        "{}种写法": _texts(before.values) - _texts(after.values),
        "{}格改正": _texts(before.cells) - _texts(after.cells),
        "{}行不导入": len(before.skipped) - len(after.skipped),
        "{}行的回答": len(before.records) - len(after.records),
        "{}条表里没有的": len(before.absent) - len(after.absent),
    }
    return "、".join(words.format(count) for words, count in gone.items() if count)


def _texts(parts: Mapping[Any, ByField]) -> int:
    return sum(map(len, parts.values()))
