"""What becomes of decisions when the table is read as another kind: those that still mean something stay."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from intake.decisions import ByField, Decisions
from intake.kinds import Kind
from intake.lines.books import book_of


def decisions_for(decided: Decisions, before: Kind, kind: Kind) -> tuple[Decisions, str]:
    """Those that apply to ``kind``, and what fell away, in words; nothing where all of them do."""
    alike = type(book_of(before)) is type(book_of(kind))
    after = replace(
        decided,
        columns={index: meaning for index, meaning in decided.columns.items() if _is_known(meaning, kind)},
        blanks=_known(decided.blanks, kind),
        values=_known(decided.values, kind),
        cells={row: kept for row, texts in decided.cells.items() if (kept := _known(texts, kind))},
        records=decided.records if alike else {},
        absent={},
    )
    return after, _told(decided, after)


def _known(by_field: Mapping[str, Any], kind: Kind) -> dict[str, Any]:
    return {key: said for key, said in by_field.items() if key in kind.keys}


def _is_known(meaning: str | None, kind: Kind) -> bool:
    return meaning is None or meaning.partition("=")[0] in kind.fields


def _told(before: Decisions, after: Decisions) -> str:
    gone = {
        "{}列的含义": len(before.columns) - len(after.columns),
        "{}项空格的处理": len(before.blanks) - len(after.blanks),
        "{}种写法": _texts(before.values) - _texts(after.values),
        "{}格改正": _texts(before.cells) - _texts(after.cells),
        "{}行的回答": len(before.records) - len(after.records),
        "{}条表里没有的": len(before.absent) - len(after.absent),
    }
    listed = "、".join(words.format(count) for words, count in gone.items() if count)
    return f"这一类表格用不上的决定已去掉：{listed}。" if listed else ""


def _texts(parts: Mapping[Any, ByField]) -> int:
    return sum(map(len, parts.values()))
