"""Village specialists and nursing-home staff."""

from random import Random

from bench.roster_corpus.county import HOMES, VILLAGES
from bench.roster_corpus.draft import Draft, Spec, column, numbered, text
from bench.roster_corpus.layouts.common import by_unit, crew, of, sample, some
from bench.roster_corpus.layouts.ticks import tick_columns
from bench.roster_corpus.people import Fact, Person
from bench.roster_corpus.registry import layout
from bench.roster_corpus.spellings import Say
from bench.roster_corpus.truth import Said, Sample
from bench.roster_corpus.writers import NUMERIC, TEXTUAL

_VILLAGES = [f"{town}/{village}" for town, villages in VILLAGES.items() for village in villages]
_HOMES = [home for homes in HOMES.values() for home in homes]
_GRID = (*NUMERIC, "ods", "html")
_VILLAGE_HEADERS = ("村（居）", "村名", "所在村", "村(社区)", "村居名称", "行政村", "任职村（居）")


def _town(person: Person, rng: Random) -> Said:
    town = person.unit.partition("/")[0]
    return Said(rng.choice((town, town, f"{town}民政所", town[:-1])), {"unit": person.unit})


def _village(person: Person, rng: Random) -> Said:
    name = person.unit.partition("/")[2]
    forms = (name, name, f"{name}委会") if name.endswith("村") else (name, f"{name}居委会")
    return Said(rng.choice(forms), {"unit": person.unit})


def _specs(rng: Random, *places: Spec) -> list[Spec]:
    rest = some(
        rng,
        "name",
        "sex",
        "id_number",
        "education",
        "politics",
        "phone",
        "from_date",
        always=("name", "id_number"),
        number=False,
    )
    return [numbered(), *places, *rest]


def _specialists(rng: Random, size: int = 10) -> list[Person]:
    return crew(rng, size, _VILLAGES, titles=("民政专干", "村委委员", "妇女主任"))


@layout("other kinds")
def specialists_by_town_and_village(rng: Random) -> Sample:
    """乡镇 and 村 in two columns; two villages of one name in different townships."""
    specs = _specs(rng, of(rng, "unit", _town, "乡镇"), _spec("village", rng.choice(_VILLAGE_HEADERS), _village))
    draft = Draft(rng, specs)
    draft.banner("吉安县村级民政专干花名册")
    draft.header()
    draft.people(_specialists(rng))
    return sample(rng, draft, writers=(*_GRID, *TEXTUAL), kind="village_specialist")


@layout("other kinds")
def specialists_town_merged_down(rng: Random) -> Sample:
    """The township is merged down over its villages."""
    specs = _specs(rng, of(rng, "unit", _town, "乡镇"), _spec("village", rng.choice(_VILLAGE_HEADERS), _village))
    draft = Draft(rng, specs)
    draft.header()
    towns: dict[str, list[Person]] = {}
    for person in _specialists(rng, 12):
        towns.setdefault(person.unit.partition("/")[0], []).append(person)
    for people in towns.values():
        top = len(draft.page.rows)
        draft.people(people)
        for row in draft.page.rows[top + 1 :]:
            row[1] = None
        draft.merge(top, 1, len(draft.page.rows) - 1, 1)
    return sample(rng, draft, writers=_GRID, kind="village_specialist")


@layout("other kinds")
def specialists_below_town_lines(rng: Random) -> Sample:
    """A line with the township, below it people with their villages."""
    specs = _specs(rng, _spec("village", rng.choice(_VILLAGE_HEADERS), _village))
    draft = Draft(rng, specs)
    draft.header()
    towns: dict[str, list[Person]] = {}
    for person in _specialists(rng, 12):
        towns.setdefault(person.unit.partition("/")[0], []).append(person)
    for town, people in towns.items():
        draft.banner(town, merged=rng.random() < 0.6)
        draft.people(people)
    return sample(rng, draft, writers=_GRID, kind="village_specialist")


