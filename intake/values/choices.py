"""Answers from a list, as people word them."""

import difflib
import re
from collections.abc import Mapping, Sequence

from intake.grid import Cell
from intake.values.code_lists import CodeList, plain_word
from intake.values.plain_text import bare_text
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.values.problems import Option, Several, ValueProblem, WithNote

_BRACKET = re.compile(r"^([^()]+)\((.+?)\)?$")
_PIECES = re.compile(r"[、,，;；/|\s()]+")
_SEVERAL = re.compile(r"[、,，;；/|\r\n]+")
_COUNTED = re.compile(r"(?:(?<=[;；\r\n])|^)\s*[(（]?\d{1,2}[)）、.．]\s*")
"""``1、`` in front of each of several answers, which its mark would tear off."""
_NEGATION = re.compile(r"[不非无未否没]")
_SHOWN = 8

Answer = str | bool | Several


class Remarks:
    """What stands beside an answer in its cell. Without further knowledge it puts the answer in doubt."""

    def is_remark(self, word: str) -> bool:
        """Is this certain to speak of something else than the answer?"""
        return False

    def refines(self, known: CodeList, head: str, code: str) -> bool:
        """Does the remark, that is an answer by itself, say more precisely what ``head`` leaves open?"""
        doubt = known.doubt(head)
        return doubt is not None and code in doubt.codes

    def read(self, known: CodeList, code: str, remark: str) -> Answer:
        """The answer with what the remark says besides.

        Raises:
            ValueProblem: the remark puts the answer in doubt.
        """
        raise question(known, "另外写的话让人分不清是否算数，请确认；不算的请改写。", [code])

    def refuse(self, text: str) -> None:
        """Raises ``ValueProblem`` for a text that is no answer and that can be explained better than by the list."""


NO_REMARKS = Remarks()


def parse_choice(cell: Cell, known: CodeList, remarks: Remarks = NO_REMARKS) -> Answer | WithNote:
    """The code of an answer; ``True`` or ``False`` where the list knows ``yes`` and ``no``.

    Raises:
        ValueProblem: ``value_ambiguous`` where a word may mean several answers, ``value_unknown`` with the nearest ones
            as options, and what ``remarks`` refuse.
    """
    text = bare_text(cell.text).strip()
    if doubt := known.doubt(text):
        raise question(known, doubt.message, doubt.codes)
    if (code := known.code(text)) is not None:
        remark = known.remark(text)
        return WithNote(as_value(code), "value_rough", remark) if remark else as_value(code)
    found = _with_bracket(known, text, remarks)
    found = _in_pieces(known, text, remarks) if found is None else found
    if found is None:
        remarks.refuse(text)
        raise _unknown(known, text)
    return found


def parse_choices(cell: Cell, known: CodeList) -> tuple[str, ...]:
    """The codes of several answers of one cell, in the order of the list.

    Raises:
        ValueProblem: of the first one that is not known or may mean several; its options stand for that one alone.
    """
    text = bare_text(cell.text).strip()
    pieces = [text] if known.code(text) else pieces_of(text)
    found = {_one_of(known, piece) for piece in pieces}
    return tuple(code for code in known.labels if code in found)


def pieces_of(text: str) -> list[str]:
    """The single answers of a cell that holds several."""
    pieces = (" ".join(piece.split()) for piece in _SEVERAL.split(_COUNTED.sub("", bare_text(text))))
    return [piece for piece in pieces if piece]


def with_pieces(text: str, instead: Mapping[str, str]) -> str:
    """The cell with other words for some of its answers."""
    return "、".join(instead.get(piece, piece) for piece in pieces_of(text))


