"""What the heading of a group, or a title, says of the people below it: that they have left, how they are employed."""

import re
from functools import lru_cache
from typing import Any

from intake.lines.headings import LONGEST, Heading, words_of
from intake.values import Option, ValueProblem
from staffing.values.code_lists import code_lists
from staffing.values.remarks import read_remarks
from staffing.vocabulary import ESTABLISHED, Employment, WorkingMode

GONE = "标题写明已离开"
"""How the reason begins for which people below such a heading are left out."""

_LEFT = "离退休|离休|退休|离职|离岗|离任|辞职|辞退|解聘|调出|调离|调走|调动|死亡|去世|已故|减少|注销|退出|卸任"
_GONE = re.compile(
    rf"({_LEFT})((及|和|、|或)?({_LEFT}))*(的|了)?(人员|职工|干部|同志|工作人员)?"
    r"(基本)?(花名册|名册|名单|情况|登记|统计|信息|一览|汇总){0,3}表?$"
)
_WHEN = re.compile(r"以下|已|均|都|为|系|是|近年|历年|本单位|今年|截至|以来|(19|20)\d{2}年度?|\d{1,2}月份?|底")
_WHOSE = re.compile(r".{2,20}(镇|乡|街道|县|市|区|局|所|院|村)")
_WHOSE_END = re.compile(r"镇|乡|街道|县|市|区|局|所|院|村|社区|中心|站|办|\d年")
_SERVING = re.compile(r"在职|在岗|现任|在编|编外|聘用|现有|在任|留任")
_NOT_YET = re.compile(r"未|拟|即将|返聘|预计|到龄")
_PEOPLE = re.compile(r"(的)?(工作)?(人员|职工|干部|同志)*(花名册|名册|名单|情况|登记|统计|信息|一览|表)*$")


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
    if employment := _employment(words):
        return {"employment": employment}, {}
    try:
        said = read_remarks(words, words)
    except ValueProblem as problem:
        if problem.code != "value_ambiguous":
            return {}, {}
        message = f"上面的分组标题“{heading}”看不出是借出还是借入，请确认。"
        asked = ValueProblem(problem.code, message, (Option("借出", "借出"), Option("借入", "借入")))
        return {}, {"working_mode": asked}
    mode = said.get("working_mode", WorkingMode.REGULAR)
    return {} if mode == WorkingMode.REGULAR else {"working_mode": mode}, {}


def _employment(words: str) -> str | None:
    """The type of posts that a heading names, whose they are and since when aside: 塘洲镇民政所公益性岗位."""
    known = code_lists()["employment"]
    ends = (found.end() for found in _WHOSE_END.finditer(words))
    named = (_WHEN.sub("", words[end:]) for end in (0, *ends))
    return next((code for one in named if len(one) > 1 and (code := known.code(one))), None)


def differs(key: str, said: Any, written: Any) -> str:
    """How what a heading says stands to what a row says: the same, so to speak (empty); ``told``; or ``asked``.

    在编 and 编外 are said of every type of that sort; that somebody is and is not established cannot both be right.
    """
    if said == written or key != "employment":
        return "" if said == written else "told"
    if (said in ESTABLISHED) != (written in ESTABLISHED):
        return "asked"
    rough = {Employment.ESTABLISHED, Employment.OTHER, Employment.TEMPORARY}
    return "" if said in rough or written in rough else "told"
