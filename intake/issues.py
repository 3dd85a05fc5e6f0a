"""What is wrong, or worth a look, with one cell of a table."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from typing import Any

from jian_minzheng.core.masking import mask_text, masked_deep
from jian_minzheng.core.quotes import nested

NUMBERED = "numbered"
"""In place of a field: the column is called after numbers of persons, and not read."""


class Severity(StrEnum):
    """An error keeps its row out, a question keeps it out until it is answered, a warning lets it in and tells."""

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding about one cell. ``row`` counts as the spreadsheet does, ``column`` is its letter, ``value`` masked.

    ``row`` is 0 and ``column`` empty where the finding concerns the whole sheet. ``options`` are ways out, each
    ``{"text": what to write instead, "label": its name}``. Whatever a message or an option repeats of the file,
    numbers in it are masked: ``preview.answers.meant_by`` knows what an option stands for.
    """

    sheet: str
    row: int
    column: str
    field: str
    code: str
    value: str
    message: str
    severity: str = Severity.ERROR
    options: Sequence[dict[str, str]] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", _as_told(self.message))
        object.__setattr__(self, "options", tuple(masked_deep(option) for option in self.options))

    @classmethod
    def of_sheet(
        cls,
        code: str,
        message: str,
        *,
        sheet: str = "",
        row: int = 0,
        column: str = "",
        key: str = "",
        severity: Severity = Severity.WARNING,
    ) -> "Issue":
        """A finding about a sheet, or about the file where no sheet is named; ``row`` and ``column`` lead to it."""
        return cls(sheet, row, column, key, code, "", message, str(severity))

    @property
    def is_error(self) -> bool:
        return self.severity == Severity.ERROR

    @property
    def keeps_out(self) -> bool:
        return self.severity != Severity.WARNING

    def to_json(self) -> dict[str, Any]:
        """All parts by name; ``options`` only where there are some."""
        stored = {name: getattr(self, name) for name in _PARTS}
        return {**stored, "options": list(self.options)} if self.options else stored

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Issue":
        return cls(**stored)


@lru_cache(maxsize=256)
def _as_told(message: str) -> str:
    """Masked; most messages are said of many rows in the same words."""
    return nested(mask_text(message))


_PARTS = tuple(part.name for part in fields(Issue) if part.name != "options")
