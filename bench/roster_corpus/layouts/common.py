"""Crews and columns that most layouts share."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from random import Random

from bench.roster_corpus.county import TOWNSHIPS
from bench.roster_corpus.draft import Draft, Spec, column, numbered
from bench.roster_corpus.people import Person, invent
from bench.roster_corpus.spellings import Say, dates, money, names, numbers, places, words
from bench.roster_corpus.spellings.words import ANY_CODE
from bench.roster_corpus.truth import Page, Said, Sample
from bench.roster_corpus.writers import NUMERIC
from intake.addresses import column_address, line_address, table_at

HEADERS: dict[str, tuple[str, ...]] = {
    "unit": ("所在单位", "单位", "单  位", "乡镇", "工作单位", "所属乡镇", "乡镇（街道）", "民政所", "单位名称",
    "所在乡镇"),
    "name": ("姓名", "姓 名", "姓　　名", "*姓名", "姓名（必填）", "姓\n名", "人员姓名", "工作人员姓名", "姓名*"),
    "sex": ("性别", "性 别", "性\n别", "性别（男/女）", "*性别"),
    "birth_date": ("出生年月", "出生\n年月", "出生日期", "出生 年月", "出生年月日", "出生时间",
    "出生年月（如1985.03）"),
    "id_number": ("身份证号", "身份证号码", "身份证号码（18位）", "公民身份号码", "居民身份证号码",
    "*身份证号（必填）", "身份证\n号码", "身 份 证 号"),
    "ethnic_group": ("民族", "民 族", "民\n族"),
    "politics": ("政治面貌", "政治\n面貌", "政治 面貌", "政治面貌（党员/群众）"),
    "education": ("学历", "学 历", "文化程度", "最高学历", "文化\n程度", "学历（最高）"),
    "school": ("毕业院校及专业", "毕业院校\n及 专 业", "毕业院校、专业", "毕业学校及专业", "毕业院校"),
    "title": ("职务", "现任职务", "职  务", "岗位", "职务（岗位）", "工作岗位", "现任职务/岗位"),
    "employment": ("编制类型", "编制性质", "人员性质", "编制\n性质", "人员类别", "人员身份", "用工性质", "编制类别"),
    "channel": ("进入方式", "人员来源", "来源", "进入\n方式", "进入形式", "招聘方式", "进入渠道"),
    "social_work_title": ("社会工作职业资格", "社工证", "社会工作者职业水平", "社工证情况"),
    "from_date": ("到岗时间", "进入本单位时间", "入职时间", "到任时间", "进入单位时间", "到民政所工作时间", "到岗日期"),
    "work_start": ("参加工作时间", "参加工\n作时间", "参工时间", "参加工作年月", "参加工作时间（年月）"),
    "monthly_pay": ("月工资", "月工资（元）", "工资待遇（元/月）", "月报酬", "工资(元)", "每月工资（元）", "月薪"),
    "payer": ("工资来源", "经费来源", "工资承担方", "报酬来源"),
    "insured": ("是否参保", "参加社会保险", "是否缴纳社保", "社保"),
    "phone": ("联系电话", "手机号码", "联系方式", "电话", "手机", "联系\n电话", "手机号"),
    "note": ("备注", "备 注", "备    注", "说明"),
}  # fmt: skip
"""What offices write over a column, by field."""

SAYS: dict[str, Say] = {
    "unit": places.plain,
    "name": names.plain,
    "sex": words.official("sex"),
    "birth_date": dates.dotted("birth_date"),
    "id_number": numbers.plain,
    "ethnic_group": words.nation,
    "politics": words.official("politics"),
    "education": words.official("education"),
    "school": lambda person, _rng: Said(person.school + person.major, {"school": person.school + person.major}),
    "title": lambda person, _rng: Said(person.title, {"title": person.title}),
    "employment": words.official("employment"),
    "channel": words.official("channel"),
    "social_work_title": words.official("social_work_title"),
    "from_date": dates.dotted("from_date"),
    "work_start": dates.dotted("work_start"),
    "monthly_pay": money.monthly,
    "payer": words.official("payer"),
    "insured": words.official("insured"),
    "phone": numbers.phone,
    "note": lambda _person, rng: note(rng),
}
"""The ordinary way to write each field."""

_REMARKS = ("2023.5退休", "党建专干", "包村干部", "新进人员", "社会救助窗口")


def note(rng: Random) -> Said:
    """A remark now and then."""
    if rng.random() < 0.7:
        return Said()
    words = rng.choice(_REMARKS)
    if "退休" in words:  # a roster of those at work: should this one still be on it?
        return Said(words, faults={"note": ANY_CODE})
    return Said(words, {"note": words})


def of(rng: Random, field: str, say: Say | None = None, header: str | tuple[str, ...] | None = None) -> Spec:
    """A column for ``field`` under one of its headers, written the ordinary way unless told otherwise."""
    return column(header or rng.choice(HEADERS[field]), field, say or SAYS[field])


def some(rng: Random, *fields: str, always: Sequence[str] = (), number: bool | None = None) -> list[Spec]:
    """``always`` and a chance selection of ``fields``, in the order given, mostly behind a column of numbers."""
    chosen = [field for field in fields if field in always or rng.random() < 0.75]
    number = rng.random() < 0.8 if number is None else number
    return [
        *([numbered(rng.choice(("序号", "编号", "序\n号", "No.")))] if number else []),
        *(of(rng, f) for f in chosen),
    ]


PERSONAL = ("name", "sex", "birth_date", "ethnic_group", "id_number", "politics", "education", "school", "phone")
POST = ("title", "employment", "channel", "from_date", "monthly_pay", "insured", "note")
USUAL = ("unit", *PERSONAL, *POST)
SURE = ("unit", "name", "id_number")


def usual(rng: Random) -> list[Spec]:
    """The columns of an ordinary roster, unit first."""
    return some(rng, *USUAL, always=SURE)


def unplaced(rng: Random) -> list[Spec]:
    """An ordinary roster whose columns say nothing about the unit."""
    return some(rng, *PERSONAL, *POST, always=SURE)


def crew(rng: Random, size: int = 0, units: Sequence[str] = TOWNSHIPS, **options: Sequence[str]) -> list[Person]:
    """People at chance units, those of one unit together."""
    size = size or rng.randint(6, 14)
    people = [invent(rng, rng.choice(units), **options) for _ in range(size)]
    return sorted(people, key=lambda person: units.index(person.unit))


def by_unit(people: Sequence[Person]) -> dict[str, list[Person]]:
    """The same people, unit by unit."""
    groups: dict[str, list[Person]] = {}
    for person in people:
        groups.setdefault(person.unit, []).append(person)
    return groups


def title(rng: Random, place: str = "吉安县") -> str:
    """The words over a roster."""
    return rng.choice(
        (
            "{}民政所工作人员花名册",
            "{}民政系统人员情况统计表",
            "附件2：{}基层民政工作人员登记表",
            "2025年{}民政干部名册",
        )
    ).format(place)


def plain_page(
    rng: Random, specs: Sequence[Spec], people: Sequence[Person] | None = None, *, name: str = "花名册"
) -> Draft:
    """Title, header, people."""
    draft = Draft(rng, specs, name=name)
    if rng.random() < 0.7:
        draft.banner(title(rng))
    draft.header()
    draft.people(crew(rng) if people is None else people)
    return draft


def sample(rng: Random, *drafts: Draft, writers: Sequence[str] = NUMERIC, **options: object) -> Sample:
    """The drafts' pages in one of the formats."""
    return Sample([draft.page for draft in drafts], rng.choice(list(writers)), **options)


def together(pages: Sequence[Page]) -> Page:
    """What has to come of several sheets that are read in one go: lines and columns numbered as in the batch."""
    whole = Page("、".join(page.name for page in pages))
    for at, page in enumerate(pages):
        whole.lines += [replace(line, number=line_address(table_at(at), line.number)) for line in page.lines]
        whole.means |= {column_address(at, index): fields for index, fields in page.means.items()}
    return whole


def side_by_side(drafts: Sequence[Draft]) -> Page:
    """Tables on one sheet, each begun at its own column (``Draft.left``); what the first has in front goes for all."""
    first = drafts[0].page
    page = Page(first.name)
    for line in zip_longest(*(draft.page.rows for draft in drafts), fillvalue=()):
        width = max(map(len, line))
        padded = [[*cells, *[None] * (width - len(cells))] for cells in line]
        page.rows.append(
            [next((cell for cell in cells if cell is not None), None) for cells in zip(*padded, strict=True)]
        )
    for at, draft in enumerate(drafts):
        page.lines += [replace(one, number=line_address(table_at(0, at), one.number)) for one in draft.page.lines]
        page.means |= draft.page.means
    return page
