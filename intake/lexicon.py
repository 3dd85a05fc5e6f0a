"""What the columns of one sort of table can hold, by which words they are called, and what stands in them.

电话 is not the same in a table of people and in one of offices: each sort of table has a lexicon of its own, declared
by who owns the records. Reading a table is given the lexicon of the kind that was chosen, and knows no other.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from intake.fields import Field, Target
from intake.grid import Cell
from intake.headers import normalise
from intake.issues import NUMBERED
from jian_minzheng.core.masking import mask_text, without_figures

SEQUENCE = "sequence"
"""Key of the column of running numbers, which every table may have."""


class ValuePattern(NamedTuple):
    """A field that is told by how its values look, with the confidence of that."""

    field: str
    confidence: float
    is_one: Callable[[str], bool]


class Heard(NamedTuple):
    """What the words over a column were taken for."""

    field: str
    confidence: float
    reason: str


class Unclear(NamedTuple):
    """What is told where only one answer of a field is asked for by a tick, and denied: which other holds is open."""

    code: str
    message: str


def nothing_refused(whole: str, last: str, known: Mapping[str, str]) -> str:
    """Every name of a column may be that of a field."""
    return ""


def never_stated(field: str, word: str) -> bool:
    """No list of answers knows yes and no as such."""
    return False


def nothing_heard(last: str) -> Heard | None:
    """No name of a column is understood but by the synonyms."""
    return None


class TableWords(NamedTuple):
    """How titles, headings and names of columns speak of the lines of such tables.

    Attributes:
        tail: what may follow a unit's name in a title.
        title: what titles end with.
        group: what headings of groups end with.
        about: what follows the name of a township in the title of a form.
        front: words in front of a column's name that add nothing to it.
        former: what sheets are called that hold what was there once.
        asked: words behind what a column asks by 是否, that add nothing to it.
    """

    tail: re.Pattern[str] = re.compile(r"(名册|名单|名录|情况表|登记表|统计表|信息表|一览表|情况|信息)?$")
    title: re.Pattern[str] = re.compile(r"(表|册|名单|名录|台账|汇总|情况|信息)(\([^)]*\))?\d*$")
    group: re.Pattern[str] = re.compile(
        r"(名单|编制|岗位|部门|民政所|敬老院|养老院|福利院|街道|社区|小组|办公室|情况)$"
    )
    about: re.Pattern[str] = re.compile(r"民政|名册|名单")
    front: re.Pattern[str] = re.compile(r"^(所属|目前|现有)(?=..)")
    former: re.Pattern[str] = re.compile(r"旧|备份|作废|副本|copy|backup|\bold\b", re.IGNORECASE)
    asked: re.Pattern[str] = re.compile(r"(?<=.)身份$")


USUAL_WORDS = TableWords()


@dataclass(frozen=True, eq=False, kw_only=True)
class Lexicon:
    """Compared by identity: one for each sort of table.

    Attributes:
        fields: by key; those that are not read are known so that the official sees they were left out on purpose.
        synonyms: field key → further names of its columns, besides its label.
        wanted: how a message names the columns without which there is no table.
        anchors: fields that with one other make a header.
        named_by: the field by which people know a line; empty where that is the unit alone.
        certain: fields that alone prove which record a line is: the identity number of a person.
        asked_with: code of an issue at another field → the field of numbers that it asks to be looked at as well.
        identified_by: fields by which the lines of one unit are told apart where nothing is certain.
        alike: those of these that may be the same though a character of them is another that looks like it.
        spelt: those of these that are names, which people write with the unit's name in front or without.
        ticks: fields whose options may be columns, the likeliest first where a word is an option of several.
        stated: is an option, asked for by a column of its own (是否……), answered by yes and no in the field's own list?
        unclear: what is told of a single tick that is denied, by field, or by ``field=option``.
        denied: field and option of a single tick → the only other option, where it is denied.
        rough_ticks: answers that say less than a column of the field's own would: such a column goes before.
        value_patterns: fields told by their values, the surest first.
        could_be: field → could a cell be one? For fields whose names are not believed against their values.
        sure_patterns: fields whose look outranks another name.
        refuses: why words that resemble a field's name say something else: the whole path, its last part, the synonyms.
        hears: a field from words that no list of synonyms can hold.
        weak: names that say something near to a field, with what is told; a column that says the thing itself goes
            before.
        vague: names that also stand for other things than the field.
        topmost: field → words in a name that make it the one that counts among several.
        other_tables: words of tables about other things, and titles that say that it is this one all the same.
        beside: fields of which one begins a second table beside the first, after a second column of names.
        whose: by which posts names of columns say whose they are (``post`` in it), where a line may be about several.
        usual: those of these that may be anybody's whom such a table is about.
        pieces: the field whose values may be written over several cells.
        read_along: pairs of fields of which the second is read out of the first one's cells, where its name says so.
        together: field → do two columns of it, the second the better one, say parts of the same thing? With whether the
            better one is surely the one that counts.
        joins: field → how several columns of it become one cell.
        words: how titles and headings speak of the lines.
        of_a_year: figures are of a year, which may stand in front of a column's name.
    """

    fields: Mapping[str, Field]
    synonyms: Mapping[str, Sequence[str]]
    wanted: str
    anchors: frozenset[str]
    named_by: str = ""
    certain: tuple[str, ...] = ()
    asked_with: Mapping[str, str] = field(default_factory=dict)
    identified_by: tuple[str, ...] = ()
    alike: frozenset[str] = frozenset()
    spelt: frozenset[str] = frozenset()
    ticks: tuple[str, ...] = ()
    stated: Callable[[str, str], bool] = never_stated
    unclear: Mapping[str, Unclear] = field(default_factory=dict)
    denied: Mapping[tuple[str, str], str] = field(default_factory=dict)
    rough_ticks: frozenset[str] = frozenset()
    value_patterns: Sequence[ValuePattern] = ()
    could_be: Mapping[str, Callable[[Cell], bool]] = field(default_factory=dict)
    sure_patterns: frozenset[str] = frozenset()
    refuses: Callable[[str, str, Mapping[str, str]], str] = nothing_refused
    hears: Callable[[str], Heard | None] = nothing_heard
    weak: Mapping[str, str] = field(default_factory=dict)
    vague: frozenset[str] = frozenset()
    topmost: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    other_tables: tuple[re.Pattern[str], re.Pattern[str]] | None = None
    beside: frozenset[str] = frozenset()
    whose: re.Pattern[str] | None = None
    usual: re.Pattern[str] | None = None
    pieces: str = ""
    read_along: frozenset[tuple[str, str]] = frozenset()
    together: Mapping[str, Callable[[Any, Any, bool], bool]] = field(default_factory=dict)
    joins: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    words: TableWords = USUAL_WORDS
    of_a_year: bool = False

    @cached_property
    def known(self) -> dict[str, str]:
        """Column name, normalised as ``headers.normalise`` does, → field key."""
        found: dict[str, str] = {}
        for key, names in self.synonyms.items():
            for name in (self.fields[key].label, *names):
                found.setdefault(normalise(name), key)
        for key, declared in self.fields.items():
            if declared.label:
                found.setdefault(normalise(declared.label), key)
        return found

    def names_unit(self, key: str | None) -> bool:
        """Is this a field whose cells name a unit?"""
        return key is not None and key in self.fields and self.fields[key].target is Target.UNIT

    def is_read(self, key: str | None) -> bool:
        """Is this a field of which anything is made?"""
        return key is not None and self.fields[key].target is not Target.NOTHING

    def masked(self, key: str, text: str) -> str:
        """A cell's text for messages, screens and reports: personal numbers never whole, in any column."""
        if key == NUMBERED:
            return without_figures(text)
        return self.fields[key].mask(text) if key in self.fields else mask_text(text)
