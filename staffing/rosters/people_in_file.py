"""What the rows of one file say about one another, remembered in a few words a row: they are judged part by part."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.conf import settings

from intake.lines.books import FileRows
from intake.lines.checks import other_rows
from intake.lines.rows import Row
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.look_alikes import fold, is_foldable
from staffing import vocabulary as v
from staffing.alike import Tried, beginning
from staffing.models import Person
from staffing.rosters.lexicon import PEOPLE
from staffing.rosters.positions import Roster

_OF_THE_NUMBER = frozenset({"name", "id_number", "sex", "birth_date"})
_PARTICULARS = tuple(
    key
    for key, one in PEOPLE.fields.items()
    if one.column is not None and one.column.model is Person and key not in _OF_THE_NUMBER
)
"""What is registered once of a person, however many lines there are."""


class _Line(NamedTuple):
    number: int
    name: str
    place: Hashable
    ordinary: bool
    established: bool


@dataclass(slots=True)
class People(FileRows):
    """The same person twice in one file: both lines are told, for nobody but the official knows which is right; so are
    two people of one name at a unit, which may be one of whom a number is wrong.

    Attributes:
        roster: whose rows they are.
        numbers: first row that names an identity number.
        others: the same of rows that are not judged anew with the few that are.
        taken: row that was found to be a person in another way, by person id; claimed as rows are compared.
        ended: row that ends a post by transfer or loan, by post id; claimed likewise.
        alike: how many numbers begin alike, by that beginning; those of rows left out by the official count too.
        counted: the numbers themselves.
        guesses: beginnings of which so many are not those of the importer's own people that none is looked up.
        unchecked: numbers that are not looked up but among the importer's own people, as too many stand elsewhere.
        phones: telephones tried for people: not the one on record, but shown like it; by person id.
        refused: why people who met an established post out of sight, or asked for one too often, are left out.
        guessed: what this file added to those, as ``recall_phones`` takes it.
    """

    roster: Roster
    numbers: dict[str, int] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=dict)
    ended: dict[int, int] = field(default_factory=dict)
    alike: Counter[str] = field(default_factory=Counter)
    counted: set[str] = field(default_factory=set)
    guesses: set[str] = field(default_factory=set)
    unchecked: set[str] = field(default_factory=set)
    phones: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    refused: dict[int, Action] = field(default_factory=dict)
    guessed: set[str] = field(default_factory=set)
    _first: dict[Hashable, _Line] = field(default_factory=dict)
    _again: dict[Hashable, list[_Line]] = field(default_factory=dict)
    _alike: dict[Hashable, dict[str, int]] = field(default_factory=dict)
    _named: dict[Hashable, tuple[str, int]] = field(default_factory=dict)
    _namesakes: dict[Hashable, dict[str, int]] = field(default_factory=dict)
    _told: dict[str, dict[str, tuple[Any, int]]] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        number = row.get("id_number")
        if number and not row.left_out:
            self.count([number])
        if row.left_out or row.skipped:
            return
        if number and row.unit is not None:
            self.numbers.setdefault(number, row.number)
            self._add_name(row, number)
        if (key := _who(row)) is None:
            return
        if alike := _alike(key):
            self._alike.setdefault(alike, {}).setdefault(row.values["name"], row.number)
        line = _line(row, self.roster)
        first = self._first.setdefault(key, line)
        if first is not line:
            self._again.setdefault(key, [first]).append(line)

    def _add_name(self, row: Row, number: str) -> None:
        first = self._named.setdefault((row.get("name"), row.unit), (number, row.number))
        if first[0] != number:
            namesakes = self._namesakes.setdefault((row.get("name"), row.unit), dict([first]))
            namesakes.setdefault(number, row.number)

    def first_with(self, number: str) -> int | None:
        """The first row of the file that names a number."""
        rows = [named[number] for named in (self.numbers, self.others) if number in named]
        return min(rows, default=None)

    def namesake_with_number(self, row: Row) -> int | None:
        """The first row of the file that names somebody so at the same unit, by number, where this one has none."""
        named = self._named.get((row.get("name"), row.unit)) if isinstance(_who(row), tuple) else None
        return named[1] if named else None

    def count(self, numbers: Iterable[str]) -> None:
        """Numbers of the file, be their rows judged or not, and of others that the uploader sent of late."""
        for number in numbers:
            if number not in self.counted:
                self.counted.add(number)
                self.alike[beginning(number)] += 1

    def recall(self, numbers: Iterable[str]) -> None:
        """Numbers that were tried before, as far as this file has any like them."""
        self.count(number for number in numbers if beginning(number) in self.alike)

    def recall_hashed(self, kept: Iterable[str]) -> None:
        """The same of those that the trail remembers, see ``Tried``."""
        if tried := set(kept):
            starts = {Tried.start(one): one for one in self.alike}
            counted = {Tried.of(number).pk for number in self.counted}
            self.alike.update(starts[start] for one in tried - counted if (start := one.partition(".")[0]) in starts)

    def recall_phones(self, kept: Iterable[str]) -> None:
        """Those tried before, kept as ``person id/telephone`` among the numbers that a batch has shown."""
        for person, _, phone in (one.partition("/") for one in kept if "/" in one):
            self.phones[int(person)].add(phone)

    def may_compare(self, person: int, phone: str, recorded: str) -> bool:
        """Is a telephone that is shown like the recorded one compared with it?

        Four digits are hidden: whoever may ask ten thousand times whether they agree has them. Only wrong ones count,
        each once, so that a roster that repeats what is on record asks as often as it likes; after a few wrong ones no
        further one is compared, be it the right one.
        """
        tried = self.phones[person]
        if phone not in tried and len(tried) >= settings.PHONES_ALIKE:
            return False
        if phone != recorded:
            tried.add(phone)
            self.guessed.add(f"{person}/{phone}")
        return True

    def crowded(self) -> set[str]:
        """Beginnings of which there are more numbers than people are born on one day: some may be tried out."""
        return {one for one, count in self.alike.items() if count > settings.ALIKE_NUMBERS}

    def settle(self, own: Collection[str]) -> None:
        """Numbers of the importer's ``own`` people are not tried; where the others alone are few, own ones are met."""
        known = Counter(beginning(number) for number in own if number in self.counted)
        self.guesses = {one for one in self.crowded() if self.alike[one] - known[one] > settings.ALIKE_NUMBERS}

    def too_alike(self, number: str) -> bool:
        """Is it tried what the last four characters may be? A roster names few people born on one day."""
        return self.alike[beginning(number)] > settings.ALIKE_NUMBERS

    def own_alone(self, number: str) -> bool:
        """Is it looked for among the importer's own people alone?"""
        return number in self.unchecked or self.too_alike(number)

    def guessed_at(self, number: str) -> bool:
        """Is it looked for nowhere, nor compared with other lines?"""
        return beginning(number) in self.guesses

    def left_alone(self, row: Row) -> bool:
        return self.guessed_at(row.get("id_number") or "")

    def tell(self, row: Row) -> None:
        self._tell_alike(row)
        self._tell_namesakes(row)
        if not self._again or row.left_out or row.skipped or self.guessed_at(row.get("id_number") or ""):
            return
        key = _who(row)
        same = self._again.get(key, ())
        if not same:
            return
        if isinstance(key, str) and _second_places(same):
            self._tell_one_person(row, key, same)
        elif isinstance(key, str):
            _tell(row, same, "id_number", "id_duplicate_in_file", "身份证号")
        else:
            _tell(row, same, "name", "name_duplicate_in_file", "姓名(未填身份证号)")

    def _tell_one_person(self, row: Row, number: str, same: Sequence[_Line]) -> None:
        """One number, several posts: it bears one name, and what is registered once ought to be said once."""
        named = [line.number for line in same if line.name != row.get("name")]
        if named:
            message = f"与{row.place.among.line_names(named, '')}身份证号相同，姓名却不同：请按证件核对号码和姓名。"
            row.complain("name", "id_two_names", message)
            return
        told = self._told.setdefault(number, {})
        for key in _PARTICULARS:
            if (value := row.get(key)) in (None, ""):
                continue
            first, line = told.setdefault(key, (value, row.number))
            if first != value:
                message = f"与{row.place.among.line_name(line)}是同一人，这一项写得不同：只能登记其中一个，请改成一致。"
                row.warn(key, "facts_differ_in_file", message)

    def _tell_namesakes(self, row: Row) -> None:
        """Of the same name at the same unit, by different numbers: two people, or a name that was copied down."""
        number = row.get("id_number")
        if not self._namesakes or row.left_out or row.skipped or not number or self.guessed_at(number):
            return
        namesakes = self._namesakes.get((row.get("name"), row.unit), {})
        others = [line for other, line in namesakes.items() if other != number]
        if number in namesakes and others:
            lines = row.place.among.line_names(others, "")
            message = f"与{lines}单位、姓名相同，身份证号不同，按不同的人登记：请核对姓名和号码。"
            row.warn("name", "namesakes_in_file", message)

    def _tell_alike(self, row: Row) -> None:
        """Another name of the unit that differs by a character that looks alike, where no number tells them apart."""
        if not self._alike or row.left_out or row.skipped:
            return
        names = self._alike.get(_alike(_who(row)), {})
        if others := [number for name, number in names.items() if name != row.values["name"]]:
            message = f"与{row.place.among.line_names(others, '')}的姓名只有形近的字不同，请核对是否同一人。"
            row.warn("name", "name_alike_in_file", message)


