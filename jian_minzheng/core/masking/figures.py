"""What figures say that are no part of a number of a person: days, times, sums of money, counts."""

import re
from functools import lru_cache

_UNITS = (
    "元万亿千百十人户个名岁年月日时分秒点"
    "条款项章节次件份张套间平米公里亩吨斤台辆天周届期批类级楼室栋层页组班村镇乡县%％‰℃㎡"
)
_COUNTED = re.compile(rf"\s?[{_UNITS}]")
_COUNTED_OR_NUMBERED = re.compile(rf"\s?[{_UNITS}号]")
_MONTH = r"(?:0?[1-9]|1[0-2])"
_TIME = r"(?<![\d:])(?:[01]\d|2[0-3]):[0-5]\d(?!\d)"
_READ = re.compile(
    rf"(?<!\d)(?:19|20)\d\d(?:[-./年]\s?{_MONTH}(?:[-./月]\s?\d{{1,2}})?(?!\d)|[〕\]])"  # days, years of papers
    r"|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)"  # days in eight digits
    r"|(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|(?<![\d.,])\d+\.\d{1,2}(?![\d.])"  # sums
    rf"|{_TIME}"
)
TIME = re.compile(_TIME)
_NAMED = frozenset("第〔￥¥$№男女共计约近超达增减降余镇乡村")
"""Before a figure: an ordinal, a sum, a count."""
_ROUND = 3


def counts(text: str, end: int) -> bool:
    """Does a unit follow the figure that ends here?"""
    return _COUNTED.match(text, end) is not None


def is_named(text: str, start: int) -> bool:
    """Does a word stand before the figure that makes it an ordinal, a sum or a count?"""
    return text[start - 1 : start] in _NAMED


def says_something(text: str, start: int, end: int) -> bool:
    """Is this figure among others a count, an ordinal or a round sum?"""
    if is_named(text, start) or _COUNTED_OR_NUMBERED.match(text, end):
        return True
    return end - start >= _ROUND and text.endswith("00", start, end)


@lru_cache(maxsize=1)
def read_places(text: str) -> set[int]:
    """Where days, times and sums stand; kept for the one text that is being looked at, which asks again and again."""
    return {place for found in _READ.finditer(text) for place in range(*found.span())}
