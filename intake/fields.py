"""One thing that a column can hold: how it is read, kept and shown. Which there are is declared by their owners."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from intake.grid import Cell
from intake.values.choices import parse_choices
from intake.values.code_lists import CodeList
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.values.problems import Several, WithNote

Value = str | datetime.date | Decimal | bool | int | tuple[str, ...]
"""What a parser makes of a cell; an empty cell has no value at all."""

Parsed = Value | Several | WithNote
Parse = Callable[[Cell, str], Parsed]
"""Takes the cell and the column's header; raises ``ValueProblem``."""


class Target(StrEnum):
    """What a field's value becomes: a part of a record, the name of a unit, or nothing."""

    RECORD = "record"
    UNIT = "unit"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One thing that a column can hold.

    Attributes:
        key: the name used by ``--map``, in issues and in stored batches.
        parse: see ``Parse``.
        column: the model field that the value goes to, where it goes to one.
        answers: the list that the value comes from; ``words`` are how its codes are shown where not by their labels.
        listed: such a list as it is now, where people keep it: the value then is labels, a tuple.
        dated: the value is a day.
        measured: the value is a ``Decimal``.
        counted: the value is how many there are.
        memoize: equal cells may share one parsed value: right for everything but near-unique columns.
        own: belongs to one record only: nothing is repeated by 同上, decided for every row, or kept for other files.
        amount: in what it may be given is said above the table: ``money`` or ``persons``.
        none_answers: 无 is an answer to what the column asks.
        clearable: an empty cell may be made to empty what is known.
        default: what an empty cell may be made to mean.
        length: the most characters, where ``column`` does not say.
        mask: how the value is shown.
        telephone: it is one, even if it is shown as every text is: numbers may be typed.
        sought: brings what is looked for into the way in which values are kept.
        sample: an example for templates; ``wide``: the column there is a wide one.
        as_text: in templates the column is text before anybody types, so that digits are kept.
    """

    key: str
    label: str
    parse: Parse = field(repr=False)
    target: Target = Target.RECORD
    column: Any = field(default=None, repr=False)
    answers: CodeList | None = field(default=None, repr=False)
    listed: Callable[[], CodeList] | None = field(default=None, repr=False)
    words: Mapping[str, str] = field(default_factory=dict, repr=False)
    dated: bool = False
    measured: bool = False
    counted: bool = False
    memoize: bool = True
    own: bool = False
    amount: str = ""
    none_answers: bool = False
    clearable: bool = False
    default: Value | None = None
    help: str = ""
    length: int | None = None
    mask: Callable[[str], str] = field(default=mask_text, repr=False)
    telephone: bool = False
    sought: Callable[[str], str] = field(default=str, repr=False)
    sample: str = ""
    wide: bool = False
    as_text: bool = False

    @property
    def max_length(self) -> int | None:
        """``None`` where a value's length is no concern."""
        if self.length is not None or self.answers or self.listed or self.dated:
            return self.length
        return getattr(self.column, "max_length", None)

    @property
    def counts(self) -> bool:
        """Is it a number of which zero is one, and not the same as nothing said?"""
        return self.measured or self.counted or bool(self.amount)

    @property
    def holds_numbers(self) -> bool:
        """Is it a number of a person or a telephone?"""
        return self.telephone or self.mask is not mask_text

    @property
    def holds_own_numbers(self) -> bool:
        """Is it a number of the very person whom a line is about?"""
        return self.own and self.holds_numbers

    @property
    def empty(self) -> Any:
        """What the model holds when nothing is known."""
        return None if self.column.null else ""

    @property
    def choices(self) -> list[str]:
        """What may be chosen, in the order of the list."""
        known = self.listed() if self.listed else self.answers
        return list(known.labels.values()) if known else []

    def opened(self) -> "Field":
        """The field as it reads the cells of one file: by the list as it is now, looked up once."""
        if self.listed is None:
            return self
        known = self.listed()
        return replace(self, parse=lambda cell, _header: parse_choices(cell, known))

    def to_json(self, value: Any) -> Any:
        """As stored in a batch."""
        if self.listed:
            return list(value)
        return value if value is None or isinstance(value, str | bool | int) else str(value)

    def from_json(self, stored: Any) -> Any:
        """The inverse of ``to_json``."""
        if self.listed:
            return tuple(stored)
        if not isinstance(stored, str):
            return stored
        if self.dated:
            return datetime.date.fromisoformat(stored)
        return Decimal(stored) if self.measured else stored

    def show(self, value: Any) -> str:
        """As a person reads it; personal numbers are masked."""
        if value is None or value == "":
            return ""
        if self.listed:
            return mask_text("、".join(value))
        if isinstance(value, bool):
            return "是" if value else "否"
        if self.answers:
            return self.words.get(value) or self.answers.labels.get(value, str(value))
        return self.mask(str(value))