@layout("other kinds")
def specialists_one_column(rng: Random) -> Sample:
    """敦厚镇高塘村 in one cell."""

    def place(person: Person, _rng: Random) -> Said:
        return Said(person.unit.replace("/", ""), {"unit": person.unit})

    header = rng.choice(("所在村", "村（居）名称", "任职村"))
    draft = Draft(rng, _specs(rng, _spec("village", header, place)))
    draft.header()
    draft.people(_specialists(rng))
    return sample(rng, draft, writers=(*_GRID, *TEXTUAL), kind="village_specialist")


@layout("other kinds")
def specialists_ticked(rng: Random) -> Sample:
    """村委兼任 | 乡镇聘用 ticked."""
    from dataclasses import replace

    options = {"11": "村委兼任", "10": "乡镇聘用"}
    specs = _specs(rng, of(rng, "unit", _town, "乡镇"), _spec("village", "村", _village))
    specs += tick_columns(rng, "channel", options, rng.choice(("", "进入方式", "来源")))
    draft = Draft(rng, specs)
    draft.header()
    draft.people([replace(person, channel=Fact(rng.choice(list(options)), "")) for person in _specialists(rng)])
    return sample(rng, draft, writers=_GRID, kind="village_specialist")


@layout("other kinds")
def specialists_of_one_township(rng: Random) -> Sample:
    """One township's list: only the village is named, as 村委会 or without its last word."""
    people = crew(rng, 6, [f"敦厚镇/{village}" for village in VILLAGES["敦厚镇"]], titles=("民政专干",))
    draft = Draft(rng, _specs(rng, _spec("village", rng.choice(_VILLAGE_HEADERS), _village)), name="Sheet1")
    draft.banner("敦厚镇村级民政专干花名册")
    draft.header()
    draft.people(people)
    return sample(rng, draft, writers=(*_GRID, *TEXTUAL), kind="village_specialist", division="敦厚镇")


def _home_staff(rng: Random, size: int = 8) -> list[Person]:
    return crew(rng, size, _HOMES, titles=("院长", "护理员", "炊事员", "会计", "门卫"))


def _home(person: Person, _rng: Random) -> Said:
    return Said(person.unit, {"unit": person.unit})


@layout("other kinds")
def homes_in_column(rng: Random) -> Sample:
    """敬老院 in a column, 岗位 and 健康证 beside it."""
    header = rng.choice(("敬老院", "敬老院名称", "所在敬老院", "机构名称（敬老院）", "养老机构名称"))
    specs = [numbered(), _spec("home", header, _home), of(rng, "name"), of(rng, "sex"), of(rng, "id_number")]
    specs += [
        of(rng, "title", header="岗位"),
        column("健康证", None, text("有", "√", None)),
        of(rng, "monthly_pay"),
        of(rng, "phone"),
    ]
    draft = Draft(rng, specs)
    draft.banner("吉安县农村敬老院工作人员花名册")
    draft.header()
    draft.people(_home_staff(rng))
    return sample(rng, draft, writers=(*_GRID, *TEXTUAL), kind="nursing_home_staff")


@layout("other kinds")
def homes_above_groups(rng: Random) -> Sample:
    """The home's name and how many live there, in a line before its staff."""
    specs = [
        numbered(),
        of(rng, "name"),
        of(rng, "sex"),
        of(rng, "id_number"),
        of(rng, "title", header="职务"),
        of(rng, "phone"),
    ]
    draft = Draft(rng, specs)
    draft.header()
    form = rng.choice(("{}", "{}（在院供养32人）", "一、{}", "{}："))
    for home, people in by_unit(_home_staff(rng)).items():
        draft.banner(form.format(home))
        draft.people(people)
    return sample(rng, draft, writers=_GRID, kind="nursing_home_staff")


@layout("other kinds")
def homes_by_township(rng: Random) -> Sample:
    """Only 乡镇 is written; each has one home."""

    def town(person: Person, _rng: Random) -> Said:
        return Said(person.unit[:3], {"unit": person.unit})

    specs = [of(rng, "unit", town, "乡镇"), of(rng, "name"), of(rng, "id_number"), of(rng, "title", header="工种")]
    draft = Draft(rng, specs)
    draft.header()
    draft.people(_home_staff(rng))
    return sample(rng, draft, writers=_GRID, kind="nursing_home_staff")


def _spec(field: str, header: str, say: Say) -> Spec:
    return column(header, field, say)
