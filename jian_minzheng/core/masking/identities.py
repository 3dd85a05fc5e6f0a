"""Identity numbers (GB 11643) among the digits of a text, whatever stands between these.

What hangs together (blanks and marks between the digits) is one if a province and a birth date stand where they
belong; if it begins within other figures, or words stand between, its check character must be right too.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from jian_minzheng.core.masking.figures import TIME, counts, read_places

HIDDEN = r"*＊XxＸｘ×#＃●○■□？?"
"""What people write for digits that they hide; what is left of the number is its end, and the birth date stands by."""
PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
"""Days and telephones in a row mostly do not begin with one."""
_MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_LONG = re.compile(rf"(?<!\d)\d[\d{HIDDEN}]{{13,}}[\d{HIDDEN}]")
_BORN_18 = re.compile(rf"(?={PROVINCE}\d{{4}}(?:19|20)\d\d{_MONTH_AND_DAY}\d{{3}})")
_BORN_15 = re.compile(rf"(?={PROVINCE}\d{{4}}[2-9]\d{_MONTH_AND_DAY}\d{{3}})")
"""Nobody born before 1920 is left; before 20, region and code of a town would read as one."""
_WITHOUT_REGION = re.compile(rf"(?<!\d)(?:19[4-9]|200)\d{_MONTH_AND_DAY}(\d{{3}}[\dXx])(?![\dA-Za-z])")
_LAST_X = re.compile(r"\D{0,12}?([XxＸｘ×叉])(?![A-Za-z])")
_NARROW = re.compile(r"(?:[\W_]|[年月日]){0,8}")
_GOES_ON = re.compile(r"\d|[-./]\d{1,2}(?!\d)")
_SUM = re.compile(r"\s?[元万亿人户张%]")
_WORDS, _WIDEST, _WIDEST_IN_ALL = 8, 12, 90
_SHOWN = 4
_NOT_BORN = "2010"
"""From this year on, seventeen digits without the last character are rather a code, a day and a figure."""
_CHECK = "10X98765432"
_FEWEST = 13
"""Digits of the shortest spelling: month and day in words, an X at the end."""

_SMALL = r"\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_DAY = re.compile(rf"(?<!\d)((?:19|20)\d\d)(?:\W{{1,3}}|年)({_SMALL})(?:\W{{1,3}}|月)({_SMALL})(?!\d)")


class _Stream(NamedTuple):
    """The digits of a text and where each of them stands."""

    text: str
    digits: str
    places: Sequence[int]

    def gaps(self, first: int, length: int) -> list[str]:
        own = self.places[first : first + length]
        return [self.text[before + 1 : after] for before, after in pairwise(own)]

    def begins_at(self, first: int) -> bool:
        place = self.places[first]
        return not self.text[max(place - 1, 0) : place].isdigit()


def identity_places(text: str) -> Iterator[int]:
    """What of the text is hidden: of every identity number all but the first four digits."""
    for found in _LONG.finditer(text):
        yield from range(found.start() + _SHOWN, found.end())
    for found in _WITHOUT_REGION.finditer(text):
        yield from range(*found.span(1))
    for stream in _streams(text):
        for found in _BORN_18.finditer(stream.digits):
            yield from _eighteen(stream, found.start())
        for found in _BORN_15.finditer(stream.digits):
            yield from _fifteen(stream, found.start())


def _streams(text: str) -> Iterator[_Stream]:
    """The digits as they stand; once more with two digits for each month and day, told with one or in words."""
    places = [found.start() for found in re.finditer(r"\d", text)]
    if len(places) < _FEWEST:
        return
    yield _Stream(text, "".join(text[place] for place in places), places)
    if days := [found for found in _DAY.finditer(text) if not _two_digits(found)]:
        yield _padded(text, days)


def _two_digits(day: re.Match[str]) -> bool:
    return all(len(day[part]) == 2 and day[part].isdigit() for part in (2, 3))


def _padded(text: str, days: list[re.Match[str]]) -> _Stream:
    told = {day.start(part): (day[part], day.end(part)) for day in days for part in (2, 3)}
    digits: list[str] = []
    places: list[int] = []
    place = 0
    while place < len(text):
        word, end = told.get(place, (text[place], place + 1))
        if place in told:
            digits += f"{_number(word):02}"
            places += [place, end - 1]
        elif word.isdigit():
            digits.append(word)
            places.append(place)
        place = end
    return _Stream(text, "".join(digits), places)


def _number(word: str) -> int:
    """``6``, ``六`` and ``十六`` as a number."""
    if word.isdigit():
        return int(word)
    figures = "〇一二三四五六七八九"
    tens, ten, ones = word.rpartition("十")
    return (figures.index(tens or "一") * 10 if ten else 0) + (figures.index(ones) if ones else 0)


def _eighteen(stream: _Stream, first: int) -> Sequence[int]:
    """The places of a number whose seventeen digits begin here, with the last character that goes best with them."""
    body, own, gaps = stream.digits[first : first + 17], stream.places[first : first + 17], stream.gaps(first, 17)
    if TIME.search(stream.text, own[0], own[-1] + 2):
        return ()
    begins, otherwise = stream.begins_at(first), _reads_otherwise(stream, [*own[:6], *own[14:]])
    for mark, place in _last_characters(stream, first + 17):
        between = [*gaps, stream.text[own[-1] + 1 : place]]
        right = mark == _check_character(body)
        if _hangs_together(between):
            whole = begins or (right and not stream.text[place + 1 : place + 2].isdigit())
            found = whole and (not otherwise or (begins and right))
        else:
            found = _alone(stream, first, place) and (_told(between) or (right and _near(between)))
        if found:
            return [*own[_SHOWN:], place]
    told = body[6:10] < _NOT_BORN and not otherwise and _hangs_together(gaps) and _alone(stream, first, own[-1])
    return own[_SHOWN:] if told else ()


def _last_characters(stream: _Stream, end: int) -> Iterator[tuple[str, int]]:
    if found := _LAST_X.match(stream.text, stream.places[end - 1] + 1):
        yield "X", found.start(1)
    if end < len(stream.digits):
        yield stream.digits[end], stream.places[end]


def _fifteen(stream: _Stream, first: int) -> Sequence[int]:
    """Fifteen digits say little of a number: those cut out of other figures nothing, words stand only between parts."""
    own, gaps = stream.places[first : first + 15], stream.gaps(first, 15)
    if not _alone(stream, first, own[-1]) or _reads_otherwise(stream, own):
        return ()
    parts = [gaps.pop(11), gaps.pop(5)]
    return own[_SHOWN:] if _hangs_together(gaps) and _near(parts) else ()


def _reads_otherwise(stream: _Stream, own: Sequence[int]) -> bool:
    """Does a figure that would be the number's belong to a day, a time or a sum?"""
    return not read_places(stream.text).isdisjoint(own)


def _hangs_together(gaps: list[str]) -> bool:
    return all(map(_NARROW.fullmatch, gaps))


def _told(gaps: list[str]) -> bool:
    """The region, the birth date in words, the end: 360821，1985年6月12日生，4574."""
    words = [gaps[5], gaps[13]]
    return "年" in gaps[9] and all(len(gap) <= _WORDS for gap in words) and not any([*gaps[:5], *gaps[14:]])


def _near(gaps: list[str]) -> bool:
    return max(map(len, gaps)) <= _WIDEST and sum(map(len, gaps)) <= _WIDEST_IN_ALL


def _alone(stream: _Stream, first: int, last: int) -> bool:
    """Are they whole groups of digits, and no count of something?"""
    text = stream.text
    goes_on = _GOES_ON.match(text, last + 1) or counts(text, last + 1)
    return stream.begins_at(first) and not goes_on and not _SUM.match(text, stream.places[first + 5] + 1)


def _check_character(body: str) -> str:
    return _CHECK[sum(int(digit) << (17 - place) for place, digit in enumerate(body)) % 11]
