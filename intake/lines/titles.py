"""What stands outside the lines of records and says whose they are: titles, the sheet's name, headings of groups."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from intake.decisions import ByField
from intake.grid import Sheet
from intake.kinds import KINDS, Kind
from intake.layout.columns import Layout
from intake.layout.notes import LayoutNote
from intake.lexicon import TableWords
from intake.lines.books import book_of
from intake.lines.headings import Heading, is_numbered_like
from intake.lines.placing import OUTSIDE, about_any, alike_notes, namesake_notes, spelled
from intake.lines.told import Around, Note, Problem
from intake.units.book import UnitBook
from intake.units.names import plain, short, village_sort
from intake.units.register import Register, Unit
from intake.units.said import villages_said
from intake.values import ValueProblem
from jian_minzheng.core.look_alikes import held_by, is_foldable

_NUMBERING = re.compile(r"^[(（]?[一二三四五六七八九十\d]+[)）]?[、.．:)）]?(?=[^\d])")
_COUNT = re.compile(r"[:,，：]?\s*+(共|计|合计)?\s*+\d++\s*(人|名)$")
_BRACKETS = re.compile(r"[(（【\[].*?[)）】\]]")
_FILLED_BY_WHOM = re.compile(
    r"\s*(填报|报送|填表|所在|上报)?(单位|乡镇|乡镇\(街道\))(名称)?\s*(\((盖章|公章|签章)\))?\s*:\s*"
)
_FILLED_BY = re.compile(_FILLED_BY_WHOM.pattern + r"(?P<name>[^\s:]{2,})")
_PLACE = re.compile(r".(镇|乡|街道|民政所|办事处|垦殖场|林场|村|社区|村委会|居委会|敬老院|养老院|福利院)$")
_TOWN = re.compile(r".(镇|乡|街道|民政所|办事处|敬老院)$")
_GENERAL = re.compile(r"(乡镇|村居|村|各)?(民政所|敬老院|养老院|福利院|村|社区|街道|乡镇)")
_SOME_TOWN = re.compile(r"[\u3400-\u9fff]{1,5}?(镇|乡|街道)")
_NO_TOWN = re.compile(r"乡镇|城乡|^.?(各|本|全|下|村|城)")
LONGEST = 300
"""Characters of a title or a heading; what goes on longer is a text that heads nothing."""

_SHORT_NAME = re.compile(r"[\u3400-\u9fff]{2,6}")


class Groups:
    """The groups that headings divide a sheet into: whose records the lines are, from one heading to the next.

    ``left_out`` says why those of the present group are not taken in, ``section`` what its heading says of them.
    ``outside`` is where the unit stands that they have to begin with, if it is not the table that names it. ``heading``
    names the unit of the present group, ``heard`` are the words that did; ``decided`` is what is to be read instead of
    such a name that means none. ``titled`` is what the titles say of all lines.
    """

    OTHER_KIND = "属于"

    def __init__(self, kind: Kind, units: UnitBook, default: Unit | None, *, forms: bool = False) -> None:
        self.kind, self.units, self.forms = kind, units, forms
        self.unit = default
        self.town = ""
        self.problem: ValueProblem | None = None
        self.left_out = ""
        self.outside = self.heard = self.heading = ""
        self.decided: ByField = {}
        self.titled: dict[str, Any] = {}
        self._around: Around | None = None
        self._as_decided: set[str] = set()
        self.section: Heading | None = None
        self._inside_unit = False
        self._units_outside: bool | None = None

    def enter(self, text: str, *, maybe_name: bool) -> str | None:
        """Begin the group headed by a line with this text alone; ``None`` when the line is a record's after all."""
        name = bare(text)
        if other := other_kind(text, self.kind):
            self.left_out = f"{self.OTHER_KIND}“{other.label}”部分，不是本次导入的类别"
            self._inside_unit = self.unit is not None or bool(self.town)
            return f"分组标题：以下各行属于{other.label}"
        if self.left_out and not self._gone and self.kind.words and self.kind.words.search(plain(text)):
            self.left_out = ""
        if section := self.begin_section(text, maybe_name=maybe_name):
            return f"分组标题：{section.text}"
        unit, problem = self._find(name)
        if unit:
            return self._begin(name, unit, "", None)
        if maybe_name and not _TOWN.search(name) and not (self.kind.unit_field == "village" and _PLACE.search(name)):
            return None
        if town := self._town(name):
            return self._begin(name, None, town, None)
        if problem and _PLACE.search(name) and not _GENERAL.fullmatch(name):
            return self._begin(name, None, "", problem)
        return self._enter_title(plain(text)) or "标题或说明行"

    def begin_section(self, text: str, *, maybe_name: bool = False) -> Heading | None:
        """Begin or end what a heading says of its records: 二、退休人员; ``None`` where it says nothing of them."""
        section = book_of(self.kind).heading(text, self.kind)
        if section is None or (maybe_name and not section.left_out):
            if self.section and is_numbered_like(text, self.section):
                self._end_section()
            return None
        self._end_section()
        self.section, self._around = section, None
        self.left_out = section.left_out or self.left_out
        if self._units_outside is None:
            self._units_outside = False
        return section

    @property
    def _gone(self) -> bool:
        return self.section is not None and bool(self.section.left_out)

    def _end_section(self) -> None:
        if self._gone:
            self.left_out = ""
        self.section = self._around = None

    def _enter_title(self, title: str) -> str | None:
        """Begin the form below a title of its own, 永阳镇民政所情况表: whose it is, or that nobody here knows."""
        words = self.kind.lexicon.words
        if not words.title.search(title):
            return None
        named = only_said(title, self.kind, self.units)
        if named:
            return None if named == self.unit else self._begin(named.name, named, "", None, heard=title)
        if self.kind.unit_field != "unit":
            town = only_named(title, self.units.townships)
            return self._begin(town.name, None, town.name, None) if town else None
        place = _some_town(self.units.strip(title), words)
        if place and not _NO_TOWN.search(place):
            unit, problem = self._find(place)
            return self._begin(place, unit, "", problem)
        return None

    def enter_form(self, name: str) -> str | None:
        """Begin the form that a fill-in line heads, if the first form has such a line above its records as well.

        Otherwise these lines stand below the records they speak of, and say nothing of those that follow.
        """
        if not self.forms:
            return None
        unit, problem = self._find(bare(name))
        town = "" if unit else self._town(bare(name))
        return self._begin(name, unit, town, None if unit or town else problem)

    @property
    def around(self) -> Around:
        """What the headings and titles say of a line of the present group: one for all of them."""
        if self._around is None:
            self._around = self._look_around()
        return self._around

    def _look_around(self) -> Around:
        section, key = self.section or Heading(""), self.kind.unit_field
        problem = self.problem
        told = f"上面的分组标题：{problem.message}" if problem else ""
        return Around(
            self.unit,
            self.town,
            Problem(problem.code, told, self.heading, problem.options) if problem and not self.unit else None,
            self.heading if self.heading in self._as_decided else "",
            tuple(self._notes(key)),
            section.text,
            section.facts,
            {
                asked: Problem(one.code, one.message, self.kind.masked(asked, section.text), one.options)
                for asked, one in section.problems.items()
            },
            self.titled,
        )

    def _notes(self, key: str) -> Iterator[Note]:
        if self.outside and self.unit:
            message = f"表内没有写单位，按{self.outside}读作{self.unit.name}，请核对。"
            yield Note(key, OUTSIDE, message)
        if self.heard:
            yield from alike_notes(self.units, self.unit, key, self.heard)
            yield from namesake_notes(self.units, self.unit, key, self.heard) if about_any(self.kind) else ()

    def _begin(self, name: str, unit: Unit | None, town: str, problem: ValueProblem | None, *, heard: str = "") -> str:
        self.unit, self.town, self.problem, self.outside, self._around = unit, town, problem, "", None
        self.heading, self.heard = spelled(bare(name)), heard or name
        if self._units_outside is None:
            self._units_outside = True
        if self._units_outside:
            self._end_section()
        if self._inside_unit and not self._gone:
            self.left_out = ""
        return f"分组标题：以下各行属于{name}"

    def _find(self, name: str) -> tuple[Unit | None, ValueProblem | None]:
        unit, problem = self._found(dict.fromkeys((name, self.kind.lexicon.words.tail.sub("", name))))
        if problem and (instead := self.decided.get(spelled(name))):
            unit, _ = self._found([instead])
            if unit:
                self._as_decided.add(spelled(name))
                return unit, None
        return unit, problem

    def _found(self, spellings: Iterable[str]) -> tuple[Unit | None, ValueProblem | None]:
        problem = None
        for written in spellings:
            try:
                unit = self.kind.find(self.units, {"unit": written}) if written else None
            except ValueProblem as found:
                problem = found
            else:
                return unit, None
        return None, problem

    def _town(self, name: str) -> str:
        """The township that heads villages or homes."""
        if self.kind.unit_field == "unit":
            return ""
        town = self.units.strip(self.kind.lexicon.words.tail.sub("", name))
        return town if len(self.units.townships.find(town)) == 1 else ""


