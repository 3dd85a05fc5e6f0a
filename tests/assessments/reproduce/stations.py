"""三(三)1: stations, their rooms and windows."""

from decimal import Decimal

from tests.assessments.reproduce.answers import NOTHING_ASKED, UNKNOWN, Answer, all_of, enough
from tests.assessments.reproduce.shown import UNSAID, Shown

YES_NO = {"是": True, "否": False, UNSAID: None}


def station_exists(shown: Shown) -> Answer:
    named = shown.value("运行中的民政所")
    return enough(0 if named == 0 else 1, 1)


def name(shown: Shown) -> Answer:
    right = shown.values("按规定的名称")
    return enough(int(shown.value("登记名称") in right), 1) if right else UNKNOWN


def checklist(shown: Shown) -> Answer:
    """Every no counts, whatever else was left open."""
    answers = [YES_NO[value] for _, value in shown.inputs]
    lacking, unsaid = answers.count(False), answers.count(None)
    if not answers:
        return UNKNOWN
    if lacking:
        return Answer("unmet", None if unsaid else len(answers) - lacking, len(answers), lacking)
    return all_of(answers)


def window(shown: Shown) -> Answer:
    without_hall = shown.value("单位类别") == "功能区" and shown.value("登记的民政服务窗口") == 0
    if without_hall or shown.value("是否城市社区") == "否":
        return NOTHING_ASKED
    windows = shown.values("民政服务窗口")
    if shown.value("是否城市社区") == UNSAID:
        return Answer("unknown", None, 1)
    if "专用" not in windows and UNSAID in windows:
        return Answer("unknown", None, 1)
    return enough(int("专用" in windows), 1)


def office_area(shown: Shown) -> Answer:
    each, people, area = shown.limit("office_area_per_person"), shown.count("在岗人数"), shown.number("办公用房面积")
    if people == 0 and each is not None:
        return NOTHING_ASKED
    return UNKNOWN if None in (each, people, area) else enough(area, each * people)


def outside_homes(shown: Shown) -> Answer:
    inside = shown.value("办公场所设在敬老院内")
    return UNKNOWN if inside is None else enough(int(inside == "否"), 1)


def seven_haves(shown: Shown) -> Answer:
    asked = shown.limit("equipment_kinds_required")
    usable = shown.values("可用的.+")
    if asked is None:
        return UNKNOWN
    return all_of((None if one == UNSAID else Decimal(one) > 0 for one in usable), int(asked))


CASES = {
    "三(三)1-1": station_exists,
    "三(三)1-2": name,
    "三(三)1-3": checklist,
    "三(三)1-5": checklist,
    "三(三)1-6": window,
    "三(三)1-7": office_area,
    "三(三)1-8": outside_homes,
    "三(三)1-9": seven_haves,
}
