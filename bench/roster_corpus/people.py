"""People who do not exist, complete with everything that a roster may ask about them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from jian_minzheng.core.id_numbers import check_character

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋"
    "余叶程魏苏吕丁沈姜崔谭陆汪廖石金贺龙欧匡郁"
)
_RARE_SURNAMES = ("欧阳", "上官", "司马", "诸葛", "尹", "幸", "佘", "阙", "缪", "户", "计", "合", "注", "单")
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红鹏建国志梅飞云琴波辉玲斌雪文婷婷宇浩凯"
_RARE = "㙦䶮堃燚犇龑翀璟珺喆彧玥旻赟"
_MINORITY = ("阿依古丽·买买提", "扎西·次仁", "古丽娜尔·阿不都", "买买提·艾力")
_FUNCTION_WORDS = ("合平", "计明", "单小计", "江备注")
_SCHOOLS = (
    "江西师范大学",
    "井冈山大学",
    "南昌大学",
    "吉安职业技术学院",
    "江西农业大学",
    "江西财经大学",
    "长沙民政职业技术学院",
)
_MAJORS = ("社会工作", "行政管理", "法学", "会计学", "汉语言文学", "民政管理", "计算机应用", "老年服务与管理")


@dataclass(frozen=True, slots=True)
class Fact:
    """A code and the words that national forms use for it."""

    code: str
    word: str


SEXES = {"1": "男", "2": "女"}
POLITICS = (Fact("01", "中共党员"), Fact("02", "中共预备党员"), Fact("03", "共青团员"), Fact("13", "群众"))
EDUCATION = (
    Fact("10", "研究生"),
    Fact("20", "大学本科"),
    Fact("30", "大学专科"),
    Fact("40", "中专"),
    Fact("60", "高中"),
    Fact("70", "初中"),
)
EMPLOYMENT = (
    Fact("10", "行政编制"),
    Fact("20", "参公事业编制"),
    Fact("21", "全额拨款事业编制"),
    Fact("30", "政府购买服务"),
    Fact("31", "公益性岗位"),
    Fact("32", "劳务派遣"),
    Fact("33", "临时聘用"),
)
CHANNELS = (
    Fact("01", "公开招聘"),
    Fact("02", "公开选调"),
    Fact("03", "大学生村官"),
    Fact("04", "三支一扶"),
    Fact("05", "公务员考录"),
    Fact("06", "退役士兵安置"),
    Fact("07", "调入"),
    Fact("10", "乡镇聘用"),
)
TITLES = (Fact("0", "无"), Fact("1", "助理社会工作师"), Fact("2", "社会工作师"))
PAYERS = (Fact("county_budget", "县级财政"), Fact("township", "乡镇自筹"), Fact("county_purchase", "政府购买服务"))
NATIONS = ("汉族", "汉族", "汉族", "汉族", "畲族", "苗族", "土家族")


@dataclass(frozen=True, slots=True)
class Person:
    """The true facts. Starting dates are firsts of a month; ``id_number`` is valid and agrees with sex and birth."""

    name: str
    id_number: str
    sex: str
    born: datetime.date
    nation: str
    politics: Fact
    education: Fact
    school: str
    major: str
    social_work_title: Fact
    phone: str
    landline: str
    work_start: datetime.date
    from_date: datetime.date
    title: str
    employment: Fact
    channel: Fact
    pay: Decimal
    payer: Fact
    insured: bool
    unit: str


def invent(rng: Random, unit: str, *, titles: Sequence[str] = ("所长", "副所长", "工作人员", "办事员")) -> Person:
    """One person at ``unit``; names of all sorts, mostly ordinary ones."""
    born = datetime.date(rng.randint(1964, 1999), rng.randint(1, 12), rng.randint(1, 28))
    sex = rng.choice("12")
    started = datetime.date(born.year + rng.randint(19, 23), rng.randint(1, 12), 1)
    return Person(
        name=_name(rng),
        id_number=id_number(rng, born, sex),
        sex=sex,
        born=born,
        nation=rng.choice(NATIONS),
        politics=rng.choice(POLITICS),
        education=rng.choice(EDUCATION),
        school=rng.choice(_SCHOOLS),
        major=rng.choice(_MAJORS),
        social_work_title=rng.choice(TITLES),
        phone=f"1{rng.choice('35789')}{rng.randint(0, 999_999_999):09}",
        landline=f"0796-{rng.randint(2_000_000, 8_999_999)}",
        work_start=started,
        from_date=datetime.date(min(started.year + rng.randint(0, 12), 2025), rng.randint(1, 12), 1),
        title=rng.choice(titles),
        employment=rng.choice(EMPLOYMENT),
        channel=rng.choice(CHANNELS),
        pay=Decimal(rng.randint(18, 69)) * 100,
        payer=rng.choice(PAYERS),
        insured=rng.random() < 0.6,
        unit=unit,
    )


def id_number(rng: Random, born: datetime.date, sex: str, *, region: str = "360821") -> str:
    """A valid number of 18 characters."""
    body = f"{region}{born:%Y%m%d}{rng.randint(0, 99):02}{rng.choice('13579' if sex == '1' else '2468')}"
    return body + check_character(body)


def _name(rng: Random) -> str:
    sort = rng.random()
    if sort < 0.03:
        return rng.choice(_MINORITY)
    if sort < 0.06:
        return rng.choice(_FUNCTION_WORDS)
    surname = rng.choice(_RARE_SURNAMES) if sort < 0.15 else rng.choice(_SURNAMES)
    given = rng.choice(_RARE) if sort > 0.95 else rng.choice(_GIVEN)
    return surname + given + (rng.choice(_GIVEN) if rng.random() < 0.6 else "")
