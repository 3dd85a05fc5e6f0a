"""Headers of one to three levels, merged or not, repeated, under titles and fill-in lines, over numbering lines."""

from random import Random

from bench.roster_corpus.county import TOWNSHIPS
from bench.roster_corpus.draft import Draft, Spec, column, numbered, text
from bench.roster_corpus.layouts.common import by_unit, crew, of, sample, some, title, unplaced, usual
from bench.roster_corpus.registry import layout
from bench.roster_corpus.truth import Sample
from bench.roster_corpus.writers import NUMERIC, TEXTUAL

_GRID = (*NUMERIC, "ods", "html", "inline")


@layout("headers")
def noisy_headers(rng: Random) -> Sample:
    """Stars, line breaks, blanks and hints in brackets over every column; blank lines before and within."""
    draft = Draft(rng, usual(rng))
    draft.banner(title(rng))
    draft.blank(rng.randint(0, 3))
    draft.header()
    people = crew(rng)
    draft.people(people[:3])
    draft.blank(rng.randint(1, 2))
    draft.people(people[3:], start=4)
    return sample(rng, draft, writers=_GRID)


@layout("headers")
def fill_in_lines(rng: Random) -> Sample:
    """Title, 填报单位, 填报时间 and 单位:人 above the header; signatures below."""
    draft = Draft(rng, usual(rng))
    draft.row("附件1")
    draft.banner(title(rng))
    draft.footer("填报单位：吉安县民政局（盖章）", "填报时间：2025年3月5日", "单位：人、元")
    draft.header()
    people = crew(rng)
    draft.people(people)
    draft.footer("合计", f"{len(people)}人")
    draft.footer("单位负责人：张大山", "填表人：李小河", "联系电话：0796-8442233", "填报日期：2025.3.5")
    draft.row("注：1.本表一式两份；2.“编制类型”按行政、事业、政府购买服务填写。")
    return sample(rng, draft, writers=(*_GRID, *TEXTUAL))


@layout("headers")
def two_levels_merged(rng: Random) -> Sample:
    """基本情况 and 工作情况 over single columns, some columns merged down over both lines."""
    info, work = rng.choice((("基本情况", "工作情况"), ("个人信息", "任职信息"), ("人员基本信息", "岗位信息")))
    specs = [numbered(), of(rng, "unit")]
    specs += [of(rng, field, header=(info, word)) for field, word in (("name", "姓名"), ("sex", "性别"))]
    specs += [of(rng, "id_number", header=(info, "身份证号")), of(rng, "education", header=(info, "学历"))]
    specs += [of(rng, "title", header=(work, "职务")), of(rng, "employment", header=(work, "编制性质"))]
    specs += [of(rng, "from_date", header=(work, "到岗时间")), of(rng, "phone"), of(rng, "note")]
    draft = Draft(rng, specs)
    draft.banner(title(rng))
    draft.header()
    draft.people(crew(rng))
    return sample(rng, draft, writers=_GRID)


@layout("headers")
def two_levels_typed(rng: Random) -> Sample:
    """The same, but group words were typed over the first column and nothing is merged."""
    specs = [numbered(), of(rng, "unit"), of(rng, "name"), of(rng, "id_number")]
    specs += [
        of(rng, "education", header=("教育情况", "学历")),
        of(rng, "school", header=("教育情况", "毕业院校及专业")),
    ]
    specs += [
        of(rng, "title", header=("任职情况", "职务")),
        of(rng, "from_date", header=("任职情况", "到岗时间")),
        of(rng, "phone"),
    ]
    draft = Draft(rng, specs)
    draft.header(merged=False)
    draft.people(crew(rng))
    return sample(rng, draft, writers=(*_GRID, "csv_gb", "tsv"))


@layout("headers")
def full_time_and_part_time(rng: Random) -> Sample:
    """全日制教育 and 在职教育 with 学历 and 毕业院校 below each; only the full-time half is filled in."""
    deep = rng.random() < 0.5
    top = ("学历学位",) if deep else ()
    specs = [
        numbered(), of(rng, "unit"), of(rng, "name"), of(rng, "sex"), of(rng, "id_number"),
        of(rng, "education", header=(*top, "全日制教育", "学历")),
        column((*top, "全日制教育", "学位"), None, text(None)),
        of(rng, "school", header=(*top, "全日制教育", "毕业院校系及专业")),
        Spec((*top, "在职教育", "学历"), frozenset({None, "education"}), text(None, "/", "无")),
        Spec((*top, "在职教育", "毕业院校系及专业"), frozenset({None, "school"}), text(None)),
        of(rng, "title"), of(rng, "employment"), of(rng, "from_date"), of(rng, "note"),
    ]  # fmt: skip
    draft = Draft(rng, specs)
    draft.banner(title(rng))
    draft.header()
    draft.people(crew(rng))
    return sample(rng, draft, writers=_GRID)


@layout("headers")
def three_levels(rng: Random) -> Sample:
    """Three levels: 基本情况 › 教育 › 学历."""
    specs = [
        numbered(), of(rng, "unit"),
        of(rng, "name", header=("基本情况", "姓名")), of(rng, "sex", header=("基本情况", "性别")),
        of(rng, "id_number", header=("基本情况", "身份证号码")),
        of(rng, "education", header=("基本情况", "文化程度", "学历")), of(rng, "school", header=("基本情况",
        "文化程度", "毕业院校")),
        of(rng, "employment", header=("工作情况", "编制", "编制性质")), of(rng, "from_date", header=("工作情况",
        "编制", "到岗时间")),
        of(rng, "title", header=("工作情况", "职务")), of(rng, "phone"),
    ]  # fmt: skip
    draft = Draft(rng, specs)
    draft.banner(title(rng))
    draft.header()
    draft.people(crew(rng))
    return sample(rng, draft, writers=_GRID)


