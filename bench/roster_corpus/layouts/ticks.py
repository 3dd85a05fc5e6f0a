"""One fact spread over columns: a tick under the answer that applies."""

from collections.abc import Mapping
from random import Random

from bench.roster_corpus.draft import Draft, Spec
from bench.roster_corpus.layouts.common import crew, of, sample, title
from bench.roster_corpus.people import Fact, Person
from bench.roster_corpus.registry import layout
from bench.roster_corpus.spellings import Say, words
from bench.roster_corpus.truth import Said, Sample
from bench.roster_corpus.writers import NUMERIC

_MARKS = ("√", "✓", "是", "1", "●", "✔", "V", "☑", 1)
_NO_MARKS = ((None,), (None,), ("○",), ("", None), ("×",), ("否",), ("☐", None), (0,))
_GRID = (*NUMERIC, "ods", "html")


def ticked(field: str, code: str, mark: object, others: tuple[object, ...]) -> Say:
    """A mark where ``field`` of the person is ``code``."""

    def say(person: Person, rng: Random) -> Said:
        fact = person.sex if field == "sex" else getattr(person, field).code
        return Said(mark, {field: code}) if fact == code else Said(rng.choice(others))

    return say


def tick_columns(rng: Random, field: str, options: Mapping[str, str], group: str = "") -> list[Spec]:
    """Code → the words over its column, below ``group`` if there is one."""
    mark, others = rng.choice(_MARKS), rng.choice(_NO_MARKS)
    if mark in ("1", 1):
        others = (None,)
    return [
        of(rng, field, ticked(field, code, mark, others), (group, word) if group else word)
        for code, word in options.items()
    ]


def _with(field: str, codes: tuple[str, ...], people: list[Person], rng: Random) -> list[Person]:
    """The same people, their answer one of ``codes``."""
    from dataclasses import replace

    return [replace(person, **{field: Fact(rng.choice(codes), "")}) for person in people]


def _page(rng: Random, specs: list[Spec], people: list[Person]) -> Sample:
    draft = Draft(rng, specs)
    if rng.random() < 0.6:
        draft.banner(title(rng))
    draft.header()
    draft.people(people)
    return sample(rng, draft, writers=_GRID)


EMPLOYMENT = {"10": "行政编制", "21": "事业编制", "30": "政府购买服务"}


@layout("ticks")
def employment_ticked(rng: Random) -> Sample:
    """√ under 行政编制 | 事业编制 | 政府购买服务, one header line."""
    specs = [
        of(rng, "unit"),
        of(rng, "name"),
        of(rng, "id_number"),
        *tick_columns(rng, "employment", EMPLOYMENT),
        of(rng, "phone"),
    ]
    return _page(rng, specs, _with("employment", tuple(EMPLOYMENT), crew(rng), rng))


@layout("ticks")
def employment_ticked_under_group(rng: Random) -> Sample:
    """The same below 编制性质（打√）."""
    options = EMPLOYMENT | {"33": "临时聘用", "31": "公益性岗位"}
    group = rng.choice(("编制性质（打√）", "编制类型", "人员性质", "编制情况（√）", "身份性质"))
    specs = [of(rng, "unit"), of(rng, "name"), of(rng, "sex"), of(rng, "id_number")]
    specs += [*tick_columns(rng, "employment", options, group), of(rng, "from_date"), of(rng, "note")]
    return _page(rng, specs, _with("employment", tuple(options), crew(rng), rng))


@layout("ticks")
def channel_ticked(rng: Random) -> Sample:
    """村委兼任 | 乡镇聘用 | 公开招聘 below 进入方式."""
    options = {"01": "公开招聘", "10": "乡镇聘用", "07": "调入", "06": "退役安置"}
    specs = [of(rng, "unit"), of(rng, "name"), of(rng, "id_number")]
    specs += [*tick_columns(rng, "channel", options, rng.choice(("进入方式", "人员来源", "来源"))), of(rng, "phone")]
    return _page(rng, specs, _with("channel", tuple(options), crew(rng), rng))


@layout("ticks")
def sex_ticked(rng: Random) -> Sample:
    """男 | 女 as two columns, below 性别 or alone."""
    group = rng.choice(("", "性别"))
    specs = [
        of(rng, "unit"),
        of(rng, "name"),
        *tick_columns(rng, "sex", {"1": "男", "2": "女"}, group),
        of(rng, "education"),
    ]
    return _page(rng, [*specs, of(rng, "id_number")], crew(rng))


@layout("ticks")
def education_ticked(rng: Random) -> Sample:
    """研究生 | 本科 | 大专 | 中专及以下 … below 学历."""
    options = {"10": "研究生", "20": "本科", "30": "大专", "40": "中专", "60": "高中", "70": "初中"}
    specs = [of(rng, "unit"), of(rng, "name"), of(rng, "id_number")]
    specs += [*tick_columns(rng, "education", options, rng.choice(("学历", "文化程度"))), of(rng, "phone")]
    return _page(rng, specs, crew(rng))


@layout("ticks")
def two_ticked_by_mistake(rng: Random) -> Sample:
    """Now and then two ticks in one line: nobody knows which."""
    codes = tuple(EMPLOYMENT)
    people = _with("employment", codes, crew(rng), rng)
    doubtful = {person.id_number for person in people if rng.random() < 0.3}

    def say(code: str) -> Say:
        def write(person: Person, rng: Random) -> Said:
            second = codes[(codes.index(person.employment.code) + 1) % len(codes)]
            if person.id_number in doubtful and code in (person.employment.code, second):
                return Said("√", faults={"employment": words.ANY_CODE})
            return ticked("employment", code, "√", (None,))(person, rng)

        return write

    specs = [of(rng, "unit"), of(rng, "name"), of(rng, "id_number")]
    specs += [of(rng, "employment", say(code), ("编制性质", word)) for code, word in EMPLOYMENT.items()]
    return _page(rng, specs, people)


@layout("ticks")
def in_post_or_not(rng: Random) -> Sample:
    """是否在编 √/是/空: 在编 does not say which kind, a blank says nothing."""

    def say(_person: Person, rng: Random) -> Said:
        if rng.random() < 0.5:
            return Said(rng.choice((None, "")))
        return Said(rng.choice(("√", "是", "在编")), faults={"employment": words.ANY_CODE})

    specs = [
        of(rng, "unit"),
        of(rng, "name"),
        of(rng, "id_number"),
        of(rng, "employment", say, "是否在编"),
        of(rng, "phone"),
    ]
    return _page(rng, specs, crew(rng))


@layout("ticks")
def yes_or_no(rng: Random) -> Sample:
    """是否参保, 是否党员 and the like, answered with marks."""

    def party(person: Person, _rng: Random) -> Said:
        if person.politics.code != "01":
            return Said()
        return Said(rng.choice(("√", "是")), {"politics": "01"})

    specs = [of(rng, "unit"), of(rng, "name"), of(rng, "id_number"), of(rng, "politics", party, "是否党员")]
    specs.append(of(rng, "insured", words.everyday("insured"), rng.choice(("是否参保", "是否购买社保", "社保（√）"))))
    return _page(rng, specs, crew(rng))
