"""Tables that are no rosters, rosters that change their mind half-way, cells that lean on their neighbours."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from bench.roster_corpus.county import TOWNSHIPS
from bench.roster_corpus.draft import Draft, Spec, column, numbered, text
from bench.roster_corpus.layouts.common import SAYS, crew, of, plain_page, sample, side_by_side, title, usual
from bench.roster_corpus.people import SEXES, Person
from bench.roster_corpus.registry import layout
from bench.roster_corpus.spellings import Say
from bench.roster_corpus.spellings.words import ANY_CODE
from bench.roster_corpus.truth import Formula, Page, Said, Sample
from bench.roster_corpus.writers import NUMERIC

_GRID = (*NUMERIC, "ods", "html")
_TOLD = {"name": ANY_CODE}


def _unread(rng: Random, rows: list[list[object]], merges: Sequence[tuple[int, int, int, int]] = ()) -> Sample:
    return Sample([Page("Sheet1", rows, list(merges))], rng.choice(NUMERIC), division="永阳镇")


@layout("traps")
def form_of_one_person(rng: Random) -> Sample:
    """A form, not a table: words and answers side by side. Nobody is to be read out of it line by line."""
    one = crew(rng, 1)[0]
    return _unread(
        rng,
        [
            ["基层民政工作人员登记表"],
            ["姓名", one.name, "性别", SEXES[one.sex], "出生年月", f"{one.born:%Y.%m}"],
            ["民族", one.nation, "政治面貌", one.politics.word, "学历", one.education.word],
            ["身份证号", one.id_number, None, "联系电话", one.phone, None],
            ["单位", one.unit, None, "职务", one.title, None],
            ["备注", "包村干部", None, None, None, None],
        ],
        [(0, 0, 0, 5)],
    )


@layout("traps")
def people_side_by_side(rng: Random) -> Sample:
    """A table on its side: fields downwards, people to the right."""
    people = crew(rng, 4)
    return _unread(
        rng,
        [
            ["姓名", *(one.name for one in people)],
            ["性别", *(SEXES[one.sex] for one in people)],
            ["身份证号", *(one.id_number for one in people)],
            ["学历", *(one.education.word for one in people)],
            ["联系电话", *(one.phone for one in people)],
        ],
    )


@layout("traps")
def figures_only(rng: Random) -> Sample:
    """A table of figures by township with the words of tick columns above them."""
    rows: list[list[object]] = [
        ["民政所人员统计表"],
        ["乡镇", "行政编制", "事业编制", "政府购买服务", "本科", "联系电话"],
    ]
    rows += [
        [unit, rng.randint(0, 3), rng.randint(0, 4), rng.randint(0, 5), rng.randint(0, 3), None] for unit in TOWNSHIPS
    ]
    return _unread(rng, [*rows, ["合计", 9, 12, 20, 8, None]])


@layout("traps")
def two_people_of_a_line(rng: Random) -> Sample:
    """所长姓名, 所长电话 beside 工作人员姓名, 工作人员电话: one line for each office, two people on it."""
    grouped = rng.random() < 0.5
    drafts: list[Draft] = []
    for post in ("所长", "工作人员"):
        specs = [of(rng, "unit")] if not drafts else []
        for field, name in (("name", "姓名"), ("id_number", "身份证号"), ("phone", "电话")):
            specs.append(of(rng, field, header=(post, name) if grouped else f"{post}{name}"))
        draft = Draft(rng, specs, left=0 if not drafts else drafts[0].width)
        draft.header(merged=rng.random() < 0.5)
        draft.people(crew(rng, 8))
        drafts.append(draft)
    heads, others = (draft.page.lines for draft in drafts)
    for head, other in zip(heads, others, strict=True):
        head.values["title"] = "所长"
        other.values["unit"] = head.values["unit"]
    page = side_by_side(drafts)
    page.merges = [merge for draft in drafts for merge in draft.page.merges]
    return Sample([page], rng.choice(NUMERIC))


@layout("traps")
def two_tables_side_by_side(rng: Random) -> Sample:
    """Two or three parts of a list printed beside each other to save paper, under one title."""
    specs = [of(rng, field) for field in ("name", "sex", "id_number", "phone")]
    parts, gap, unit = rng.choice((2, 2, 3)), rng.choice((0, 1)), rng.choice(TOWNSHIPS)
    drafts = [Draft(rng, specs, name="Sheet1", left=at * (len(specs) + gap)) for at in range(parts)]
    for draft in drafts:
        draft.row(*([title(rng, unit)] if draft is drafts[0] else []))
        draft.header()
        draft.people(crew(rng, rng.randint(3, 6), [unit]))
    page = side_by_side(drafts)
    return Sample([page], rng.choice(NUMERIC))


@layout("traps")
def two_townships_side_by_side(rng: Random) -> Sample:
    """Two townships beside each other, each under its name, or both divided by headings in the first column."""
    specs = [of(rng, field) for field in ("name", "sex", "id_number", "title")]
    units, headed = rng.sample(TOWNSHIPS, 2), rng.random() < 0.5
    drafts = [Draft(rng, specs, name="Sheet1", left=at * (len(specs) + 1)) for at in range(2)]
    for at, draft in enumerate(drafts):
        draft.row(*([units[at]] if headed else []))
        draft.header()
        for unit in [units[at]] if headed else units:
            if not headed:
                draft.row(*([unit] if at == 0 else []))
            draft.people(crew(rng, 3, [unit]))
    page = side_by_side(drafts)
    return Sample([page], rng.choice(NUMERIC))


@layout("traps")
def pasted_in_another_order(rng: Random) -> Sample:
    """Two townships' lists under one another, the second with its own header in another order."""
    first = [of(rng, field) for field in ("name", "sex", "id_number", "title", "school", "phone", "note")]
    second = [first[at] for at in rng.choice(((0, 1, 2, 4, 3, 6, 5), (0, 2, 1, 5, 6, 4, 3), (6, 0, 1, 2, 3, 4, 5)))]
    draft = Draft(rng, first, name="汇总")
    draft.page.means = {}
    units = rng.sample(TOWNSHIPS, 2)
    for unit, specs in zip(units, (first, second), strict=True):
        draft.specs = specs
        draft.banner(unit)
        draft.header()
        draft.people(crew(rng, 4, [unit]))
    return sample(rng, draft, writers=_GRID)


