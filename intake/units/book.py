"""Which unit a cell names, within what the importer may write to and nowhere else.

A name that exists elsewhere and a name that exists nowhere get the same answer.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from rapidfuzz import fuzz, process

from intake.units.names import committee, place, plain, short, spellings, unadorned, without_post
from intake.units.offices import Office, is_office_here, office_named
from intake.values import Option, ValueProblem
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.look_alikes import fold, is_foldable
from offices.models import Division, DivisionEra, NursingHome
from offices.models.divisions import Level
from offices.places import paths_above

_TOGETHER = re.compile(r"[、，,;；/\s]+")
_AN_OFFICE = 3
"""Characters of the shortest name of one among several: 敦厚 高塘 is one village."""
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
    of which one character may be written as another."""

    units: list[Unit] = field(default_factory=list)
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
        bare = place(name), short(place(name))
        steps = (self.exact, (name,)), (self.exact, bare[:1]), (self.loose, bare), (self.former, (name, *bare))
        return _first(steps, within)

    def by_look_alikes(self, text: str, within: str = "") -> list[Unit]:
        """上圮乡 is 上圯乡: see ``core.look_alikes``."""
        name = fold(plain(text))
        if not is_foldable(name):
            return []
        wanted = name, place(name), short(place(name))
        return _first(((self.alike, wanted), (self.alike_former, wanted)), within)

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


