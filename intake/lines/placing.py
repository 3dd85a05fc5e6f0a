"""Which unit a row belongs to, by what its cells say."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from intake.decisions import ByField
from intake.kinds import Kind
from intake.lines.rows import Row
from intake.lines.told import Around, Note
from intake.units.book import UnitBook
from intake.units.columns import UNIT_FIELDS
from intake.units.register import Unit
from intake.values import ValueProblem
from offices.models.divisions import Level

ALIKE, OUTSIDE, OFFICE, IN_NAME = "unit_alike", "unit_from_outside", "unit_office", "unit_in_name"
NAMESAKE = "unit_namesake"
UNPLACED = frozenset({"unit_unknown", "unit_ambiguous", "unit_out_of_scope"})
"""Codes of why names mean no unit."""
Names = tuple[tuple[str, str], ...]


class _Found(NamedTuple):
    """The unit that names mean, or why they mean none, at which field; ``instead``: fields that were read as decided
    and not as written."""

    unit: Unit | None = None
    problem: ValueProblem | None = None
    field: str = ""
    instead: tuple[str, ...] = ()


class Placing:
    """Finds units for one batch; remembers what equal names meant.

    ``decided``: field key → name as written → name to be read instead, where the written one means no unit.
    """

    def __init__(self, kind: Kind, units: UnitBook, decided: Mapping[str, ByField]) -> None:
        self.kind, self.units, self.decided = kind, units, decided
        self._found: dict[Names, _Found] = {}

    def place(self, row: Row) -> None:
        """Set ``unit`` and ``further``, be it anew, from ``row.names`` and from what stands around the line."""
        _displace(row)
        row.around = around = self._as_decided(row.around)
        names = _named(row)
        found = self._find(tuple(names.items())) if names else self._by_name(row, around.unit)
        if found.problem:
            row.refuse(found.field, found.problem, spelled(names.get(found.field, "")))
            row.unit = None
        else:
            row.unit = found.unit or around.unit
            row.instead |= {key: spelled(names[key]) for key in found.instead}
            for key, text in names.items() if found.unit else ():
                row.notes += alike_notes(self.units, row.unit, key, text)
                row.notes += namesake_notes(self.units, row.unit, key, text) if _may_be_village(row) else []
        if row.unit is None and around.unplaced and not any(key in row.problems for key in UNIT_FIELDS):
            row.problems[self.kind.unit_field] = around.unplaced
        if row.unit is not None and not names:
            row.notes += around.notes
            row.instead |= {self.kind.unit_field: around.instead} if around.instead else {}
        self._further(row)

    def _by_name(self, row: Row, default: Unit | None) -> _Found:
        """Of a row that names no unit, where no title or heading does: by the name of its record, which is told."""
        key = self.kind.unit_in_name
        text = str(row.values.get(key) or "") if key and default is None else ""
        unit = self.units.in_name(text) if text else None
        if unit:
            row.notes.append(Note(key, IN_NAME, f"没有写单位，按名称读作“{unit.name}”，请核对。"))
        return _Found(unit)

    def _as_decided(self, around: Around) -> Around:
        """With the unit of a heading whose words were decided to mean one."""
        problem, key = around.unplaced, self.kind.unit_field
        if problem is None or not self._decided(key, problem.text):
            return around
        unit = self._find(((key, problem.text),)).unit
        return replace(around, unit=unit, unplaced=None, instead=problem.text) if unit else around

    def _find(self, names: Names) -> _Found:
        if names not in self._found:
            self._found[names] = self._read(dict(names))
        return self._found[names]

    def _read(self, names: dict[str, str]) -> _Found:
        """By the names as they are written; one that is at fault is read as decided, once for each field."""
        instead: list[str] = []
        while True:
            found = self._attempt(names)
            key = found.field
            text = self._decided(key, names.get(key, "")) if key not in instead else ""
            if not text:
                return found._replace(instead=tuple(instead))
            names = {**names, key: text}
            instead.append(key)

    def _attempt(self, names: dict[str, str]) -> _Found:
        try:
            return _Found(self.kind.find(self.units, names))
        except ValueProblem as problem:
            key = self.kind.unit_field if self.kind.unit_field in names else "unit"
            return _Found(problem=problem, field=problem.field or key)

    def _decided(self, key: str, name: str) -> str:
        return self.decided.get(key, {}).get(spelled(name), "")

    def _further(self, row: Row) -> None:
        """A unit beside the row's own that is out of the importer's scope may be lawful: it is noted, not resolved."""
        row.further.clear()
        for key, message in self.kind.further_units.items():
            row.notes = [note for note in row.notes if note.code != f"{key}_outside"]
            if not (name := row.names.get(key)):
                continue
            try:
                unit = self._further_unit(row, key, name)
            except ValueProblem:
                row.notes.append(Note(key, f"{key}_outside", message))
            else:
                row.further[key] = unit.division_id, unit.name

    def _further_unit(self, row: Row, key: str, name: str) -> Unit:
        row.instead.pop(key, None)
        try:
            return self.units.township(name)
        except ValueProblem:
            if not (text := self._decided(key, name)):
                raise
            unit = self.units.township(text)
            row.instead[key] = spelled(name)
            return unit


def _named(row: Row) -> dict[str, str]:
    """What tells of which unit a row is; the township of its heading tells namesakes apart."""
    names = {key: row.names[key] for key in UNIT_FIELDS if key in row.names}
    if row.around.town and row.kind.unit_field in names:
        names.setdefault("unit", row.around.town)
    return names


def _displace(row: Row) -> None:
    """Forget what was said of the row's unit."""
    for key in UNIT_FIELDS:
        row.instead.pop(key, None)
        if key in row.problems and row.problems[key].code in UNPLACED:
            del row.problems[key]
    if row.notes:
        row.notes = [note for note in row.notes if note.code not in (ALIKE, OUTSIDE, OFFICE, IN_NAME, NAMESAKE)]


def _may_be_village(row: Row) -> bool:
    """Does one column name units of any level, villages too?"""
    return about_any(row.kind) and "village" not in row.place.letters


def about_any(kind: Kind) -> bool:
    """Are there records of townships and of villages in one table?"""
    return kind.unit_field == "unit" and Level.VILLAGE in kind.levels


def alike_notes(units: UnitBook, unit: Unit | None, key: str, text: str) -> list[Note]:
    """By which of its offices the unit was found, or by characters that only look like those of its name."""
    if unit is None:
        return []
    office = units.office_told(text, unit)
    notes = [Note(key, OFFICE, office)] if office else []
    return notes + [
        Note(key, ALIKE, f"按“{text}”找到形近的“{name}”，请核对。") for name in units.named_alike(text, unit)
    ]


def namesake_notes(units: UnitBook, unit: Unit | None, key: str, text: str) -> list[Note]:
    """That a name in short, read as a township's, is a village's as well."""
    told = units.namesake_told(text, unit) if unit else ""
    return [Note(key, NAMESAKE, told)] if told else []


def spelled(name: str) -> str:
    """A name as decisions speak of it."""
    return " ".join(name.split())
