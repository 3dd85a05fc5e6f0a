"""Running text as the rules read it: every figure an ASCII digit, with the way back to the text as it was written."""

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_FIGURES = (
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "零幺貳參肆伍陸柒捌玖",
    "〇〡〢〣〤〥〦〧〨〩",
)
"""Words that are figures only in a row, as are the marks that Unicode has for them: 第三 and ① are none."""
_MARKS = [chr(code) for code in (*range(0xB2, 0x3300), *range(0x1F100, 0x1F110))]
_MARKS = [mark for mark in _MARKS if unicodedata.category(mark) in ("No", "Nl") and mark not in "".join(_FIGURES)]
_AS_FIGURE = {ord(mark): str(int(value)) for mark in _MARKS if (value := unicodedata.numeric(mark)) in range(10)}
_AS_FIGURE |= {ord(drawn): str(value) for row in _FIGURES for value, drawn in enumerate(row)}
_DRAWN = "".join(map(chr, sorted(_AS_FIGURE)))
_AS_FIGURE |= {ord("○"): "0", ord("O"): "0", ord("o"): "0", ord("l"): "1", ord("I"): "1"}
FIGURE = re.compile(rf"[\d{_DRAWN}OolI]")
"""Whatever may come to be read as a digit."""
_ROW = re.compile(rf"[{_DRAWN}](?:[\s\-·、.]?(?:[{_DRAWN}○]|\d(?=[{_DRAWN}]))){{2,}}")
_BETWEEN_DIGITS = re.compile(
    rf"(?<=\d)[{_DRAWN}OolI]{{1,4}}(?=\d)|(?<![A-Za-z])[OolI]{{1,4}}(?=\d)|(?<=\d)[OolI]{{1,4}}(?=[ -]{{1,2}}[\dOolI])"
)
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")

_INVISIBLE = r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff]+"
"""Joiners, soft hyphens, marks of direction, what makes an emoji of a digit."""
_NOT_PLAIN = re.compile(rf"(&#?\w{{1,8}};|%3\d)|{_INVISIBLE}")


class Plain(NamedTuple):
    """What the rules read. ``spans`` tells for each character where it stands in the text; none, if just there."""

    written: str
    text: str
    spans: Sequence[tuple[int, int]]

    def hide(self, places: Iterable[int]) -> str:
        """The text as it was written, with a star for what stands at these places."""
        hidden = sorted(set(places))
        if not hidden:
            return self.written
        pieces, done = [], 0
        for place in hidden:
            start, end = self.spans[place] if self.spans else (place, place + 1)
            pieces += [self.written[done:start], "*"]
            done = end
        return "".join([*pieces, self.written[done:]])


def read(written: str) -> Plain:
    """Read a text: entities are resolved, what nobody sees is left out, figures of every kind are digits."""
    if written.isascii() and "&" not in written and "%3" not in written:
        return Plain(written, _with_digits(written), ())
    text, spans = _visible(written)
    return Plain(written, _with_digits(text), spans)


def _visible(written: str) -> tuple[str, Sequence[tuple[int, int]]]:
    if not _NOT_PLAIN.search(written):
        return written, ()
    text: list[str] = []
    spans: list[tuple[int, int]] = []
    done = 0
    for found in _NOT_PLAIN.finditer(written):
        text.append(written[done : found.start()])
        spans += [(place, place + 1) for place in range(done, found.start())]
        if found[1] and len(told := _resolved(found[1])) == 1:
            text.append(told)
            spans.append(found.span())
        elif found[1]:
            text.append(found[1])
            spans += [(place, place + 1) for place in range(*found.span())]
        done = found.end()
    spans += [(place, place + 1) for place in range(done, len(written))]
    return "".join([*text, written[done:]]), spans


def _resolved(code: str) -> str:
    return code[2] if code.startswith("%") else html.unescape(code)


def _with_digits(text: str) -> str:
    """Place for place the same text."""
    if not text.isascii():
        text = _OTHER_DIGIT.sub(lambda found: str(int(found[0])), text)
        text = _ROW.sub(_as_digits, text)
    return _BETWEEN_DIGITS.sub(_as_digits, text)


def _as_digits(found: re.Match[str]) -> str:
    return found[0].translate(_AS_FIGURE)
