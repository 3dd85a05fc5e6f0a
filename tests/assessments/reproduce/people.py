"""三(三)2: who is at work, how they are held and what they are paid."""

import math
import operator
import re
from collections import defaultdict
from decimal import Decimal
from typing import Any

from tests.assessments.reproduce.answers import NOTHING_ASKED, UNKNOWN, Answer, enough
from tests.assessments.reproduce.shown import UNSAID, Shown
from tests.assessments.reproduce.stations import YES_NO

EDGE = re.compile(r"(不超过|超过|不足)?([\d.,]+万?)人?(以上|以下)?")
HOLDS = {"不足": operator.lt, "不超过": operator.le, "以下": operator.le, "以上": operator.ge, "超过": operator.gt}


def headcount(shown: Shown) -> Answer:
    persons, people = shown.count(rf"{shown.parameter('population_basis')}（\d+年）"), shown.count("在岗人数")
    bands = shown.parameter("staff_headcount_bands")
    if None in (persons, people, bands):
        return UNKNOWN
    owed = [Decimal(value) for words, value in map(_band, bands.split("；")) if _holds(words, persons)]
    assert len(owed) == 1, f"{persons} stands in {len(owed)} bands"
    return enough(people, owed[0])


def _band(text: str) -> tuple[str, str]:
    words, value, _ = text.rsplit(" ", 2)
    return words, value


def _holds(words: str, persons: int) -> bool:
    """不足2万人, 2万以上不足5万人, 超过5万人."""
    return all(HOLDS[before or after](persons, _persons(edge)) for before, edge, after in EDGE.findall(words))


def _persons(text: str) -> Decimal:
    number = Decimal(text.rstrip("万").replace(",", ""))
    return number * 10_000 if text.endswith("万") else number


def established(shown: Shown) -> Answer:
    asked, held, unsaid = shown.limit("established_staff_minimum"), shown.count("编制在所且在岗"), shown.count(".+未填")
    if None in (asked, held):
        return UNKNOWN
    if held < asked <= held + unsaid:
        return Answer("unknown", None, asked)
    return enough(held, asked) if held >= asked else Answer("unmet", held, asked, asked - held - unsaid)


def purchased(shown: Shown) -> Answer:
    posts = defaultdict(list)
    for label, value in shown.inputs:
        posts[label].append(value)
    if not posts:
        return UNKNOWN
    if posts == {"编外人员": [0]}:
        return NOTHING_ASKED
    answers = [_one(map(_is_purchased, words)) for words in posts.values()]
    yes, no = answers.count(True), answers.count(False)
    if yes == len(answers):
        return Answer("met", yes, yes)
    return Answer("unmet", yes, len(answers), no) if no else Answer("unknown", None, len(answers))


def _is_purchased(words: str) -> bool | None:
    """The county pays, and it is a purchased service."""
    employment, payer = words.split("，")
    if UNSAID in payer or UNSAID in employment:
        return None if "县级" in payer or UNSAID in payer or UNSAID in employment else False
    return payer == "县级财政购买服务" or (payer, employment) == ("县级财政预算", "政府购买服务")


def _one(answers) -> bool | None:
    said = {*answers}
    return True if True in said else None if None in said else False


def specialist(shown: Shown) -> Answer:
    asked, posts = shown.limit("village_specialist_minimum"), shown.values("在岗专干")
    if asked is None or not posts:
        return UNKNOWN
    answer = enough(sum(posts), asked)
    floor = _pay_floor(shown)
    if answer.gap is None or shown.parameter("specialist_pay_floor") is None:
        return answer
    return Answer("unmet", answer.measured, answer.required, answer.gap, answer.gap * floor * 12)


def _pay_floor(shown: Shown) -> Any:
    floors = map(shown.limit, ("specialist_pay_floor", "specialist_pay_superior"))
    return max((one for one in floors if one is not None), default=None)


