"""Ordinary tables with everyday, unclear and wrong values, field by field, and all at once."""

from dataclasses import replace
from random import Random

from bench.roster_corpus.draft import Draft, Spec, numbered
from bench.roster_corpus.layouts.common import crew, of, sample
from bench.roster_corpus.people import Person
from bench.roster_corpus.registry import layout
from bench.roster_corpus.spellings import Say, dates, money, names, numbers, places, words
from bench.roster_corpus.truth import Said, Sample
from bench.roster_corpus.writers import NUMERIC, TEXTUAL


def mixed(*says: tuple[float, Say]) -> Say:
    """One of several ways to write, each with its weight."""

    def say(person: Person, rng: Random) -> Said:
        return rng.choices([one for _, one in says], [weight for weight, _ in says])[0](person, rng)

    return say


def _page(
    rng: Random, specs: list[Spec], writers: tuple[str, ...] = NUMERIC, people: list[Person] | None = None
) -> Sample:
    draft = Draft(rng, specs)
    draft.header()
    draft.people(people or crew(rng, 16))
    return sample(rng, draft, writers=writers)


def _base(rng: Random) -> list[Spec]:
    return [numbered(), of(rng, "unit"), of(rng, "name"), of(rng, "id_number")]


@layout("values")
def names_spaced(rng: Random) -> Sample:
    """Blanks inside and around names, all middle dots, rare characters."""
    return _page(rng, [of(rng, "unit"), of(rng, "name", names.spaced), of(rng, "id_number")], (*NUMERIC, *TEXTUAL))


@layout("values")
def names_wrong(rng: Random) -> Sample:
    """Two people in one cell, numbers, 待定."""
    say = mixed((3, names.spaced), (1, names.wrong))
    return _page(rng, [of(rng, "unit"), of(rng, "name", say), of(rng, "id_number")])


@layout("values")
def numbers_disguised(rng: Random) -> Sample:
    """Identity numbers whole in all disguises, some with fifteen digits."""
    say = mixed((4, numbers.disguised), (1, numbers.fifteen), (1, numbers.plain))
    return _page(
        rng, [numbered(), of(rng, "unit"), of(rng, "name"), of(rng, "id_number", say)], (*NUMERIC, "ods", *TEXTUAL)
    )


@layout("values")
def numbers_whole_integers(rng: Random) -> Sample:
    """Number cells that the file still holds whole."""
    return _page(
        rng, [of(rng, "unit"), of(rng, "name"), of(rng, "id_number", numbers.whole_integer)], ("wps", "inline")
    )


@layout("values")
def numbers_damaged(rng: Random) -> Sample:
    """Number cells that Excel has cut to fifteen digits, and their traces in text."""
    say = mixed((1, numbers.damaged), (2, numbers.plain))
    return _page(rng, [of(rng, "unit"), of(rng, "name"), of(rng, "id_number", say)], (*NUMERIC, "ods", *TEXTUAL))


@layout("values")
def numbers_wrong(rng: Random) -> Sample:
    """Digits swapped, missing, masked; numbers missing altogether."""
    say = mixed((1, numbers.wrong), (1, numbers.missing), (2, numbers.disguised))
    people = [
        replace(person, name=f"{person.name[:2]}{mark}")
        for person, mark in zip(crew(rng, 12), "甲乙丙丁戊己庚辛壬癸子丑", strict=True)
    ]
    return _page(
        rng, [of(rng, "unit"), of(rng, "name"), of(rng, "sex"), of(rng, "id_number", say)], (*NUMERIC, *TEXTUAL), people
    )


@layout("values")
def dates_written(rng: Random) -> Sample:
    """Dates in every writing that can mean one day only, as text and as cells."""
    specs = [
        *_base(rng),
        of(rng, "birth_date", dates.written("birth_date")),
        of(rng, "work_start", dates.written("work_start")),
    ]
    return _page(rng, [*specs, of(rng, "from_date", dates.written("from_date"))], (*NUMERIC, "ods"))


@layout("values")
def dates_doubtful(rng: Random) -> Sample:
    """2018.1 as a number, two-digit years, days that never were, days to come."""
    say = mixed(
        (2, dates.written("from_date")),
        (2, dates.lost_month("from_date")),
        (1, dates.short_year("from_date")),
        (2, dates.impossible("from_date")),
    )
    return _page(rng, [*_base(rng), of(rng, "from_date", say), of(rng, "phone")])


@layout("values")
def dates_in_text_files(rng: Random) -> Sample:
    """Text files cannot tell 2018.1 from 2018.10 either."""
    say = mixed((3, dates.dotted("from_date")), (1, dates.lost_month("from_date")), (1, dates.short_year("from_date")))
    return _page(rng, [*_base(rng), of(rng, "from_date", say)], TEXTUAL)


@layout("values")
def birthdays_doubtful(rng: Random) -> Sample:
    """Birth months that a number lost: the identity number settles them; where there is none, they are asked about."""
    say = mixed(
        (2, dates.written("birth_date")), (2, dates.lost_month("birth_date")), (1, dates.short_year("birth_date"))
    )
    return _page(rng, [*_base(rng), of(rng, "birth_date", _true_month(say))])


