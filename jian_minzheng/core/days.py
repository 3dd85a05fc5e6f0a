"""Which days can be true of what the portal keeps. Declared once; forms and imports ask here.

A day is taken for one that has come, since the People's Republic, unless its form says that it is a birth or that it
may lie ahead.
"""

import datetime
from enum import Enum

from django.utils import timezone

FIRST = datetime.date(1949, 10, 1)
"""No unit, office or post of the registers is older; the division tree begins here, too."""

FIRST_BIRTH = datetime.date(1900, 1, 1)
"""As for identity numbers (``jian_minzheng/core/id_numbers.py``): nobody on record was born before."""

YEARS_AHEAD = 50
"""A term in force, a plan or a lease ends within two generations; a year further off is a slip of the hand."""


def furthest_ahead() -> datetime.date:
    """The last day that anything on record may lie ahead."""
    return datetime.date(timezone.localdate().year + YEARS_AHEAD, 12, 31)


IN_THE_FUTURE = "不能填将来的日期。"


class Span(Enum):
    """What a day is the day of."""

    PAST = "past"
    BIRTH = "birth"
    COMING = "coming"


def fault(day: datetime.date, span: Span = Span.PAST) -> str:
    """What is wrong with a day; empty where it can be true."""
    first = FIRST_BIRTH if span is Span.BIRTH else FIRST
    today = timezone.localdate()
    if day < first:
        return f"不能早于{first.year}年{first.month}月{first.day}日，请核对年份。"
    if day > today and span is not Span.COMING:
        return IN_THE_FUTURE
    if day.year > today.year + YEARS_AHEAD:
        return f"不能晚于{today.year + YEARS_AHEAD}年，请核对年份。"
    return ""
