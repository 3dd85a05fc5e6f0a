"""Dates in all writings; months that a number lost; years without a century; days that never come."""

import datetime
from random import Random

from bench.roster_corpus.people import Person
from bench.roster_corpus.spellings import Say
from bench.roster_corpus.truth import Said, Styled

_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
UNREADABLE = frozenset({"date_unreadable", "date_ambiguous"})
UNSURE = frozenset({"date_ambiguous"})
"""What the identity number settles where the date is that of birth."""
_EPOCH = datetime.date(1899, 12, 30)


def fact(person: Person, field: str) -> datetime.date:
    """The true day; starting dates are firsts of a month."""
    return person.born if field == "birth_date" else getattr(person, field)


def dotted(field: str) -> Say:
    """``1985.03``, as text: what most rosters have."""

    def say(person: Person, _rng: Random) -> Said:
        day = fact(person, field)
        return Said(f"{day:%Y.%m}", {field: day.replace(day=1)})

    return say


def written(field: str) -> Say:
    """Any writing, as text or as a cell, that can mean one day or month only."""

    def say(person: Person, rng: Random) -> Said:
        day = fact(person, field)
        month, full = _month_writings(day), _day_writings(day)
        if rng.random() < 0.6:
            return Said(rng.choice(month), {field: day.replace(day=1)})
        return Said(rng.choice(full), {field: day})

    return say


def _month_writings(day: datetime.date) -> tuple[object, ...]:
    year, month = f"{day.year}", day.month
    wide = f"{day:%Y.%m}".translate(_WIDE)
    chinese = f"{year.translate(_NUMERALS)}年{_tens(month)}月"
    number = () if month in (1, 10) else (float(f"{year}.{month:02}"), f"{year}.{month}")
    return (
        f"{day:%Y.%m}", f"{day:%Y-%m}", f"{day:%Y/%m}", f"{year}年{month}月", f"{year}年{month:02}月", f"{day:%Y%m}",
        int(f"{day:%Y%m}"), wide, chinese, chinese.replace("〇", "零"), chinese.replace("〇", "○"),
        f"{year}年{month}月份",
        f"{year} . {month:02}", f"{year}。{month:02}", f"{year}、{month:02}", f"{year}.{month:02}月",
        f"{year}—{month:02}",
        f"{day:%Y.%m}.", f" {day:%Y.%m} ", f"{year}年 {month}月", f"{year}\n年{month}月", f"'{day:%Y.%m}",
        Styled(day.replace(day=1), "yyyy\"年\"m\"月\""), Styled(day.replace(day=1), "yyyy.mm"), *number,
    )  # fmt: skip


def _day_writings(day: datetime.date) -> tuple[object, ...]:
    year, month, last = day.year, day.month, day.day
    chinese = f"{str(year).translate(_NUMERALS)}年{_tens(month)}月{_tens(last)}日"
    return (
        f"{day:%Y-%m-%d}", f"{year}/{month}/{last}", f"{year}.{month}.{last}", f"{year}年{month}月{last}日",
        f"{day:%Y%m%d}",
        int(f"{day:%Y%m%d}"), chinese, f"{day:%Y-%m-%d} 00:00:00", f"{year}.{month:02}.{last:02}", day,
        Styled(day, "yyyy/m/d"), Styled(day, "yyyy\"年\"m\"月\"d\"日\""), (day - _EPOCH).days,
        f"{year}年{month}月{last}号",
        f"{year} - {month} - {last}",
    )  # fmt: skip


def _tens(number: int) -> str:
    ten, one = divmod(number, 10)
    return (
        f"{'' if ten == 1 else str(ten).translate(_NUMERALS)}十{str(one).translate(_NUMERALS) if one else ''}"
        if (ten)
        else str(one).translate(_NUMERALS)
    )


def lost_month(field: str) -> Say:
    """``2018.1`` as a number: January, or October whose nought went. With format 0.00 it is October for certain."""

    def say(person: Person, rng: Random) -> Said:
        day = fact(person, field)
        year = day.year
        if rng.random() < 0.3:
            return Said(Styled(float(f"{year}.1"), "0.00"), {field: datetime.date(year, 10, 1)})
        return Said(float(f"{year}.1"), faults={field: UNSURE})

    return say


def short_year(field: str) -> Say:
    """``18.9``: nobody can tell the century, nor always the order."""

    def say(person: Person, rng: Random) -> Said:
        day = fact(person, field)
        year = f"{day:%y}"
        cell = rng.choice(
            (f"{year}.{day.month:02}", f"{year}年{day.month}月", f"'{year}.{day.month:02}", f"{year}/{day.month}/1")
        )
        return Said(cell, faults={field: UNSURE})

    return say


def impossible(field: str) -> Say:
    """No such day, no month, two dates, no date; and days to come."""

    def say(person: Person, rng: Random) -> Said:
        year = fact(person, field).year
        if rng.random() < 0.25:
            cell: object = rng.choice(("2031.05", "2029年8月", datetime.date(2033, 3, 1), 203005))
            return Said(cell, faults={field: frozenset({"date_future"})})
        cell = rng.choice((
            f"{year}.13", f"{year}-02-30", f"{year}", year, f"{year}年", f"{year}.00", "至今", f"{year}.9-{year + 1}.3",
            f"{year}年8、9月", f"{year}年秋", f"9/1/{year}", "09-Sep", f"{year}.9.31", Styled(year, "yyyy-mm-dd"),
            f"{year}下半年",
            f"{year}.8/{year + 1}.2", f"民国{year - 1911}年", f"{year}年前后", "上个月", f"{year}.?", "#VALUE!",
            f"{year}8",
        ))  # fmt: skip
        return Said(cell, faults={field: UNREADABLE})

    return say


def born_with_age(person: Person, rng: Random) -> Said:
    """``1985.03(40岁)`` as the cadre forms print it."""
    age = 2026 - person.born.year
    form = rng.choice(("{}({}岁)", "{}（{}岁）", "{}\n（{}岁）", "{} （{}周岁）", "{}({})"))
    return Said(form.format(f"{person.born:%Y.%m}", age), {"birth_date": person.born.replace(day=1)})


def born_elsewhen(person: Person, _rng: Random) -> Said:
    """A month that the identity number contradicts."""
    day = person.born.replace(day=1)
    other = day.replace(year=day.year - 1)
    return Said(f"{other:%Y.%m}", faults={"birth_date": frozenset({"birth_mismatch"})})
