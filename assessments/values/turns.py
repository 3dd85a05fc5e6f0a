"""Turns: days from which something may be otherwise than on the day before."""

import calendar
import datetime
from collections.abc import Iterable

ONE_DAY = datetime.timedelta(days=1)


def turns(first: datetime.date | None, last: datetime.date | None = None) -> set[datetime.date]:
    """Of what holds from ``first`` to ``last``: the day that it begins, and the day after its last."""
    found = set() if first is None else {first}
    return found if last is None or last == datetime.date.max else found | {last + ONE_DAY}


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The day of the same number so many months later, or the last one that there is."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, datetime.MAXYEAR)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def years_later(days: Iterable[datetime.date], years: int) -> set[datetime.date]:
    """The same days so many years later; of 29 February, both days beside it."""
    return {later for day in days for later in _later(day, years) if day.year + years <= datetime.MAXYEAR}


def _later(day: datetime.date, years: int) -> set[datetime.date]:
    if (day.month, day.day) != (2, 29):
        return {day.replace(year=min(day.year + years, datetime.MAXYEAR))}
    year = min(day.year + years, datetime.MAXYEAR)
    return {datetime.date(year, 2, 28), datetime.date(year, 3, 1)}


def new_year(year: int) -> datetime.date:
    return datetime.date(min(year, datetime.MAXYEAR), 1, 1)
