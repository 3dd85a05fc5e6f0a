"""What the official is told about a sheet as a whole: columns that hold something and are not read, and the like."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake.grid import Cell
from intake.layout.naming import Column, fields_beside, fields_named
from intake.lexicon import Lexicon
from jian_minzheng.core.masking import mask_id_number

_LONG_NUMBER = re.compile(r"\d{10,}[\dXx]")
"""A person's number that was taken for a column's name, as in a form of one person."""
HIDDEN = "隐藏列，默认不读取"
ELSEWHERE = "属于右边另一张表，不读取"
SHADOW = "与左边一列合并，是同一列"
UNREADABLE = frozenset({HIDDEN, ELSEWHERE, SHADOW})
"""Reasons for which a column is set aside before anybody asks what it holds."""


@dataclass(frozen=True, slots=True)
class LayoutNote:
    """Something about the sheet as a whole that the official is told: ``row`` counts as the spreadsheet does."""

    code: str
    message: str
    row: int = 0
    column: str = ""
    field: str = ""


def unread_notes(
    columns: Sequence[Column], body: Sequence[Sequence[Cell]], row: int, lexicon: Lexicon
) -> list[LayoutNote]:
    """One for each column that holds something and goes unread, so that none is lost without a word."""
    notes = []
    for column in columns:
        if column.field is None and column.confidence == 0 and column.reason not in UNREADABLE:
            if any(column.index < len(line) and line[column.index].text for line in body):
                name = _LONG_NUMBER.sub(lambda found: mask_id_number(found[0]), column.header) or "无列名"
                message = f"{column.letter}列“{name}”有内容但没有读取：{column.reason}。"
                near = fields_named(column.header, lexicon) - {""}
                field = near.pop() if len(near) == 1 else ""
                notes.append(LayoutNote("column_unread", message, row, column.letter, field))
        elif lexicon.is_read(column.field):
            notes += _second_field(column, {other.field for other in columns}, row, lexicon)
    return notes


def _second_field(column: Column, taken: set[str | None], row: int, lexicon: Lexicon) -> list[LayoutNote]:
    """What the column's name promises beside its own field and cannot be told apart in its cells."""
    return [
        LayoutNote(
            "column_unread",
            f"{column.letter}列“{column.header}”里还有“{lexicon.fields[field].label}”，没有读取。",
            row,
            column.letter,
            field,
        )
        for field in fields_beside(column, lexicon)
        if field not in taken and lexicon.is_read(field) and not lexicon.fields[field].answers
        if (column.field, field) not in lexicon.read_along
    ]
