"""Names of persons, and what people write beside them."""

import re
import unicodedata
from typing import Any

from intake.grid import Cell
from intake.grid.number_text import text_cell
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.values.problems import Option, Several, ValueProblem, WithNote
from staffing.names import tidy_name, with_one_dot
from staffing.values.remarks import is_remark, read_remarks, title_at_end
from staffing.values.surnames import COMPOUND_SURNAMES, begins_with_surname

_LATIN, _LATINS = re.compile(r"[A-Za-z]"), re.compile(r"[A-Za-z]+")
_FOREIGN = r"(?:[^\w·' -]|[\d_])"
_NUMBERING = re.compile(r"^(?:[(（]?\d{1,4}[)）、.．:：]\s*|\d{1,4}\s+|[①-⑳])(?=[^\d\s])")
_MARKS = re.compile(r"[*＊★☆#＃△▲※◆●○√]+")
_BRACKET = re.compile(r"^([^(（\[【]+)[(（\[【](.*?)[)）\]】]?$", re.DOTALL)
_BETWEEN = re.compile(r"[、,，;；/／|:：]+|\s*[-—–]+\s*")
_NOBODY = re.compile(
    r"(?:空缺|空编|空岗|缺编|缺员|缺岗|缺|待定|待招聘?|待补充?|招聘中|待聘|未定|未到位|暂无|无人|没有|无|同上|同左|合计|小计|总计|姓名|某某|测试)$"
)
_USUAL_LENGTH = 4
_EVERYDAY = re.compile(f"[\u4e00-\u9fff]{{2,{_USUAL_LENGTH}}}")
_COURTESIES = ("同志", "先生", "女士")
_SHORT_NUMBER, _SHOWN = 6, 2
"""Longer figures are of a telephone or an identity number; four of them may be the end of one and are not repeated."""
_SERVES_TOO = re.compile(r"(?:兼任|兼职|兼管|代管|暂代|代理)$")
_BY_WHOM = re.compile(rf"^由(?P<whom>.+?)(?:同志)?(?:{_SERVES_TOO.pattern}|负责$)")
_OF_A_PLACE = re.compile(r"^.*(?:村|社区|镇|乡|街道|所|院|局)(?:民政专干|专干|干部|村干部|主任|书记|所长|院长)?")
_ONLY_NAMES = "这里只写一个人的姓名，例如 张三；借调、兼任等说明请写到备注里。"
_TYPED = {
    "name_two": "这里像是写了两个人，请一次登记一个人，例如 张三。",
    "value_ambiguous": "分不清空格后面是不是姓名的一部分：是的请去掉空格，不是的请删去。",
}
_ADVICE = "姓名一栏只写姓名，例如 张三；借调、兼任等说明请写到备注栏。"


def parse_name(cell: Cell) -> str | Several | WithNote:
    """``张 三`` → ``张三``; every kind of middle dot becomes U+00B7; rare characters stay as they are.

    ``张三(借调至县局)`` comes as ``Several``; unusual writings, and marks that were left out, as ``WithNote``.

    Raises:
        ValueProblem: ``name_unreadable``; ``name_two``; ``person_left`` where a remark says so; ``value_ambiguous``
            where a part may belong to the name or not.
    """
    text = cell.text
    if _is_everyday(text):
        return text
    bare = _bare(text)
    _refuse_another(bare)
    name, remark = _divide(bare)
    name = tidy_name(name)
    if not _is_name(name):
        raise _beside_name(name) or _unreadable(name)
    found: str | Several = name
    if remark:
        _refuse_numbers(remark)
        found = Several(name, read_remarks(remark, name))
    return _noted(found, name, text)


def _refuse_another(text: str) -> None:
    """由朱家村李美华兼任: a sentence, in which somebody may be named."""
    if not (found := _BY_WHOM.fullmatch("".join(text.split()))):
        return
    whom = _OF_A_PLACE.sub("", found["whom"]) or found["whom"]
    options = (Option(f"{whom}（兼任）", f"姓名“{whom}”，兼任"),) if _looks_like_name(whom) else ()
    message = "写的是由谁兼任，不只是姓名，请确认是谁；没有人的岗位请跳过这一行。"
    raise ValueProblem("value_ambiguous", message, options)


def name_alone(text: str) -> Any:
    """The name that somebody typed where a name is asked and nothing else.

    Raises:
        ValueProblem: as for ``parse_name``, in words for whoever sits at the form, and where anything stands beside it.
    """
    cell = text_cell(text)
    try:
        _, remark = _divide(_bare(cell.text))
    except ValueProblem as problem:
        raise ValueProblem(problem.code, _TYPED[problem.code]) from None
    if remark:
        message = f"这里只写姓名：“{mask_text(remark)}”不是姓名，请删去，写到“在岗方式”“职务”或“备注”里。"
        raise ValueProblem("name_unreadable", message)
    try:
        found = parse_name(cell)
    except ValueProblem as problem:
        message = _ONLY_NAMES if problem.code == "name_unreadable" else problem.message
        raise ValueProblem(problem.code, message) from None
    return found


def _bare(text: str) -> str:
    """Without quotation marks, its number in a list, stars and full stops."""
    text = text.strip().strip("'\"‘’“”")
    return _MARKS.sub("", _NUMBERING.sub("", text)).strip("。,，;；、:： ")


def _is_everyday(text: str) -> bool:
    """A few plain characters that can be nothing but a name: all that follows would leave them as they are."""
    return _EVERYDAY.fullmatch(text) is not None and not (
        "某" in text
        or text.endswith(_COURTESIES)
        or _SERVES_TOO.search(text)
        or title_at_end(text)
        or _NOBODY.fullmatch(text)
        or is_remark(text)
    )