@dataclass(slots=True)
class UnitBook:
    """All units below the division imported to, and what stands above them in a written name (吉安县，江西省 …).

    ``upper`` are those above townships, the division itself included; ``codes`` are all by their 统计用区划代码.
    """

    upper: Register
    townships: Register
    villages: Register
    homes: Register
    elsewhere: Register
    prefixes: tuple[str, ...]
    codes: dict[str, Unit] = field(default_factory=dict)

    def strip(self, text: str) -> str:
        """``江西省吉安市吉安县敦厚镇`` → ``敦厚镇``; the name of a county alone stays."""
        name = plain(unadorned(text))
        for prefix in self.prefixes:
            if name.startswith(prefix) and len(name) > len(prefix) + 1:
                name = name[len(prefix) :]
        return name

    @property
    def root(self) -> Unit | None:
        """The division imported to, where it is no village."""
        return min((*self.upper.units, *self.townships.units), key=lambda unit: len(unit.path), default=None)

    def township(self, text: str) -> Unit:
        name = self.strip(text)
        if not self.townships.find(name):
            if here := self._here(text):
                return here
            if self.upper.find(name) or self._office(text):
                raise ValueProblem("unit_unknown", "这是县级或市级单位，请写明乡镇(街道)。")
        return self._one(self.townships, name, "", "乡镇(街道)")

    def unit(self, text: str) -> Unit:
        """A unit of any level, by its name or that of an office of it, with or without somebody's post there; of
        namesakes the higher one, for a name alone means the office. Several offices of one unit are that unit.
        """
        try:
            return self._unit(text)
        except ValueProblem:
            if (bare := without_post(text)) != plain(text):
                return self._unit(bare)
            pieces = [piece for piece in _TOGETHER.split(text) if piece]
            if len(pieces) < 2 or min(map(len, pieces)) < _AN_OFFICE:
                raise
            return self._common([self._unit(piece) for piece in pieces])

    def _unit(self, text: str) -> Unit:
        name = self.strip(text)
        for register in (self.upper, self.townships):
            if len(found := register.find(name)) == 1:
                return found[0]
        if committee(place(name)):
            return self.village(text)
        if here := self._here(text):
            return here
        if office := self._office(text):
            return self._of_office(office)
        return self._one(self.townships, name, "", "单位")

    def _common(self, units: Sequence[Unit]) -> Unit:
        if len(set(units)) == 1:
            return units[0]
        names = tuple(dict.fromkeys(unit.name for unit in units))
        options = tuple(Option(name, name) for name in names)
        raise ValueProblem("unit_ambiguous", f"一格写了几个单位（{'、'.join(names)}），请选择其中一个。", options)

    def office_told(self, text: str, unit: Unit) -> str:
        """What is told of a text that names another office of the unit than that of civil affairs, or a post."""
        bare = without_post(text)
        office = self._office(bare) if unit in self.upper.units else None
        other = office is not None and not office.civil
        told = f"写的是“{unit.name}”的其他机关，单位按“{unit.name}”登记，请核对。" if other else ""
        return told or (f"单位按“{unit.name}”登记，后面的职务没有读入。" if bare != plain(text) else "")

    def in_name(self, text: str) -> Unit | None:
        """The township with whose name that of a record begins: 永阳镇敬老院."""
        town, rest = self._leading_township(self.strip(text))
        return town if town and rest else None

    def coded(self, text: str) -> Unit:
        """A unit of any level by its code."""
        if unit := self.codes.get(plain(text)):
            return unit
        raise ValueProblem("unit_unknown", "本次导入范围内没有这个统计用区划代码的单位，请核对代码。")

    def _here(self, text: str) -> Unit | None:
        """镇政府 in a table of one township."""
        root = self.root
        return root if root and root.level == Level.TOWNSHIP and is_office_here(plain(text)) else None

    def _office(self, text: str) -> Office | None:
        below = (plain(unit.name) for unit in self.upper.units)
        return office_named(plain(unadorned(text)), tuple(dict.fromkeys((*self.prefixes, *below))))

    def _of_office(self, office: Office) -> Unit:
        """The unit within the division imported to, whose own people write 县 for it; what lies above stays outside."""
        units = self.upper.find(office.owner) if office.owner else self.upper.units[:1]
        root = self.root
        above = [name for name in self.prefixes if root is None or name != plain(root.name)]
        if not units and root in self.upper.units and not any(name.endswith(office.owner) for name in above):
            units = [unit for unit in self.upper.units if unit.name.endswith(office.owner)]
            units = [root] if root in units else units
        if len(units) == 1:
            return units[0]
        options = (Option(root.name, root.name),) if root else ()
        if units:
            raise ValueProblem("unit_ambiguous", "分不清是哪个县(市、区)的机关，请写明县名。")
        message = "这是上级单位的机关，不在本次导入的范围内；属于本级保管的，请改写成本级单位，或跳过这一行。"
        raise ValueProblem("unit_out_of_scope", message, options)

    def village(self, text: str, within: Unit | None = None) -> Unit:
        """A village; ``敦厚镇高塘村`` and ``敦厚 高塘`` name the township along with it."""
        name = self.strip(text)
        self._refuse_township(name, within)
        inside = within.path if within else ""
        if not self.villages.find(name, inside):
            township, rest = self._leading_township(name)
            if township:
                return self._village(rest, township.path)
        return self._village(name, inside)

    def _village(self, name: str, inside: str) -> Unit:
        """Of 金家村委会 and 金家居委会, 金家社区 is the latter; where only a 村 is called so, somebody must say."""
        sort = committee(name)
        found = self.villages.find(name, inside)
        fitting = [unit for unit in found if not sort or committee(unit.name) in ("", sort)]
        if not fitting:
            alike = self.villages.by_look_alikes(name, inside)
            fitting = [unit for unit in alike if not sort or committee(unit.name) in ("", sort)]
        if len(fitting) == 1:
            return fitting[0]
        if found and not fitting:
            options = tuple(Option(unit.name, unit.name) for unit in found)
            names = "、".join(unit.name for unit in found)
            raise ValueProblem("unit_unknown", f"本次导入范围内没有这个村(居)，只有“{names}”。是同一个吗？", options)
        return self._one(self.villages, name, inside, "村(居)")

    def _refuse_township(self, name: str, within: Unit | None) -> None:
        """敦厚镇 is never 敦厚村; 敦厚 alone may be either, unless the township is known."""
        if self.villages.exact.get(name) or self.villages.exact.get(place(name)):
            return
        towns = self.townships.as_written(name)
        if not towns and not self.villages.as_written(name):
            towns = self.townships.by_look_alikes(name)
        whole = bool(towns) and short(place(name)) != place(name)
        either = bool(towns) and within is None and len(self.townships.units) > 1
        if not committee(name) and (whole or either):
            message = "这是乡镇(街道)的名称，请写明村(居)。"
            raise ValueProblem("unit_ambiguous" if either and not whole else "unit_unknown", message)

    def named_alike(self, text: str, unit: Unit) -> list[str]:
        """The names of the unit, and of its township, that ``text`` has only in another spelling; for telling."""
        words = self.strip(text)
        if not is_foldable(words):
            return []
        town = next((one for one in self.townships.units if unit.inside(one.path)), unit)
        lead, own, folded = short(place(town.name)), short(place(unit.name)), fold(words)
        rest = folded.removeprefix(fold(lead))
        if town != unit and rest != folded and fold(own) in rest:
            cut = len(words) - len(rest)
            said = [(town.name, lead, words[:cut]), (unit.name, own, words[cut:])]
        elif fold(own) in folded:
            said = [(unit.name, own, words)]
        else:
            former = (self.townships.former, self.villages.former)
            names = (
                name for known in former for name, units in known.items() if unit in units and fold(name) in folded
            )
            said = [(town.name, lead, words), *((name, name, words) for name in islice(names, 1))]
        return [name for name, bare, part in said if bare not in part and fold(bare) in fold(part)]

    def home(self, text: str, within: Unit | None = None) -> Unit:
        """A nursing home by name, or the only one of the township that the text names."""
        name = self.strip(text)
        inside = within.path if within else ""
        homes = self.homes.find(name, inside)
        if not homes and within is None and (towns := self.townships.find(name)):
            homes = [unit for unit in self.homes.units if len(towns) == 1 and unit.inside(towns[0].path)]
        if not homes and plain(text) in ("敬老院", "养老院", "福利院") and within:
            homes = [unit for unit in self.homes.units if unit.inside(within.path)]
        if len(homes) == 1:
            return homes[0]
        return self._one(self.homes, name, inside, "敬老院")

    def _leading_township(self, name: str) -> tuple[Unit | None, str]:
        for length in range(len(name) - 2, 1, -1):
            units = self.townships.find(name[:length])
            if len(units) == 1:
                return units[0], name[length:]
        return None, name

    def _one(self, register: Register, name: str, within: str, sort: str) -> Unit:
        units = register.find(name, within)
        if len(units) == 1:
            return units[0]
        if units:
            raise ValueProblem("unit_ambiguous", f"有{len(units)}个{sort}叫这个名称，请同时写明所在的乡镇(街道)。")
        if self.elsewhere.find(name):
            raise ValueProblem(
                "unit_out_of_scope", "这个单位在您的管辖范围内，但不属于本次导入的单位；请改从它的上级单位导入。"
            )
        near = register.near(name, within)
        hint = f"是否为“{near}”？" if near else "请核对名称。"
        options = (Option(near, near),) if near else ()
        raise ValueProblem("unit_unknown", f"本次导入范围内没有这个{sort}。{hint}", options)


