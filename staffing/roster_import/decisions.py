"""Everything that the official decided about one roster. A preview is made of the file, these and the database.

Stored with the batch and carried from one reading of the file to the next; ``import_roster --answers`` takes the same
shape, so that whatever can be put right on the screen can be put right from the command line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, Self

from staffing.roster_import.people.people_answers import Answer

ByField = Mapping[str, str]


class Blank(StrEnum):
    """What an empty cell does. A missing column always leaves alone."""

    KEEP = "keep"
    DEFAULT = "default"
    CLEAR = "clear"


class BadDecisions(ValueError):
    """The answers have another shape than the one described; the message says where."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Empty parts mean: as the portal understands it.

    Attributes:
        sheet: name of the sheet to read.
        header: first and last header row, as the spreadsheet counts.
        columns: index from 0 → field key, ``field=option`` for a column of ticks, ``None`` for 'do not read'.
        hidden: read hidden rows and columns too.
        blanks: field key → a ``Blank``.
        values: field key → text as written → text to read instead, wherever it stands.
        cells: row → field key → text to read instead of what stands there; an empty text empties the cell.
        skipped: rows not to be imported.
        people: row → the answer to the question who this person is (see ``people_answers``).
        left: appointment id → ``{"on": ISO date, "reason": EndReason}`` for people who are not in the file any more;
            ``version`` of the post as well where it was decided on the screen.
    """

    sheet: str = ""
    header: tuple[int, int] | None = None
    columns: Mapping[int, str | None] = field(default_factory=dict)
    hidden: bool = False
    blanks: ByField = field(default_factory=dict)
    values: Mapping[str, ByField] = field(default_factory=dict)
    cells: Mapping[int, ByField] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    people: Mapping[int, str] = field(default_factory=dict)
    left: Mapping[int, ByField] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Only the parts that hold something; JSON turns the numbers into text, ``from_json`` turns them back."""
        stored: dict[str, Any] = {part.name: getattr(self, part.name) for part in fields(self)}
        stored["skipped"] = sorted(self.skipped)
        return {name: part for name, part in stored.items() if part}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The inverse of ``to_json``.

        Raises:
            BadDecisions: unknown part, or a part of another shape.
        """
        known = {part.name for part in fields(cls)}
        if unknown := set(stored) - known:
            raise BadDecisions(f"不认识的项：{'、'.join(sorted(unknown))}。可用：{'、'.join(sorted(known))}。")
        parts: dict[str, Any] = {}
        for name, part in stored.items():
            try:
                parts[name] = _READ.get(name, lambda kept: kept)(part)
            except (TypeError, ValueError, AttributeError) as error:
                raise BadDecisions(f"“{name}”的写法不对。") from error
        return cls(**parts)

    def with_cell(self, number: int, key: str, text: str) -> Self:
        cells = {row: dict(texts) for row, texts in self.cells.items()}
        cells.setdefault(number, {})[key] = text
        return replace(self, cells=cells)

    def with_value(self, key: str, written: str, text: str) -> Self:
        values = {name: dict(texts) for name, texts in self.values.items()}
        values.setdefault(key, {})[written] = text
        return replace(self, values=values)

    def without_cell(self, number: int, key: str) -> Self:
        """What stands in the file counts again."""
        cells = {row: dict(texts) for row, texts in self.cells.items()}
        cells.get(number, {}).pop(key, None)
        return replace(self, cells={row: texts for row, texts in cells.items() if texts})

    def without_value(self, key: str, written: str) -> Self:
        values = {name: dict(texts) for name, texts in self.values.items()}
        values.get(key, {}).pop(written, None)
        return replace(self, values={name: texts for name, texts in values.items() if texts})

    def with_skipped(self, numbers: frozenset[int], *, skip: bool) -> Self:
        return replace(self, skipped=self.skipped | numbers if skip else self.skipped - numbers)

    def with_person(self, number: int, answer: str) -> Self:
        people = {row: kept for row, kept in self.people.items() if row != number}
        return replace(self, people=people | ({number: answer} if answer else {}))

    def without_rows(self) -> Self:
        """What stays true on another sheet: nothing that names rows or columns."""
        return type(self)(blanks=self.blanks, values=self.values)


def _numbered(part: Mapping[Any, Any]) -> dict[int, Any]:
    return {int(number): value for number, value in part.items()}


def _texts(part: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(text) for key, text in part.items()}


def _answer(text: Any) -> str:
    Answer.read(str(text))
    return str(text)


def _header(part: Any) -> tuple[int, int] | None:
    if not part:
        return None
    first, last = part
    return int(first), int(last)


_READ: dict[str, Any] = {
    "sheet": str,
    "hidden": bool,
    "header": _header,
    "columns": lambda part: {number: key or None for number, key in _numbered(part).items()},
    "blanks": lambda part: {key: Blank(choice).value for key, choice in part.items()},
    "values": lambda part: {key: _texts(texts) for key, texts in part.items()},
    "cells": lambda part: {number: _texts(texts) for number, texts in _numbered(part).items()},
    "skipped": lambda part: frozenset(int(number) for number in part),
    "people": lambda part: {number: _answer(answer) for number, answer in _numbered(part).items()},
    "left": lambda part: {number: _texts(ends) for number, ends in _numbered(part).items()},
}
