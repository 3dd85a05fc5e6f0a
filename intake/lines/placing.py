"""Which unit a row belongs to, by what its cells say."""

from intake.kinds import Kind
from intake.lines.rows import Note, Row
from intake.units.book import Unit, UnitBook
from intake.units.columns import UNIT_FIELDS
from intake.values import ValueProblem


class Placing:
    """Finds units for one batch; remembers what equal names meant."""

    def __init__(self, kind: Kind, units: UnitBook) -> None:
        self.kind, self.units = kind, units
        self._found: dict[tuple[tuple[str, str], ...], Unit | ValueProblem | None] = {}

    def place(self, row: Row, default: Unit | None) -> None:
        """Set ``unit`` and ``further`` from ``row.names``; ``default`` is the unit of a row that names none."""
        names = {key: row.names[key] for key in UNIT_FIELDS if key in row.names}
        found = self._find(tuple(names.items())) if names else None
        if isinstance(found, ValueProblem):
            key = self.kind.unit_field if self.kind.unit_field in names else "unit"
            row.refuse(key, found, names.get(key, ""))
            row.unit = None
        else:
            row.unit = found or default
        self._further(row)

    def _find(self, names: tuple[tuple[str, str], ...]) -> Unit | ValueProblem | None:
        if names not in self._found:
            try:
                self._found[names] = self.kind.find(self.units, dict(names))
            except ValueProblem as problem:
                self._found[names] = problem
        return self._found[names]

    def _further(self, row: Row) -> None:
        """A unit beside the row's own that is out of the importer's scope may be lawful: it is noted, not resolved."""
        row.further.clear()
        for key, message in self.kind.further_units.items():
            if not (name := row.names.get(key)):
                continue
            try:
                unit = self.units.township(name)
            except ValueProblem:
                row.notes.append(Note(key, f"{key}_outside", message))
            else:
                row.further[key] = unit.division_id, unit.name
