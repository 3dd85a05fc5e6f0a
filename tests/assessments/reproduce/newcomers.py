"""三(三)4: who joined since the policy came, how, and with what education; and specialists who are filed."""

from collections import defaultdict
from collections.abc import Callable

from tests.assessments.reproduce.answers import NOTHING_ASKED, UNKNOWN, Answer
from tests.assessments.reproduce.shown import UNSAID, Shown

Said = bool | None
OPENLY = {"公开招聘", "公开选调", "大学生村官", "三支一扶"}
CIVIL_SERVICE = {"公务员考录", "选调生"}
PLACED = {"军转或退役士兵安置", "机构改革划转"}
EDUCATED = {"研究生", "大学本科", "大学专科"}


def one(answers) -> Said:
    said = {*answers}
    return True if True in said else None if None in said else False


def both(*answers: Said) -> Said:
    return False if False in answers else None if None in answers else True


def newcomers(who: str, asked_of: Callable[..., Said], fits: Callable[..., Said]):
    """``asked_of`` and ``fits`` of one post, from its words and the explanation."""

    def answer(shown: Shown) -> Answer:
        if shown.parameter("policy_begins") is None:
            return UNKNOWN
        people = defaultdict(list)
        for label, value in shown.inputs:
            assert label.startswith(who)
            people[label].append(value.split("，"))
        if not people:
            return NOTHING_ASKED
        turns = [_turn(posts, asked_of) for posts in people.values()]
        new = [
            one(fits(shown, *post[1:]) for post in posts)
            for posts, turn in zip(people.values(), turns, strict=True)
            if turn
        ]
        yes, no = new.count(True), new.count(False)
        if no:
            return Answer("unmet", yes, len(new), no)
        return Answer("met", yes, yes) if yes == len(turns) else Answer("unknown", None, len(new))

    return answer


def _turn(posts: list[list[str]], asked_of: Callable[..., Said]) -> Said:
    """Whether it is asked of somebody: who joined on a day that nobody wrote may have joined before."""
    dated = None if "未登记" in posts[0][0] else True
    return both(dated, one(asked_of(*post[1:]) for post in posts))


def is_established(employment: str) -> Said:
    if UNSAID in employment:
        return None
    return "编制" in employment or employment.startswith("在编")


def asked_if_established(employment: str, channel: str) -> Said:
    return False if channel in PLACED else is_established(employment)


def asked_if_not(employment: str, channel: str) -> Said:
    established = is_established(employment)
    return False if channel in PLACED or established else None if established is None else True


def openly(shown: Shown, employment: str, channel: str) -> Said:
    if channel in CIVIL_SERVICE:
        return {"是": True, "否": False}.get(shown.parameter("civil_service_channels_count"))
    return True if channel in OPENLY else False if channel in {"调入", "乡镇聘用"} else None


def jointly(shown: Shown, employment: str, channel: str) -> Said:
    return {"县级联合招聘(购买服务)": True, "乡镇聘用": False}.get(channel)


def educated(shown: Shown, education: str, title: str) -> Said:
    if education in EDUCATED or title.endswith("社会工作师"):
        return True
    return None if education in {"学历未填", "其他"} or UNSAID in title else False


def filed(shown: Shown) -> Answer:
    if shown.value("在岗专干") == 0:
        return NOTHING_ASKED
    days = shown.values("专干备案日期")
    unsaid, late = days.count(UNSAID), sum(day != UNSAID and day > shown.day for day in days)
    done = len(days) - unsaid - late
    if late:
        return Answer("unmet", done, len(days), late)
    return Answer("unknown", None, len(days)) if unsaid else Answer("met", done, done)


CASES = {
    "三(三)4-1": newcomers("新到岗的在编人员", asked_if_established, openly),
    "三(三)4-2": newcomers("新到岗的编外人员", asked_if_not, jointly),
    "三(三)4-3": newcomers("新到岗人员", lambda *_: True, educated),
    "三(三)4-4": filed,
}
