"""Posts, units with a post behind them, and notes, with what they say for certain of other fields."""

import re
import unicodedata

from intake.grid import Cell
from intake.values.texts import parse_text
from jian_minzheng.core.values.problems import Option, Several, ValueProblem, WithNote
from staffing.values.remarks import read_remarks, refuse_left, speaks_of_lending, title_at_end

_BRACKET = re.compile(r"^([^()（）]+)[(（]([^()（）]+)[)）]?$")
_OFFICE = re.compile(r"^(?:民政所|民政办|敬老院)")
_FORMER = re.compile(r"^(?:原|前任?|曾任)")
_HEADS = re.compile(r"(?:所|院|站)长")
_WHICH_WAY = "备注写到借调、抽调或挂职，看不出是借出还是借入：在岗方式没有据此登记，请核对，需要的请写明。"
_ASSISTANT = re.compile(r"(?:所|院|站)长助理")


def parse_title(cell: Cell) -> str | Several:
    """A post; ``所长(兼)`` says as well how the person serves, what else stands in brackets stays part of the title.

    Raises:
        ValueProblem: ``text_unreadable``; ``person_left``; ``value_ambiguous`` for 原所长 and 所长助理.
    """
    text = parse_text(cell)
    plain = unicodedata.normalize("NFKC", text)
    refuse_left(plain, f"{_without_bracket(plain)}（仍在岗）", f"{_without_bracket(plain)}（退休返聘）")
    if _HEADS.search(plain) and (_FORMER.search(plain) or _ASSISTANT.search(plain)):
        head = _HEADS.findall(plain)[-1]
        raise ValueProblem(
            "value_ambiguous",
            "看不出现在是不是负责人，请确认现任职务，例如 工作人员。",
            (Option("工作人员", "现在是工作人员"), Option(head, f"现在是{head}")),
        )
    if found := _BRACKET.match(text):
        also = read_remarks(found[2], found[1], key="title")
        if set(also) - {"note"}:
            return Several(found[1].strip(), also)
        if "仍在岗" in found[2]:
            return found[1].strip()
    return text


def parse_unit(cell: Cell, header: str) -> str | Several:
    """A unit's name; under 工作单位及职务 the post behind it as well: ``敦厚镇民政所所长``.

    Raises:
        ValueProblem: ``text_unreadable``; ``person_left``.
    """
    text = parse_text(cell)
    if "职务" not in header:
        return text
    refuse_left(text, f"{text}（仍在岗）", f"{text}（退休返聘）")
    title = _OFFICE.sub("", title_at_end(text))
    name = text.removesuffix(title).rstrip("、,，;； ") if title else text
    return Several(name, {"title": title}) if title and name else text


def parse_note(cell: Cell) -> str | Several | WithNote:
    """A remark, with what it says for certain of other fields.

    Raises:
        ValueProblem: ``text_unreadable``; ``person_left``.
    """
    text = parse_text(cell)
    refuse_left(text, f"{text}（仍在岗）", f"{text}（退休返聘）")
    try:
        also = {key: value for key, value in read_remarks(text, text, key="note").items() if key == "working_mode"}
    except ValueProblem as problem:
        if problem.code == "person_left":
            raise
        also = {}
    if not also and speaks_of_lending(text):
        return WithNote(text, "lending_unclear", _WHICH_WAY)
    return Several(text, also) if also else text


def _without_bracket(text: str) -> str:
    return text.partition("(")[0]
