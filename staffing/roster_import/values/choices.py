"""Answers from a list, as people word them."""

import difflib
import re
import unicodedata

from staffing.roster_import.grid import Cell
from staffing.roster_import.values.code_lists import CodeList, code_lists, plain_word
from staffing.roster_import.values.problems import Option, Several, ValueProblem
from staffing.roster_import.values.remarks import read_remarks, refuse_left

_BRACKET = re.compile(r"^([^()]+)\((.+?)\)?$")
_PIECES = re.compile(r"[、,，;；/|\s]+")
_NEGATION = re.compile(r"[不非无未否没]")
_MANNERS = re.compile(
    r"(?:全日制|非全日制|在职|函授|自考|自学考试|成人|成教|成人教育|业余|电大|夜大|远程|网络教育|党校|脱产|国家开放大学|毕业|学历|教育|第一学历|"
    r"最高学历|专升本|专起本|.{0,6}学士(?:学位)?)+"
)
_UNFINISHED = re.compile(r"在读|在学|就读|未毕业|待毕业|肄业")
_SCHOOL = re.compile(
    r".*(?:大学|学院|学校|师大|农大|财大|师范|党校|职校|技校|中学|[一二三四五六七八九]中|专业|系)(?:.*专业)?"
)
_SHOWN = 8


def parse_choice(cell: Cell, key: str) -> str | bool | Several:
    """The code of a field's value; ``True`` or ``False`` for the yes/no fields (``insured``).

    ``key`` is a field of the data file: sex, ethnic_group (its code is the full name), politics, education, employment,
    channel, working_mode, social_work_title, position, payer, insured.

    Raises:
        ValueProblem: ``value_ambiguous`` where a word may mean several answers, ``value_unknown`` with the nearest ones
            as options, ``person_left``.
    """
    known = code_lists()[key]
    text = unicodedata.normalize("NFKC", cell.text).strip()
    code = _code(known, text)
    if code is not None:
        return _value(code)
    found = _with_bracket(known, text, key) or _in_pieces(known, text, key)
    if found is None:
        raise _unknown(known, text, key)
    return found


def has_choices(key: str) -> bool:
    """Is the field answered from a list?"""
    return key in code_lists()


def labels(key: str) -> list[str]:
    """The values to offer for a field, in the order of the code list."""
    return list(code_lists()[key].labels.values())


def _value(code: str) -> str | bool:
    return code == "yes" if code in ("yes", "no") else code


def _code(known: CodeList, text: str) -> str | None:
    """The code of a word; ``None`` for an unknown one.

    Raises:
        ValueProblem: ``value_ambiguous``.
    """
    word = plain_word(text)
    if undecided := known.undecided.get(word):
        raise _question(known, undecided.message, undecided.codes)
    return known.codes.get(word)


def _with_bracket(known: CodeList, text: str, key: str) -> str | bool | Several | None:
    found = _BRACKET.fullmatch(text)
    code = _code(known, found[1]) if found else None
    if not found or code is None:
        return None
    return _beside(known, code, found[2].strip(), key)


def _in_pieces(known: CodeList, text: str, key: str) -> str | bool | Several | None:
    """``大学/学士``, ``男，汉族``: one answer said twice, or an answer with something else."""
    pieces = [piece for piece in _PIECES.split(text) if piece]
    answers = {piece: known.code(piece) for piece in pieces}
    codes = list(dict.fromkeys(code for code in answers.values() if code))
    if len(pieces) < 2 or not codes:
        return None
    if len(codes) > 1:
        raise _question(known, "一格里写了几种，请确认是哪一种。", codes)
    rest = "、".join(piece for piece in pieces if answers[piece] is None)
    if not rest:
        return _value(codes[0])
    return None if _NEGATION.search(rest) else _beside(known, codes[0], rest, key)


def _beside(known: CodeList, code: str, remark: str, key: str) -> str | bool | Several:
    """An answer with a remark.

    Raises:
        ValueProblem: the remark puts the answer in doubt.
    """
    other = known.code(remark)
    if other is not None and other != code:
        raise _question(known, "括号内外写的不一样，请确认是哪一种。", [code, other])
    if other == code:
        return _value(code)
    if key == "education":
        if _UNFINISHED.search(remark):
            lower = [each for each in known.labels if code <= each < "90"]
            raise _question(known, "还没有毕业的不算，请选已经取得的最高学历。", [*lower[1:], code])
        if _MANNERS.fullmatch(remark):
            return _value(code)
        if _SCHOOL.fullmatch(remark):
            return Several(code, {"school": remark})
    also = read_remarks(remark, known.labels[code], key=key)
    return Several(_value(code), also)


def _question(known: CodeList, message: str, codes: list[str] | tuple[str, ...]) -> ValueProblem:
    options = tuple(Option(known.labels[code], known.labels[code]) for code in codes)
    return ValueProblem("value_ambiguous", message, options)


def _unknown(known: CodeList, text: str, key: str) -> ValueProblem:
    if key == "working_mode":
        refuse_left(text, known.labels["1"], known.labels["6"])
    near = _near(known, plain_word(text)[:40])
    guess = f"是否为“{near[0]}”？" if near else ""
    names = list(known.labels.values())
    shown = "、".join(names[:_SHOWN]) + ("等" if len(names) > _SHOWN else "")
    options = tuple(Option(label, label) for label in near)
    return ValueProblem("value_unknown", f"不在可填的内容里。{guess}应为：{shown}。", options)


def _near(known: CodeList, word: str) -> list[str]:
    """The labels that the word resembles or that it contains, the likeliest first; at most three."""
    alike = difflib.get_close_matches(word, known.codes, n=5, cutoff=0.6)
    inside = sorted((each for each in known.codes if len(each) > 1 and each in word), key=len, reverse=True)
    return list(dict.fromkeys(known.labels[known.codes[each]] for each in [*alike, *inside]))[:3]
