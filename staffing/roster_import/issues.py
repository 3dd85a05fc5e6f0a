"""What is wrong, or worth a look, with one cell of a roster."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from jian_minzheng.core.masking import mask_id_number, mask_phone, mask_text, masked_deep
from staffing.phones import PhoneError, tidy_phone

NUMBERED = "numbered"
"""In place of a field: the column is called after numbers of persons, and not read."""

_DIGIT = re.compile(r"[\dXxＸｘ]")


class Severity(StrEnum):
    """An error keeps its row out, a question keeps it out until it is answered, a warning lets it in and tells."""

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"


ABOUT_PEOPLE = frozenset({"held_elsewhere", "person_ambiguous", "same_name_other_number", "met_twice", "id_damaged"})
"""Codes whose options answer who somebody is or how they come (``revise.person_answer``), not what a cell says."""

QUESTIONS = (ABOUT_PEOPLE - {"id_damaged"}) | {"date_ambiguous", "value_ambiguous", "person_left", "arrival_unknown"}
"""Codes of problems that a choice settles: nothing is wrong with the cell, it can be read in two ways."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding about one cell. ``row`` counts as the spreadsheet does, ``column`` is its letter, ``value`` masked.

    ``row`` is 0 and ``column`` empty where the finding concerns the whole sheet. ``options`` are ways out, each
    ``{"text": what to write instead, "label": its name}``. Whatever a message or an option repeats of the file,
    numbers in it are masked: ``previewing.answers.meant_by`` knows what an option stands for.
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
        object.__setattr__(self, "message", mask_text(self.message))
        object.__setattr__(self, "options", tuple(masked_deep(option) for option in self.options))

    @property
    def is_error(self) -> bool:
        return self.severity == Severity.ERROR

    @property
    def keeps_out(self) -> bool:
        return self.severity != Severity.WARNING

    def to_json(self) -> dict[str, Any]:
        """All parts by name; ``options`` only where there are some."""
        stored = asdict(self)
        if not self.options:
            del stored["options"]
        return stored

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Issue":
        return cls(**stored)


def masked(field: str, text: str) -> str:
    """A cell's text for messages, screens and reports: identity and telephone numbers never whole, in any column."""
    if field == NUMBERED:
        return _DIGIT.sub("*", text)
    if field == "id_number":
        return mask_id_number(text)
    return _masked_phones(text) if field == "phone" else mask_text(text)


def _masked_phones(text: str) -> str:
    """Telephones as everywhere; of what is none, a spread one or another number among them, no figure is left."""
    try:
        return "、".join(mask_phone(number) for number in tidy_phone(text).split("、"))
    except PhoneError:
        return _DIGIT.sub("*", text)
