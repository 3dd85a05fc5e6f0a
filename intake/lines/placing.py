"""Which unit a row belongs to, by what its cells say."""

from collections.abc import Mapping
from typing import NamedTuple

from intake.decisions import ByField
from intake.kinds import Kind
from intake.lines.rows import Note, Row
from intake.units.book import Unit, UnitBook
from intake.units.columns import UNIT_FIELDS
from intake.values import ValueProblem

ALIKE = "unit_alike"
OFFICE = "unit_office"
IN_NAME = "unit_in_name"
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

    def place(self, row: Row, default: Unit | None) -> None:
        """Set ``unit`` and ``further`` from ``row.names``; ``default`` is the unit of a row that names none."""
        names = {key: row.names[key] for key in UNIT_FIELDS if key in row.names}
        for key in names:
            row.problems.pop(key, None)
            row.instead.pop(key, None)
        found = self._find(tuple(names.items())) if names else self._by_name(row, default)
        if found.problem:
            row.refuse(found.field, found.problem, spelled(names.get(found.field, "")))
            row.unit = None
        else:
            row.unit = found.unit or default
            row.instead |= {key: spelled(names[key]) for key in found.instead}
            row.notes = [note for note in row.notes if note.code not in (ALIKE, OFFICE) or note.key not in names]
            for key, text in names.items() if found.unit else ():
                self.tell_alike(row, key, text)
        self._further(row)

    def _by_name(self, row: Row, default: Unit | None) -> _Found:
        """Of a row that names no unit, where no title or heading does: by the name of its record, which is told."""
        key = self.kind.unit_in_name
        row.notes = [note for note in row.notes if note.code != IN_NAME]
        text = str(row.values.get(key) or "") if key and default is None else ""
        unit = self.units.in_name(text) if text else None
        if unit:
            row.notes.append(Note(key, IN_NAME, f"没有写单位，按名称读作“{unit.name}”，请核对。"))
        return _Found(unit)

    def tell_alike(self, row: Row, key: str, text: str) -> None:
        """Say by which characters the row's unit was found, where they only look like those of its name."""
        if row.unit and (told := self.units.office_told(text, row.unit)):
            row.notes.append(Note(key, OFFICE, told))
        for name in self.units.named_alike(text, row.unit) if row.unit else ():
            row.notes.append(Note(key, ALIKE, f"按“{text}”找到形近的“{name}”，请核对。"))

    def place_as_decided(self, row: Row, key: str) -> None:
        """Place a row again once it was decided what the name at field ``key`` means, be it that of a heading."""
        heading, default = row.problems[key].text if key not in row.names else "", row.unit
        if heading and (found := self._find(((key, heading),))).unit:
            del row.problems[key]
            row.instead[key] = heading
            default = found.unit
        self.place(row, default)

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


def spelled(name: str) -> str:
    """A name as decisions speak of it."""
    return " ".join(name.split())
