"""What a register lets in from a table: which columns there are, and which records a row is about.

Declared beside the register, in words that know nothing of how files are read; ``intake`` reads the declarations.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from django.db.models import CharField

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.editing.values import masks_of
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.registers.declaration import Register, Section
from jian_minzheng.core.values.problems import WithNote

Reads = Literal[
    "text",
    "name",
    "date",
    "coming",
    "ending",
    "opened",
    "phone",
    "yes_no",
    "count",
    "area",
    "persons",
    "year",
    "choice",
    "choices",
]
"""How a cell is understood; ``name`` is that of one record, ``coming`` a day that may lie ahead, ``ending`` such a
day that is the last of something (of a month alone its last), ``opened`` one of which only the year may be known,
``choices`` are several records of a dictionary."""


class Choice(NamedTuple):
    """A record of a dictionary that cells name: its key and name, and other words for it.

    ``offered``: it may be chosen; else it is known only so that records which have it can keep it.
    """

    pk: int
    label: str
    words: Sequence[str] = ()
    offered: bool = True


@dataclass(frozen=True, kw_only=True)
class TableColumn:
    """One column.

    Attributes:
        key: its name in stored batches and on the command line.
        column: the model field that it goes to, where it goes to one: says length and choices.
        synonyms: further names that such columns bear.
        alternatives: (word, code) of choices that people word otherwise; of 是/否 the words and what they mean.
        measures: of a count, the words that may follow the number, the usual one first; without any, it counts things
            that are asked for by presence (√).
        dictionary: the records that ``choices`` name, as they are now, in the order of the dictionary.
        says: of a text, before it is looked up among the answers: what it says, by column, perhaps with a note;
            ``None``: nothing of its own. It may refuse a text by a ``ValueProblem``.
        otherwise: what is told beside of a word that is none of the choices, of whatever kind it is.
        unshown: only other columns' cells fill it: no file has it, no template shows it.
        day_key: of a year, the column of the day within it that its cell may name instead.
    """

    key: str
    label: str
    reads: Reads = "text"
    column: Any = None
    help: str = ""
    sample: str = ""
    synonyms: Sequence[str] = ()
    alternatives: Sequence[tuple[str, Any]] = ()
    measures: Sequence[str] = ()
    dictionary: Callable[[], Sequence[Choice]] | None = None
    says: Callable[[str], Mapping[str, Any] | WithNote | None] | None = None
    otherwise: str = ""
    unshown: bool = False
    day_key: str = ""


class Follows(NamedTuple):
    """What the cell of column ``source`` settles of ``column``.

    ``said``: what is told of that; ``instead``: the text of that cell under which ``column`` counts, whatever it says.
    Without a ``value`` it cannot be settled: ``said`` is why, empty where other cells are told what is wrong with them.
    """

    column: str
    source: str
    value: Any
    said: str
    instead: str


def nothing_follows(values: Mapping[str, Any]) -> Sequence[Follows]:
    """Every column of the table speaks for itself alone."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Over:
    """How a table says, in remarks or in columns that nobody reads, that a record is in force, or in use, no more.

    Attributes:
        words: a remark that says it as a whole.
        asked: names of columns that ask whether it is still so; 否 says it as well.
        at: key of the column at which it is asked: a day since when, which answers it, or the record's name.
        question: what is asked; ``still`` is the answer that nothing has ended.
    """

    words: re.Pattern[str]
    at: str
    question: str
    still: str
    asked: re.Pattern[str] | None = None


