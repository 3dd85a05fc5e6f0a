"""Cells and columns that say two things, and things that two cells say together."""

from dataclasses import replace
from random import Random

from bench.roster_corpus.draft import NOT_READ, Draft, Spec, numbered
from bench.roster_corpus.layouts.common import crew, of, sample, title
from bench.roster_corpus.people import SEXES, Person
from bench.roster_corpus.registry import layout
from bench.roster_corpus.spellings import names, numbers
from bench.roster_corpus.truth import Said, Sample
from bench.roster_corpus.writers import NUMERIC

_GRID = (*NUMERIC, "ods", "html")


def _page(rng: Random, specs: list[Spec], people: list[Person] | None = None) -> Sample:
    draft = Draft(rng, specs)
    draft.banner(title(rng))
    draft.header()
    draft.people(people or crew(rng))
    return sample(rng, draft, writers=_GRID)


@layout("two facts")
def lent_in_brackets(rng: Random) -> Sample:
    """张三（借调至县民政局）, 李四（兼任）, 王五（女）."""
    return _page(
        rng, [numbered(), of(rng, "unit"), of(rng, "name", names.with_remark), of(rng, "id_number"), of(rng, "phone")]
    )


@layout("two facts")
def education_and_degree(rng: Random) -> Sample:
    """学历学位: 本科/学士, 研究生 硕士."""
    degrees = {
        "10": ("研究生/硕士", "研究生 硕士", "硕士研究生"),
        "20": ("本科/学士", "大学本科、学士学位", "本科 学士", "大学本科/法学学士"),
    }

    def say(person: Person, rng: Random) -> Said:
        code = person.education.code
        return Said(
            rng.choice(degrees.get(code, (person.education.word, f"{person.education.word}/无"))), {"education": code}
        )

    return _page(rng, [of(rng, "unit"), of(rng, "name"), of(rng, "id_number"), of(rng, "education", say, "学历学位")])


@layout("two facts")
def sex_and_nation(rng: Random) -> Sample:
    """性别、民族: 男，汉族."""

    def say(person: Person, rng: Random) -> Said:
        form = rng.choice(("{}，{}", "{}、{}", "{} {}", "{}/{}"))
        return Said(form.format(SEXES[person.sex], person.nation), {"sex": person.sex, "ethnic_group": person.nation})

    both = Spec(("性别、民族",), frozenset({"sex", "ethnic_group", None}), say)
    return _page(rng, [of(rng, "unit"), of(rng, "name"), both, of(rng, "id_number"), of(rng, "education")])


@layout("two facts")
def two_phones(rng: Random) -> Sample:
    """Mobile and land line in one cell in every way, separately in two columns in some files."""
    return _page(
        rng, [of(rng, "unit"), of(rng, "name"), of(rng, "id_number"), of(rng, "phone", numbers.phone_variants)]
    )


@layout("two facts")
def date_in_three_columns(rng: Random) -> Sample:
    """出生 年|月|日 below one group, each a number."""

    def part(which: str) -> Spec:
        def say(person: Person, _rng: Random) -> Said:
            value = {"年": person.born.year, "月": person.born.month, "日": person.born.day}[which]
            return Said(value, {"birth_date": person.born})

        return Spec(("出生年月", which), frozenset({"birth_date", None}), say)

    specs = [of(rng, "unit"), of(rng, "name"), part("年"), part("月"), *([part("日")] if rng.random() < 0.5 else [])]
    return _page(rng, [*specs, of(rng, "id_number"), of(rng, "education")])


@layout("two facts")
def start_in_two_columns(rng: Random) -> Sample:
    """到岗时间 年|月: no identity number knows this one; both columns make the date, or each row is asked about."""

    def part(which: str) -> Spec:
        def say(person: Person, _rng: Random) -> Said:
            day = person.from_date
            return Said(day.year if which == "年" else day.month, {"from_date": day})

        return Spec(("到岗时间", which), frozenset({"from_date", None}), say)

    return _page(
        rng, [of(rng, "unit"), of(rng, "name"), of(rng, "id_number"), part("年"), part("月"), of(rng, "phone")]
    )


@layout("two facts")
def school_and_major_apart(rng: Random) -> Sample:
    """毕业院校 and 专业 in two columns."""

    def school(person: Person, _rng: Random) -> Said:
        return Said(person.school, {"school": person.school + person.major})

    def major(person: Person, _rng: Random) -> Said:
        return Said(person.major)

    specs = [
        of(rng, "unit"),
        of(rng, "name"),
        of(rng, "id_number"),
        of(rng, "school", school, rng.choice(("毕业院校", "毕业学校"))),
    ]
    return _page(
        rng, [*specs, Spec((rng.choice(("专业", "所学专业")),), NOT_READ | {"school"}, major), of(rng, "phone")]
    )


@layout("two facts")
def unit_and_title(rng: Random) -> Sample:
    """所在单位及职务: 敦厚镇民政所所长, with the unit told elsewhere."""

    def say(person: Person, _rng: Random) -> Said:
        words = f"{person.unit}民政所{person.title}"
        return Said(words, {"title": words})

    return _page(
        rng,
        [
            of(rng, "unit", header="乡镇"),
            of(rng, "name"),
            of(rng, "id_number"),
            of(rng, "title", say, "所在单位及职务"),
        ],
    )


@layout("two facts")
def birth_and_age(rng: Random) -> Sample:
    """1985.03(40岁), with the identity number and without."""
    from bench.roster_corpus.spellings.dates import born_with_age

    known = rng.random() < 0.5
    specs = [of(rng, "unit"), of(rng, "name"), of(rng, "birth_date", born_with_age, "出生年月（年龄）")]
    people = [
        replace(person, name=f"{person.name[:2]}{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[n]}")
        for n, person in enumerate(crew(rng))
    ]
    return _page(rng, [*specs, *([of(rng, "id_number")] if known else []), of(rng, "education")], people)
