"""What the heading of a group says of the people below it: that they have left, are lent, hold posts of one type."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from staffing.roster_import.fields import FIELDS
from staffing.roster_import.lines.rows import Note, Problem, RosterRow
from staffing.roster_import.values import Option, ValueProblem
from staffing.roster_import.values.remarks import read_remarks
from staffing.vocabulary import WorkingMode

GONE = "标题写明已离开"
"""How the reason begins for which people below such a heading are left out."""

_STYLES = (
    "[一二三四五六七八九十]+[、.]",
    r"\([一二三四五六七八九十]+\)[、.]?",
    r"\d+[、.]",
    r"\(\d+\)[、.]?",
    "附[表件:]?",
)
_NUMBERED = tuple(re.compile(style) for style in _STYLES)
_COUNT = re.compile(r"[:,]?(共|计|合计)?\d+(人|名)|\([^)]*\)|:$")
_LONGEST = 40
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


@dataclass(frozen=True, slots=True)
class Section:
    """A group's heading as far as it speaks of people.

    ``left_out``: why they are not taken in. ``facts`` hold for each of them; ``problem`` is what has to be asked about
    their way of working. ``style`` is how the heading is numbered: the next one numbered so ends the group.
    """

    text: str
    left_out: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    problem: ValueProblem | None = None
    style: int | None = None

    def apply(self, row: RosterRow) -> None:
        """Let the heading speak where the row itself is silent; what contradicts it is told."""
        if self.problem and "working_mode" not in row.values:
            row.problems.setdefault("working_mode", Problem.of(self.problem, "working_mode", self.text))
        for key, value in self.facts.items():
            shown = FIELDS[key].show(value)
            if key not in row.values and key not in row.problems:
                row.values[key] = value
                row.notes.append(Note(key, "from_heading", f"按上面的分组标题“{self.text}”读作{shown}。"))
            elif key in row.values and row.values[key] != value:
                message = f"上面的分组标题“{self.text}”说的是{shown}，与这一行写的不同，以这一行为准，请核对。"
                row.notes.append(Note(key, "from_heading", message))


def section_of(heading: str) -> Section | None:
    """What a heading says of people; ``None`` where it is silent about them."""
    text = _plain(heading)
    style = next((number for number, pattern in enumerate(_NUMBERED) if pattern.match(text)), None)
    words = _COUNT.sub("", text if style is None else _NUMBERED[style].sub("", text, count=1))
    if len(words) > _LONGEST:
        return None
    if says_gone(words):
        return Section(words, f"{GONE}：{words}", style=style)
    facts, problem = _told(_PEOPLE.sub("", words), words)
    if facts or problem or _SERVING.search(words):
        return Section(words, "", facts, problem, style)
    return None


@lru_cache(maxsize=4096)
def says_gone(words: str) -> bool:
    """Is the whole text about people who left, unit and time aside? A note on one of them is not."""
    found = _GONE.search(words) if len(words) <= _LONGEST else None
    if found is None or _SERVING.search(words) or _NOT_YET.search(words):
        return False
    before = _WHEN.sub("", words[: found.start()])
    return not before or _WHOSE.fullmatch(before) is not None


def is_numbered_like(heading: str, section: Section) -> bool:
    """Does a further heading stand on the level of the one that began the section?"""
    return section.style is not None and _NUMBERED[section.style].match(_plain(heading)) is not None


def _told(words: str, heading: str) -> tuple[dict[str, Any], ValueProblem | None]:
    try:
        said = read_remarks(words, words)
    except ValueProblem as problem:
        if problem.code != "value_ambiguous":
            return {}, None
        message = f"上面的分组标题“{heading}”看不出是借出还是借入，请确认。"
        return {}, ValueProblem(problem.code, message, (Option("借出", "借出"), Option("借入", "借入")))
    return {key: said[key] for key in _FACTS if said.get(key, WorkingMode.REGULAR) != WorkingMode.REGULAR}, None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
