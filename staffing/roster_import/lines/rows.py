"""Room 3: one line of a roster as values, with all that is wrong with it. Preview and commit share ``RosterRow``.

What reading found (``values``, ``problems``, ``notes``) is kept apart from what is said about the row (``issues``),
which ``checks`` derives: a row can so be judged again after one cell was put right, without the file.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from staffing.roster_import.addresses import ALONE, Addresses, line_of
from staffing.roster_import.fields import FIELDS
from staffing.roster_import.issues import QUESTIONS, Issue, Severity, masked
from staffing.roster_import.lines.units import Reach, Unit
from staffing.roster_import.values import Option, ValueProblem


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row's cells stand, for its issues: the sheet and the letter of each field's column.

    ``own``: the row stands below a further head of the sheet, whose columns may be others than the first one's.
    ``among`` names rows among all those of the batch. ``further``: letter of any column → as what its cells are
    masked, see ``Column.masked_as``.
    """

    sheet: str
    letters: dict[str, str]
    own: bool = False
    among: Addresses = ALONE
    further: dict[str, str] = field(default_factory=dict)

    def field_at(self, letter: str) -> str:
        """The field as whose text a cell of this column is masked; empty where it is any other text."""
        return self.further.get(letter) or next((key for key, first in self.letters.items() if first == letter), "")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell has no value. ``text`` is what stands there, masked where the field is a personal number."""

    code: str
    message: str
    text: str
    options: tuple[Option, ...] = ()

    @classmethod
    def of(cls, problem: ValueProblem, key: str, text: str) -> "Problem":
        return cls(problem.code, problem.message, masked(key, text), problem.options)

    def to_json(self) -> list[Any]:
        return [self.code, self.message, self.text, [[option.text, option.label] for option in self.options]]

    @classmethod
    def from_json(cls, stored: Sequence[Any]) -> "Problem":
        code, message, text, options = stored
        return cls(code, message, text, tuple(Option(*option) for option in options))


@dataclass(frozen=True, slots=True)
class Note:
    """Something that reading did and that the official is told of, at field ``key``."""

    key: str
    code: str
    message: str


class Beside(NamedTuple):
    """What the cell of field ``source`` says about another field as well."""

    key: str
    source: str
    value: Any
    told: bool = True


@dataclass(slots=True)
class RosterRow:
    """One line.

    Attributes:
        number: in the batch, see ``addresses``.
        cells: column letter → text as it stands in the file.
        values: parsed values by field key; empty cells and missing columns are absent, so they leave known ones alone.
        problems: field key → why its cell has no value.
        notes: what reading made of cells beyond their plain text.
        names: what the cells that name units say, by field key.
        beside: what cells say of other fields than their own, until all cells have spoken.
        derived: field key → field from whose cell its value was read as well.
        said: field key → the whole text of a cell that says several things.
        cleared: fields whose empty cell empties what is known.
        rough: dated fields of which only year and month were written; the day is a stand-in.
        unit: where the post is; ``None`` while an issue says why.
        post_unit: id and name of the unit that holds the post when 编制所在单位 names one.
        issues: what is said about the row, derived from the above.
        left_out: why the line is no person's; such a row has no values.
        skipped: the official does not want it imported.
        answer: what the official said about who this person is (``Decisions.people``).
        prefix: what is left of a damaged identity number, see ``lost_tails``.
        amounts_in: in what its amounts are given, where that is not what the first form of the sheet says.
    """

    number: int
    place: Place = field(repr=False)
    cells: dict[str, str] = field(default_factory=dict, repr=False)
    values: dict[str, Any] = field(default_factory=dict, repr=False)
    problems: dict[str, Problem] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    beside: list[Beside] = field(default_factory=list)
    derived: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)
    rough: set[str] = field(default_factory=set)
    unit: Unit | None = None
    post_unit: tuple[int, str] | None = None
    issues: list[Issue] = field(default_factory=list)
    left_out: str = ""
    skipped: bool = False
    answer: str = ""
    prefix: str = field(default="", repr=False)
    amounts_in: str = ""

    def unit_alone(self) -> "RosterRow":
        """Whose row it is, and nothing that it says: enough for writing what was found to be written."""
        return RosterRow(self.number, self.place, unit=self.unit)

    def stay_within(self, reach: Reach, key: str) -> None:
        """Forget units that are out of reach by now: nobody there is compared with; told at field ``key``, or at that
        of the unit that holds the post."""
        if self.unit is not None and self.unit not in reach:
            self.unit = None
            self._tell_gone(key)
        if self.post_unit is not None and self.post_unit[0] not in reach.divisions:
            self.post_unit = None
            self._tell_gone("post_unit")

    def _tell_gone(self, key: str) -> None:
        gone = ValueProblem("unit_unknown", "预览之后这个单位已变更，请重新预览。")
        self.problems[key] = Problem.of(gone, key, self.names.get(key, ""))

    def kept_out(self) -> bool:
        """Is anything wrong with the row, or still to be answered?"""
        return any(issue.keeps_out for issue in self.issues)

    def has_error(self) -> bool:
        return any(issue.is_error for issue in self.issues)

    def get(self, key: str) -> Any:
        return self.values.get(key)

    @property
    def key(self) -> str:
        """The same for lines of one file that may be the same person (or, without names, unit); else empty."""
        number = self.values.get("id_number")
        if not number and (self.unit is None or {"name", "id_number"} & self.problems.keys()):
            return ""
        told = number or "|".join(map(str, self._place_and_name()))
        return hashlib.blake2b(told.encode(), digest_size=12).hexdigest()

    def _place_and_name(self) -> tuple[Any, ...]:
        where = (self.unit.division_id, self.unit.home_id) if self.unit else ()
        return (*where, *(self.values.get(key) for key in ("name", "as_of", "year")))

    def complain(
        self,
        key: str,
        code: str,
        message: str,
        *,
        severity: Severity | None = None,
        options: Sequence[Option] = (),
    ) -> None:
        """Add an issue at the cell of field ``key``; the value is shown masked, as it stands in the file."""
        letter = self.place.letters.get(key, "")
        text = self.cells.get(letter) or FIELDS[key].show(self.values.get(key))
        weight = severity or (Severity.QUESTION if code in QUESTIONS else Severity.ERROR)
        offered = [asdict(option) for option in options]
        line = line_of(self.number)
        issue = Issue(self.place.sheet, line, letter, key, code, masked(key, text), message, str(weight), offered)
        self.issues.append(issue)

    def warn(self, key: str, code: str, message: str) -> None:
        self.complain(key, code, message, severity=Severity.WARNING)

    def to_json(self) -> dict[str, Any]:
        """All that judging the row again needs; the inverse is ``from_json``. Holds whole numbers: never show it."""
        stored: dict[str, Any] = {key: FIELDS[key].to_json(value) for key, value in self.values.items()}
        parts: dict[str, Any] = {
            "_problems": {key: problem.to_json() for key, problem in self.problems.items()},
            "_notes": [[note.key, note.code, note.message] for note in self.notes],
            "_names": self.names,
            "_derived": self.derived,
            "_said": self.said,
            "_cleared": sorted(self.cleared),
            "_rough": sorted(self.rough),
            "_unit": [self.unit.division_id, self.unit.path, self.unit.name, self.unit.home_id] if self.unit else None,
            "_post_unit": list(self.post_unit) if self.post_unit else None,
            "_skipped": self.skipped,
            "_answer": self.answer,
            "_prefix": self.prefix,
            "_letters": self.place.letters if self.place.own else {},
            "_amounts_in": self.amounts_in,
        }
        return stored | {name: part for name, part in parts.items() if part}

    @classmethod
    def from_json(cls, number: int, place: Place, cells: dict[str, str], stored: dict[str, Any]) -> "RosterRow":
        letters = stored.get("_letters")
        return cls(
            number,
            replace(place, letters=letters, own=True) if letters else place,
            cells,
            values={key: FIELDS[key].from_json(value) for key, value in stored.items() if not key.startswith("_")},
            problems={key: Problem.from_json(part) for key, part in stored.get("_problems", {}).items()},
            notes=[Note(*part) for part in stored.get("_notes", ())],
            names=dict(stored.get("_names", {})),
            derived=dict(stored.get("_derived", {})),
            said=dict(stored.get("_said", {})),
            cleared=set(stored.get("_cleared", ())),
            rough=set(stored.get("_rough", ())),
            unit=_unit(*stored["_unit"]) if "_unit" in stored else None,
            post_unit=tuple(stored["_post_unit"]) if "_post_unit" in stored else None,
            skipped=stored.get("_skipped", False),
            answer=stored.get("_answer", ""),
            prefix=stored.get("_prefix", ""),
            amounts_in=stored.get("_amounts_in", ""),
        )


@lru_cache(maxsize=4096)
def _unit(division_id: int, path: str, name: str, home_id: int | None) -> Unit:
    """One for all rows of a unit: what thousands share is packed once."""
    return Unit(division_id, path, name, home_id)
