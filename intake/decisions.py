"""Everything that the official decided about one table. A preview is made of the file, these and the database.

Stored with the batch and carried from one reading of the file to the next; ``import_roster --answers`` takes the same
shape, so that whatever can be put right on the screen can be put right from the command line.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, Self, TypeVar

from intake import decision_shapes as shapes
from intake.addresses import (
    COLUMNS,
    TABLES,
    column_address,
    line_address,
    line_of,
    sheet_of,
    table_at,
    table_of,
)
from intake.decision_shapes import BadDecisions

ByField = Mapping[str, str]
T = TypeVar("T")


class Blank(StrEnum):
    """What an empty cell does. A missing column always leaves alone."""

    KEEP = "keep"
    DEFAULT = "default"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Decisions:
    """Empty parts mean: as the portal understands it.

    Attributes:
        sheets: names of the sheets to read (in JSON ``sheet``: one name, or a list), ``("*",)`` for all of today.
        header: position of a sheet among those → its first and last header row, as the spreadsheet counts (in JSON a
            pair for the first sheet alone).
        columns: index from 0 → field key, ``field=option`` for a column of ticks, ``None`` for 'do not read'; columns
            and rows of further sheets are numbered as in ``addresses``.
        hidden: read hidden rows and columns too.
        blanks: field key → a ``Blank``.
        values: field key → text as written → text to read instead, wherever it stands.
        cells: row → field key → text to read instead of what stands there; an empty text empties the cell.
        skipped: rows not to be imported.
        records: row → the answer to the question which record it is about, in the words of its book.
        absent: key of a record that the file does not name any more → what becomes of it, in the words of its book.
    """

    sheets: tuple[str, ...] = ()
    header: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    columns: Mapping[int, str | None] = field(default_factory=dict)
    hidden: bool = False
    blanks: ByField = field(default_factory=dict)
    values: Mapping[str, ByField] = field(default_factory=dict)
    cells: Mapping[int, ByField] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    records: Mapping[int, str] = field(default_factory=dict)
    absent: Mapping[int, ByField] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Only the parts that hold something; JSON turns the numbers into text, ``from_json`` turns them back."""
        stored: dict[str, Any] = {part.name: getattr(self, part.name) for part in fields(self)}
        stored["skipped"] = sorted(self.skipped)
        names = stored.pop("sheets")
        stored["sheet"] = names[0] if len(names) == 1 else list(names)
        if self.header.keys() == {0}:
            stored["header"] = list(self.header[0])
        return {name: part for name, part in stored.items() if part}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The inverse of ``to_json``.

        Raises:
            BadDecisions: unknown part, or a part of another shape.
        """
        known = {"sheet" if part.name == "sheets" else part.name for part in fields(cls)}
        if unknown := set(stored) - known:
            raise BadDecisions(f"不认识的项：{'、'.join(sorted(unknown))}。可用：{'、'.join(sorted(known))}。")
        parts: dict[str, Any] = {name: _READ[name](part, f"“{name}”") for name, part in stored.items()}
        parts["sheets"] = parts.pop("sheet", ())
        return cls(**parts)

    @property
    def names_places(self) -> bool:
        """Do the decisions name rows or columns, so that they mean something on these very sheets only?"""
        return bool(self.header or self.columns or self.cells or self.skipped or self.records)

    def of_lines_alone(self) -> Self:
        """Without what says how tables are read, which is what may be remembered of a file for the next."""
        return replace(self, header={}, columns={}, hidden=False, blanks={}, values={})

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

    def with_record(self, number: int, answer: str) -> Self:
        records = {row: kept for row, kept in self.records.items() if row != number}
        return replace(self, records=records | ({number: answer} if answer else {}))

    def on_sheets(self, names: Sequence[str], before: Sequence[str]) -> Self:
        """The decisions when ``names`` are read instead of ``before``: what was said of a sheet goes along with it.

        Of records that the file does not name: the book keeps what was said of those that are still missing.
        """
        moved = {position: names.index(name) for position, name in enumerate(before) if name in names}

        def rows(part: Mapping[int, T]) -> dict[int, T]:
            return {
                line_address(table_at(moved[sheet], table_of(row) % TABLES), line_of(row)): said
                for row, said in part.items()
                if (sheet := sheet_of(table_of(row))) in moved
            }

        columns = {
            column_address(moved[c // COLUMNS], c % COLUMNS): key
            for c, key in self.columns.items()
            if c // COLUMNS in moved
        }
        return replace(
            self,
            sheets=tuple(names),
            header={moved[sheet]: rows for sheet, rows in self.header.items() if sheet in moved},
            columns=columns,
            cells=rows(self.cells),
            skipped=frozenset(rows(dict.fromkeys(self.skipped, True))),
            records=rows(self.records),
        )


Decide = Callable[[Decisions], Decisions]
"""What becomes of the decisions that stand: asked once the batch is locked, so that of several all survive."""


_READ: dict[str, shapes.Read] = {
    "sheet": shapes.sheet_names,
    "hidden": shapes.flag,
    "header": shapes.header_rows,
    "columns": shapes.by_number(shapes.text_or_nothing),
    "blanks": shapes.by_name(shapes.one_of(Blank)),
    "values": shapes.by_name(shapes.by_name(shapes.text)),
    "cells": shapes.by_number(shapes.by_name(shapes.text)),
    "skipped": shapes.numbers,
    "records": shapes.by_number(shapes.answer),
    "absent": shapes.by_number(shapes.by_name(shapes.text)),
}
