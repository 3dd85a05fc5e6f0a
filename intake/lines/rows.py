"""One line of a table as values, with all that is wrong with it. Preview and commit share ``Row``.

What reading found (``values``, ``problems``, ``notes``) is kept apart from what is said about the row (``issues``),
which ``checks`` derives: a row can so be judged again after one cell was put right, without the file.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from intake.addresses import ALONE, Addresses, line_of
from intake.codes import is_question
from intake.issues import Issue, Severity
from intake.kinds import Kind
from intake.lines.told import AROUND, Around, Beside, Note, Problem, shared_unit
from intake.units.book import Reach
from intake.units.names import of_its_own
from intake.units.register import Unit
from intake.values import Option, ValueProblem
from jian_minzheng.core.look_alikes import fold


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row's cells stand, for its issues: the sheet and the letter of each field's column; and of what kind the
    table is.

    ``own``: the row stands below a further head of the sheet, whose columns may be others than the first one's.
    ``among`` names rows among all those of the batch. ``further``: letter of any column → as what its cells are
    masked, see ``Column.masked_as``.
    """

    kind: Kind
    sheet: str
    letters: dict[str, str]
    own: bool = False
    among: Addresses = ALONE
    further: dict[str, str] = field(default_factory=dict)

    def field_at(self, letter: str) -> str:
        """The field as whose text a cell of this column is masked; empty where it is any other text."""
        return self.further.get(letter) or next((key for key, first in self.letters.items() if first == letter), "")