@layout("traps")
def pasted_with_another_column(rng: Random) -> Sample:
    """The second list has one column more, somewhere in the middle."""
    first = [of(rng, field) for field in ("unit", "name", "id_number", "title", "school", "phone")]
    extra = column("兼职情况", None, text("村支书", None, "无"))
    at = rng.randint(3, 5)
    draft = Draft(rng, first, name="汇总")
    draft.page.means = {}
    for unit, specs in zip(rng.sample(TOWNSHIPS, 2), (first, [*first[:at], extra, *first[at:]]), strict=True):
        draft.specs = specs
        draft.header()
        draft.people(crew(rng, 4, [unit]))
    return sample(rng, draft, writers=_GRID)


@layout("traps")
def as_above(rng: Random) -> Sample:
    """同上 and 〃 in place of what stands in the line before."""
    marked: Sequence[str] = ("education", "title", "school", "from_date", "politics")
    people = crew(rng, 10)
    for at in range(1, len(people)):
        before = people[at - 1]
        if rng.random() < 0.4 and before.from_date.year - people[at].born.year > 16:
            people[at] = replace(people[at], **{key: getattr(before, key) for key in (*marked, "major")})

    def say(field: str) -> Say:
        def write(person: Person, rng: Random) -> Said:
            at = people.index(person)
            said = SAYS[field](person, rng)
            same = at and SAYS[field](people[at - 1], rng).cell == said.cell
            return Said(rng.choice(("同上", "〃", '"', "″")), said.means) if same and rng.random() < 0.7 else said

        return write

    specs = [of(rng, "unit"), of(rng, "name"), of(rng, "id_number"), *(of(rng, field, say(field)) for field in marked)]
    return sample(rng, plain_page(rng, specs, people), writers=_GRID)


@layout("traps")
def facts_merged_down(rng: Random) -> Sample:
    """编制 and 经费来源 merged down over all whom they apply to."""
    people = sorted(crew(rng, 10), key=lambda person: person.employment.code)
    specs = [of(rng, "unit"), of(rng, "name"), of(rng, "id_number"), of(rng, "employment"), of(rng, "phone")]
    draft = plain_page(rng, specs, people)
    top = len(draft.page.rows) - len(people)
    start = 0
    for at in range(1, len(people) + 1):
        if at == len(people) or people[at].employment != people[start].employment:
            for row in draft.page.rows[top + start + 1 : top + at]:
                row[3] = None
            draft.merge(top + start, 3, top + at - 1, 3)
            start = at
    return sample(rng, draft, writers=_GRID)


@layout("traps")
def two_people_in_one_line(rng: Random) -> Sample:
    """Now and then two names and two numbers stand in one line, one under the other."""
    doubled: set[str] = set()

    def name(person: Person, rng: Random) -> Said:
        if rng.random() < 0.7:
            return Said(person.name, {"name": person.name})
        doubled.add(person.id_number)
        return Said(f"{person.name}\n李小明", faults=_TOLD)

    def number(person: Person, rng: Random) -> Said:
        if person.id_number not in doubled:
            return Said(person.id_number, {"id_number": person.id_number})
        return Said(f"{person.id_number}\n{crew(rng, 1)[0].id_number}", faults={"id_number": ANY_CODE})

    specs = [numbered(), of(rng, "unit"), of(rng, "name", name), of(rng, "id_number", number), of(rng, "education")]
    return sample(rng, plain_page(rng, specs), writers=_GRID)