def _some_town(title: str, words: TableWords) -> str:
    """The shortest beginning of a title that may be a township's name, where what such tables are about follows."""
    found = _SOME_TOWN.match(title)
    return found[0] if found and words.about.search(title, found.end()) else ""


def other_kind(text: str, kind: Kind) -> Kind | None:
    """The kind of table that a heading or title speaks of, if it is surely not this one."""
    if kind.words is None:
        return None
    words = plain(text)
    named = [other for other in KINDS.values() if other.words and other.words.search(words)]
    return named[0] if len(named) == 1 and kind not in named else None


def unit_in_titles(sheet: Sheet, layout: Layout, kind: Kind, units: UnitBook) -> Unit | None:
    """The unit that the lines above the header or the sheet's name speak of: the one after 填报单位, else the only one
    named in full, else the only one named short where nothing else can be meant."""
    above = lines_above(sheet, layout)
    said = {unit for name in units_filled_in(sheet, layout) for unit in meant_by(name, kind, units)}
    if len(said) == 1:
        return said.pop()
    named = all_said(" ".join([sheet.name, *above]), kind, units)
    if named:
        return named.pop() if len(named) == 1 else None
    return said_alone(sheet.name, kind, units)


def said_alone(text: str, kind: Kind, units: UnitBook) -> Unit | None:
    """The unit that a short text names without saying anything else: a sheet called 永阳."""
    return _alone(text, meant_by(kind.lexicon.words.tail.sub("", bare(text)), kind, units))


