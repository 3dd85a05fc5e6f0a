"""Figures in the words of officials."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from jian_minzheng.core.days import FIRST

BASIS = {"registered": "户籍人口", "resident": "常住人口"}


def plain(number: int | Decimal) -> str:
    """At most two decimals, thousands grouped, no trailing zeros: 38,214 or 6.67."""
    text = f"{Decimal(number):,.2f}"
    return text.rstrip("0").rstrip(".")


def apart(number: Decimal, limit: Decimal) -> str:
    """The same, with as many decimals as it takes to tell the number from a limit that it does not reach or exceeds."""
    for places in range(2, _FINEST):
        rounded = round(number, places)
        if rounded != limit or number == limit:
            return f"{rounded:,f}".rstrip("0").rstrip(".") if "." in f"{rounded:f}" else f"{rounded:,f}"
    return f"{number:,.{_FINEST}f}"


_FINEST = 12


def thousands_of_tens(number: int) -> str:
    """A round population in 万： 2万, 1.5万; below ten thousand the figure itself."""
    return f"{Decimal(number) / 10_000:f}万" if number >= 10_000 else plain(number)


def standing(since: datetime.date) -> str:
    """From when an outcome stands; a unit that there always was has no first day worth telling."""
    return "有登记以来一直为此结果" if since <= FIRST else f"自 {dated(since)} 起为此结果"


def listing(words: Iterable[str]) -> str:
    return "、".join(words)


def dated(day: datetime.date) -> str:
    """2026年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
