"""三(一), 三(二), 四: what must be on file, what must be held in the year, and what units return."""

import datetime
from collections.abc import Callable
from decimal import Decimal

from tests.assessments.reproduce.answers import NOTHING_ASKED, UNKNOWN, Answer, all_of
from tests.assessments.reproduce.measured import answered, counted, ratio, reach, summed
from tests.assessments.reproduce.shown import Shown
from tests.assessments.reproduce.stations import YES_NO

Case = Callable[[Shown], Answer]


def on_file(*kinds: str) -> Case:
    """Something of each kind, or of any where it says so, holds on the day, was reviewed in time and says yes."""

    def answer(shown: Shown) -> Answer:
        if not shown.inputs:
            return UNKNOWN
        states = [_state(shown, kind) for kind in kinds]
        if shown.value("要求") == "有其中一种即可":
            states = [_either(shown, kinds)]
        there, lacking = states.count(True), states.count(False)
        if lacking:
            return Answer("unmet", None if None in states else there, len(states), lacking)
        return all_of(states)

    return answer


def _state(shown: Shown, kind: str) -> bool | None:
    return _either(shown, (kind,))


def _either(shown: Shown, kinds: tuple[str, ...]) -> bool | None:
    papers = [paper for kind in kinds for paper in _papers(shown, kind)]
    valid = [_says(paper) for paper in papers if _in_force(paper, shown)]
    if True in valid:
        return True
    if valid:
        return None if None in valid else False
    if any("以后的复审" in paper for paper in papers):
        return None
    if any("起始日期未登记" in shown.values(kind) for kind in kinds):
        return None
    if papers:
        return False
    return False if all(_said_to_be_none(shown, kind) for kind in kinds) else None


def _said_to_be_none(shown: Shown, kind: str) -> bool:
    return "没有" in shown.values(kind) or shown.value(f"{kind}是否已登记齐全") == "是"


def _papers(shown: Shown, kind: str) -> list[dict[str, str]]:
    """Each record of a kind: its day under the kind itself, and what else is said of it after that."""
    papers: list[dict[str, str]] = []
    for label, value in shown.inputs:
        if label == kind and value not in {"没有登记", "没有", "起始日期未登记"}:
            papers.append({"since": value})
        elif label.startswith(kind) and papers and label != kind:
            papers[-1][label.removeprefix(kind)] = value
    return papers


def _says(paper: dict[str, str]) -> bool | None:
    answers = [YES_NO[value] for label, value in paper.items() if label.startswith("已")]
    return False if False in answers else None if None in answers else True


def _in_force(paper: dict[str, str], shown: Shown) -> bool:
    """From its day to its last day, and not longer ago reviewed than it may; days in ISO compare as they stand."""
    months = shown.count("复审期限")
    in_time = months is None or shown.day <= _months_on(paper["复审起算日"], months)
    return paper["since"] <= shown.day <= paper.get("有效期至", "9999") and in_time


def _months_on(day: str, months: int) -> str:
    began = datetime.date.fromisoformat(day)
    year, month = divmod(began.year * 12 + began.month - 1 + months, 12)
    for last in range(began.day, 27, -1):
        try:
            return began.replace(year=year, month=month + 1, day=last).isoformat()
        except ValueError:
            continue
    return began.replace(year=year, month=month + 1).isoformat()


def held(*kinds: str) -> Case:
    """So many records of this year, of any of the kinds; until the year ends there is time."""

    def answer(shown: Shown) -> Answer:
        asked, year = shown.count("应有次数"), shown.day[:4]
        if asked is None:
            return UNKNOWN
        days = [value for label, value in shown.inputs if label in kinds and value[:4] == year and value <= shown.day]
        assert len(days) == shown.count(f"{year}年已登记.+")
        return Answer("met" if len(days) >= asked else "not_due", len(days), asked)

    return answer