def _divide(text: str) -> tuple[str, str]:
    """The name and the remark beside it, which is empty where there is none.

    Raises:
        ValueProblem: two names, or a part that may be either.
    """
    if found := _BRACKET.match(text):
        name, more = _divide(found[1].strip())
        inside = re.sub(r"[()（）\[\]【】]+", "；", found[2]).strip("；")
        return name, "；".join(part for part in (more, inside) if part)
    if _LATIN.search(text):
        return text, ""
    text = with_one_dot(text)
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) > 1:
        return _first_and_rest(parts)
    return _by_blanks(text.split()) or _by_title(text)


def _first_and_rest(parts: list[str]) -> tuple[str, str]:
    name, *rest = parts
    if any(_looks_like_name(part) for part in rest):
        raise ValueProblem("name_two", "一格里写了两个人，请分成两行，每行一个人，例如 张三。")
    return name, "；".join(rest)


def _by_blanks(parts: list[str]) -> tuple[str, str] | None:
    """``张 三`` is one name, ``张三 借调`` a name and a remark; ``None`` for a name without blanks."""
    if len(parts) < 2:
        return None
    at = next((at for at in range(1, len(parts)) if len("".join(parts[:at])) > 1 and is_remark("".join(parts[at:]))), 0)
    if at and (len(parts[at]) > 1 or len(parts[at - 1]) > 1):
        return "".join(parts[:at]), "".join(parts[at:])
    first, *rest = parts
    if len(first) == 1 or first in COMPOUND_SURNAMES or all(len(part) == 1 for part in rest):
        return "".join(parts), ""
    if any(_looks_like_name(part) for part in rest) and begins_with_surname(first):
        raise ValueProblem("name_two", "一格里像是写了两个人，请分成两行，每行一个人，例如 张三。")
    whole, beside = "".join(parts), " ".join(rest)
    raise ValueProblem(
        "value_ambiguous",
        "分不清空格后面是姓名的一部分还是说明，请确认。",
        (Option(f"{first}（{beside}）", f"姓名“{first}”，后面是说明"), Option(whole, f"姓名“{whole}”")),
    )


def _by_title(text: str) -> tuple[str, str]:
    """``王五所长``: nobody is called 所长."""
    serves = _SERVES_TOO.search(text)
    for ending in (
        title_at_end(text),
        serves[0] if serves else "",
        *(word for word in _COURTESIES if text.endswith(word)),
    ):
        name = text.removesuffix(ending) if ending else ""
        if ending and 2 <= len(name) <= _USUAL_LENGTH:
            return name, ending
    return text, ""


def _looks_like_name(text: str) -> bool:
    return 2 <= len(text) <= _USUAL_LENGTH and text.isalpha() and begins_with_surname(text) and not is_remark(text)


def _is_name(name: str) -> bool:
    if len(name) < 2 or not all(_belongs(character) for character in name) or name.strip("· '-") != name:
        return False
    return not _NOBODY.fullmatch(name) and not is_remark(name) and (len(name) > 1 + len(title_at_end(name)))


def _beside_name(text: str) -> ValueProblem | None:
    """``王建军1``: figures tell namesakes apart, and are no part of a name."""
    name = re.sub(rf"^{_FOREIGN}+|{_FOREIGN}+$", "", text)
    more = text.replace(name, "", 1)
    if not _is_name(name) or len(more) > _SHORT_NUMBER:
        return None
    shown = more if len(more) <= _SHOWN else "数字"
    message = f"姓名里的“{shown}”不是姓名，请确认；用来区分同名的人的，请写到备注栏。"
    return ValueProblem("value_ambiguous", message, (Option(name, f"姓名“{name}”，不登记“{shown}”"),))


def _belongs(character: str) -> bool:
    """Letters and ideographs, those outside Unicode's usual planes and private ones of old systems included."""
    return character.isalpha() or character in "·〇 '-" or unicodedata.category(character) == "Co"


def _refuse_numbers(remark: str) -> None:
    """A personal number has no place in a note."""
    if re.search(r"\d{12}", remark):
        raise _unreadable("")


def _noted(found: str | Several, name: str, text: str) -> str | Several | WithNote:
    """With a reminder where the writing is unusual; the plainest cases, blanks and dots, need none."""
    if any(unicodedata.category(character) == "Co" for character in name):
        return WithNote(found, "name_check", "姓名里有自造字，换一台电脑可能显示不出，请改用标准字。")
    if _MARKS.search(text):
        return WithNote(found, "name_check", "姓名旁的标记符号没有读入；它的含义请写到备注栏。")
    if "某" in name or (name.isascii() and name.islower()):
        return WithNote(found, "name_check", "写的像是代称或拼音，请核对并改成姓名全称。")
    latin = _LATINS.findall(name)
    if latin and re.search("[\u3400-\u9fff]", name):
        return WithNote(found, "name_check", f"姓名里有字母“{'、'.join(latin)}”，请核对是不是姓名的一部分。")
    if len(name) > _USUAL_LENGTH and "·" not in name and not latin:
        return WithNote(found, "name_check", "姓名的写法少见，请核对是否夹带了别的内容。")
    return found


def _unreadable(name: str) -> ValueProblem:
    if _NOBODY.fullmatch(name):
        return ValueProblem("name_unreadable", "写的不是人员姓名。空缺的岗位请跳过这一行；有人的请填姓名，例如 张三。")
    return ValueProblem("name_unreadable", _ADVICE)
