"""Columns whose words mislead, or are missing, doubled, strange."""

from random import Random

from bench.roster_corpus.draft import NOT_READ, Draft, Spec, column, formula_numbered, numbered, text
from bench.roster_corpus.layouts.common import crew, of, sample, title
from bench.roster_corpus.people import Person
from bench.roster_corpus.registry import layout
from bench.roster_corpus.spellings import Say, words
from bench.roster_corpus.truth import Said, Sample
from bench.roster_corpus.writers import NUMERIC

_GRID = (*NUMERIC, "ods", "html", "csv", "csv_gb")


def _page(
    rng: Random, specs: list[Spec], *, writers: tuple[str, ...] = _GRID, people: list[Person] | None = None
) -> Sample:
    draft = Draft(rng, specs)
    if rng.random() < 0.5:
        draft.banner(title(rng))
    draft.header()
    draft.people(people or crew(rng))
    return sample(rng, draft, writers=writers)


def _base(rng: Random) -> list[Spec]:
    return [of(rng, "unit"), of(rng, "name"), of(rng, "id_number")]


@layout("columns")
def place_names_in_headers(rng: Random) -> Sample:
    """进潘黄时间, 到敦厚镇工作时间."""
    header = rng.choice(
        (
            "进潘黄时间",
            "到敦厚镇工作时间",
            "进永阳时间",
            "来凤凰镇工作时间",
            "进入敦厚镇民政所时间",
            "到油田镇工作年月",
            "调入官田乡时间",
            "进敦厚\n时间",
        )
    )
    return _page(rng, [*_base(rng), of(rng, "work_start"), of(rng, "from_date", header=header), of(rng, "phone")])


@layout("columns")
def status_that_looks_like_number(rng: Random) -> Sample:
    """身份 means 在编 or 聘用 and stands beside the identity number."""
    header = rng.choice(("身份", "身份（在编/聘用）", "人员身份", "身份类别"))
    specs = [of(rng, "unit"), of(rng, "name"), of(rng, "employment", words.everyday("employment"), header)]
    return _page(rng, [*specs, of(rng, "id_number"), of(rng, "phone")])


@layout("columns")
def identity_numbers_under_other_words(rng: Random) -> Sample:
    """编号, 证号 or 号码 over eighteen digits with a check character."""
    header = rng.choice(("编号", "证号", "号码", "ID", "证件", "身份证/护照", "人员编码", "社会保障号"))
    return _page(
        rng, [numbered(), of(rng, "unit"), of(rng, "name"), of(rng, "id_number", header=header), of(rng, "education")]
    )


@layout("columns")
def former_and_present_title(rng: Random) -> Sample:
    """原职务 beside 现职务; 曾任职务."""
    former = column(
        rng.choice(("原职务", "曾任职务", "原任职务", "原工作单位及职务")),
        None,
        text("计生专干", "村支书", "教师", None),
    )
    present = of(rng, "title", header=rng.choice(("现职务", "现任职务", "职务")))
    pair = [former, present] if rng.random() < 0.6 else [present, former]
    return _page(rng, [*_base(rng), *pair, of(rng, "phone")])


@layout("columns")
def phones_of_others(rng: Random) -> Sample:
    """家属电话 or 紧急联系人及电话 beside the person's own."""

    def other(_person: Person, rng: Random) -> Said:
        return Said(f"139{rng.randint(0, 99_999_999):08}")

    stranger = column(
        rng.choice(("家属电话", "紧急联系人电话", "家庭成员联系电话", "配偶电话", "紧急联系电话", "家属联系方式")),
        None,
        other,
    )
    pair = [stranger, of(rng, "phone")] if rng.random() < 0.5 else [of(rng, "phone"), stranger]
    return _page(rng, [*_base(rng), *pair])


@layout("columns")
def families_beside_staff(rng: Random) -> Sample:
    """家庭成员 › 姓名, 身份证号 below a group of its own."""

    def number(person: Person, rng: Random) -> Said:
        from bench.roster_corpus.people import id_number

        return Said(id_number(rng, person.born, "2" if person.sex == "1" else "1"))

    group = rng.choice(("家庭成员", "配偶情况", "配偶", "家属"))
    relatives = [
        column((group, "姓名"), None, text("王某兰", "李小妹", "张大军")),
        column((group, "身份证号"), None, number),
    ]
    return _page(
        rng, [*_base(rng), of(rng, "education"), *relatives, of(rng, "phone")], writers=(*NUMERIC, "ods", "html")
    )


@layout("columns")
def age_and_years(rng: Random) -> Sample:
    """年龄, 工龄, 任职年限, 民政工作年限 between the columns wanted."""
    extras = [
        column("年龄", None, lambda person, _rng: Said(2025 - person.born.year)),
        column(
            rng.choice(("工龄", "工作年限", "参加工作年限")),
            None,
            lambda person, _rng: Said(2025 - person.work_start.year),
        ),
        column(rng.choice(("从事民政工作年限", "任职年限", "民政工龄")), None, text(3, 5, "8年")),
    ]
    specs = [*_base(rng), of(rng, "birth_date"), of(rng, "work_start"), of(rng, "from_date"), of(rng, "phone"), *extras]
    keep = specs[:3]
    rest = specs[3:]
    rng.shuffle(rest)
    return _page(rng, [*keep, *rest])


