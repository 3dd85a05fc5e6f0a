"""A page in the making: lines of cells on one side, what they mean on the other."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bench.roster_corpus.people import Person
from bench.roster_corpus.spellings import Say
from bench.roster_corpus.spellings.dates import UNSURE
from bench.roster_corpus.truth import Formula, Line, Page, Said
from jian_minzheng.core.id_numbers import birth_date, sex

NOT_READ: frozenset[str | None] = frozenset(
    {None, "sequence", "age", "native_place", "party_date", "other_title", "residents", "certificate"}
)
"""What a column that says nothing about the fields wanted may be taken for."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A column: the words above it from top to bottom, the fields it may be taken for, what stands in it."""

    path: tuple[str, ...]
    means: frozenset[str | None]
    say: Say


def column(header: str | tuple[str, ...], field: str | None, say: Say) -> Spec:
    """A column that holds ``field``, or, with ``None``, nothing that is to be read."""
    path = (header,) if isinstance(header, str) else header
    return Spec(path, frozenset({field}) if field else NOT_READ, say)


def text(*cells: Any) -> Say:
    """Cells that mean nothing to the importer."""
    return lambda _person, rng: Said(rng.choice(cells))


class Draft:
    """Build a page from top to bottom. Every person's line brings its truth along."""

    def __init__(self, rng: Random, specs: Sequence[Spec], *, name: str = "花名册", left: int = 0) -> None:
        self.rng, self.specs, self.left = rng, list(specs), left
        self.page = Page(name)
        self.width = left + len(self.specs)
        self.page.means = {left + index: spec.means for index, spec in enumerate(self.specs) if any(spec.path)}

    def row(self, *cells: Any) -> int:
        """Any line that is nobody's; returns its index."""
        self.page.rows.append([*[None] * self.left, *cells])
        return len(self.page.rows) - 1

    def banner(self, words: str, *, merged: bool = True) -> None:
        """Words over the whole width."""
        index = self.row(words)
        if merged:
            self.merge(index, 0, index, self.width - self.left - 1)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.page.merges.append((top, self.left + left, bottom, self.left + right))

    def header(self, *, merged: bool = True) -> None:
        """The columns' words, one line per level; groups and single columns merged, or typed once and left so."""
        depth = max(len(spec.path) for spec in self.specs)
        top = len(self.page.rows)
        paths = [spec.path for spec in self.specs]
        for level in range(depth):
            words = [path[level] if level < len(path) else None for path in paths]
            shown = [
                None if level < len(path) - 1 and at and paths[at - 1][: level + 1] == path[: level + 1] else word
                for at, (path, word) in enumerate(zip(paths, words, strict=True))
            ]
            self.row(*shown)
        if merged:
            self._merge_header(top, depth, paths)

    def _merge_header(self, top: int, depth: int, paths: Sequence[tuple[str, ...]]) -> None:
        for at, path in enumerate(paths):
            if len(path) < depth:
                self.merge(top + len(path) - 1, at, top + depth - 1, at)
            for level in range(len(path) - 1):
                start = path[: level + 1]
                if at and paths[at - 1][: level + 1] == start:
                    continue
                end = at
                while end + 1 < len(paths) and paths[end + 1][: level + 1] == start:
                    end += 1
                self.merge(top + level, at, top + level, end)

    def person(self, person: Person, *, number: int | None = None) -> None:
        """A line for ``person``, with ``number`` in front when the first column is for numbers."""
        said = [spec.say(person, self.rng) for spec in self.specs]
        cells = [number if one.cell is NUMBER else one.cell for one in said]
        index = self.row(*cells)
        self.page.lines.append(_truth(index + 1, person, list(zip(self.specs, said, strict=True))))

    def people(self, people: Sequence[Person], *, start: int = 1) -> None:
        for number, person in enumerate(people, start):
            self.person(person, number=number)

    def blank(self, times: int = 1) -> None:
        for _ in range(times):
            self.row()

    def footer(self, *words: str) -> None:
        """A line whose words stand here and there."""
        cells: list[Any] = [None] * (self.width - self.left)
        for at, word in enumerate(words):
            cells[min(at * 3, len(cells) - 1)] = word
        self.row(*cells)


NUMBER = object()
"""In place of a cell: the line's number."""


def numbered(header: str = "序号") -> Spec:
    return column(header, None, lambda _person, _rng: Said(NUMBER))


def formula_numbered(header: str = "序号") -> Spec:
    """Numbers that a formula counts."""
    return column(header, None, lambda _person, rng: Said(Formula("ROW()-2", rng.randint(1, 9))))


def _truth(number: int, person: Person, cells: Sequence[tuple[Spec, Said]]) -> Line:
    line = Line(number, {"unit": person.unit})
    for spec, said in cells:
        line.values.update(said.means)
        line.faults.update(said.faults)
        for field in (*said.means, *said.faults):
            line.sources.setdefault(field, {field}).update(spec.means)
    if "id_number" in line.values and "id_number" not in line.faults:
        _settle(line)
    else:
        _unsettle(line)
    for field in line.faults:
        line.values.pop(field, None)
    return line


def _unsettle(line: Line) -> None:
    """Without a readable identity number nothing contradicts it."""
    for key, code in (("sex", "sex_mismatch"), ("birth_date", "birth_mismatch")):
        if line.faults.get(key) == frozenset({code}):
            del line.faults[key]


def _settle(line: Line) -> None:
    """The identity number says sex and birthday, and which of two months a birthday is in."""
    number: str = line.values["id_number"]
    if line.faults.get("birth_date") == UNSURE:
        del line.faults["birth_date"]
    born: datetime.date = birth_date(number)
    line.values.update(sex=sex(number), birth_date=born)
