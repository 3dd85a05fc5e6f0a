"""Units of one sort by every spelling of their names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from intake.units.names import committee, place, plain, short, spellings, village_said
from jian_minzheng.core.look_alikes import fold, is_foldable

NEAR_CUTOFF = 60
"""Full ratio from which a similar name within scope is proposed."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or nursing home that a row can belong to. ``home_id`` is set for nursing homes only."""

    division_id: int
    path: str
    name: str
    level: str
    home_id: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    def inside(self, path: str) -> bool:
        return self.path.startswith(path)


@dataclass(slots=True)
class Register:
    """Units of one sort by every spelling, current names before former ones; ``alike`` and ``alike_former`` by names
    of which one character may be written as another.

    ``above``: they stand above villages, and the name of a village is none of theirs: 敦厚村 is not 敦厚 with a word
    behind it, while 沙村 is 沙村镇 in short.
    """

    units: list[Unit] = field(default_factory=list)
    above: bool = False
    exact: dict[str, list[Unit]] = field(default_factory=dict)
    loose: dict[str, list[Unit]] = field(default_factory=dict)
    former: dict[str, list[Unit]] = field(default_factory=dict)
    alike: dict[str, list[Unit]] = field(default_factory=dict)
    alike_former: dict[str, list[Unit]] = field(default_factory=dict)

    def add(self, unit: Unit, name: str) -> None:
        self.units.append(unit)
        self.exact.setdefault(plain(name), []).append(unit)
        for spelling in spellings(name):
            self.loose.setdefault(spelling, []).append(unit)
            if is_foldable(spelling):
                self.alike.setdefault(fold(spelling), []).append(unit)

    def add_former(self, unit: Unit, name: str) -> None:
        for spelling in spellings(name):
            self.former.setdefault(spelling, []).append(unit)
            if is_foldable(spelling):
                self.alike_former.setdefault(fold(spelling), []).append(unit)

    def find(self, text: str, within: str = "") -> list[Unit]:
        """Units that ``text`` may mean below the path ``within``, as it is written or else by look-alikes."""
        return self.as_written(text, within) or self.by_look_alikes(text, within)

    def as_written(self, text: str, within: str = "") -> list[Unit]:
        """By full name, else spelling, else former name."""
        name = plain(text)
        bare = self._bare(name)
        steps = (self.exact, (name,)), (self.exact, bare[:1]), (self.loose, bare), (self.former, (name, *bare))
        return _first(steps, within)

    def by_look_alikes(self, text: str, within: str = "") -> list[Unit]:
        """上圮乡 is 上圯乡: see ``core.look_alikes``."""
        name = fold(plain(text))
        if not is_foldable(name):
            return []
        wanted = name, *self._bare(name)
        return _first(((self.alike, wanted), (self.alike_former, wanted)), within)

    def current(self, text: str) -> list[Unit]:
        """Units whose own name of today this is, in full or in short."""
        name = plain(text)
        return _first(((self.exact, (name,)), (self.loose, self._bare(name))), "")

    def _bare(self, name: str) -> tuple[str, ...]:
        """What a name is looked up by, where it is not as it stands."""
        bare = place(name)
        if self.above and village_said(name):
            return (name,)
        return (bare,) if self.above and committee(bare) else (bare, short(bare))

    def near(self, text: str, within: str = "") -> str:
        """The most similar name below ``within``, or nothing."""
        names = [unit.name for unit in self.units if unit.inside(within)]
        hit = process.extractOne(place(text), names, scorer=fuzz.ratio, score_cutoff=NEAR_CUTOFF)
        return str(hit[0]) if hit else ""


def _first(steps: Iterable[tuple[dict[str, list[Unit]], tuple[str, ...]]], within: str) -> list[Unit]:
    """The units below a path that the first spelling names by which there are any."""
    for names, wanted in steps:
        for spelling in wanted:
            if units := [unit for unit in names.get(spelling, ()) if unit.inside(within)]:
                return list(dict.fromkeys(units))
    return []
