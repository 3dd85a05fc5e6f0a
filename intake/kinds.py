"""The kinds of table that can be read, each declared by the app whose records it is about.

A kind is passed along from the file to the records: nothing on the way looks anything up that depends on it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from intake.fields import Field
from intake.lexicon import Lexicon
from intake.units.book import UnitBook, unit_of
from intake.units.columns import CODE
from intake.units.register import Unit
from intake.values import ValueProblem
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.registers import keeping
from offices.models import Division
from offices.models.divisions import Level

Names = Mapping[str, str]
"""What the unit cells of a row say, by field key; empty cells are absent."""

Find = Callable[[UnitBook, Names], Unit | None]
"""Unit from what the cells say, ``None`` when they say nothing; raises ``values.ValueProblem``."""

Default = Callable[[UnitBook, Division], Unit | None]
"""The unit of a row that names none, from the division imported to."""


class AbsentWords(NamedTuple):
    """What is said of records that a file does not name: of the page on which one says what becomes of them, of how
    many that was said (``{}``), and of the import that does only that.
    """

    page: str
    told: str
    alone: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Kind:
    """One kind of table.

    Attributes:
        key: as stored in batches and typed on the command line.
        label: what its rows are: 民政所情况; ``title`` is what such a table is called.
        group: heading under which it is offered.
        lexicon: what its columns are called and can hold.
        keys: fields that it reads, in the order of the template.
        unit_field: the field whose column names the unit; an issue about a missing unit points there.
        find, default: see there.
        required: fields without which there is no record.
        unit_in_name: field whose values begin with the name of the township, where nothing else tells the unit.
        further_units: fields that name a unit beside the row's own → what is told of one that is not found.
        kept_at: who writes such records, by level of unit.
        levels: of the units that rows can be about.
        words: what titles call such tables, and no others; ``None`` where they need not be told apart.
        absent: what is said of records that the file does not name, where anything becomes of them.
        taken_back: what undo does with records that an import made.
        whole_numbers: its workbooks hold whole numbers of persons.
        sort: what such a file is called in a word; ``rank`` puts its group among the others that are offered.
        current_page: name of the URL under which what is on record is handed out as such a table.
    """

    key: str
    label: str
    title: str
    group: str
    lexicon: Lexicon
    keys: tuple[str, ...]
    unit_field: str
    find: Find = field(repr=False)
    default: Default = field(repr=False)
    kept_at: tuple[keeping.KeptAt, ...]
    levels: tuple[str, ...]
    required: tuple[str, ...] = ()
    unit_in_name: str = ""
    further_units: Mapping[str, str] = field(default_factory=dict)
    words: re.Pattern[str] | None = None
    absent: AbsentWords | None = None
    taken_back: str = "作废"
    whole_numbers: bool = False
    sort: str = "表格"
    rank: int = 1
    current_page: str = "intake:current"

    def __reduce__(self) -> tuple[Any, ...]:
        """Packed rows name their kind: a declaration is no value to be copied."""
        return kind_called, (self.key,)

    @property
    def level(self) -> str:
        """The level of the units that rows are about; the lowest where there are several."""
        return self.levels[-1]

    def kept_by(self, actor: Acting) -> bool:
        """May whoever acts write such records of any such unit at all, by import as by form?"""
        return any(all(keeping.may_write(actor, rule, level) for rule in self.kept_at) for level in self.levels)

    @property
    def name_field(self) -> str:
        """The field by which people know a row: the name, or else the unit."""
        return self.required[0] if self.required else self.unit_field

    @property
    def fields(self) -> Mapping[str, Field]:
        """All that the lexicon knows, by key."""
        return self.lexicon.fields

    def masked(self, key: str, text: str) -> str:
        """See ``Lexicon.masked``."""
        return self.lexicon.masked(key, text)


KINDS: dict[str, Kind] = {}
"""By key, in the order in which the apps declared them."""


def add_kind(kind: Kind) -> Kind:
    """Put a kind among the others; see ``lines.books.declare``."""
    if KINDS.setdefault(kind.key, kind) is not kind:
        raise ValueError(f"two kinds of table are called {kind.key}")
    return kind


def kinds_offered() -> list[Kind]:
    """In the order in which people choose from them."""
    return sorted(KINDS.values(), key=lambda kind: kind.rank)


def kinds_by_group() -> list[tuple[str, list[Kind]]]:
    """The kinds that may be chosen, under the headings that they name."""
    groups: dict[str, list[Kind]] = {}
    for kind in kinds_offered():
        groups.setdefault(kind.group, []).append(kind)
    return list(groups.items())


def kind_called(key: str) -> Kind:
    return KINDS[key]


def find_township(book: UnitBook, names: Names) -> Unit | None:
    return book.township(names["unit"]) if "unit" in names else None


def find_village(book: UnitBook, names: Names) -> Unit | None:
    """From 村(居), narrowed by 乡镇 when that is given too; a unit column alone may name the village itself."""
    if "village" in names:
        return book.village(names["village"], _town_beside(book, names))
    return book.village(names["unit"]) if "unit" in names else None


def by_code(find: Find, levels: Sequence[str]) -> Find:
    """As ``find``, but a code in the row says which unit of these levels it is about; names must not say another."""

    def found(book: UnitBook, names: Names) -> Unit | None:
        if CODE not in names:
            return find(book, names)
        try:
            return _of_code(book, names, levels, _found_by_name(find, book, names))
        except ValueProblem as problem:
            problem.field = CODE
            raise

    return found


def _of_code(book: UnitBook, names: Names, levels: Sequence[str], named: Unit | None) -> Unit:
    unit = book.coded(names[CODE])
    if unit.level not in levels:
        wanted = "或".join(Level(level).label for level in levels)
        raise ValueProblem("unit_unknown", f"这是“{unit.name}”的代码，请写{wanted}的代码。")
    if named is not None and named != unit:
        raise ValueProblem("unit_ambiguous", f"这是“{unit.name}”的代码，名称写的是“{named.name}”，请核对是哪一个。")
    return unit


def _found_by_name(find: Find, book: UnitBook, names: Names) -> Unit | None:
    """A name that is not understood says nothing against a code."""
    try:
        return find(book, names)
    except ValueProblem:
        return None


def _town_beside(book: UnitBook, names: Names) -> Unit | None:
    """The township that a cell of its own names: it is that cell which is at fault where none is found.

    In an import to one village its township is outside, and says nothing that is not known.
    """
    if "unit" in names and book.stands_over(names["unit"]):
        return None
    try:
        return find_township(book, names)
    except ValueProblem as problem:
        problem.field = "unit"
        raise


def _beside_home(book: UnitBook, names: Names) -> Unit | None:
    """What the township's cell says, which is at fault where nobody can tell; ``None`` of a county as of no cell."""
    if "unit" not in names:
        return None
    try:
        beside = book.beside_home(names["unit"])
    except ValueProblem as problem:
        problem.field = "unit"
        raise
    return None if beside in book.upper.units else book.township_of(beside)


