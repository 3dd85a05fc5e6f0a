"""Free text, and what it must not be: a ditto mark, or an error of a formula, is nobody's school."""

import re
import unicodedata

from staffing.roster_import.grid import Cell
from staffing.roster_import.values.problems import Option, Several, ValueProblem
from staffing.roster_import.values.remarks import read_remarks, refuse_left, title_at_end

_DITTO = re.compile(r'(?:同上|同左|同前|〃+|″+|"|“|”|,,|″|\'\')')
_FORMULA_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)", re.IGNORECASE)
_BRACKET = re.compile(r"^([^()（）]+)[(（]([^()（）]+)[)）]?$")
_OFFICE = re.compile(r"^(?:民政所|民政办|敬老院)")
_FORMER = re.compile(r"^(?:原|前任?|曾任)")
_HEADS = re.compile(r"(?:所|院|站)长")
_ASSISTANT = re.compile(r"(?:所|院|站)长助理")


def parse_text(cell: Cell) -> str:
    """The text with single blanks.

    Raises:
        ValueProblem: ``text_unreadable``.
    """
    text = " ".join(cell.text.split())
    if _DITTO.fullmatch(text):
        raise ValueProblem("text_unreadable", "写的是“同上”一类的记号，请填写完整内容。")
    if _FORMULA_ERROR.fullmatch(text):
        raise ValueProblem("text_unreadable", "单元格里的公式出错，没有内容可读。请填写内容本身。")
    return text


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


def parse_note(cell: Cell) -> str | Several:
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
    return Several(text, also) if also else text


def _without_bracket(text: str) -> str:
    return text.partition("(")[0]