@layout("traps")
def sums_of_pay(rng: Random) -> Sample:
    """合计 and 平均 lines with figures, by formula, their word in any column."""
    specs = [
        numbered(),
        of(rng, "unit"),
        of(rng, "name"),
        of(rng, "id_number"),
        of(rng, "monthly_pay"),
        of(rng, "note"),
    ]
    people = crew(rng)
    draft = plain_page(rng, specs, people)
    for word in rng.choice((("合计",), ("小计", "合计"), ("合 计", "平均"), ("总人数：", "月工资合计"))):
        cells: list[object] = [None] * len(specs)
        cells[rng.randint(0, 3)] = word
        cells[4] = rng.choice((Formula("SUM(E3:E9)", 31200), 31200))
        draft.row(*cells)
    return sample(rng, draft, writers=("xlsxwriter", "xlsx", "wps", "ods"))


@layout("traps")
def odd_last_lines(rng: Random) -> Sample:
    """Signatures and remarks of all sorts below the people."""
    draft = plain_page(rng, usual(rng))
    endings = (
        ("制表：李某某", "审核：王某某"), ("共计12人，其中行政3人、事业4人。",), ("注：此表于每月5日前报县民政局。",),
        ("主要领导签字：", "（公章）"),
        ("2025年3月5日",), ("以上人员均在岗。",), ("填报人：李某", "电话：13800001111"), ("单位（盖章）：",),
        ("说明：1、本表统计截止2025年3月。",),
        ("2、借调人员在备注中注明。",), ("*为必填项",), ("联系人：王科长", "0796-8442211"), ("分管领导：",
        "经办人：刘某某"), ("—— 以下空白 ——",),
        ("报送时间：2025-03-05",), ("（本页无正文）",), ("备注：√表示是",), ("人数合计：12",),
    )  # fmt: skip
    for words in rng.sample(endings, 4):
        if rng.random() < 0.5:
            draft.banner(words[0])
        else:
            draft.footer(*words)
    return sample(rng, draft, writers=(*_GRID, "csv_gb"))


@layout("traps")
def both_schoolings(rng: Random) -> Sample:
    """全日制学历 and 在职学历 both filled in for some: the higher one is the person's."""
    below = {"10": "大专", "20": "大专", "30": "中专"}
    people = crew(rng, 12)
    later = {one.id_number for one in people if one.education.code in below and rng.random() < 0.6}

    def first(person: Person, rng: Random) -> Said:
        if person.id_number in later:
            return Said(below[person.education.code])
        return SAYS["education"](person, rng)

    def second(person: Person, rng: Random) -> Said:
        return SAYS["education"](person, rng) if person.id_number in later else Said()

    words = rng.choice((("全日制学历", "在职学历"), ("全日制教育学历", "在职教育学历"), ("第一学历", "在职学历")))
    means = frozenset({"education", None})
    specs = [
        of(rng, "unit"),
        of(rng, "name"),
        of(rng, "id_number"),
        Spec((words[0],), means, first),
        Spec((words[1],), means, second),
    ]
    return sample(rng, plain_page(rng, [*specs, of(rng, "phone")], people), writers=_GRID)


@layout("traps")
def the_same_person_twice(rng: Random) -> Sample:
    """One line again further down, at the same unit: both must be told."""
    people = crew(rng, 8)
    twice = rng.choice(people)
    draft = plain_page(
        rng,
        [of(rng, "unit"), of(rng, "name"), of(rng, "id_number"), of(rng, "title"), of(rng, "phone")],
        [*people, twice],
    )
    for line in draft.page.lines:
        if line.values.get("id_number") == twice.id_number:
            line.faults["id_number"] = ANY_CODE
    return sample(rng, draft, writers=_GRID)


@layout("traps")
def staff_numbers(rng: Random) -> Sample:
    """工号 and 编号 with numbers of the office's own, a bank account beside the identity number."""
    own = column(
        rng.choice(("工号", "编号", "人员编号")), None, lambda _person, rng: Said(f"JA{rng.randint(1, 999):04}")
    )
    bank = column(
        rng.choice(("银行卡号", "工资卡号", "社保卡号")),
        None,
        lambda _person, rng: Said(f"62{rng.randrange(10**17):017}"),
    )
    specs = [own, of(rng, "unit"), of(rng, "name"), bank, of(rng, "id_number"), of(rng, "phone")]
    draft = Draft(rng, specs)
    draft.banner(title(rng))
    draft.header()
    draft.people(crew(rng))
    return sample(rng, draft, writers=_GRID)