def load_units(identity: Identity, division: Division) -> UnitBook:
    """Every unit at or below ``division``, which was fetched through the scope; in five queries at most."""
    visible = list(Division.objects.visible_to(identity).filter(valid_to__isnull=True, virtual=False))
    inside = [node for node in visible if node.path.startswith(division.path)]
    former = _former_names(identity)
    upper = Register()
    for node in inside:
        if node.level in (Level.CITY, Level.COUNTY):
            upper.add(unit_of(node), node.name)
    homes = Register()
    for home in _homes_of(identity, division).select_related("township"):
        homes.add(Unit(home.township_id, home.township.path, home.name, Level.TOWNSHIP, home.pk), home.name)
    return UnitBook(
        upper=upper,
        townships=_register(inside, Level.TOWNSHIP, former),
        villages=_register(inside, Level.VILLAGE, former),
        homes=homes,
        elsewhere=_register((node for node in visible if not node.path.startswith(division.path)), None, former),
        prefixes=_prefixes(division),
        codes={node.stats_code: unit_of(node) for node in inside if node.stats_code},
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """Keys of the units, and of the homes in operation there, as they stand today."""

    divisions: frozenset[int]
    homes: frozenset[int]

    def __contains__(self, unit: Unit) -> bool:
        return unit.division_id in self.divisions and (unit.home_id is None or unit.home_id in self.homes)


def units_in_reach(identity: Identity, division: Division, *, homes: bool) -> Reach:
    """What lies at or below ``division`` today, for a preview may wait while the tree changes."""
    units = Division.objects.visible_to(identity).filter(path__under=division.path, valid_to__isnull=True)
    found = _homes_of(identity, division).values_list("pk", flat=True) if homes else ()
    return Reach(frozenset(units.values_list("pk", flat=True)), frozenset(found))


def _homes_of(identity: Identity, division: Division) -> Any:
    running = NursingHome.objects.visible_to(identity).live().filter(closed_on__isnull=True)
    return running.filter(township__path__under=division.path)


def unit_of(division: Division) -> Unit:
    return Unit(division.pk, division.path, division.name, division.level)


def _register(nodes: Iterable[Division], level: Level | None, former: dict[int, list[str]]) -> Register:
    register = Register()
    for node in nodes:
        if level is None or node.level == level:
            unit = unit_of(node)
            register.add(unit, node.name)
            for name in former.get(node.pk, ()):
                register.add_former(unit, name)
    return register


def _former_names(identity: Identity) -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    eras = DivisionEra.objects.filter(division__path__under=identity.path, valid_to__isnull=False)
    for division_id, name in eras.values_list("division_id", "name"):
        names.setdefault(division_id, []).append(name)
    return names


def _prefixes(division: Division) -> tuple[str, ...]:
    """The province, then the units above and the county itself, top down."""
    paths = paths_above(division.path, itself=True)
    above = Division.objects.filter(path__in=paths, level__in=(Level.CITY, Level.COUNTY)).order_by("path")
    names = [plain(name) for name in above.values_list("name", flat=True)]
    return ("江西省", *names)
