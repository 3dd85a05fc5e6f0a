"""Which unit a row belongs to, by what its cells say."""

from staffing.roster_import.kinds import RosterKind
from staffing.roster_import.lines.rows import Note, Problem, RosterRow
from staffing.roster_import.lines.units import Unit, UnitBook
from staffing.roster_import.values import ValueProblem

UNIT_FIELDS = ("unit", "village", "home")


class Placing:
    """Finds units for one batch; remembers what equal names meant."""

    def __init__(self, kind: RosterKind, units: UnitBook) -> None:
        self.kind, self.units = kind, units
        self._found: dict[tuple[tuple[str, str], ...], Unit | ValueProblem | None] = {}

    def place(self, row: RosterRow, default: Unit | None) -> None:
        """Set ``unit`` and ``post_unit`` from ``row.names``; ``default`` is the unit of a row that names none."""
        names = {key: row.names[key] for key in UNIT_FIELDS if key in row.names}
        found = self._find(tuple(names.items())) if names else None
        if isinstance(found, ValueProblem):
            key = self.kind.unit_field if self.kind.unit_field in names else "unit"
            row.problems[key] = Problem.of(found, key, names.get(key, ""))
            row.unit = None
        else:
            row.unit = found or default
        self._post_unit(row)

    def _find(self, names: tuple[tuple[str, str], ...]) -> Unit | ValueProblem | None:
        if names not in self._found:
            try:
                self._found[names] = self.kind.find(self.units, dict(names))
            except ValueProblem as problem:
                self._found[names] = problem
        return self._found[names]

    def _post_unit(self, row: RosterRow) -> None:
        """A holder of the post outside the importer's scope is lawful: it is noted, not resolved."""
        row.post_unit = None
        name = row.names.get("post_unit")
        if not name:
            return
        try:
            holder = self.units.township(name)
        except ValueProblem:
            message = "不是本次导入范围内的单位：按编制在外单位登记。"
            row.notes.append(Note("post_unit", "post_unit_outside", message))
        else:
            row.post_unit = holder.division_id, holder.name