def _one_of(known: CodeList, piece: str) -> str:
    if (code := known.code(piece)) is not None:
        return code
    shown = mask_text(piece)
    if doubt := known.doubt(piece):
        labels = [known.labels[code] for code in doubt.codes]
        options = tuple(Option(label, label) for label in [*labels, "、".join(labels)])
        raise ValueProblem("value_ambiguous", f"“{shown}”可能是几种，请选择其中一种或几种。", options, about=piece)
    unknown = _unknown(known, piece)
    raise ValueProblem(unknown.code, f"“{shown}”{unknown.message}", unknown.options, about=piece)


def as_value(code: str) -> str | bool:
    """``yes`` and ``no`` as what they say."""
    return code == "yes" if code in ("yes", "no") else code


def question(known: CodeList, message: str, codes: Sequence[str]) -> ValueProblem:
    """Which of these answers is meant."""
    options = tuple(Option(known.labels[code], known.labels[code]) for code in codes)
    return ValueProblem("value_ambiguous", message, options)


def _with_bracket(known: CodeList, text: str, remarks: Remarks) -> Answer | None:
    """``本科(函授)``: an answer with a remark, which may be what makes the answer precise: ``党员(预备)``."""
    if not (found := _BRACKET.fullmatch(text)):
        return None
    head, remark = found[1].strip(), found[2].strip()
    if (precise := known.code(f"{remark}{head}")) is not None:
        return as_value(precise)
    precise = known.code(remark)
    if precise is not None and remarks.refines(known, head, precise):
        return _beside(known, precise, head, remarks) if remarks.is_remark(head) else as_value(precise)
    if doubt := known.doubt(head):
        raise question(known, doubt.message, doubt.codes)
    code = known.code(head)
    return None if code is None else _beside(known, code, remark, remarks)


def _in_pieces(known: CodeList, text: str, remarks: Remarks) -> Answer | None:
    """``大学/学士``, ``男，汉族``: one answer said twice, or an answer with something else."""
    pieces = [piece for piece in _PIECES.split(text) if piece]
    if len(pieces) < 2:
        return None
    codes = _answers(known, pieces, remarks)
    if not codes:
        return None
    if len(codes) > 1:
        raise question(known, "一格里写了几种，请确认是哪一种。", codes)
    more = [one for one in pieces if known.code(one) is None and not _adds_nothing(known, codes[0], one, remarks)]
    rest = "、".join(more)
    if not rest:
        return as_value(codes[0])
    return None if _NEGATION.search(rest) else _beside(known, codes[0], rest, remarks)


def _answers(known: CodeList, pieces: Sequence[str], remarks: Remarks) -> list[str]:
    """The codes that pieces of a cell stand for, each once; a word that fits the one answer adds none of its own."""
    found = {piece: code for piece in pieces if (code := known.code(piece))}
    plain = {code for piece, code in found.items() if not known.remark(piece)}
    rough = {piece for piece in found if known.remark(piece) and any(remarks.refines(known, piece, c) for c in plain)}
    codes = list(dict.fromkeys(code for piece, code in found.items() if piece not in rough))
    for doubt in filter(None, map(known.doubt, pieces)):
        if codes and not set(codes) & set(doubt.codes):
            codes += doubt.codes
    return codes


def _adds_nothing(known: CodeList, code: str, word: str, remarks: Remarks) -> bool:
    """``大学`` beside ``本科``; but 借调 beside an employment says how somebody works."""
    if remarks.is_remark(word):
        return False
    return known.doubt(word) is not None or (bool(known.remark(word)) and remarks.refines(known, word, code))


def _beside(known: CodeList, code: str, remark: str, remarks: Remarks) -> Answer:
    """An answer with a remark.

    Raises:
        ValueProblem: the remark puts the answer in doubt.
    """
    said = _answers(known, [known.labels[code], remark, *_PIECES.split(remark)], remarks)
    if len(said) > 1:
        raise question(known, "一格里写了几种，请确认是哪一种。", said)
    if known.code(remark) == code or _adds_nothing(known, code, remark, remarks):
        return as_value(code)
    return remarks.read(known, code, remark)


def _unknown(known: CodeList, text: str) -> ValueProblem:
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
