"""What one cell says about its row. Reading a file and correcting a single cell go through the same few lines."""

import datetime
from collections.abc import Mapping
from typing import Any

from staffing.roster_import.decisions import Blank, Decisions
from staffing.roster_import.fields import FIELDS, Target
from staffing.roster_import.grid import Cell
from staffing.roster_import.lines.rows import Beside, Note, Problem, RosterRow
from staffing.roster_import.people.lost_tails import surviving_digits
from staffing.roster_import.values import Noted, Several, ValueProblem, names_day, says_nothing

Memo = tuple[str, str, object, str, bool]


class Meaning:
    """Parses cells for one batch; remembers the result of equal cells, for rosters repeat themselves.

    Args:
        headers: field key → the words over its column, which may speak of units of measure.
        decisions: whose ``values`` and ``blanks`` apply to every row.
    """

    def __init__(self, headers: Mapping[str, str], decisions: Decisions) -> None:
        self.headers, self.decisions = headers, decisions
        self._parsed: dict[Memo, Any] = {}

    def take(self, row: RosterRow, key: str, cell: Cell) -> None:
        """Let the cell of field ``key`` speak: replaces whatever the row knew from it.

        What it says of other fields waits in ``row.beside`` for ``settle_derived``.
        """
        forget(row, key)
        if says_nothing(cell, key, none_answers=FIELDS[key].target is Target.FACT):
            self._blank(row, key)
            return
        read, found = self._understand(key, cell)
        if isinstance(found, ValueProblem):
            row.problems[key] = Problem.of(found, key, written(cell))
            row.prefix = surviving_digits(cell.text) if found.code == "id_damaged" else row.prefix
            return
        if isinstance(found, Noted):
            row.notes.append(Note(key, found.code, found.message))
            found = found.value
        if isinstance(found, Several):
            row.said[key] = written(read)
            row.beside.extend(Beside(other, key, value, found.told) for other, value in found.also.items())
            found = found.value
        if found is None or found == "":
            return
        if FIELDS[key].target is Target.UNIT:
            row.names[key] = str(found)
            return
        row.values[key] = found
        if FIELDS[key].dated and not self._names_day(read):
            row.rough.add(key)

    def _understand(self, key: str, cell: Cell) -> tuple[Cell, Any]:
        """The cell, or what is to be read instead where it says nothing that is understood; and its meaning."""
        found = self._read(key, cell)
        instead = self.decisions.values.get(key)
        if not instead or not isinstance(found, ValueProblem) or written(cell) not in instead:
            return cell, found
        text = instead[written(cell)]
        read = Cell(text, text)
        return read, self._read(key, read)

    def _blank(self, row: RosterRow, key: str) -> None:
        field = FIELDS[key]
        choice = self.decisions.blanks.get(key, Blank.KEEP)
        if choice == Blank.CLEAR and field.clearable:
            row.cleared.add(key)
        elif choice == Blank.DEFAULT and field.default is not None:
            row.values[key] = field.default

    def _read(self, key: str, cell: Cell) -> Any:
        """A value, ``Noted``, ``Several``, or the problem as an object."""
        field = FIELDS[key]
        memo = (key, cell.text, _raw(cell), cell.number_format, cell.damaged) if field.memoize else None
        if memo and memo in self._parsed:
            return self._parsed[memo]
        try:
            found: Any = field.parse(cell, self.headers.get(key, ""))
        except ValueProblem as problem:
            found = problem.with_traceback(None)  # which holds this call, which holds the problem
        if memo:
            self._parsed[memo] = found
        return found

    def _names_day(self, cell: Cell) -> bool:
        memo = ("", cell.text, _raw(cell), cell.number_format, cell.damaged)
        if memo not in self._parsed:
            self._parsed[memo] = names_day(cell)
        return bool(self._parsed[memo])


def _raw(cell: Cell) -> object:
    """What tells cells of equal text apart: a date may have a day that its text does not show."""
    return cell.raw if isinstance(cell.raw, datetime.date) else type(cell.raw)


def written(cell: Cell) -> str:
    """The text of a cell as decisions about values name it."""
    return " ".join(cell.text.split())


def forget(row: RosterRow, key: str) -> None:
    """Drop all that the row has from the cell of field ``key``, the values read from it besides its own included."""
    row.values.pop(key, None)
    row.problems.pop(key, None)
    row.names.pop(key, None)
    row.said.pop(key, None)
    row.cleared.discard(key)
    row.rough.discard(key)
    if row.notes:
        row.notes = [note for note in row.notes if note.key != key]
    if row.derived:
        for other in [other for other, source in row.derived.items() if source == key]:
            del row.derived[other]
            row.values.pop(other, None)


def settle_derived(row: RosterRow) -> None:
    """Once all cells have spoken: what a cell said besides its own value counts where the row is silent about it."""
    for other, source, value, told in row.beside:
        label, shown = FIELDS[other].label, FIELDS[other].show(value)
        own = row.values.get(other)
        if other == "note" and own:
            row.values[other] = own if value in own else f"{own}；{value}"
        elif own is not None or other in row.problems:
            if own != value:
                message = f"这一格里还写着“{label}”为{shown}，与该列不同，以该列为准，请核对。"
                row.notes.append(Note(source, "two_facts_differ", message))
            continue
        else:
            row.values[other] = value
            row.derived[other] = source
        if told:
            row.notes.append(Note(source, "two_facts", f"从这一格另外读出：{label}为{shown}。"))
    row.beside.clear()