@layout("headers")
def split_words(rng: Random) -> Sample:
    """One header over two lines without merging: 出生 above 年月, 身份证 above 号码."""
    specs = [
        of(rng, "unit", header=("所在", "单位")), of(rng, "name", header="姓名"), of(rng, "sex", header="性别"),
        of(rng, "birth_date", header=("出生", "年月")), of(rng, "id_number", header=("身份证", "号码")),
        of(rng, "politics", header=("政治", "面貌")), of(rng, "education", header="学历"),
        of(rng, "from_date", header=("到岗", "时间")), of(rng, "phone", header=("联系", "电话")),
    ]  # fmt: skip
    draft = Draft(rng, specs)
    draft.banner(title(rng))
    draft.header(merged=False)
    draft.people(crew(rng))
    return sample(rng, draft, writers=(*NUMERIC, "csv", "csv_gb"))


@layout("headers")
def repeated_under_each_unit(rng: Random) -> Sample:
    """A group line and the header again before the people of every unit, subtotals behind them."""
    draft = Draft(rng, unplaced(rng))
    draft.banner(title(rng))
    for unit, people in by_unit(crew(rng, 12, TOWNSHIPS[:4])).items():
        draft.banner(rng.choice((unit, f"{unit}民政所", f"单位：{unit}")), merged=rng.random() < 0.7)
        draft.header()
        draft.people(people)
        draft.footer("小计", f"{len(people)}人")
    draft.footer("总  计", "12人")
    return sample(rng, draft, writers=_GRID)


@layout("headers")
def numbering_line(rng: Random) -> Sample:
    """甲 乙 1 2 3 … or an example line under the header, as statistical forms have."""
    draft = Draft(rng, usual(rng))
    draft.banner(title(rng))
    draft.header()
    width = draft.width
    draft.row(
        *rng.choice(
            (["甲", "乙", *range(1, width - 1)], list(range(1, width + 1)), [f"({n})" for n in range(1, width + 1)])
        )
    )
    draft.people(crew(rng))
    return sample(rng, draft, writers=_GRID)


@layout("headers")
def deep_below_instructions(rng: Random) -> Sample:
    """A dozen lines of instructions, which name columns, before the header."""
    draft = Draft(rng, usual(rng))
    draft.banner(title(rng))
    draft.row("填表说明：")
    for number, words in enumerate(("姓名、身份证号码按身份证填写。", "学历填最高学历，如大专、本科。",
    "编制性质填行政、事业、政府购买服务。",
                                    "到岗时间格式如2018.09。", "联系电话填手机号码。", "一人一行，不得合并单元格。"),
                                    1):  # fmt: skip
        draft.banner(f"{number}．{words}")
    draft.blank(rng.randint(1, 5))
    draft.header()
    draft.people(crew(rng))
    return sample(rng, draft, writers=_GRID)


@layout("headers")
def without_header_over_some(rng: Random) -> Sample:
    """Names, identity numbers and telephones stand in columns without a header."""
    bare = rng.choice(("id_number", "phone", "sex"))
    fields = ("unit", "name", "sex", "id_number", "education", "employment", "phone")
    specs = [of(rng, field) for field in fields]
    at = fields.index(bare)
    specs[at] = of(rng, bare, header="")
    draft = Draft(rng, specs)
    draft.header()
    draft.people(crew(rng))
    draft.page.means[at] = frozenset({bare})
    return sample(rng, draft)


@layout("headers")
def table_off_the_corner(rng: Random) -> Sample:
    """Empty columns to the left and empty lines above the table."""
    draft = Draft(rng, usual(rng), left=rng.randint(1, 3))
    draft.blank(rng.randint(1, 4))
    draft.banner(title(rng))
    draft.header()
    draft.people(crew(rng))
    return sample(rng, draft, writers=(*NUMERIC, "ods"))


@layout("headers")
def form_of_the_cadre_office(rng: Random) -> Sample:
    """The narrow printed form: every word spaced out or broken, 出生年月（岁）, 入党时间, 参加工作时间, 职称."""
    from bench.roster_corpus.spellings.dates import born_with_age

    specs = [
        numbered("序\n号"), of(rng, "unit", header="工作单位"), of(rng, "name", header="姓  名"), of(rng, "sex",
        header="性\n别"),
        of(rng, "birth_date", born_with_age, "出生年月\n（ 岁）"), of(rng, "ethnic_group", header="民 族"),
        column("籍 贯", None, text("江西吉安", "江西泰和", "吉安县")), column("入 党\n时 间", None, text("2008.07",
        None, "2012.06")),
        of(rng, "work_start", header="参加工\n作时间"), of(rng, "education", header="学 历"),
        of(rng, "school", header="毕业院校\n及 专 业"), of(rng, "title", header="职  务"),
        column("专业技\n术职务", None, text(None, "助理工程师", "中级会计师")), of(rng, "id_number",
        header="身份证号码"),
    ]  # fmt: skip
    draft = Draft(rng, specs)
    draft.banner("干 部 名 册")
    draft.header()
    draft.people(crew(rng))
    return sample(rng, draft, writers=_GRID)


@layout("headers")
def few_columns(rng: Random) -> Sample:
    """Three columns and nothing else: who, where, which number."""
    specs = some(rng, "unit", "name", "phone", "id_number", always=("unit", "name", "id_number"))
    draft = Draft(rng, specs)
    draft.header()
    draft.people(crew(rng, 4))
    return sample(rng, draft, writers=(*NUMERIC, *TEXTUAL))
