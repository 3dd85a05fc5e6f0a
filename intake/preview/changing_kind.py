"""What becomes of decisions when the table is read as another kind: those that still mean something stay."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from intake.decisions import Decisions
from intake.kinds import Kind
from intake.lines.books import book_of
from intake.preview.fallen_away import fallen_away


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
    gone = fallen_away(decided, after)
    return after, f"这一类表格用不上的决定已去掉：{gone}。" if gone else ""


def _known(by_field: Mapping[str, Any], kind: Kind) -> dict[str, Any]:
    return {key: said for key, said in by_field.items() if key in kind.keys}


def _is_known(meaning: str | None, kind: Kind) -> bool:
    return meaning is None or meaning.partition("=")[0] in kind.fields
