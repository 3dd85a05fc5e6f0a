"""Answers from a list, as people word them."""

import difflib
import re
from collections.abc import Sequence

from staffing.roster_import.grid import Cell
from staffing.roster_import.values.code_lists import CodeList, code_lists, plain_word
from staffing.roster_import.values.plain_text import bare_text
from staffing.roster_import.values.problems import Noted, Option, Several, ValueProblem
from staffing.roster_import.values.remarks import is_remark, read_remarks, refuse_left
from staffing.vocabulary import ESTABLISHED

_BRACKET = re.compile(r"^([^()]+)\((.+?)\)?$")
_PIECES = re.compile(r"[、,，;；/|\s()]+")
_NEGATION = re.compile(r"[不非无未否没]")
_DOUBT = re.compile(r"[不非无未否没待拟曾原?？]|申请|正在|准备|备考|报考|停止|疑似|核实|取消|撤销|过期")
_MANNERS = re.compile(
    r"(?:全日制|非全日制|在职|函授|自考|自学考试|成人|成教|成人教育|业余|电大|夜大|远程|网络教育|党校|脱产|国家开放大学|毕业|学历|教育|第一学历|"
    r"最高学历|专升本|专起本|.{0,6}学士(?:学位)?)+"
)
_UNFINISHED = re.compile(r"在读|在学|就读|未毕业|待毕业|肄业")
_SCHOOL = re.compile(
    r".*(?:大学|学院|学校|师大|农大|财大|师范|党校|职校|技校|中学|[一二三四五六七八九]中|专业|系)(?:.*专业)?"
)
_SHOWN = 8


def parse_choice(cell: Cell, key: str) -> str | bool | Several | Noted:
    """The code of a field's value; ``True`` or ``False`` for the yes/no fields (``insured``).

    ``key`` is a field of the data file: sex, ethnic_group (its code is the full name), politics, education, employment,
    channel, working_mode, social_work_title, position, payer, insured.

    Raises:
        ValueProblem: ``value_ambiguous`` where a word may mean several answers, ``value_unknown`` with the nearest ones
            as options, ``person_left``.
    """
    known = code_lists()[key]
    text = bare_text(cell.text).strip()
    if doubt := known.doubt(text):
        raise _question(known, doubt.message, doubt.codes)
    if (code := known.code(text)) is not None:
        remark = known.remark(text)
        return Noted(_value(code), "value_rough", remark) if remark else _value(code)
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


def _with_bracket(known: CodeList, text: str, key: str) -> str | bool | Several | None:
    """``本科(函授)``: an answer with a remark, which may be what makes the answer precise: ``党员(预备)``."""
    if not (found := _BRACKET.fullmatch(text)):
        return None
    head, remark = found[1].strip(), found[2].strip()
    if (precise := known.code(f"{remark}{head}")) is not None:
        return _value(precise)
    if (precise := _refined(known, head, remark, key)) is not None:
        return _beside(known, precise, head, key) if is_remark(head) else _value(precise)
    if doubt := known.doubt(head):
        raise _question(known, doubt.message, doubt.codes)
    code = known.code(head)
    return None if code is None else _beside(known, code, remark, key)


def _refined(known: CodeList, head: str, remark: str, key: str) -> str | None:
    """``编外(政府购买服务)``, ``社工证(初级)``: a word that leaves the answer open, and the answer."""
    code = known.code(remark)
    if code is None:
        return None
    doubt = known.doubt(head)
    unplaced = key == "employment" and known.remark(head) and code not in ESTABLISHED
    return code if unplaced or (doubt and code in doubt.codes) else None


def _in_pieces(known: CodeList, text: str, key: str) -> str | bool | Several | None:
    """``大学/学士``, ``男，汉族``: one answer said twice, or an answer with something else."""
    pieces = [piece for piece in _PIECES.split(text) if piece]
    if len(pieces) < 2:
        return None
    codes = _answers(known, pieces)
    if not codes:
        return None
    if len(codes) > 1:
        raise _question(known, "一格里写了几种，请确认是哪一种。", codes)
    rest = "、".join(piece for piece in pieces if known.code(piece) is None and not _adds_nothing(known, piece))
    if not rest:
        return _value(codes[0])
    return None if _NEGATION.search(rest) else _beside(known, codes[0], rest, key)


def _answers(known: CodeList, pieces: Sequence[str]) -> list[str]:
    """The codes that pieces of a cell stand for, each once; a word that fits the one answer adds none of its own."""
    codes = list(dict.fromkeys(code for piece in pieces if (code := known.code(piece))))
    for doubt in filter(None, map(known.doubt, pieces)):
        if codes and not set(codes) & set(doubt.codes):
            codes += doubt.codes
    return codes


def _adds_nothing(known: CodeList, word: str) -> bool:
    """``大学`` beside ``本科``; but 借调 beside an employment says how somebody works."""
    return known.doubt(word) is not None and not is_remark(word)


def _beside(known: CodeList, code: str, remark: str, key: str) -> str | bool | Several:
    """An answer with a remark.

    Raises:
        ValueProblem: the remark puts the answer in doubt.
    """
    said = _answers(known, [known.labels[code], remark, *_PIECES.split(remark)])
    if len(said) > 1:
        raise _question(known, "一格里写了几种，请确认是哪一种。", said)
    if known.code(remark) == code or _adds_nothing(known, remark):
        return _value(code)
    if key == "education" and (found := _schooling(known, code, remark)):
        return found
    also = read_remarks(remark, known.labels[code], key=key)
    if set(also) == {"note"} and _DOUBT.search(also["note"]):
        raise _question(known, "另外写的话让人分不清是否算数，请确认；不算的请改写。", [code])
    return Several(_value(code), also)


def _schooling(known: CodeList, code: str, remark: str) -> str | bool | Several | None:
    """How, where and whether the education was finished."""
    if _UNFINISHED.search(remark):
        lower = [each for each in known.labels if code <= each < "90"]
        raise _question(known, "还没有毕业的不算，请选已经取得的最高学历。", [*lower[1:], code])
    if _MANNERS.fullmatch(remark):
        return _value(code)
    return Several(code, {"school": remark}) if _SCHOOL.fullmatch(remark) else None


def _question(known: CodeList, message: str, codes: Sequence[str]) -> ValueProblem:
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
    words = [each for each in known.codes if not each.isascii()]
    alike = difflib.get_close_matches(word, words, n=5, cutoff=0.6)
    inside = sorted((each for each in words if len(each) > 1 and each in word), key=len, reverse=True)
    return list(dict.fromkeys(known.labels[known.codes[each]] for each in [*alike, *inside]))[:3]
