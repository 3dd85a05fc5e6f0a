"""Everything in any combination: where the unit stands, how deep the header is, what is ticked, how it is written."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from bench.roster_corpus.county import TOWNSHIPS
from bench.roster_corpus.draft import Draft, Spec, column, numbered, text
from bench.roster_corpus.layouts.common import SAYS, by_unit, crew, of, sample, title
from bench.roster_corpus.layouts.ticks import EMPLOYMENT, tick_columns
from bench.roster_corpus.people import Fact, Person
from bench.roster_corpus.registry import variants
from bench.roster_corpus.spellings import Say, dates, money, names, numbers, places, words
from bench.roster_corpus.truth import Said, Sample
from bench.roster_corpus.writers import NUMERIC, TEXTUAL

_EVERYDAY: dict[str, Say] = {
    "name": names.spaced,
    "sex": words.everyday("sex"),
    "birth_date": dates.written("birth_date"),
    "politics": words.everyday("politics"),
    "education": words.everyday("education"),
    "employment": words.everyday("employment"),
    "channel": words.everyday("channel"),
    "from_date": dates.written("from_date"),
    "monthly_pay": money.variants,
    "phone": numbers.phone_variants,
    "id_number": numbers.disguised,
    "insured": words.everyday("insured"),
}
_FAULTY: dict[str, Say] = {
    "sex": words.other_sex,
    "education": words.unclear("education", 1),
    "employment": words.unclear("employment", 1),
    "from_date": dates.impossible("from_date"),
    "monthly_pay": money.unreadable,
    "phone": numbers.phone_wrong,
    "id_number": numbers.damaged,
}
_GROUPS = {
    "基本情况": ("name", "sex", "birth_date", "ethnic_group", "id_number", "politics"),
    "教育情况": ("education", "school"),
    "任职情况": ("title", "employment", "channel", "from_date"),
    "待遇": ("monthly_pay", "insured"),
}
_ORDER = [field for fields in _GROUPS.values() for field in fields]
_WAYS = ("column", "column", "column", "merged", "blank", "groups", "title", "sheet", "line", "division")


def _saying(rng: Random, field: str, everyday: float, faulty: float) -> Say:
    """Now the ordinary way, now an everyday one, now one that is at fault."""

    def say(person: Person, rng: Random) -> Said:
        chance = rng.random()
        if chance < faulty and field in _FAULTY:
            return _FAULTY[field](person, rng)
        if chance < everyday and field in _EVERYDAY:
            return _EVERYDAY[field](person, rng)
        return SAYS[field](person, rng)

    return say


def _columns(rng: Random, *, text_only: bool, ticks: bool) -> list[Spec]:
    everyday, faulty = rng.choice(((0.0, 0.0), (0.5, 0.0), (0.5, 0.06)))
    fields = [field for field in _ORDER if field in ("name", "id_number") or rng.random() < 0.7]
    if text_only:  # dates and numbers lose their kind in text files: written the plain way
        everyday = 0.0
    specs: list[Spec] = []
    for field in fields:
        if field == "employment" and ticks:
            specs += tick_columns(rng, "employment", EMPLOYMENT, "编制性质")
        else:
            specs.append(of(rng, field, _saying(rng, field, everyday, faulty)))
    return [
        *specs,
        *(of(rng, field, _saying(rng, field, everyday, faulty)) for field in ("phone", "note") if rng.random() < 0.8),
    ]


def _grouped(specs: Sequence[Spec]) -> list[Spec]:
    """The same columns below group words."""
    tops = {field: group for group, fields in _GROUPS.items() for field in fields}
    grouped = []
    for spec in specs:
        field = next(iter(spec.means))
        top = tops.get(field or "")
        grouped.append(replace(spec, path=(top, *spec.path)) if top and len(spec.path) == 1 else spec)
    return grouped


def _extras(rng: Random, specs: list[Spec]) -> list[Spec]:
    """Columns that are not wanted, anywhere behind the name."""
    extras = [
        column("年龄", None, lambda person, _rng: Said(2025 - person.born.year)),
        column("籍贯", None, text("江西吉安", "江西永新")),
        column("入党时间", None, text(None, "2009.07")),
        column("家庭住址", None, text("吉安县敦厚镇高塘村", "吉安县城")),
        column("", None, text(None)),
        column("职称", None, text(None, "助理会计师")),
    ]
    for extra in rng.sample(extras, rng.randint(0, 3)):
        specs.insert(rng.choice(_joints(specs)), extra)
    return specs


def _joints(specs: Sequence[Spec]) -> list[int]:
    """Where a column may come in between without tearing a group apart."""
    return [
        at
        for at in range(2, len(specs) + 1)
        if at == len(specs) or specs[at - 1].path[:-1] != specs[at].path[:-1] or not specs[at].path[:-1]
    ]


def _mixture(rng: Random, _name: str) -> Sample:
    way = rng.choice(_WAYS)
    text_only = rng.random() < 0.25 and way not in ("merged", "sheet")
    ticks = rng.random() < 0.25
    levels = rng.random() < 0.3 and not text_only
    specs = _columns(rng, text_only=text_only, ticks=ticks)
    specs = _grouped(specs) if levels else _extras(rng, specs)
    if way in ("column", "merged", "blank"):
        say = places.variants if way == "column" and rng.random() < 0.4 else places.plain
        specs.insert(0, of(rng, "unit", say))
    if rng.random() < 0.8:
        specs.insert(0, numbered())
    units = TOWNSHIPS[:4] if way in ("column", "merged", "blank", "groups") else [rng.choice(TOWNSHIPS)]
    people = crew(rng, rng.randint(5, 14), units)
    if ticks:
        people = [replace(person, employment=Fact(rng.choice(list(EMPLOYMENT)), "")) for person in people]
    draft = Draft(rng, specs, name=units[0] if way == "sheet" else "Sheet1")
    _head(rng, draft, way, units[0])
    _body(rng, draft, way, people)
    _foot(rng, draft, len(people))
    writers = TEXTUAL if text_only else (*NUMERIC, "inline", "xlsm", "ods", "et")
    return sample(rng, draft, writers=writers, division=units[0] if way == "division" else "吉安县")


def _head(rng: Random, draft: Draft, way: str, unit: str) -> None:
    if way == "title":
        draft.banner(title(rng, unit))
    elif rng.random() < 0.7:
        draft.banner(title(rng))
    if way == "line":
        draft.footer(rng.choice(("填报单位：{}", "填报单位：{}民政所（盖章）", "单位：{}")).format(unit), "2025年3月")
    elif rng.random() < 0.3:
        draft.footer("填报单位：吉安县民政局", "填报时间：2025年3月5日")
    draft.blank(rng.choice((0, 0, 0, 1)))
    draft.header(merged=rng.random() < 0.8)


def _body(rng: Random, draft: Draft, way: str, people: list[Person]) -> None:
    number = 1
    for unit, members in by_unit(people).items():
        if way == "groups":
            draft.banner(rng.choice((unit, f"{unit}民政所", f"{unit}（{len(members)}人）")), merged=rng.random() < 0.5)
        top = len(draft.page.rows)
        draft.people(members, start=number)
        number += len(members)
        if way in ("merged", "blank"):
            _clear_units(draft, top, merged=way == "merged")
        if way != "merged" and rng.random() < 0.2:
            draft.footer("小计", f"{len(members)}人")
        draft.blank(rng.choice((0, 0, 0, 1)))


def _clear_units(draft: Draft, top: int, *, merged: bool) -> None:
    at = next(at for at, spec in enumerate(draft.specs) if spec.means == frozenset({"unit"}))
    for row in draft.page.rows[top + 1 :]:
        row[at] = None
    if merged:
        draft.merge(top, at, len(draft.page.rows) - 1, at)


def _foot(rng: Random, draft: Draft, size: int) -> None:
    if rng.random() < 0.4:
        draft.footer("合计", f"{size}人")
    if rng.random() < 0.5:
        draft.footer("负责人：张大山", "填表人：李小河", "联系电话：0796-8442233")
    if rng.random() < 0.3:
        draft.row("注：本表数据截至2025年3月。")


variants("mixtures", "mixture", tuple("abcdefghij"), _mixture)
