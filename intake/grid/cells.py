"""What every reader hands over: workbook → sheets → rows → cells."""

import datetime
from dataclasses import dataclass, field

from jian_minzheng.core.texts import look_alikes

RawValue = str | int | float | bool | datetime.date | datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    ``text`` is what a person would read there, without blanks around it; ``raw`` the value as the file holds it.
    ``merged`` is true on every cell of a merged range but its origin: the value is repeated from there. ``altered``
    says that ``text`` is in the one form of ``core.texts`` and ``raw`` is not. ``unseen`` is a zero that the cell's
    format does not show: a person sees a blank, ``text`` is empty.
    ``number_format`` is the format code of a number or date (empty for text). ``damaged`` says that digits of a long
    number are lost in the file itself and cannot be computed back.
    """

    text: str = ""
    raw: RawValue = None
    merged: bool = False
    number_format: str = ""
    damaged: bool = False
    altered: bool = False
    unseen: bool = False

    @property
    def holds(self) -> bool:
        """Is there anything in the cell, seen or not?"""
        return bool(self.text) or self.unseen

    @property
    def look_alikes(self) -> str:
        """Characters of the file for which those stand that they look like; for telling."""
        return look_alikes(self.raw) if self.altered and isinstance(self.raw, str) else ""


BLANK = Cell()
"""Shared by every empty cell, so that blanks cost a pointer each."""


@dataclass(slots=True)
class Sheet:
    """A sheet as a rectangle of cells; ``rows[0]`` is row ``first_row`` of the file, counted from 1.

    ``hidden_rows`` are numbered as the spreadsheet counts, ``hidden_columns`` are indices into a row. Filtered and
    folded rows are hidden ones too. Both name only what lies inside the rectangle.
    """

    name: str
    hidden: bool
    rows: list[list[Cell]]
    first_row: int = 1
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(slots=True)
class Workbook:
    """``format`` is what the content is (xlsx, xlsm, xlsb, xls, ods, xml, html, csv), whatever the file is called.

    ``notes`` say in Chinese what was left aside (macros, say), without repeating it. ``outside`` are words that stand
    in no table, for whoever sent the file alone: nobody knows of whom they speak; numbers in them are masked.
    """

    sheets: list[Sheet]
    format: str
    notes: list[str] = field(default_factory=list)
    outside: str = ""

    @property
    def lines(self) -> int:
        """Those of all sheets that hold anything."""
        return sum(any(cell.text for cell in line) for sheet in self.sheets for line in sheet.rows)
