"""What is wrong, or worth a look, with one cell of a roster."""

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from jian_minzheng.core.masking import mask_id_number, mask_phone

_NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15,17})(?!\d)")
_MOBILE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
_WIDTHS = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")


class Severity(StrEnum):
    """An error keeps its row out; a warning lets it in and tells."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding about one cell. ``row`` counts as the spreadsheet does, ``column`` is its letter, ``value`` masked.

    ``row`` is 0 and ``column`` empty where the finding concerns the whole sheet.
    """

    sheet: str
    row: int
    column: str
    field: str
    code: str
    value: str
    message: str
    severity: str = Severity.ERROR

    @property
    def is_error(self) -> bool:
        return self.severity == Severity.ERROR

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Issue":
        return cls(**stored)


def masked(field: str, text: str) -> str:
    """A cell's text for messages, screens and reports: identity and telephone numbers never whole, in any column."""
    if field == "id_number":
        return mask_id_number(text)
    if field == "phone":
        return "、".join(mask_phone(part) for part in re.split(r"[、/,;，；\s]+", text) if part)
    if len(text) < 11:
        return text
    plain = text.translate(_WIDTHS)
    plain = _NUMBER.sub(lambda found: mask_id_number(found[0]), plain)
    return _MOBILE.sub(lambda found: mask_phone(found[0]), plain)