def _true_month(say: Say) -> Say:
    """``1985.1`` only for people born in January or October."""

    def write(person: Person, rng: Random) -> Said:
        said = say(person, rng)
        lost = isinstance(said.cell, float) and person.born.month not in (1, 10)
        styled = not isinstance(said.cell, str | int | float) and said.cell is not None and person.born.month != 10
        return dates.dotted("birth_date")(person, rng) if lost or styled else said

    return write


@layout("values")
def contradictions(rng: Random) -> Sample:
    """Sex or birthday against the identity number."""
    sex = mixed((4, words.everyday("sex")), (1, words.other_sex))
    born = mixed((4, dates.dotted("birth_date")), (1, dates.born_elsewhen))
    return _page(rng, [*_base(rng), of(rng, "sex", sex), of(rng, "birth_date", born)], (*NUMERIC, *TEXTUAL))


@layout("values")
def pay_in_all_units(rng: Random) -> Sample:
    """1,200; 300元; 0.03万元; per month and per year."""
    return _page(rng, [*_base(rng), of(rng, "monthly_pay", money.variants)], (*NUMERIC, *TEXTUAL))


@layout("values")
def pay_by_the_year(rng: Random) -> Sample:
    """The header says 元/年 or 万元."""
    if rng.random() < 0.5:
        spec = of(
            rng,
            "monthly_pay",
            money.yearly,
            rng.choice(("工资（元/年）", "年工资（元）", "年薪", "年报酬（元）", "补贴标准（元/年）", "年收入")),
        )
    else:
        spec = of(
            rng,
            "monthly_pay",
            money.yearly_ten_thousands,
            rng.choice(("年收入（万元）", "年薪（万元）", "工资（万元/年）")),
        )
    return _page(rng, [*_base(rng), spec])


@layout("values")
def pay_unreadable(rng: Random) -> Sample:
    """Ranges, sums, promises."""
    say = mixed((1, money.unreadable), (2, money.variants))
    return _page(rng, [*_base(rng), of(rng, "monthly_pay", say)])


@layout("values")
def phones_wrong(rng: Random) -> Sample:
    """A digit too few, none at all, stars."""
    say = mixed((1, numbers.phone_wrong), (2, numbers.phone_variants))
    return _page(rng, [*_base(rng), of(rng, "phone", say)], (*NUMERIC, "ods"))


@layout("values")
def words_everyday(rng: Random) -> Sample:
    """Every code list in its everyday words."""
    fields = ("sex", "politics", "education", "social_work_title", "employment", "channel", "payer", "insured")
    return _page(
        rng, [*_base(rng), *(of(rng, field, words.everyday(field)) for field in fields)], (*NUMERIC, "ods", *TEXTUAL)
    )


@layout("values")
def words_unclear(rng: Random) -> Sample:
    """大学, 中学, 在编, 有: words that need an answer."""
    fields = rng.sample(("politics", "education", "social_work_title", "employment", "channel", "payer", "insured"), 3)
    return _page(rng, [*_base(rng), *(of(rng, field, words.unclear(field, 0.2)) for field in fields)])


@layout("values")
def everything_at_once(rng: Random) -> Sample:
    """Every field in its everyday forms, all in one table."""
    specs = [
        numbered(), of(rng, "unit", places.variants), of(rng, "name", names.spaced), of(rng, "sex",
        words.everyday("sex")),
        of(rng, "birth_date", dates.written("birth_date")), of(rng, "ethnic_group"), of(rng, "id_number",
        numbers.disguised),
        of(rng, "politics", words.everyday("politics")), of(rng, "education", words.everyday("education")), of(rng,
        "school"),
        of(rng, "title"), of(rng, "employment", words.everyday("employment")), of(rng, "channel",
        words.everyday("channel")),
        of(rng, "from_date", dates.written("from_date")), of(rng, "monthly_pay", money.variants),
        of(rng, "phone", numbers.phone_variants), of(rng, "note"),
    ]  # fmt: skip
    return _page(rng, specs)


@layout("values")
def everything_wrong_somewhere(rng: Random) -> Sample:
    """The same with faults sown in."""
    specs = [
        of(rng, "unit", mixed((6, places.variants), (1, places.strange))), of(rng, "name", names.spaced),
        of(rng, "sex", mixed((8, words.everyday("sex")), (1, words.other_sex))),
        of(rng, "id_number", mixed((8, numbers.disguised), (1, numbers.damaged))),
        of(rng, "education", words.unclear("education", 0.1)), of(rng, "employment", words.unclear("employment", 0.1)),
        of(rng, "from_date", mixed((6, dates.written("from_date")), (1, dates.impossible("from_date")))),
        of(rng, "monthly_pay", mixed((6, money.variants), (1, money.unreadable))),
        of(rng, "phone", mixed((6, numbers.phone_variants), (1, numbers.phone_wrong))),
    ]  # fmt: skip
    return _page(rng, specs, people=crew(rng, 24))
