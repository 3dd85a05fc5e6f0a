"""What one cell says about its row. Reading a file and correcting a single cell go through the same few lines."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import TextField

from intake.decisions import Blank, Decisions
from intake.fields import Target
from intake.grid import Cell
from intake.grid.number_text import text_cell
from intake.kinds import Kind
from intake.lines.books import book_of
from intake.lines.rows import Row
from intake.lines.told import AROUND, Beside, Note, Problem
from intake.values import Option, Several, ValueProblem, WithNote, names_day, says_nothing
from intake.values.choices import with_pieces

_LONGEST = 300
"""Characters in which a value is looked for: no pattern is held against a page of text."""


UNSEEN_ZERO = "（不显示的0）"
_ZERO_UNSEEN = "单元格里存的是0，它的格式却不显示0，看起来是空白：请选择是0，还是没有填。"
_ZERO_OR_NOTHING = (Option("0", "是0"), Option("—", "没有填"))


class _Said(NamedTuple):
    """What one cell says.

    Attributes:
        cell: the cell.
        read: what was read: the cell, or what the official said is to be read instead of its text.
        found: a value, ``WithNote``, ``Several``, the problem as an object; ``None`` where the cell says nothing.
        rough: the value is a date of which no day is written.
        plain: the value is one of the row's, and there is nothing else to it.
    """

    cell: Cell
    read: Cell
    found: Any
    rough: bool = False
    plain: bool = False


class Meaning:
    """Parses cells for one batch; remembers what equal cells say, for tables repeat themselves.

    Args:
        kind: whose fields the cells are read as.
        headers: field key → the words over its column, which may speak of units of measure.
        decisions: whose ``values`` and ``blanks`` apply to every row.
    """

    def __init__(self, kind: Kind, headers: Mapping[str, str], decisions: Decisions) -> None:
        self.fields = {key: one.opened() for key, one in kind.fields.items()}
        self.headers, self.decisions = headers, decisions
        self._known: dict[str, dict[str, _Said]] = {key: {} for key, one in kind.fields.items() if one.memoize}

    def take(self, row: Row, key: str, cell: Cell) -> None:
        """Let the cell of field ``key`` speak: replaces whatever the row knew from it. See ``hear``."""
        forget(row, key)
        self.hear(row, key, cell)

    def hear(self, row: Row, key: str, cell: Cell) -> None:
        """Let the cell of field ``key`` speak to a row that knows nothing from it yet.

        What it says of other fields waits in ``row.beside`` for ``settle``.
        """
        self._take_in(row, key, self._listen(key, cell), written(cell))

    def _take_in(self, row: Row, key: str, said: _Said, text: str) -> None:
        if said.plain:
            row.values[key] = said.found
            if said.rough:
                row.rough.add(key)
        elif isinstance(said.found, ValueProblem):
            row.refuse(key, said.found, text)
        elif said.found is None:
            self._blank(row, key)
            if said.read is not said.cell:
                row.instead[key] = text
        else:
            _explain(row, key, said)

    def hear_as_decided(self, row: Row, key: str, text: str, about: str = "") -> bool:
        """Let what is to be read instead of ``text``, which nobody understands, speak; was anything decided of it?

        ``about`` is the one answer of several that was asked about.
        """
        instead = self._instead(key, text, about)
        if not instead:
            return False
        read = text_cell(instead)
        found = None if self._says_nothing(key, read) else self._read(key, read)
        self._take_in(row, key, self._said(key, Cell(text, text), read, found), text)
        return True

    def settle(self, row: Row) -> None:
        """Once all cells have spoken: where the row is silent, what cells say besides their own values counts, then
        what stands around the line.

        Before a cell of a row that was settled is heard anew, ``Row.unsettle`` it.
        """
        _settle_beside(row, sorted(row.beside, key=lambda one: _column(row, one.source)))
        around = row.around
        for key, problem in around.asked.items():
            if _is_silent(row, key):
                self._ask(row, key, problem)
        for key, value in around.facts.items():
            self._take_fact(row, key, value)
        for key, value in around.titled.items():
            if _is_silent(row, key):
                row.derive(key, value, AROUND)

    def _take_fact(self, row: Row, key: str, value: Any) -> None:
        """Let the heading speak where the row itself is silent; what contradicts it is told, or asked.

        But not where somebody said what is to be read in the cell.
        """
        heading, field = row.around.heading, self.fields[key]
        said = field.show(value)
        if _is_silent(row, key):
            row.derive(key, value, AROUND)
            _tell(row, key, "from_heading", f"按上面的标题“{heading}”读作{said}。")
        elif key in row.values and key not in self.decisions.cells.get(row.number, {}):
            own, differs = field.show(row.values[key]), book_of(row.kind).differs(key, value, row.values[key])
            if differs == "asked":
                self._ask_which(row, key, own, said)
            elif differs:
                message = f"上面的标题“{heading}”说的是{said}，与这一行写的不同，以这一行为准，请核对。"
                _tell(row, key, "from_heading", message)

    def _ask_which(self, row: Row, key: str, own: str, said: str) -> None:
        """The row and its heading cannot both be right: neither counts until somebody says which."""
        message = f"这一行写的是{own}，上面的标题“{row.around.heading}”说的是{said}，请确认是哪一种。"
        options = (Option(own, own), Option(said, said))
        row.beneath[key] = row.values.pop(key)
        self._ask(row, key, Problem("heading_differs", message, row.kind.masked(key, own), options))

    def _ask(self, row: Row, key: str, problem: Problem) -> None:
        """What a heading leaves open is asked, unless it was decided what its words mean."""
        notes, beside = len(row.notes), len(row.beside)
        row.derived[key] = AROUND
        if not self.hear_as_decided(row, key, problem.text):
            row.problems[key] = problem
        row.notes[notes:] = [replace(note, settled=True) for note in row.notes[notes:]]
        _settle_beside(row, row.beside[beside:])

    def _listen(self, key: str, cell: Cell) -> _Said:
        """By text, then by what else the cell is: most columns say few different things, thousands of times."""
        known = self._known.get(key)
        if known is None:
            return self._understand(key, cell)
        said = known.get(cell.text)
        if said is None or not (said.cell is cell or _alike(said.cell, cell)):
            said = known[cell.text] = self._understand(key, cell)
        return said

    def _understand(self, key: str, cell: Cell) -> _Said:
        field = self.fields[key]
        if not (cell.unseen and field.counts) and self._says_nothing(key, cell):
            return _Said(cell, cell, None)
        return self._said(key, cell, *self._read_as_decided(key, cell))

    def _said(self, key: str, cell: Cell, read: Cell, found: Any) -> _Said:
        field = self.fields[key]
        if found is None or isinstance(found, ValueProblem):
            return _Said(cell, read, found)
        told = found.value if isinstance(found, WithNote) else found
        value = told.value if isinstance(told, Several) else told
        rough = field.dated and value is not None and not names_day(read)
        plain = found is value and value != "" and field.target is not Target.UNIT and not cell.look_alikes
        plain = plain and read is cell
        return _Said(cell, read, found, rough, plain)

    def _read_as_decided(self, key: str, cell: Cell) -> tuple[Cell, Any]:
        """The cell, or what is to be read instead where it says nothing that is understood; and its meaning."""
        found = self._read(key, cell)
        text = self._instead(key, written(cell), found.about) if isinstance(found, ValueProblem) else ""
        if not text:
            return cell, found
        read = text_cell(text)
        return read, None if self._says_nothing(key, read) else self._read(key, read)

    def _says_nothing(self, key: str, cell: Cell) -> bool:
        field = self.fields[key]
        return says_nothing(cell, none_answers=field.none_answers or field.answers is not None)

    def _instead(self, key: str, text: str, about: str) -> str:
        """What is to be read instead of a text, or of the one answer in it that is not understood; empty: undecided."""
        decided = self.decisions.values.get(key, {})
        return decided.get(text) or (with_pieces(text, decided) if about in decided else "")

    def _blank(self, row: Row, key: str) -> None:
        field = self.fields[key]
        choice = self.decisions.blanks.get(key, Blank.KEEP)
        if choice == Blank.CLEAR and field.clearable:
            row.cleared.add(key)
        elif choice == Blank.DEFAULT and field.default is not None:
            row.values[key] = field.default

    def _read(self, key: str, cell: Cell) -> Any:
        """A value, ``WithNote``, ``Several``, or the problem as an object."""
        field = self.fields[key]
        if cell.unseen:
            return ValueProblem("zero_unseen", _ZERO_UNSEEN, _ZERO_OR_NOTHING)
        most = field.max_length or _LONGEST
        if len(cell.text) > max(_LONGEST, most) and not isinstance(field.column, TextField):
            return ValueProblem("text_too_long", f"最多{most}个字，现在有{len(cell.text)}个字，请缩短。")
        try:
            return field.parse(cell, self.headers.get(key, ""))
        except ValueProblem as problem:
            return problem.with_traceback(None)  # which holds this call, which holds the problem


def _explain(row: Row, key: str, said: _Said) -> None:
    """A value that more is to be said about, or the name of a unit."""
    found = said.found
    if said.read is not said.cell:
        row.instead[key] = written(said.cell)
    if alike := said.cell.look_alikes:
        row.notes.append(Note(key, "look_alike", f"写的是部首字或兼容字“{alike}”，已按通用字读取，请核对。"))
    if isinstance(found, WithNote):
        row.notes.append(Note(key, found.code, found.message))
        found = found.value
    if isinstance(found, Several):
        row.said[key] = written(said.read)
        row.beside.extend(Beside(other, key, value, found.announced) for other, value in found.also.items())
        found = found.value
    if found is None or found == "":
        return
    if row.kind.fields[key].target is Target.UNIT:
        row.names[key] = str(found)
        return
    row.values[key] = found
    if said.rough:
        row.rough.add(key)


def _alike(one: Cell, other: Cell) -> bool:
    """Do cells of the same text say the same?"""
    return (_raw(one), one.number_format, one.damaged, one.unseen) == (
        _raw(other),
        other.number_format,
        other.damaged,
        other.unseen,
    )


def _raw(cell: Cell) -> object:
    """What tells cells of equal text apart: a date may have a day that its text does not show."""
    return cell.raw if isinstance(cell.raw, datetime.date) else type(cell.raw)


def written(cell: Cell) -> str:
    """The text of a cell as decisions about values name it."""
    if cell.unseen:
        return UNSEEN_ZERO
    return " ".join(cell.text.split())


def forget(row: Row, key: str) -> None:
    """Drop all that a row that is not settled has from the cell of field ``key``."""
    row.values.pop(key, None)
    row.problems.pop(key, None)
    row.names.pop(key, None)
    row.said.pop(key, None)
    row.instead.pop(key, None)
    row.cleared.discard(key)
    row.rough.discard(key)
    row.derived.pop(key, None)
    if row.notes:
        row.notes = [note for note in row.notes if note.key != key]
    if row.beside:
        row.beside = [one for one in row.beside if one.source != key]


def _column(row: Row, key: str) -> tuple[bool, int, str, int]:
    """Cells settle in the order of their columns, whichever of them was put right the last."""
    letter = row.place.letters.get(key, "")
    return not letter, len(letter), letter, row.kind.keys.index(key)


def _is_silent(row: Row, key: str) -> bool:
    return key not in row.values and key not in row.problems


def _settle_beside(row: Row, told: Iterable[Beside]) -> None:
    """What the kind has no place for is told as unread."""
    for other, source, value, announced in told:
        if other not in row.kind.fields:
            _tell(row, source, "remark_unread", "这一格旁边括号里的话没有读入，请核对。")
            continue
        label, shown = row.kind.fields[other].label, row.kind.fields[other].show(value)
        own = row.values.get(other)
        if other == "note" and own:
            _add_to_note(row, own, value)
        elif own is not None or other in row.problems:
            if own != value:
                message = f"这一格里还写着“{label}”为{shown}，与该列不同，以该列为准，请核对。"
                _tell(row, source, "two_facts_differ", message)
            continue
        else:
            row.derive(other, value, source)
        if announced:
            _tell(row, source, "two_facts", f"从这一格另外读出：{label}为{shown}。")


def _add_to_note(row: Row, own: str, value: str) -> None:
    if "note" not in row.derived:
        row.beneath.setdefault("note", own)
    if value not in own:
        row.values["note"] = f"{own}；{value}"


def _tell(row: Row, key: str, code: str, message: str) -> None:
    row.notes.append(Note(key, code, message, settled=True))
