"""Years in cells and in the names of columns: a whole year or its end, or a day within it where the table keeps such.

A figure of 30 June is not that of the end of the year: what names a part of a year is never read as the year.
"""

import calendar
import datetime
import re
import unicodedata

from django.utils import timezone

from intake.grid import Cell
from intake.values.dates import year_in_date_cell
from jian_minzheng.core.values.chinese_numerals import to_arabic
from jian_minzheng.core.values.date_spellings import spelling
from jian_minzheng.core.values.days import without_clock
from jian_minzheng.core.values.problems import Option, Several, ValueProblem

_ANY = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_WHOLE = re.compile(r"((?:19|20)\d\d)(?:\.0+)?(?:年|年度)?")
_END = re.compile(r"((?:19|20)\d\d)年?度?年?[末底]数?")
_MONTH_END = re.compile(r"((?:19|20)\d\d)[年.\-/](\d{1,2})月?份?[末底](?!\d)")
_DAY = re.compile(r"((?:19|20)\d\d)[年.\-/](\d{1,2})[月.\-/](\d{1,2})(?!\d)[日号]?")
_AS_OF = re.compile(r"^[\s(]*截[至止]到?|[止)\s]+$")
_PART = re.compile(
    r"(?:19|20)\d\d(?:年度?)?[,、(\s]*(?:"
    r"[.\-/年]?\d{1,2}月|[.\-/]\d{1,2}(?!\d)|第?[一二三四1-4]季|[QqHh][1-4]|[上下前后]半年|年?[初中](?!中|小|级|学)|[春夏秋冬]"
    r")"
)
_EXAMPLE = "只写四位年份，例如 2024"


def parse_year(cell: Cell, _header: str = "", *, day_key: str = "") -> int | Several:
    """``2024``, ``2024年度``, ``2024年末``.

    Args:
        day_key: field of a day within the year, for tables that keep figures of such: ``2024年6月30日`` and
            ``2024年6月末`` are then said as well; of the end of the year its last day.

    Raises:
        ValueProblem: ``year_unreadable``: no year, or more than a year; the readings that are possible as options.
    """
    text = _AS_OF.sub("", _shown(cell))
    if found := _WHOLE.fullmatch(text):
        return int(found[1])
    if found := _END.fullmatch(text):
        return _on(_last_of(int(found[1])), day_key)
    if (found := _MONTH_END.fullmatch(text)) and (end := _month_end(int(found[1]), int(found[2]))):
        return _on(end, day_key)
    today = timezone.localdate()
    read = spelling(text, datetime.date(today.year, 12, 31))
    if read and not read.fault and not read.short_year and len(read.days) == 1:
        if read.exact:
            return _on(read.days[0], day_key)
        raise _month(read.days[0], day_key)
    years = _ANY.findall(text)
    if len(years) != 1:
        raise ValueProblem("year_unreadable", "应填一个年份，例如 2024。")
    raise _more_than(int(years[0]), day_key)


def year_in_name(header: str, basis: str) -> dict[str, int | datetime.date]:
    """What the name of a column says of when its figures are: ``{basis}_year`` and, of a day, ``{basis}_counted_on``.

    Raises:
        ValueProblem: ``year_unreadable``: it names a part of a year, of which there are no figures.
    """
    name = to_arabic("".join(unicodedata.normalize("NFKC", header).split()))
    years = set(_ANY.findall(name))
    if len(years) != 1:
        return {}
    day = day_in(name)
    if day is None and _PART.search(name):
        message = "列名写的不是整年，也不是某一天。年末数请写 2024年末，某一天的数请写明日期，例如 2024年6月30日。"
        raise ValueProblem("year_unreadable", message)
    said: dict[str, int | datetime.date] = {f"{basis}_year": int(years.pop())}
    return {**said, f"{basis}_counted_on": day} if day else said


def day_in(text: str) -> datetime.date | None:
    """The one day, or end of a month, that a text in plain digits and without blanks names."""
    days = {_day(*map(int, found)) for found in _DAY.findall(text)}
    days |= {_month_end(int(year), int(month)) for year, month in _MONTH_END.findall(text)}
    days.discard(None)
    return days.pop() if len(days) == 1 else None


def _shown(cell: Cell) -> str:
    raw = cell.raw
    if (year := year_in_date_cell(cell)) is not None:
        message = f"单元格是日期格式，写的可能是{year}这个年份。请{_EXAMPLE}。"
        raise ValueProblem("year_unreadable", message, (Option(str(year), f"{year}年"),))
    if isinstance(raw, datetime.date) and cell.number_format and not re.search(r"[dDmM日月]", cell.number_format):
        return str(raw.year)
    return to_arabic("".join(without_clock(unicodedata.normalize("NFKC", cell.text).strip()).split()))


def _on(day: datetime.date, day_key: str) -> int | Several:
    """Of a day; of the last of the year, it is the year's end and no more is told."""
    ends_year = day == _last_of(day.year)
    if not day_key and not ends_year:
        raise _more_than(day.year, day_key)
    if not day_key:
        return day.year
    if day > timezone.localdate() and not ends_year:
        raise ValueProblem("year_unreadable", "日期晚于今天，请核对，例如 2024-06-30。")
    return Several(day.year, {day_key: day}, announced=not ends_year)


def _month(first: datetime.date, day_key: str) -> ValueProblem:
    end = _month_end(first.year, first.month)
    if not day_key or end is None:
        return _more_than(first.year, day_key)
    said = f"只写了{first.year}年{first.month}月，分不清是{first.year}年末的数，还是当月某一天的数。请确认。"
    options = (
        Option(f"{end:%Y-%m-%d}", f"{end.year}年{end.month}月{end.day}日的数"),
        Option(str(end.year), f"{end.year}年末的数"),
    )
    return ValueProblem("year_unreadable", said, options)


def _more_than(year: int, day_key: str) -> ValueProblem:
    ways = f"年末数请{_EXAMPLE}；某一天的数请写日期，例如 2024-06-30" if day_key else f"请{_EXAMPLE}"
    message = f"年份之外还写了别的内容，没有读入。{ways}。"
    return ValueProblem("year_unreadable", message, (Option(str(year), f"{year}年"),))


def _last_of(year: int) -> datetime.date:
    return datetime.date(year, 12, 31)


def _month_end(year: int, month: int) -> datetime.date | None:
    return datetime.date(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