def named_alone(text: str, register: Register, units: UnitBook, kind: Kind) -> Unit | None:
    """The same, of one sort of units."""
    return _alone(text, found_in(register, units, kind.lexicon.words.tail.sub("", bare(text))))


def _alone(text: str, meant: Iterable[Unit]) -> Unit | None:
    alone = set(meant)
    return alone.pop() if len(alone) == 1 and _SHORT_NAME.fullmatch(bare(text)) else None


def all_named(words: str, register: Register) -> set[Unit]:
    """The units whose whole names stand in the words, those apart that are but a part of another's name."""
    named = {unit for unit in register.units if plain(unit.name) in words}
    if not named and is_foldable(words):
        named = {unit for unit in register.units if is_foldable(unit.name) and held_by(words, plain(unit.name))}
    return named - {a for a in named for b in named if a.name != b.name and plain(a.name) in plain(b.name)}


def all_said(words: str, kind: Kind, units: UnitBook) -> set[Unit]:
    """The units that a table of the kind can be about and that words name in full; a township with whose name that of
    a village begins is not meant itself."""
    named = all_named(plain(words), register_of(kind, units))
    if not about_any(kind):
        return named
    below = villages_said("|".join(map(plain, [words, *words.split()])), units.villages)
    inside = {unit for unit in below if any(unit.inside(town.path) for town in named)}
    towns = {town for town in named if not any(unit.inside(town.path) for unit in inside)}
    return towns | (inside if named and inside else below)


def only_said(words: str, kind: Kind, units: UnitBook) -> Unit | None:
    """The only unit that words name in full."""
    named = all_said(words, kind, units)
    return named.pop() if len(named) == 1 else None