def specialist_pay(shown: Shown) -> Answer:
    if shown.parameter("specialist_pay_floor") is None:
        return UNKNOWN
    if shown.value("在岗专干") == 0:
        return NOTHING_ASKED
    pay = [None if one == UNSAID else Decimal(str(one)) for one in shown.values("专干月报酬")]
    known, floor = [one for one in pay if one is not None], _pay_floor(shown)
    if not pay:
        return UNKNOWN
    if short := [floor - one for one in known if one < floor]:
        return Answer("unmet", min(known), floor, max(short), sum(short) * 12)
    return Answer("unknown", None, floor) if None in pay else Answer("met", min(known), floor)


def pay_growth(shown: Shown) -> Answer:
    if shown.parameter("specialist_pay_growth_years") is None:
        return UNKNOWN
    if shown.value("所辖村（居）") == 0:
        return NOTHING_ASKED
    averages = [one for one in shown.values(r"\S+ 平均月报酬") if one != UNSAID]
    if len(averages) < 2 or shown.value("到岗日期未登记的专干") or not _all_on_record(shown):
        return UNKNOWN
    now, before = (Decimal(str(one)) for one in averages)
    return Answer("met", now, before) if now > before else Answer("unmet", now, before, before - now)


def _all_on_record(shown: Shown) -> bool:
    """Of everybody at work on either day the pay is known."""
    counts = [(re.search(r"在岗 (\d+) 人", label), value) for label, value in shown.inputs]
    return all(int(words[1]) == value for words, value in counts if words)


def director_and_accountant(shown: Shown) -> Answer:
    asked = [shown.limit("home_director_minimum"), shown.limit("home_accountant_minimum")]
    there = [shown.count("在岗院长"), shown.count("在岗会计")]
    if None in asked or None in there:
        return UNKNOWN
    return enough(sum(map(min, there, asked)), sum(asked))


def one_to(people: str, workers: str, key: str):
    """One worker to so many people; a remainder asks for one more."""

    def answer(shown: Shown) -> Answer:
        each, number, there = shown.limit(key), shown.count(people), shown.count(workers)
        if each is not None and number == 0:
            return NOTHING_ASKED
        return UNKNOWN if None in (each, number, there) else enough(there, math.ceil(number / each))

    return answer


def home_funding(shown: Shown) -> Answer:
    """County money for everybody; wages and insurance of public institutions for 院长 and 会计 as well."""
    by_home = YES_NO.get(shown.value("工作人员经费由县级财政安排"))
    heads = shown.count("在岗工作人员")
    if not heads:
        return UNKNOWN if heads is None else NOTHING_ASKED
    answers = [_kept(shown, f"第 {number} 人（.+）", by_home) for number in range(1, heads + 1)]
    yes, no = answers.count(True), answers.count(False)
    if no:
        return Answer("unmet", yes, heads, no)
    return Answer("met", yes, heads) if yes == heads else Answer("unknown", yes, heads)


def _kept(shown: Shown, whose: str, by_home: bool | None) -> bool | None:
    asked = [_one(_funded(payer, by_home) for payer in shown.values(f"{whose}工资承担方"))]
    if treatments := shown.values(f"{whose}待遇标准"):
        asked.append(_one(None if word == "未登记" else word == "事业单位" for word in treatments))
        asked.append(_one(YES_NO[word] for word in shown.values(f"{whose}参加社会保险")))
    return False if False in asked else None if None in asked else True


def _funded(payer: str, by_home: bool | None) -> bool | None:
    return by_home if payer == UNSAID else payer.startswith("县级财政")


CASES = {
    "三(三)2-1": headcount,
    "三(三)2-2": established,
    "三(三)2-3": purchased,
    "三(三)2-4": specialist,
    "三(三)2-5": specialist_pay,
    "三(三)2-6": pay_growth,
    "三(三)2-7": director_and_accountant,
    "三(三)2-8": one_to("供养对象", "在岗工作人员", "home_residents_per_worker"),
    "三(三)2-9": one_to("失能老人", "在岗护理人员", "home_dependents_per_carer"),
    "三(三)2-10": home_funding,
}
