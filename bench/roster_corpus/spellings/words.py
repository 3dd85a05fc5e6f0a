"""Answers from code lists: the words that mean a code, and words that mean none or several and must be asked about."""

from random import Random

from bench.roster_corpus.people import SEXES, Fact, Person
from bench.roster_corpus.spellings import Say
from bench.roster_corpus.truth import Said

ANY_CODE: frozenset[str] = frozenset()
"""As a fault: something must be reported on this cell, under whatever code."""

WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "sex": {"1": ("男", "男 ", "男性", "M", " 男", "１", "1"), "2": ("女", "女性", "F", "女\n", "２", "2")},
    "politics": {
        "01": ("党员", "中共党员", "中国共产党党员", "共产党员", "中共 党员", "正式党员", "党 员"),
        "02": ("预备党员", "中共预备党员", "中共党员（预备）", "预备"),
        "03": ("团员", "共青团员", "共青团 员", "共青团"),
        "13": ("群众", "群 众", "普通群众"),
    },
    "education": {
        "10": ("研究生", "硕士研究生", "硕士", "在职研究生", "研究生/硕士", "全日制硕士研究生", "研究生（硕士）"),
        "20": (
            "本科", "大学本科", "全日制本科", "大学（本科）", "本科学历", "本科/学士", "大学本科（学士）", "函授本科",
            "自考本科",
            "本科（函授）", "大本", "大学本科毕业", "电大本科", "本 科", "省委党校本科", "在职本科", "成教本科",
            "本科(在职)",
        ),
        "30": (
            "大专", "专科", "大学专科", "大专毕业", "高职", "高职专科", "专科（在职）", "大专（自考）", "成人大专",
            "函授专科",
            "大 专", "高职（专科）", "国家开放大学专科", "全日制大专", "专科毕业",
        ),
        "40": ("中专", "中技", "职高", "中师", "技校", "中等专业学校", "职业高中", "中专（中技）", "中 专", "中职"),
        "60": ("高中", "普通高中", "高中毕业", "高 中", "高中学历"),
        "70": ("初中", "初中毕业", "初中文化", "初 中"),
    },
    "employment": {
        "10": ("行政编制", "行政", "公务员", "行政编", "公务员编制", "行政 编制"),
        "20": ("参公", "参公事业编制", "参公管理", "参照公务员管理", "参公事业", "参公编制"),
        "21": ("全额事业", "全额拨款事业编制", "事业（全额）", "全额拨款", "事业编制（全额拨款）", "财政全额拨款事业"),
        "30": ("政府购买服务", "购买服务", "政府购买", "政府购买服务人员", "政府购买岗位", "购买服务岗",
        "县政府购买服务"),
        "31": ("公益性岗位", "公益岗", "公益性岗", "公益岗位"),
        "32": ("劳务派遣", "派遣", "劳务派遣人员", "派遣制"),
        "33": ("临聘", "临时聘用", "聘用", "乡镇聘用", "临时工", "合同制", "镇聘", "聘用人员", "乡聘"),
    },
    "channel": {
        "01": ("公开招聘", "公招", "事业单位公开招聘", "事业单位招考", "事业单位考试", "公开招考"),
        "02": ("公开选调", "选调", "遴选"),
        "03": ("大学生村官", "村官", "大学生村干部"),
        "04": ("三支一扶", "“三支一扶”", "三支一扶人员", "三支一扶转编"),
        "05": ("公务员考录", "公务员考试", "公务员招考", "考录", "省考"),
        "06": ("军转", "退役士兵安置", "退伍安置", "军转安置", "退役军人安置"),
        "07": ("调入", "调动", "工作调动", "组织调动"),
        "10": ("乡镇聘用", "乡镇招聘", "镇聘", "乡镇自聘"),
    },
    "social_work_title": {
        "0": ("无", "没有", "未取得", "未持证"),
        "1": ("助理社会工作师", "助理社工师", "初级社工", "助理社会工作师（初级）", "初级", "社会工作者初级"),
        "2": ("社会工作师", "社工师", "中级社工师", "社会工作师（中级）", "中级", "中级社会工作师"),
    },
    "payer": {
        "county_budget": ("县级财政", "县财政", "财政", "县级财政预算", "财政拨款"),
        "township": ("乡镇自筹", "乡镇财政", "乡镇", "镇财政"),
        "county_purchase": ("政府购买服务", "购买服务", "县级财政购买服务"),
    },
    "insured": {"yes": ("是", "√", "已参保", "有", "已缴纳", "✓"), "no": ("否", "×", "未参保", "未缴纳", "没有")},
}  # fmt: skip

UNCLEAR: dict[str, tuple[str, ...]] = {
    "politics": ("无", "非党员", "发展对象", "党员？"),
    "education": (
        "大学",
        "中学",
        "大专以上",
        "本科在读",
        "高中/中专",
        "大专/本科",
        "大学毕业",
        "大专（在读）",
        "学历不详",
    ),
    "employment": ("在编", "是", "√", "正式", "在编人员", "行政/事业", "编内", "事业？"),
    "social_work_title": ("有", "√", "社工证", "会计师", "在考"),
    "channel": ("不清楚", "安排"),
    "sex": ("男/女", "X", "先生"),
    "insured": ("部分", "待定", "医保"),
    "payer": ("上级", "县乡各半"),
}


def _fact(person: Person, field: str) -> str:
    if field == "sex":
        return person.sex
    if field == "insured":
        return "yes" if person.insured else "no"
    fact: Fact = getattr(person, field)
    return fact.code


def understood(field: str, code: str) -> str | bool:
    """A code as the importer stores it."""
    return code == "yes" if field == "insured" else code


def everyday(field: str) -> Say:
    """Some word for the person's own answer."""

    def say(person: Person, rng: Random) -> Said:
        code = _fact(person, field)
        return Said(rng.choice(WORDS[field][code]), {field: understood(field, code)})

    return say


def official(field: str) -> Say:
    """The word of the national forms."""

    def say(person: Person, _rng: Random) -> Said:
        code = _fact(person, field)
        if field in ("sex", "insured"):
            word = SEXES[code] if field == "sex" else ("是" if code == "yes" else "否")
        else:
            word = getattr(person, field).word
        return Said(word, {field: understood(field, code)})

    return say


def unclear(field: str, share: float = 0.3) -> Say:
    """Mostly everyday words, and every so often one that nobody can be sure of."""

    def say(person: Person, rng: Random) -> Said:
        if rng.random() > share:
            return everyday(field)(person, rng)
        return Said(rng.choice(UNCLEAR[field]), faults={field: ANY_CODE})

    return say


def other_sex(person: Person, _rng: Random) -> Said:
    """The sex that the identity number contradicts."""
    wrong = "2" if person.sex == "1" else "1"
    return Said(SEXES[wrong], faults={"sex": frozenset({"sex_mismatch"})})


def nation(person: Person, rng: Random) -> Said:
    """``汉`` or ``汉族``."""
    short = person.nation.removesuffix("族")
    return Said(rng.choice((person.nation, short, f"{short} ")), {"ethnic_group": person.nation})