def only_named(words: str, register: Register) -> Unit | None:
    """The only unit whose whole name stands in the words."""
    named = all_named(words, register)
    return named.pop() if len(named) == 1 else None


def unit_in_name(name: str, kind: Kind, units: UnitBook) -> Unit | None:
    """The one unit, of the sort that the kind is about or else a township, that a sheet's name speaks of."""
    if unit := only_said(name, kind, units) or said_alone(name, kind, units):
        return unit
    return only_named(plain(name), units.townships) or named_alone(name, units.townships, units, kind)


def town_in_name(name: str, kind: Kind, units: UnitBook) -> str:
    """The township whose villages or homes a sheet called ``name`` lists: it tells namesakes apart."""
    if kind.unit_field == "unit":
        return ""
    town = only_named(plain(name), units.townships) or named_alone(name, units.townships, units, kind)
    return town.name if town else ""


def title_notes(sheet: Sheet, layout: Layout, kind: Kind) -> list[LayoutNote]:
    """Whether the titles announce another kind of table than the one chosen."""
    for text in [*lines_above(sheet, layout), sheet.name]:
        if other := other_kind(text, kind):
            message = f"标题写的像是“{other.label}”一类的表，选择的类别却是“{kind.label}”，请确认类别没有选错。"
            return [LayoutNote("kind_differs", message, sheet.first_row)]
    return []


def units_filled_in(sheet: Sheet, layout: Layout) -> list[str]:
    """What stands after 填报单位 above the header."""
    lines = ([cell.text for cell in row if cell.text] for row in sheet.rows[: max(0, layout.first_header)])
    return [name for texts in lines if (name := filled_by(texts))]


def filled_by(texts: Sequence[str]) -> str:
    """The name after 填报单位, in the same cell or in the next one."""
    for position, text in enumerate(texts):
        line = plain_line(text)
        if found := _FILLED_BY.search(line):
            return found["name"]
        if _FILLED_BY_WHOM.fullmatch(line) and position + 1 < len(texts) and ":" not in plain_line(texts[position + 1]):
            return texts[position + 1]
    return ""


def plain_line(text: str) -> str:
    """Half-width colons and brackets, blanks kept: what follows 填报单位 ends at the next one."""
    return text[:LONGEST].replace("：", ":").replace("（", "(").replace("）", ")")


def lines_above(sheet: Sheet, layout: Layout) -> list[str]:
    """The texts above the header, each once."""
    return _texts(sheet, layout.first_header)


def lines_to_head(sheet: Sheet, layout: Layout) -> list[str]:
    """The same with those of the header itself: a fill-in line right above it may have been taken for a part of it."""
    return _texts(sheet, layout.last_header + 1)


def _texts(sheet: Sheet, end: int) -> list[str]:
    return sorted({cell.text[:LONGEST] for row in sheet.rows[: max(0, end)] for cell in row if cell.text})


def bare(text: str) -> str:
    """A heading without its number and its count: ``一、敦厚镇（5人）`` → ``敦厚镇``."""
    name = _BRACKETS.sub("", text).strip()
    name = _NUMBERING.sub("", name, count=1) if not _COUNT.fullmatch(name) else name
    return plain(_COUNT.sub("", name)).rstrip(":：")


def register_of(kind: Kind, units: UnitBook) -> Register:
    """The units that a table of the kind can be about."""
    return {"unit": units.townships, "village": units.villages, "home": units.homes}[kind.unit_field]


def meant_by(name: str, kind: Kind, units: UnitBook) -> Sequence[Unit]:
    """The units that a name may mean of which a table of the kind can be about."""
    found = found_in(register_of(kind, units), units, name)
    if found or not about_any(kind) or not village_sort(_BRACKETS.sub("", name)):
        return found
    try:
        return [units.village(_BRACKETS.sub("", name))]
    except ValueProblem:
        return ()


def found_in(register: Register, units: UnitBook, name: str) -> Sequence[Unit]:
    """The units that a name without its brackets may mean; a single character means none."""
    name = _BRACKETS.sub("", name)
    return register.find(units.strip(name)) if len(short(plain(name))) > 1 else ()