def find_any(book: UnitBook, names: Names) -> Unit | None:
    """A unit of any level."""
    return book.unit(names["unit"]) if "unit" in names else None


def find_lowest(book: UnitBook, names: Names) -> Unit | None:
    """A village where one is named, else a unit of any level."""
    if "village" not in names:
        return find_any(book, names)
    try:
        return find_village(book, names)
    except ValueProblem as problem:
        problem.field = problem.field or "village"
        raise


def find_home(book: UnitBook, names: Names) -> Unit | None:
    """From 敬老院, and what stands beside it must not say another place."""
    if "home" in names:
        return book.home(names["home"], _beside_home(book, names))
    return book.home(names["unit"]) if "unit" in names else None


def if_level(level: Level) -> Default:
    """The division imported to, where it is a unit of that level itself."""

    def default(_book: UnitBook, division: Division) -> Unit | None:
        fits = division.level == level and not division.virtual and division.valid_to is None
        return unit_of(division) if fits else None

    return default


def if_levels(levels: Sequence[str]) -> Default:
    """The division imported to, where it is a unit of one of these levels itself."""

    def default(_book: UnitBook, division: Division) -> Unit | None:
        return next((unit for level in levels if (unit := if_level(Level(level))(_book, division))), None)

    return default


def only_home(book: UnitBook, division: Division) -> Unit | None:
    return book.homes.units[0] if division.level == Level.TOWNSHIP and len(book.homes.units) == 1 else None
