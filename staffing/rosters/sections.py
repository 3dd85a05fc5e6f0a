"""What the heading of a group says of the people below it: that they have left, are lent, hold posts of one type."""

import re
from functools import lru_cache
from typing import Any

from intake.lines.headings import LONGEST, Heading, words_of
from intake.values import Option, ValueProblem
from staffing.values.remarks import read_remarks
from staffing.vocabulary import WorkingMode

GONE = "标题写明已离开"
"""How the reason begins for which people below such a heading are left out."""

_LEFT = "离退休|离休|退休|离职|离岗|离任|辞职|辞退|解聘|调出|调离|调走|调动|死亡|去世|已故|减少|注销|退出|卸任"
_GONE = re.compile(
    rf"({_LEFT})((及|和|、|或)?({_LEFT}))*(的|了)?(人员|职工|干部|同志|工作人员)?"
    r"(基本)?(花名册|名册|名单|情况|登记|统计|信息|一览|汇总){0,3}表?$"
)
_WHEN = re.compile(r"以下|已|均|都|为|系|是|近年|历年|本单位|今年|截至|以来|(19|20)\d{2}年度?|\d{1,2}月份?|底")
_WHOSE = re.compile(r".{2,20}(镇|乡|街道|县|市|区|局|所|院|村)")
_SERVING = re.compile(r"在职|在岗|现任|在编|编外|聘用|现有|在任|留任")
_NOT_YET = re.compile(r"未|拟|即将|返聘|预计|到龄")
_PEOPLE = re.compile(r"(的)?(工作)?(人员|职工|干部|同志)*(花名册|名册|名单|情况|登记|统计|信息|一览|表)*$")
_FACTS = ("employment", "working_mode")


def section_of(heading: str) -> Heading | None:
    """What a heading says of people; ``None`` where it is silent about them."""
    words, style = words_of(heading)
    if len(words) > LONGEST:
        return None
    if says_gone(words):
        return Heading(words, f"{GONE}：{words}", style=style)
    facts, problems = _told(_PEOPLE.sub("", words), words)
    if facts or problems or _SERVING.search(words):
        return Heading(words, "", facts, problems, style)
    return None


@lru_cache(maxsize=4096)
def says_gone(words: str) -> bool:
    """Is the whole text about people who left, unit and time aside? A note on one of them is not."""
    found = _GONE.search(words) if len(words) <= LONGEST else None
    if found is None or _SERVING.search(words) or _NOT_YET.search(words):
        return False
    before = _WHEN.sub("", words[: found.start()])
    return not before or _WHOSE.fullmatch(before) is not None


def _told(words: str, heading: str) -> tuple[dict[str, Any], dict[str, ValueProblem]]:
    try:
        said = read_remarks(words, words)
    except ValueProblem as problem:
        if problem.code != "value_ambiguous":
            return {}, {}
        message = f"上面的分组标题“{heading}”看不出是借出还是借入，请确认。"
        asked = ValueProblem(problem.code, message, (Option("借出", "借出"), Option("借入", "借入")))
        return {}, {"working_mode": asked}
    return {key: said[key] for key in _FACTS if said.get(key, WorkingMode.REGULAR) != WorkingMode.REGULAR}, {}