def nothing_before(actor: Acting, unit: Any) -> str:
    """Nothing is to be known of the unit before a record is begun."""
    return ""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A record that a table begins only once somebody agreed to it, which is asked once for all of a file.

    Attributes:
        question: with ``{}`` where the units are named.
        verb: what is done with it: 设立.
        save: stores such records, as the page does that makes them: same rules, history, trail entry. Takes the reason
            for history.
        before: of whoever acts and a unit, what ought to be known before, as a sentence.
    """

    question: str
    verb: str
    save: Callable[[Acting, Sequence[Any], str], None]
    before: Callable[[Acting, Any], str] = nothing_before


@dataclass(frozen=True, kw_only=True, eq=False)
class TablePart:
    """One record of a row.

    Attributes:
        key: names it in stored batches, e.g. ``equipment.computer``.
        register: of the record, or of the one that it is a dated row of; says who keeps it and what must hold for it.
        attributes: column key → the model's attribute; a row that has none of these says nothing about the part.
        beside: the same for columns that only count beside one of ``attributes``.
        model, form: of the record, where they are not the register's own.
        owner: the record's way back to the register's record, where it is a dated row (``as_of``) of that.
        section: of the register, where the dated rows are one.
        fixed: attributes that tell rows of this part apart from those of others.
        identified_by: column key → attribute that tells a unit's records apart, which may be a record of a dictionary;
            without any, a unit has one.
        day_in_year: of what tells records apart, a day within the year beside it → the column of that; without a day,
            as with its last, a record is of the end of the year.
        alone: column key → the value of which a unit has one record at a time; new ones have it unless told otherwise.
        complete: what else follows for a record of these attributes, from them and from the record as it was.
        keeps: what is told where that holds on to something of the record as it was; empty where it does not.
        derived: what the model's ``save`` makes of a record about to be stored, by attribute: imports do not call it.
        assumes: what is told, once for a table, of what ``complete`` takes for granted of a new record.
        silence: column key → what is told, once for a table, where rows do not say it and ``complete`` does.
        begins: whether a row may begin a record; if not, ``absent`` is told where there is none.
        agreement: what is asked before it does.
    """

    key: str
    register: Register
    attributes: Mapping[str, str]
    beside: Mapping[str, str] = field(default_factory=dict)
    model: Any = None
    form: type[EditForm] | None = None
    owner: str = ""
    section: Section | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)
    identified_by: Mapping[str, str] = field(default_factory=dict)
    day_in_year: Mapping[str, str] = field(default_factory=dict)
    alone: Mapping[str, Any] = field(default_factory=dict)
    complete: Callable[[Mapping[str, Any], Any], dict[str, Any]] | None = None
    keeps: Callable[[Mapping[str, Any], Any], str] | None = None
    derived: Callable[[Any], Mapping[str, Any]] | None = None
    assumes: str = ""
    silence: Mapping[str, str] = field(default_factory=dict)
    begins: bool = True
    agreement: Agreement | None = None
    absent: str = ""

    @property
    def record_model(self) -> Any:
        return self.model or (self.section.model if self.section else self.register.model)

    @property
    def record_form(self) -> type[EditForm]:
        return self.form or (self.section.form if self.section else self.register.form)

    @property
    def dated(self) -> bool:
        """Do rows hold from a day on, so that a new day makes a new one that begins as a copy of the one in force?"""
        return bool(self.owner)

    @property
    def named(self) -> bool:
        """Do people tell a unit's records apart by a name?"""
        meta = self.record_model._meta
        return any(isinstance(meta.get_field(name), CharField) for name in self.identified_by.values())

    @property
    def of_dictionaries(self) -> list[str]:
        """Attributes that tell records apart and are records themselves."""
        meta = self.record_model._meta
        return [name for name in self.identified_by.values() if meta.get_field(name).many_to_one]

    @property
    def several(self) -> list[str]:
        """Attributes that are several records of a dictionary."""
        meta = self.record_model._meta
        return [name for name in {**self.attributes, **self.beside}.values() if meta.get_field(name).many_to_many]