@layout("columns")
def other_dates(rng: Random) -> Sample:
    """入党时间, 毕业时间, 转正时间, 合同到期时间 beside 到岗时间."""
    days = text("2008.07", "2015年6月", "2019-01")
    extras = [
        column(word, None, days)
        for word in rng.sample(
            ("入党时间", "毕业时间", "转正时间", "合同签订时间", "退休时间", "入伍时间", "发证时间"), 3
        )
    ]
    extras.append(
        column(rng.choice(("合同到期时间", "合同截止日期", "退休日期")), None, text("2027.12", "2026年12月31日"))
    )
    rest = [*extras, of(rng, "from_date"), of(rng, "birth_date")]
    rng.shuffle(rest)
    return _page(rng, [*_base(rng), *rest])


@layout("columns")
def professional_titles(rng: Random) -> Sample:
    """职称 and 技能等级 beside 社工证."""
    extras = [
        column(rng.choice(("职称", "专业技术职称")), None, text("中级", "助理会计师", None, "初级")),
        column(rng.choice(("职级", "行政级别")), None, text("四级主任科员", "科员", "副科")),
    ]
    own = of(
        rng,
        "social_work_title",
        words.everyday("social_work_title"),
        rng.choice(("社工证", "社会工作职业资格", "社会工作者职业水平等级")),
    )
    return _page(rng, [*_base(rng), *extras, own, of(rng, "education")])


@layout("columns")
def two_schoolings(rng: Random) -> Sample:
    """第一学历 and 最高学历: the higher one counts."""

    def first(person: Person, rng: Random) -> Said:
        below = {"10": "本科", "20": "大专", "30": "中专", "40": "初中", "60": "高中", "70": "初中"}
        return Said(below[person.education.code])

    pair = [Spec((rng.choice(("第一学历", "全日制学历", "原学历")),), frozenset({None}), first)]
    pair.append(of(rng, "education", header=rng.choice(("最高学历", "最高学历", "现学历"))))
    return _page(rng, [*_base(rng), *pair, of(rng, "phone")])


@layout("columns")
def unusual_words(rng: Random) -> Sample:
    """Words over columns that no list has in this very form."""
    odd = {
        "name": ("姓名（按身份证填写）", "人员姓名（全称）", "干部姓名", "人员名称"),
        "id_number": ("身份证号码（请填18位，末位为X的大写）", "本人身份证号", "身份证信息", "二代身份证号码"),
        "phone": ("联系电话（手机）", "本人手机号", "手机号码（必填）", "联系手机", "移动电话号码"),
        "education": ("学历（全日制）", "学历层次", "学历情况", "最高学历（含在职）"),
        "politics": ("政治面貌情况", "政治面貌（中共党员、群众）", "党派情况"),
        "from_date": ("到岗工作时间", "何时到岗", "到本单位工作时间", "来所时间", "进所时间", "到现单位工作时间"),
        "employment": ("编制性质（行政/事业/购买服务）", "人员编制类型", "编制属性", "所属编制"),
        "title": ("现任职务或岗位", "担任职务情况", "工作岗位（职务）", "岗位职务"),
    }
    specs = [of(rng, "unit"), *(of(rng, field, header=rng.choice(headers)) for field, headers in odd.items())]
    return _page(rng, specs)


@layout("columns")
def formula_numbers(rng: Random) -> Sample:
    """序号 counted by a formula."""
    return _page(
        rng, [formula_numbered(), *_base(rng), of(rng, "education")], writers=("xlsxwriter", "xlsx", "wps", "xls")
    )


@layout("columns")
def in_another_order(rng: Random) -> Sample:
    """Columns in any order, the name among the last."""
    specs = [
        numbered(),
        *(
            of(rng, field)
            for field in rng.sample(
                ("unit", "name", "sex", "id_number", "education", "politics", "phone", "title", "from_date", "note"), 10
            )
        ),
    ]
    return _page(rng, specs)


@layout("columns")
def places_of_people(rng: Random) -> Sample:
    """籍贯, 家庭住址, 户籍地 full of names of townships, beside the unit."""
    home: Say = text("敦厚镇高塘村", "永阳镇江边村3组", "吉安县凤凰镇", "禾川镇城东村")
    extras = [column(rng.choice(("家庭住址", "户籍地", "籍贯", "户籍所在地", "现居住地")), None, home)]
    rest = [of(rng, "unit"), of(rng, "name"), of(rng, "id_number"), *extras, of(rng, "phone")]
    return _page(rng, rest if rng.random() < 0.5 else [extras[0], *rest[:3], rest[4]])


@layout("columns")
def twins(rng: Random) -> Sample:
    """The same column twice with the same words in it: 联系电话 and 手机, or 姓名 at either end."""
    twin = rng.choice(("name", "phone", "id_number"))
    means = frozenset({twin, None})
    return _page(
        rng,
        [
            *_base(rng),
            of(rng, "phone", header="联系电话"),
            of(rng, "education"),
            Spec((of(rng, twin).path), means, lambda p, r: Said(of(r, twin).say(p, r).cell)),
        ],
    )


__all__ = ["NOT_READ"]
