"""Which unit a cell names, within what the importer may write to and nowhere else.

A name that exists elsewhere and a name that exists nowhere get the same answer.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from intake.units.names import (
    committee,
    place,
    plain,
    short,
    town_said,
    unadorned,
    village_said,
    village_sort,
    without_post,
)
from intake.units.offices import Office, is_office_here, office_named
from intake.units.register import Register, Unit
from intake.values import Option, ValueProblem
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.look_alikes import fold, is_foldable
from offices.models import Division, DivisionEra, NursingHome
from offices.models.divisions import Level
from offices.places import paths_above

_TOGETHER = re.compile(r"[、，,;；/\s]+")
_AN_OFFICE = 3
"""Characters of the shortest name of one among several: 敦厚 高塘 is one village."""
_OFFERED = 8
"""The most namesakes to choose from; of more, the township has to be written."""
_HOMES = ("敬老院", "养老院", "福利院")
_SOME_TOWN = re.compile(r"[\u3400-\u9fff]{1,5}?(镇|乡|街道)")
_NOWHERE = "-"
"""A path at which nothing lies."""


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

    def stands_over(self, text: str) -> bool:
        """Is it the name of a unit above the village imported to, which is in no register here?"""
        return self.root is None and self.strip(text) in {*self.prefixes, *map(short, self.prefixes)}

    def township(self, text: str) -> Unit:
        name = self.strip(text)
        if not self.townships.find(name):
            if here := self._here(text):
                return here
            if village_said(name):
                raise ValueProblem("unit_unknown", "这是村(居)的名称，请写明乡镇(街道)。")
            if self.upper.find(name) or self._office(text):
                raise ValueProblem("unit_unknown", "这是县级或市级单位，请写明乡镇(街道)。")
        return self._one(self.townships, name, "", "乡镇(街道)")

    def unit(self, text: str) -> Unit:
        """A unit of any level, by its name or that of an office of it, with or without somebody's post there. The name
        of a village is never that of its township; a name in short is the township's, see ``namesake_told``. Several
        offices of one unit are that unit.
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
        registers = (self.upper, self.townships, self.villages)
        exact = [unit for register in registers for unit in register.exact.get(name, ())]
        if len(exact) == 1:
            return exact[0]
        for register in (self.upper, self.townships):
            if len(found := register.find(name)) == 1:
                return self._or_village(found[0], register, name)
        if village_sort(name):
            return self.village(text)
        if here := self._here(text):
            return here
        if office := self._office(text):
            return self._of_office(office)
        town, rest = self._in_township(name)
        if self.villages.find(name) or (town and self.villages.find(rest, town.path)):
            return self.village(text)
        return self._one(self.townships, name, "", "单位")

    def _or_village(self, unit: Unit, register: Register, name: str) -> Unit:
        """The unit above villages, unless the name fits a village as well, and rather."""
        rather = village_said(name) or (not town_said(name) and unit not in register.current(name))
        below = self.villages.as_written(name) if rather else []
        if not below:
            return unit
        options = (Option(unit.name, unit.name), *self._choices(below))
        names = "、".join(option.label for option in options)
        raise ValueProblem("unit_ambiguous", f"分不清是乡镇(街道)还是村(居)：{names}，请选择其中一个。", options)

    def namesake_told(self, text: str, unit: Unit) -> str:
        """What is told of a name in short that was read as a township's, where a village there is called so too."""
        name = self.strip(text)
        if unit.level != Level.TOWNSHIP or name != short(plain(unit.name)) or name == plain(unit.name):
            return ""
        below = [one.name for one in self.villages.as_written(name) if one.inside(unit.path)]
        return f"“{name}”读作“{unit.name}”；那里还有“{'、'.join(below)}”，请核对。" if below else ""

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
            township, rest = self._in_township(name)
            if township and within and not township.inside(within.path):
                raise _disagree(within, f"村(居)写的是“{township.name}”的")
            if township:
                return self._village(rest, township.path)
        return self._village(name, inside)

    def _in_township(self, name: str) -> tuple[Unit | None, str]:
        """The township with which the name of a village begins, and the rest: 敦厚高塘.

        Of several beginnings the longest after which a village of that township is named, else the longest.
        """
        begun = list(self._leading_townships(name))
        fitting = (one for one in begun if self.villages.find(one[1], one[0].path))
        return next(fitting, begun[0] if begun else (None, name))

    def township_of(self, unit: Unit) -> Unit:
        """The township that a unit or a home belongs to, or the unit itself."""
        return next((one for one in self.townships.units if unit.inside(one.path)), unit)

    def path_of(self, unit: Unit) -> str:
        """A name that means this village alone: 油田镇花桥村委会."""
        town = self.township_of(unit)
        return unit.name if town == unit else f"{town.name}{unit.name}"

    def _choices(self, units: Sequence[Unit], *, short_of: str = "") -> tuple[Option, ...]:
        """Villages to choose from; ``short_of``: the path of the township that is known."""
        return tuple(
            Option(self._own_name(unit), unit.name if short_of else self.path_of(unit)) for unit in units[:_OFFERED]
        )

    def _own_name(self, unit: Unit) -> str:
        """The name of a village as far as it takes to mean no other."""
        return unit.name if len(self.villages.exact[plain(unit.name)]) == 1 else self.path_of(unit)

    def _village(self, name: str, inside: str) -> Unit:
        """Of 金家村委会 and 金家居委会, 金家社区 is the latter; where only a 村 is called so, somebody must say."""
        sort = village_sort(name)
        found = self.villages.find(name, inside)
        fitting = [unit for unit in found if not sort or committee(unit.name) in ("", sort)]
        if not fitting:
            alike = self.villages.by_look_alikes(name, inside)
            fitting = [unit for unit in alike if not sort or committee(unit.name) in ("", sort)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise self._namesakes(fitting, inside)
        if found:
            options = self._choices(found, short_of=inside)
            names = "、".join(unit.name for unit in found)
            raise ValueProblem("unit_unknown", f"本次导入范围内没有这个村(居)，只有“{names}”。是同一个吗？", options)
        return self._one(self.villages, name, inside, "村(居)")

    def _namesakes(self, units: Sequence[Unit], inside: str) -> ValueProblem:
        town = next((one.name for one in self.townships.units if one.path == inside), "")
        said = f"“{town}”有{len(units)}个" if town else f"有{len(units)}个"
        if len(units) > _OFFERED:
            return ValueProblem("unit_ambiguous", f"{said}村(居)叫这个名称，请同时写明所在的乡镇(街道)。")
        options = self._choices(units, short_of=inside)
        names = "、".join(option.label for option in options)
        ways = "请选择其中一个" if town else "请选择其中一个，或同时写明所在的乡镇(街道)"
        return ValueProblem("unit_ambiguous", f"{said}村(居)叫这个名称：{names}。{ways}。", options)

    def _refuse_township(self, name: str, within: Unit | None) -> None:
        """敦厚镇 is never 敦厚村; 敦厚 alone may be either, unless the township is known."""
        if self.villages.exact.get(name) or self.villages.exact.get(place(name)):
            return
        towns = self.townships.as_written(name)
        if not towns and not self.villages.as_written(name):
            towns = self.townships.by_look_alikes(name)
        whole = bool(towns) and short(place(name)) != place(name)
        either = bool(towns) and within is None and len(self.townships.units) > 1
        if not village_sort(name) and (whole or either):
            message = "这是乡镇(街道)的名称，请写明村(居)。"
            raise ValueProblem("unit_ambiguous" if either and not whole else "unit_unknown", message)

    def named_alike(self, text: str, unit: Unit) -> list[str]:
        """The names of the unit, and of its township, that ``text`` has only in another spelling; for telling."""
        words = self.strip(text)
        if not is_foldable(words):
            return []
        town = self.township_of(unit)
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
        """A nursing home by name, or the only one of the township that the text names.

        ``within``: the unit that another cell names; where the two disagree, the problem is that cell's.
        """
        name = self.strip(text)
        inside = within.path if within else ""
        homes = self.homes.find(name, inside)
        if not homes and within is None and (towns := self.townships.find(name)):
            homes = [unit for unit in self.homes.units if len(towns) == 1 and unit.inside(towns[0].path)]
        if not homes and plain(text) in _HOMES and within:
            homes = [unit for unit in self.homes.units if unit.inside(within.path)]
        if len(homes) == 1:
            return homes[0]
        raise self._no_home(name, within, homes)

    def beside_home(self, text: str) -> Unit:
        """What the cell beside a home's says of where it is: a township, a unit above or below it, or the home itself.

        Raises:
            ValueProblem: it cannot be told, or the cell says several.
        """
        try:
            return self.township(text)
        except ValueProblem as no_township:
            if len(homes := self.homes.find(self.strip(text))) == 1:
                return homes[0]
            try:
                return self.unit(text)
            except ValueProblem as problem:
                raise problem if problem.code == "unit_ambiguous" else no_township from None

    def _no_home(self, name: str, within: Unit | None, homes: Sequence[Unit]) -> ValueProblem:
        """Why a name means no home; none of another township than the one that is named is proposed."""
        if homes:
            options = tuple(Option(unit.name, unit.name) for unit in homes[:_OFFERED])
            names = "、".join(option.label for option in options)
            return ValueProblem("unit_ambiguous", f"有{len(homes)}个敬老院可能是这一个：{names}，请选择。", options)
        elsewhere = self.homes.as_written(name) if within else []
        town = self._named_by_home(name)
        if within and (elsewhere or (town and not town.inside(within.path))):
            place = town or self.township_of(elsewhere[0])
            return _disagree(within, f"敬老院写的是“{place.name}”的")
        town = town or (within if within and within.level == Level.TOWNSHIP else None)
        if town and not any(unit.inside(town.path) for unit in self.homes.units):
            message = f"“{town.name}”没有登记在办的敬老院，请核对名称；确有的请先在“农村敬老院”页面登记。"
            return ValueProblem("unit_unknown", message)
        inside = town.path if town else within.path if within else ""
        if name in _HOMES and not within:
            inside = _NOWHERE
        elif not town and (said := _SOME_TOWN.match(name)):
            near = self.townships.near(said[0])
            inside = next((unit.path for unit in self.townships.units if unit.name == near), _NOWHERE)
        return self._none(self.homes, name, inside, "敬老院", town.path if town else "")

    def _named_by_home(self, name: str) -> Unit | None:
        """The township that the name of a home begins with, or is."""
        if len(towns := self.townships.find(name)) == 1:
            return towns[0]
        return self._leading_township(name)[0]

    def _leading_township(self, name: str) -> tuple[Unit | None, str]:
        return next(self._leading_townships(name), (None, name))

    def _leading_townships(self, name: str) -> Iterator[tuple[Unit, str]]:
        for length in range(len(name) - 2, 1, -1):
            units = self.townships.find(name[:length])
            if len(units) == 1:
                yield units[0], name[length:]

    def _one(self, register: Register, name: str, within: str, sort: str) -> Unit:
        units = register.find(name, within)
        if len(units) == 1:
            return units[0]
        if units:
            raise ValueProblem("unit_ambiguous", f"有{len(units)}个{sort}叫这个名称，请同时写明所在的乡镇(街道)。")
        raise self._none(register, name, within, sort, within)

    def _none(self, register: Register, name: str, within: str, sort: str, named: str = "") -> ValueProblem:
        """Why a name means nothing; what is like it below ``within`` is proposed. ``named``: the path of the township
        that is said."""
        if self.elsewhere.find(name):
            message = "这个单位在您的管辖范围内，但不属于本次导入的单位；请改从它的上级单位导入。"
            return ValueProblem("unit_out_of_scope", message)
        near = register.near(name, within)
        hint = f"是否为“{near}”？" if near else "请核对名称。"
        options = (Option(near, near),) if near else ()
        town = next((f"“{one.name}”" for one in self.townships.units if one.path == named), "本次导入范围内")
        return ValueProblem("unit_unknown", f"{town}没有这个{sort}。{hint}", options)


def _disagree(within: Unit, other: str) -> ValueProblem:
    """Two cells name two places: neither goes before, and the one of the township is to be looked at first."""
    message = f"乡镇(街道)写的是“{within.name}”，{other}，两处不一致，请核对后改正其中一处。"
    problem = ValueProblem("unit_ambiguous", message)
    problem.field = "unit"
    return problem


def load_units(identity: Identity, division: Division) -> UnitBook:
    """Every unit at or below ``division``, which was fetched through the scope; in five queries at most."""
    visible = list(Division.objects.visible_to(identity).filter(valid_to__isnull=True, virtual=False))
    inside = [node for node in visible if node.path.startswith(division.path)]
    former = _former_names(identity)
    upper = Register(above=True)
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
    register = Register(above=level == Level.TOWNSHIP)
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
    """The province, then the units above and the county itself, top down; above a village its township as well."""
    paths = paths_above(division.path, itself=True)
    levels = [Level.CITY, Level.COUNTY, *([Level.TOWNSHIP] if division.level == Level.VILLAGE else [])]
    above = Division.objects.filter(path__in=paths, level__in=levels).order_by("path")
    names = [plain(name) for name in above.values_list("name", flat=True)]
    return ("江西省", *names)
