"""Room 3: one line of a roster as values, with all that is wrong with it. Preview and commit share ``RosterRow``."""

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from staffing.roster_import.fields import FIELDS
from staffing.roster_import.issues import Issue, Severity, masked
from staffing.roster_import.units import Unit


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row's cells stand, for its issues: the sheet and the letter of each field's column."""

    sheet: str
    letters: dict[str, str]


@dataclass(slots=True)
class RosterRow:
    """One line.

    Attributes:
        number: as the spreadsheet counts.
        values: parsed values by field key; empty cells and missing columns are absent, so they leave known ones alone.
        rough: dated fields of which only year and month were written; the day is a stand-in.
        unit: where the post is; ``None`` while an issue says why.
        post_unit: id and name of the unit that holds the post when 编制所在单位 names one.
        left_out: why the line is no person's; such a row has no values.
    """

    number: int
    place: Place = field(repr=False)
    cells: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict, repr=False)
    rough: set[str] = field(default_factory=set)
    unit: Unit | None = None
    post_unit: tuple[int, str] | None = None
    issues: list[Issue] = field(default_factory=list)
    left_out: str = ""

    def has_error(self) -> bool:
        return any(issue.is_error for issue in self.issues)

    def get(self, key: str) -> Any:
        return self.values.get(key)

    def complain(self, key: str, code: str, message: str, *, severity: Severity = Severity.ERROR) -> None:
        """Add an issue at the cell of field ``key``; the value is shown masked, as it stands in the file."""
        letter = self.place.letters.get(key, "")
        text = self.cells.get(letter) or FIELDS[key].show(self.values.get(key))
        shown = masked(key, text)
        self.issues.append(Issue(self.place.sheet, self.number, letter, key, code, shown, message, str(severity)))

    def warn(self, key: str, code: str, message: str) -> None:
        self.complain(key, code, message, severity=Severity.WARNING)

    def to_json(self) -> dict[str, Any]:
        """What the commit needs to know again; the inverse is ``from_json``."""
        stored: dict[str, Any] = {key: FIELDS[key].to_json(value) for key, value in self.values.items()}
        if self.unit:
            stored["_unit"] = [self.unit.division_id, self.unit.path, self.unit.name, self.unit.home_id]
        if self.post_unit:
            stored["_post_unit"] = list(self.post_unit)
        if self.rough:
            stored["_rough"] = sorted(self.rough)
        return stored

    @classmethod
    def from_json(cls, number: int, place: Place, cells: dict[str, str], stored: dict[str, Any]) -> "RosterRow":
        values = {key: FIELDS[key].from_json(value) for key, value in stored.items() if not key.startswith("_")}
        unit = Unit(*stored["_unit"]) if "_unit" in stored else None
        holder = tuple(stored["_post_unit"]) if "_post_unit" in stored else None
        return cls(number, place, cells, values, set(stored.get("_rough", ())), unit, holder)


_FULL_DATE = re.compile(r"\d{8}|\d+\D+\d+\D+\d+")


def is_rough(text: str, raw: object, number_format: str) -> bool:
    """Does a date cell name only year and month? A true date cell counts as exact unless its format hides the day."""
    if isinstance(raw, datetime.date):
        return bool(number_format) and "d" not in number_format.lower() and "日" not in number_format
    return _FULL_DATE.search(text) is None and not re.search(r"日|号", text)
