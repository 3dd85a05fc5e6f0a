"""What a made-up file says, as its maker knows it: pages of cells, and beside them what each line and column means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]
"""Field key → right value: code, text, ``bool``, ``date`` or ``Decimal``; ``unit`` holds the unit's name on record."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A number or date as a spreadsheet keeps it, under a number format."""

    value: Any
    number_format: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the value it had when the file was saved (``None`` where the program saved none)."""

    text: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Said:
    """One cell: what is written, what is to be understood, and what has to be reported instead.

    ``faults`` maps a field to the codes of which one must be reported there as an error or a question.
    """

    cell: Any = None
    means: Values = field(default_factory=dict)
    faults: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Line:
    """A person's line, by its number as the spreadsheet counts.

    ``sources`` names for each field the fields of the columns that speak of it: a word about one of those is a word
    about the value.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, frozenset[str]] = field(default_factory=dict)
    sources: dict[str, set[str | None]] = field(default_factory=dict)


@dataclass(slots=True)
class Page:
    """One sheet. ``merges`` are (top, left, bottom, right) and, like the hidden lines and columns, count from 0.

    ``means`` holds for each column the fields that it may rightly be taken for; columns that are absent do not count.
    ``tells`` are fields of which the preview must speak for the sheet as a whole.
    """

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)
    means: dict[int, frozenset[str | None]] = field(default_factory=dict)
    tells: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sample:
    """A file to be written, and how it is imported.

    ``read`` holds pairs of the sheet asked for (``None``: the engine chooses) and the page that has to come of it; when
    empty, the only page. ``writer`` is a name of ``writers.WRITERS``.
    """

    pages: Sequence[Page]
    writer: str = "xlsx"
    read: Sequence[tuple[str | None, Page]] = ()
    kind: str = "station_staff"
    division: str = "吉安县"
    stem: str = "花名册"