Lines = Callable[[Any, datetime.date], Iterator[dict[str, str]]]
"""Of a division and a day: one line per unit with what is on record, as texts by column key."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RegisterTable:
    """A kind of table about records of a register.

    Attributes:
        key, label: the kind's; ``title`` is what such a table is called.
        group: heading under which it is offered.
        levels: of the units that rows can be about.
        named_by: column by which people know a row, where that is not the unit alone.
        unit_in_name: do such names begin with that of the township?
        by_code: may a column of 统计用区划代码 name the unit?
        wanted: how a message names the columns without which there is no table.
        titled: column whose value may stand in a title above the table: a day (``as_of``) or a year (``year``).
        villages_apart: of a table about units of several levels, whether villages have a column of their own beside the
            township's; a row without one is about the unit in the other.
        every_unit: whether the table ought to name every unit of the townships that it covers.
        synonyms: further names of columns that name units, by their keys.
        stands_in: column key → columns whose day is taken for it, where the table has no such column.
        over: how such tables say that a record has ended.
        weak: names of columns that say something near to one of these, and what is told; one that says the thing itself
            goes before.
        unlike: names of columns that resemble one of these and say something else.
        follows: what else the values of a row settle, by column key.
        lines: the present state in the same shape; by default every record of the register.
    """

    key: str
    label: str
    columns: Sequence[TableColumn]
    parts: Sequence[TablePart]
    title: str = ""
    group: str = "单位情况表"
    levels: Sequence[str]
    named_by: str = ""
    unit_in_name: bool = False
    by_code: bool = False
    wanted: str = "“乡镇”或“村(居)”，以及要导入的各项"
    titled: str = ""
    villages_apart: bool = False
    every_unit: bool = False
    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    weak: Mapping[str, str] = field(default_factory=dict)
    unlike: Sequence[str] = ()
    stands_in: Mapping[str, Sequence[str]] = field(default_factory=dict)
    over: Over | None = None
    follows: Callable[[Mapping[str, Any]], Sequence[Follows]] = nothing_follows
    lines: Lines | None = None


TABLES: list[RegisterTable] = []
"""In the order in which the apps declared them."""

PARTS: dict[str, TablePart] = {}
"""Those of all tables by key, in the order in which their table declares them: what others are about comes first."""


Listener = Callable[[RegisterTable], object]
_listeners: list[Listener] = []


def add_table(table: RegisterTable) -> RegisterTable:
    """Declare a table; called once, where it is declared.

    Raises:
        ValueError: stored batches could not tell one of its parts from one of another table.
    """
    if twice := [part.key for part in table.parts if part.key in PARTS]:
        raise ValueError(f"parts of two tables are called {twice}")
    TABLES.append(table)
    PARTS.update({part.key: part for part in table.parts})
    for listener in _listeners:
        listener(table)
    return table


def on_table(listener: Listener) -> None:
    """Be told of every table, of those declared already as well; called once, when whoever reads tables is ready."""
    _listeners.append(listener)
    for table in TABLES:
        listener(table)


def texts_of(part: TablePart, record: Any) -> dict[str, str]:
    """A record as cells that are read back to the same values, by column key; masked as on pages.

    Masked texts that come back unchanged leave alone what is stored.
    """
    if record is None:
        return {}
    masks = masks_of(type(record))
    columns = {**part.attributes, **part.beside, **part.identified_by}
    return {key: _text(_value(record, name), masks.get(name, mask_text)) for key, name in columns.items()}


def text_of(model: Any, name: str, value: Any) -> str:
    """A value of an attribute as a cell, masked as on pages."""
    return _text(_label(model, name, value), masks_of(model).get(name, mask_text))


def _value(record: Any, name: str) -> Any:
    return _label(record, name, getattr(record, name))


def _label(model: Any, name: str, value: Any) -> Any:
    """The value, or the label of an answer from a list."""
    labels = dict(model._meta.get_field(name).flatchoices)
    return labels.get(value, value) if labels else value


def named(choices: Any) -> tuple[str, ...]:
    """The records that a record has in a many-to-many attribute, by name."""
    return tuple(str(one) for one in choices.all())


def _text(value: Any, mask: Callable[[str], str]) -> str:
    if value is None:
        return ""
    if hasattr(value, "all"):
        return "、".join(named(value))
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