def ticks(shown: Shown) -> Answer:
    """Of the items that apply all, or so many, are answered yes; a no counts only where the line is the county's."""
    items = [value for label, value in shown.inputs if label != "应有项数"]
    applying = [YES_NO.get(value) for value in items if not value.startswith("不适用")]
    if not items:
        return UNKNOWN
    if not applying:
        return NOTHING_ASKED
    asked = shown.count("应有项数") or len(applying)
    return all_of(applying, min(asked, len(applying)))


def by_line(case: Case) -> Case:
    """A line that lies elsewhere is not asked; of one that its county has not confirmed nothing is known."""

    def answer(shown: Shown) -> Answer:
        for label, value in shown.inputs:
            if label.startswith("业务线"):
                return UNKNOWN if value.endswith("待县确认") else NOTHING_ASKED
        return case(shown)

    return answer


def parts(*cases: Case) -> Case:
    """Each part by itself, and all of them together."""

    def answer(shown: Shown) -> Answer:
        answers = []
        if line := [value for label, value in shown.inputs if label.startswith("业务线")]:
            return UNKNOWN if line[0].endswith("待县确认") else NOTHING_ASKED
        for case, (part, own) in zip(cases, shown.parts, strict=bool(shown.explanation["parts"])):
            answers.append(by_line(case)(own))
            told = Answer(part["outcome"], *(_number(part[name]) for name in ("measured", "required", "gap")))
            assert told == answers[-1], part["label"]
        return _together([one.outcome for one in answers])

    return answer


def first_of_kind(*several: tuple[Case, ...]) -> Case:
    """A station is asked for its own disasters, a county for those of its townships: the labels tell them apart."""

    def answer(shown: Shown) -> Answer:
        added = any("合计" in label or label.endswith("总数") for _, own in shown.parts for label, _ in own.inputs)
        return parts(*several[1 if added else 0])(shown)

    return answer


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _together(outcomes: list[str]) -> Answer:
    applying = [one for one in outcomes if one != "not_applicable"]
    met, unmet, asked = applying.count("met"), applying.count("unmet"), len(applying)
    if not applying:
        return NOTHING_ASKED if outcomes else UNKNOWN
    if unmet:
        return Answer("unmet", met, asked, unmet)
    worst = next((one for one in ("unknown", "not_due") if one in applying), "met")
    return Answer(worst, met, asked)


CASES: dict[str, Case] = {
    "三(一)1-1": held("作风效能建设活动", "民政文化活动", "思想道德教育"),
    "三(一)2-1": held("“树旗帜、强堡垒、强活力”活动"),
    "三(一)2-2": held("道德模范", "岗位先锋"),
    "三(一)3-1": held("廉政教育"),
    "三(一)3-2": on_file("廉政制度", "廉政风险防控清单"),
    "三(二)1-1": on_file("困难群众基本生活保障工作协调机制文件"),
    "三(二)1-2": on_file("“救急难”工作机制文件"),
    "三(二)1-4": ticks,
    "三(三)1-4": on_file("工作制度", "工作职责", "工作流程"),
    "三(二)1-5": first_of_kind(
        (on_file("自然灾害救助应急预案"), ratio, ratio), (on_file("自然灾害救助应急预案"), ratio, summed)
    ),
    "三(二)1-6": on_file("流浪乞讨人员救助联络人"),
    "三(二)2-1": parts(ratio, ratio, held("优抚政策宣传")),
    "三(二)2-2": parts(counted, ratio),
    "三(二)2-3": by_line(ratio),
    "三(二)3-1": by_line(answered),
    "三(二)3-2": parts(reach, reach, reach),
    "三(二)3-3": on_file("村规民约", "居民公约"),
    "三(二)4-1": on_file("权力清单", "责任清单"),
    "三(二)4-2": on_file("工作规章", "岗位职责", "办事指南", "服务承诺"),
    "三(二)4-3": parts(ticks, ratio),
    "三(二)4-4": parts(on_file("监督制度", "责任追究制度"), held("“四个坚决做到、四个坚决反对”落实活动")),
    "三(二)5-1": parts(counted, counted),
    "三(二)5-2": ticks,
    "三(二)5-3": on_file("民政信息化列入全市信息化规划的文件"),
    "四2-1": on_file("列入经济社会发展总体规划的文件"),
}