def _alike(who: Hashable | None) -> Hashable | None:
    """The same for people whom only look-alike characters in their names tell apart; else empty."""
    if isinstance(who, tuple) and is_foldable(who[0]):
        return fold(who[0]), who[1]
    return None


def _who(row: Row) -> Hashable | None:
    """The identity number; without one, name and unit."""
    if number := row.get("id_number"):
        return str(number)
    if row.get("name") and row.unit and "id_number" not in row.problems:
        return row.values["name"], row.unit
    return None


def _line(row: Row, roster: Roster) -> _Line:
    """At a home two positions are two places: 院长兼会计."""
    unit = row.unit
    position = roster.position(row.get("title") or "") if unit and unit.home_id else ""
    return _Line(
        row.number,
        row.get("name") or "",
        (unit.division_id, unit.home_id, position) if unit else None,
        row.get("working_mode") not in v.SECOND_PLACE,
        row.get("employment") in v.ESTABLISHED,
    )


def _second_places(lines: Sequence[_Line]) -> bool:
    """At most one ordinary post and one established one, and every further one at a place of its own."""
    places = {line.place for line in lines if line.place is not None}
    alone = sum(line.ordinary for line in lines) <= 1 and sum(line.established for line in lines) <= 1
    return alone and len(places) == len(lines)


def _tell(row: Row, lines: Sequence[_Line], key: str, code: str, what: str) -> None:
    others = other_rows([line.number for line in lines], row)
    row.complain(key, code, f"{what}与{others}重复；同一人在两处任职的，请在“在岗方式”写明借入或兼任。")
