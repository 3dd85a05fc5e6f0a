"""Dates in cells, which may hold more than a text: a day of their own, or a number for it."""

import datetime
import re

from django.utils import timezone

from intake.grid import Cell
from intake.grid.number_text import date_kind
from jian_minzheng.core.days import furthest_ahead
from jian_minzheng.core.values import days
from jian_minzheng.core.values.date_spellings import spelling
from jian_minzheng.core.values.problems import ReadRemark, Several, ValueProblem, WithNote

_MISSED = frozenset({datetime.time(23, 59, 17), datetime.time(23, 54, 17)})
_MISSED_CLOCK = re.compile(r"[\sT]23:5[94]:17(?:\.\d+)?$")
_HALF_A_SECOND = datetime.timedelta(milliseconds=500)
_SERIALS = range(14_611, 73_051)
"""Excel's numbers of the days 1940-01-01 … 2099-12-31."""
_EPOCH = datetime.date(1899, 12, 30)
_YEARS_AS_SERIALS = (datetime.date(1905, 3, 14), datetime.date(1905, 8, 13))
"""The days that Excel makes of 1900 … 2052: somebody typed a year into a cell formatted as a date."""


def parse_date(
    cell: Cell, read_remark: ReadRemark | None = None, *, coming: bool = False
) -> datetime.date | Several | WithNote:
    """A day that has come, or one that may lie ahead. What ``read_remark`` makes of a remark beside it comes as
    ``Several``; without that, it is told.

    Raises:
        ValueProblem: ``date_ambiguous`` (the readings that are possible as options), ``date_future``,
            ``date_unreadable``, ``person_left``.
    """
    last = furthest_ahead() if coming else timezone.localdate()
    day = _of_date_cell(cell, last)
    if day is not None:
        found: datetime.date | Several | WithNote = days.not_after(day, last)
    else:
        found = _of_number(cell, last) or days.read_day(cell.text, last, read_remark)
    return _day_after(found, last) if isinstance(found, datetime.date) and _is_midnight_missed(cell) else found


def names_day(cell: Cell) -> bool:
    """Does the cell name a day, not only a month? A true date cell does unless its format hides the day."""
    if isinstance(cell.raw, datetime.date):
        return not cell.number_format or "d" in cell.number_format.lower() or "日" in cell.number_format
    return bool(_serial(cell)) or days.names_day(cell.text, timezone.localdate())


def year_in_date_cell(cell: Cell) -> int | None:
    """The year that somebody typed into a cell formatted as a date."""
    day = cell.raw.date() if isinstance(cell.raw, datetime.datetime) else cell.raw
    if not isinstance(day, datetime.date) or not _YEARS_AS_SERIALS[0] <= day <= _YEARS_AS_SERIALS[1]:
        return None
    return (day - _EPOCH).days


def _is_midnight_missed(cell: Cell) -> bool:
    """Does the cell hold a midnight as browsers export it?

    They reckon Shanghai's clock by the sun as of before 1901, or 1927: midnight is 43 seconds, or five minutes and 43,
    before itself, on the day before.
    """
    if isinstance(cell.raw, datetime.datetime):
        return (cell.raw + _HALF_A_SECOND).time().replace(microsecond=0) in _MISSED
    return isinstance(cell.raw, str) and _MISSED_CLOCK.search(cell.text) is not None


def _day_after(day: datetime.date, today: datetime.date) -> WithNote:
    after = days.not_after(day + datetime.timedelta(days=1), today)
    message = f"写的是前一天深夜，是网页导出时差了几十秒的零点：读作{days.as_option(after, exact=True).label}，请核对。"
    return WithNote(after, "date_midnight", message)


def _of_date_cell(cell: Cell, today: datetime.date) -> datetime.date | None:
    raw = cell.raw
    if isinstance(raw, datetime.datetime):
        raw = raw.date()
    if isinstance(raw, bool):
        raise days.unreadable()
    if not isinstance(raw, datetime.date):
        return None
    if _YEARS_AS_SERIALS[0] <= raw <= _YEARS_AS_SERIALS[1]:
        raise ValueProblem("date_unreadable", "单元格是日期格式，却只写了年份或年月。请写成 1985-03-12 这样的日期。")
    code = cell.number_format
    if code and date_kind(code) == "day" and not re.search(r"[yYeE]", code):
        raise days.ambiguous("单元格只显示月和日，年份是表格软件自动补的。请确认年份。", [(raw, True)], today)
    return raw


def _of_number(cell: Cell, today: datetime.date) -> datetime.date | WithNote | None:
    """What only numbers do: days counted from 1900, and ``2018.10`` that is kept as 2018.1."""
    if serial := _serial(cell):
        return _of_serial(cell, _EPOCH + datetime.timedelta(days=serial), today)
    if isinstance(cell.raw, float) and (found := re.fullmatch(r"(\d{4}|\d\d)\.1", cell.text)):
        months = [spelling(f"{found[1]}-{month}", today) for month in ("01", "10")]
        readings = [(day, False) for each in months if each for day in each.days]
        message = "单元格存的是数字，分不清是1月还是10月。请确认。"
        raise days.ambiguous(message, readings, today) if readings else days.unreadable()
    return None


def _of_serial(cell: Cell, day: datetime.date, today: datetime.date) -> datetime.date | WithNote:
    month = spelling(f"{cell.text[:4]}-{cell.text[4:]}", today) if re.fullmatch(r"\d{4}[1-9]", cell.text) else None
    if month and month.days and month.days[0] <= today:
        readings = [(month.days[0], False), (day, True)]
        raise days.ambiguous("五位数字可能是年月，也可能是表格软件的日期序号。请确认。", readings, today)
    day = days.not_after(day, today)
    if isinstance(cell.raw, str):
        return WithNote(
            day, "date_serial", f"五位数字按表格软件的日期序号读作{days.as_option(day, exact=True).label}，请核对。"
        )
    return day


def _serial(cell: Cell) -> int | None:
    """The number of a day as spreadsheets count, from a number or from its digits as text."""
    raw = cell.raw
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    if isinstance(raw, str):
        raw = int(cell.text) if re.fullmatch(r"\d{5}", cell.text) and cell.text.isascii() else 0
    return int(raw) if raw == raw and abs(raw) < 1e9 and int(raw) in _SERIALS else None
