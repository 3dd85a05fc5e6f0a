"""Spellings of dates → the days that they can mean. What a table may claim of a day is not judged here."""

import calendar
import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_BETWEEN = r"\s*(?:[-./。年,、·•–—_]|\s)\s*"
_AFTER_MONTH = r"\s*(?:[-./。月,、·•–—_]|\s)\s*"
_YEAR_FIRST = re.compile(
    rf"(\d{{4}}){_BETWEEN}(\d{{1,2}})(?:{_AFTER_MONTH}(\d{{1,2}})\s*[日号]?|\s*月(?:份)?)?|(\d{{4}})\.(\d\d)(\d\d)"
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d{2,4})")
_SHORT_YEAR = re.compile(
    rf"(\d\d){_BETWEEN}(\d{{1,2}})(?:{_AFTER_MONTH}(\d{{1,2}})\s*[日号]?|\s*月(?:份)?)?|(\d\d)(\d\d)([0-3]\d)"
)
_YEAR_LAST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d\d)")
_YEAR = r"(?P<year>\d{4}|\d\d)"
_NAMED_MONTH = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<month>[a-z]{{3,9}})\.?[-\s/,']*{_YEAR}",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-\s/]*(?P<month>[a-z]{{3,9}})\.?[-\s/,']*{_YEAR}",
        rf"(?P<month>[a-z]{{3,9}})\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_YEAR}[-\s/]+(?P<month>[a-z]{{3,9}})\.?(?:[-\s/]+(?P<day>\d{{1,2}}))?",
    )
)
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}

_OLDEST = 100
"""A year written with two digits is one of the last hundred: nobody on record is older."""
_FIRST_YEAR = 1900

Parts = tuple[int, int, int | None]
"""Year, month, day if one is written."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a text can mean.

    Attributes:
        days: every possible day, earliest first; the first of the month where only the month is written.
        exact: the day of the month is written.
        short_year: the century is not.
        fault: why there is no such day, in Chinese; empty when there is one.
    """

    days: tuple[datetime.date, ...]
    exact: bool = True
    short_year: bool = False
    fault: str = ""


def spelling(text: str, today: datetime.date) -> Spelling | None:
    """The readings of a text in digits (``to_arabic`` before); ``None`` for what is no spelling of a date at all."""
    if found := _YEAR_FIRST.fullmatch(text):
        return _spelt([_whole(*(found.groups()[:3] if found[1] else found.groups()[3:]))])
    if (found := _COMPACT.fullmatch(text)) and (spelt := _spelt(_cut(int(found[1]), found[2]))) and spelt.days:
        return spelt
    if found := _SHORT_YEAR.fullmatch(text):
        groups = found.groups()[:3] if found[1] else found.groups()[3:]
        starts = _centuries(_whole(*groups), today)
        return _spelt([*starts, *_day_first(text, today)], short_year=True)
    if _YEAR_LAST.fullmatch(text):
        return _spelt(_day_first(text, today), short_year=not re.search(r"\d{4}", text))
    named = next((found for pattern in _NAMED_MONTH if (found := pattern.fullmatch(text.lower()))), None)
    return _named(named, today) if named else _spelt_or_none(_COMPACT.fullmatch(text))


def _spelt(readings: Iterable[Parts], *, short_year: bool = False) -> Spelling:
    readings = list(readings)
    days = sorted({day for parts in readings if (day := _day(parts))})
    exact = all(parts[2] is not None for parts in readings)
    fault = "" if days or not readings else _fault(readings[0])
    return Spelling(tuple(days), exact, short_year, fault)


def _spelt_or_none(compact: re.Match[str] | None) -> Spelling | None:
    return _spelt(_cut(int(compact[1]), compact[2])) if compact else None


def _whole(year: str, month: str, day: str | None) -> Parts:
    return int(year), int(month), int(day) if day is not None else None


def _cut(year: int, rest: str) -> list[Parts]:
    """``03`` a month, ``0312`` month and day; ``112`` is January 12th or November 2nd."""
    if len(rest) == 2:
        return [(year, int(rest), None)]
    if len(rest) == 4:
        return [(year, int(rest[:2]), int(rest[2:]))]
    return [(year, int(rest[:at]), int(rest[at:])) for at in (1, 2) if rest[at] != "0" or at == 1]


def _centuries(parts: Parts, today: datetime.date) -> Iterator[Parts]:
    year, month, day = parts
    for century in (1900, 2000):
        reading = century + year, month, day
        if today.year - _OLDEST <= reading[0] and (_day(reading) or today) <= today:
            yield reading


def _day_first(text: str, today: datetime.date) -> Iterator[Parts]:
    """``3/12/1985`` in both orders of day and month."""
    if not (found := _YEAR_LAST.fullmatch(text)):
        return
    first, second, year = (int(part) for part in found.groups())
    for month, day in ((first, second), (second, first)):
        if len(found[3]) == 4:
            yield year, month, day
        else:
            yield from _centuries((year, month, day), today)


def _named(found: re.Match[str], today: datetime.date) -> Spelling | None:
    parts = found.groupdict()
    month = _MONTHS.get(parts["month"])
    if month is None:
        return None
    day = int(parts["day"]) if parts.get("day") else None
    if len(parts["year"]) == 4:
        return _spelt([(int(parts["year"]), month, day)])
    return _spelt(_centuries((int(parts["year"]), month, day), today), short_year=True)


def _day(parts: Parts) -> datetime.date | None:
    year, month, day = parts
    try:
        found = datetime.date(year, month, 1 if day is None else day)
    except ValueError:
        return None
    return found if year >= _FIRST_YEAR else None


def _fault(parts: Parts) -> str:
    year, month, day = parts
    if year < _FIRST_YEAR or year > datetime.MAXYEAR:
        return f"年份应在{_FIRST_YEAR}年以后。"
    if not 1 <= month <= 12:
        return f"{year}年没有{month}月。"
    return f"{year}年{month}月没有{day}日。"