@dataclass(slots=True)
class Row:
    """One line.

    Attributes:
        number: in the batch, see ``addresses``.
        cells: column letter → text as it stands in the file.
        values: parsed values by field key; empty cells and missing columns are absent, so they leave known ones alone.
        problems: field key → why its cell has no value.
        notes: what reading made of cells beyond their plain text.
        names: what the cells that name units say, by field key.
        beside: what cells say of other fields than their own.
        derived: field key → field from whose cell its value was read as well, or ``AROUND``.
        beneath: field key → what its own cell says, where more was made of it.
        said: field key → the whole text of a cell that says several things.
        instead: field key → the text that was not understood, where it was decided what to read instead of it.
        cleared: fields whose empty cell empties what is known.
        rough: dated fields of which only year and month were written; the day is a stand-in.
        unit: of which the record is; ``None`` while an issue says why.
        further: id and name of the unit that a further field names beside the row's own (编制所在单位), by field key.
        issues: what is said about the row, derived from the above.
        left_out: why the line is no record's; such a row has no values.
        unsettled: fields that follow from others in which something is wrong: nothing is asked of them until then.
        skipped: the official does not want it imported.
        answer: what the official said about which record this is (``Decisions.records``).
        amounts_in: in what its amounts are given, where that is not what the first form of the sheet says.
        around: what counts where its cells are silent.
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
    beneath: dict[str, Any] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    instead: dict[str, str] = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)
    rough: set[str] = field(default_factory=set)
    unit: Unit | None = None
    further: dict[str, tuple[int, str]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    left_out: str = ""
    unsettled: set[str] = field(default_factory=set)
    skipped: bool = False
    answer: str = ""
    amounts_in: str = ""
    around: Around = field(default=Around(), repr=False)

    @property
    def kind(self) -> Kind:
        return self.place.kind

    def unit_alone(self) -> "Row":
        """Whose row it is, and nothing that it says: enough for writing what was found to be written."""
        return Row(self.number, self.place, unit=self.unit)

    def refuse(self, key: str, problem: ValueProblem, text: str) -> None:
        """Say why the cell of field ``key``, that holds ``text``, has no value."""
        shown, about = self.kind.masked(key, text), self.kind.masked(key, problem.about)
        whole = text if shown != text and self.kind.fields[key].holds_own_numbers else ""
        self.problems[key] = Problem(problem.code, problem.message, shown, problem.options, problem.rest, whole, about)

    def derive(self, key: str, value: Any, source: str) -> None:
        """Take a value from elsewhere than its own cell, where that is silent, or gives a date without its day."""
        if key in self.values:
            if key not in self.rough:
                return
            self.beneath[key] = self.values[key]
            self.rough.discard(key)
        self.values[key] = value
        self.derived[key] = source

    def take_back(self, source: str) -> None:
        """Drop what was derived from the cell of field ``source``: what the own cells say counts again."""
        for key in [key for key, told in self.derived.items() if told == source]:
            del self.derived[key]
            self.values.pop(key, None)
            self._uncover(key)

    def unsettle(self) -> None:
        """Leave what each cell says by itself: the opposite of ``Meaning.settle``."""
        self.notes = [note for note in self.notes if not note.settled]
        for key in [key for key, source in self.derived.items() if source == AROUND]:
            self.beside = [one for one in self.beside if one.source != key]
            for part in (self.problems, self.said, self.instead):
                part.pop(key, None)
            self.rough.discard(key)
        for source in set(self.derived.values()):
            self.take_back(source)
        for key in list(self.beneath):
            self._uncover(key)

    def _uncover(self, key: str) -> None:
        if key not in self.beneath:
            return
        self.values[key] = self.beneath.pop(key)
        if self.kind.fields[key].dated:
            self.rough.add(key)

    def rest(self, key: str) -> str:
        """What is left of a damaged value."""
        return self.problems[key].rest if key in self.problems else ""

    def stay_within(self, reach: Reach) -> None:
        """Forget units that are out of reach by now: nobody there is compared with; told where they are named."""
        if self.unit is not None and self.unit not in reach:
            self.unit = None
            self._tell_gone(self.kind.unit_field)
        if self.around.unit is not None and self.around.unit not in reach:
            self.around = replace(self.around, unit=None)
        for key in [key for key, (pk, _) in self.further.items() if pk not in reach.divisions]:
            del self.further[key]
            self._tell_gone(key)

    def _tell_gone(self, key: str) -> None:
        gone = ValueProblem("unit_unknown", "预览之后这个单位已变更，请重新预览。")
        self.refuse(key, gone, self.names.get(key, ""))

    def kept_out(self) -> bool:
        """Is anything wrong with the row, or still to be answered?"""
        return any(issue.keeps_out for issue in self.issues)

    def has_error(self) -> bool:
        return any(issue.is_error for issue in self.issues)

    def get(self, key: str) -> Any:
        return self.values.get(key)

    @property
    def key(self) -> str:
        """The same for lines of one file that may be the same record; else empty."""
        lexicon, proof = self.kind.lexicon, ""
        for key in lexicon.certain:
            proof = proof or str(self.values.get(key) or "")
        if not proof and (self.unit is None or set(lexicon.identified_by) & self.problems.keys()):
            return ""
        told = proof or "|".join(map(str, self._place_and_name()))
        return hashlib.blake2b(told.encode(), digest_size=12).hexdigest()

    def _place_and_name(self) -> tuple[Any, ...]:
        lexicon, values = self.kind.lexicon, self.values
        where = (self.unit.division_id, self.unit.home_id) if self.unit else ()
        return (*where, *(self._compared(key, values.get(key)) for key in lexicon.identified_by))

    def _compared(self, key: str, value: Any) -> Any:
        """What tells the line apart, in the form in which it is compared."""
        if key in self.kind.lexicon.spelt:
            return of_its_own(str(value or ""), self.unit.name if self.unit else "")
        return fold(str(value)) if key in self.kind.lexicon.alike else value

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
        text = self.cells.get(letter) or self.kind.fields[key].show(self.values.get(key))
        weight = severity or (Severity.QUESTION if is_question(code) else Severity.ERROR)
        offered = [asdict(option) for option in options]
        line = line_of(self.number)
        shown = self.kind.masked(key, text)
        self.issues.append(Issue(self.place.sheet, line, letter, key, code, shown, message, str(weight), offered))

    def warn(self, key: str, code: str, message: str) -> None:
        self.complain(key, code, message, severity=Severity.WARNING)

    def to_json(self) -> dict[str, Any]:
        """All that judging the row again needs; the inverse is ``from_json``. Holds whole numbers: never show it."""
        fields = self.kind.fields
        stored: dict[str, Any] = {key: fields[key].to_json(value) for key, value in self.values.items()}
        parts: dict[str, Any] = {
            "_problems": {key: problem.to_json() for key, problem in self.problems.items()},
            "_notes": [note.to_json() for note in self.notes],
            "_names": self.names,
            "_beside": [one.to_json(fields) for one in self.beside],
            "_derived": self.derived,
            "_beneath": {key: fields[key].to_json(value) for key, value in self.beneath.items()},
            "_said": self.said,
            "_instead": self.instead,
            "_cleared": sorted(self.cleared),
            "_rough": sorted(self.rough),
            "_unit": self.unit.to_json() if self.unit else None,
            "_further": {key: list(unit) for key, unit in self.further.items()},
            "_skipped": self.skipped,
            "_answer": self.answer,
            "_letters": self.place.letters if self.place.own else {},
            "_amounts_in": self.amounts_in,
            "_around": self.around.to_json(fields, self.unit),
        }
        return stored | {name: part for name, part in parts.items() if part}

    @classmethod
    def from_json(cls, number: int, place: Place, cells: dict[str, str], stored: dict[str, Any]) -> "Row":
        letters, fields, unit = stored.get("_letters"), place.kind.fields, stored_unit(stored)
        return cls(
            number,
            replace(place, letters=letters, own=True) if letters else place,
            cells,
            values={key: fields[key].from_json(value) for key, value in stored.items() if not key.startswith("_")},
            problems={key: Problem.from_json(part) for key, part in stored.get("_problems", {}).items()},
            notes=[Note(*part) for part in stored.get("_notes", ())],
            names=dict(stored.get("_names", {})),
            beside=[Beside.from_json(part, fields) for part in stored.get("_beside", ())],
            derived=dict(stored.get("_derived", {})),
            beneath={key: fields[key].from_json(value) for key, value in stored.get("_beneath", {}).items()},
            said=dict(stored.get("_said", {})),
            instead=dict(stored.get("_instead", {})),
            cleared=set(stored.get("_cleared", ())),
            rough=set(stored.get("_rough", ())),
            unit=unit,
            further={key: (pk, name) for key, (pk, name) in stored.get("_further", {}).items()},
            skipped=stored.get("_skipped", False),
            answer=stored.get("_answer", ""),
            amounts_in=stored.get("_amounts_in", ""),
            around=Around.from_json(stored.get("_around", {}), fields, unit),
        )


def stored_unit(values: Mapping[str, Any]) -> Unit | None:
    """The unit in the stored ``values`` of a row."""
    return shared_unit(**values["_unit"]) if "_unit" in values else None
