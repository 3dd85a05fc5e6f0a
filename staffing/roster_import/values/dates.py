"""Dates as rosters write them. The day defaults to the first of the month, as the national forms ask for 年月 only."""

import datetime
import re
import unicodedata

from django.utils import timezone

from staffing.roster_import.grid import Cell
from staffing.roster_import.values.chinese_numerals import to_arabic
from staffing.roster_import.values.problems import ValueProblem

_AGE_OR_REMARK = re.compile(r"\((?:\d{1,3}周?岁|[^\d()]*)\)$")
_CLOCK = re.compile(r"[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_PARTS = re.compile(
    r"(\d{4})\s*[-./年、\s]\s*(\d{1,2})(?:\s*[-./月、\s]\s*(\d{1,2})\s*[日号]?|\s*月(?:份)?)?[.。起生]?"
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})?")
_SHORT_YEAR = re.compile(
    r"'?(\d{2})\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})\s*日?|\s*月)?|\d{2}(?:0\d|1[0-2])(?:[0-3]\d)"
)
_YEAR_ONLY = re.compile(r"\d{4}年?")
_SERIALS = range(14_611, 73_051)
"""Excel's numbers of the days 1940-01-01 … 2099-12-31."""
_YEARS_AS_SERIALS = (datetime.date(1905, 3, 14), datetime.date(1905, 8, 13))
"""The days that Excel makes of 1900 … 2052: somebody typed a year into a cell formatted as a date."""


def parse_date(cell: Cell) -> datetime.date:
    """A day.

    Raises:
        ValueProblem: ``date_ambiguous`` (two readings, both possible), ``date_future``, ``date_unreadable``.
    """
    day = _from_raw(cell) or _from_text(cell)
    if day > timezone.localdate():
        raise ValueProblem("date_future", "日期晚于今天，请核对年份，例如 1985-03。")
    return day


def _from_raw(cell: Cell) -> datetime.date | None:
    raw = cell.raw
    if isinstance(raw, datetime.datetime):
        raw = raw.date()
    if isinstance(raw, datetime.date):
        if _YEARS_AS_SERIALS[0] <= raw <= _YEARS_AS_SERIALS[1]:
            raise ValueProblem(
                "date_unreadable", "单元格是日期格式，却只写了年份或年月。请写成 1985-03-12 这样的日期。"
            )
        return raw
    if isinstance(raw, bool):
        raise _unreadable()
    if isinstance(raw, int) and raw in _SERIALS:
        return datetime.date(1899, 12, 30) + datetime.timedelta(days=raw)
    if isinstance(raw, float) and re.fullmatch(r"\d{4}\.1", cell.text):
        year = cell.text[:4]
        raise ValueProblem(
            "date_ambiguous",
            f"单元格存的是数字，分不清是{year}年1月还是{year}年10月。请改写成 {year}-01 或 {year}-10。",
        )
    return None


def _from_text(cell: Cell) -> datetime.date:
    text = to_arabic(unicodedata.normalize("NFKC", cell.text).strip().strip("'’‘"))
    text = _AGE_OR_REMARK.sub("", text).strip()
    text = _CLOCK.sub("", text)
    found = _COMPACT.fullmatch(text) or _PARTS.fullmatch(text)
    if found and (day := _day(*found.groups())):
        return day
    if _SHORT_YEAR.fullmatch(text):
        raise ValueProblem("date_ambiguous", "年份只有两位，分不清哪个世纪。请写四位年份，例如 1985-03。")
    if _YEAR_ONLY.fullmatch(text):
        raise ValueProblem("date_unreadable", "只有年份，缺少月份。请写到月，例如 1985-03。")
    raise _unreadable()


def _day(year: str, month: str, day: str | None) -> datetime.date | None:
    try:
        found = datetime.date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return found if found.year >= 1900 else None


def _unreadable() -> ValueProblem:
    return ValueProblem("date_unreadable", "不是能识别的日期。请写成 1985-03-12、1985年3月 或 1985.03。")
