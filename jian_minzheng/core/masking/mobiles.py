"""Mobile numbers: eleven digits in groups that are neither days nor sums nor counts, whatever parts them."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from jian_minzheng.core.masking import figures

_GROUP = re.compile(r"\d+")
_BEGIN = re.compile(r"(?:(?:00)?86|0)?(?=1(?:[3-9]|\D))")
_COUNTRY = frozenset({"86", "0086"})
_DIGITS = 11
_WIDEST, _WIDEST_IN_ALL = 12, 30

_SHAPES = frozenset({"11", "3 8", "3 4 4", "4 3 4", "4 4 3", "5 6", "7 4", "3 2 2 2 2", "3 3 3 2", "3 3 2 3"})
"""How people part them as a rule."""
_LOOSE = " \t\r\n\u00a0\u3000-‐‑–—－_()（）[]【】"
"""May part such a number in any place and mixture."""
_MARKS = frozenset("./·•:：~～+＋*|")
"""Part it the same way in every place."""
_LISTS = re.compile("[、；;]")
_HIDDEN_OR_EMPTY = re.compile(r"[*＊×#●]|,[,\s]*,")
"""Digits that are hidden already, and cells of a table with nothing in them."""
_WORD = re.compile(r"[^\W_]")
_WORDS_GROUPS, _WORDS_WIDEST = 5, 4
"""Words stand only between few groups, and are short: more is a sentence with figures in it."""

_Group = tuple[int, int]


def mobile_places(text: str) -> Iterator[int]:
    """What of the text is hidden: the four digits in the middle of every mobile number, wherever they stand."""
    reading = _Reading(text)
    for first in range(len(reading.groups)):
        own = reading.eleven(first)
        if own and (reading.parted_as_usual(own) or reading.spread(first, own)):
            yield from [place for start, end in own for place in range(start, end)][3:7]


class _Reading:
    """The groups of digits of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.groups: list[_Group] = [found.span() for found in _GROUP.finditer(text)]

    @cached_property
    def read(self) -> set[int]:
        return figures.read_places(self.text)

    def eleven(self, first: int) -> list[_Group]:
        """The groups from the first one on if they are eleven digits that begin like a mobile number."""
        start, end = self.groups[first]
        begin = _BEGIN.match(self.text, start, end + 1)
        if begin is None:
            return []
        own, missing = [(begin.end(), end)], _DIGITS - (end - begin.end())
        for group in self.groups[first + 1 : first + _DIGITS]:
            if missing <= 0:
                break
            own.append(group)
            missing -= group[1] - group[0]
        second = begin.end() + 1 if end - begin.end() > 1 else own[-1][0] if len(own) < 2 else own[1][0]
        return own if not missing and self.text[second] in "3456789" else []

    def gaps(self, own: list[_Group]) -> list[str]:
        return [self.text[before[1] : after[0]] for before, after in pairwise(own)]

    def parted_as_usual(self, own: list[_Group]) -> bool:
        if " ".join(str(end - start) for start, end in own) not in _SHAPES:
            return False
        marks = {gap.strip(_LOOSE) for gap in self.gaps(own)} - {""}
        return len(marks) <= 1 and marks <= _MARKS

    def spread(self, first: int, own: list[_Group]) -> bool:
        """Parted in some other way, also by words: then nothing about it may read as figures in a text do."""
        gaps = self.gaps(own)
        return (
            self._near(own, gaps)
            and not all(map(_LISTS.search, gaps))
            and not any(self._is_figure(group) for group in own[:-1])
            and not self._ends_as_figure(own[-1])
            and not self._within_more(first, len(own), set(gaps))
        )

    def _near(self, own: list[_Group], gaps: list[str]) -> bool:
        if any(map(_HIDDEN_OR_EMPTY.search, gaps)):
            return False
        widest = max(map(len, gaps))
        if any(map(_WORD.search, gaps)):
            before = self.text[own[0][0] - 1 : own[0][0]]
            return len(own) <= _WORDS_GROUPS and widest <= _WORDS_WIDEST and not (before.isascii() and before.isalpha())
        return widest <= _WIDEST and sum(map(len, gaps)) <= _WIDEST_IN_ALL

    def _is_figure(self, group: _Group) -> bool:
        return group[0] in self.read or figures.says_something(self.text, *group)

    def _ends_as_figure(self, group: _Group) -> bool:
        """The last group may be called a number: 电话…2345号."""
        start, end = group
        return start in self.read or figures.is_named(self.text, start) or figures.counts(self.text, end)

    def _within_more(self, first: int, length: int, gaps: set[str]) -> bool:
        """Does the row of figures go on before or behind, parted as it is within?"""
        neighbours = [place for place in (first - 1, first + length) if 0 <= place < len(self.groups)]
        return any(
            self._gap_to(place, first, length) in gaps
            and not self._is_figure(self.groups[place])
            and self.text[slice(*self.groups[place])] not in _COUNTRY
            for place in neighbours
        )

    def _gap_to(self, place: int, first: int, length: int) -> str:
        before = first - 1 if place < first else first + length - 1
        return self.text[self.groups[before][1] : self.groups[before + 1][0]]
