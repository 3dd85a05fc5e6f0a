"""Dates as rosters write them. The day defaults to the first of the month, as the national forms ask for 年月 only."""

import datetime
import re
import unicodedata
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils import timezone

from intake.grid import Cell
from intake.grid.number_text import date_kind
from intake.values.chinese_numerals import to_arabic
from intake.values.date_spellings import Spelling, spelling
from intake.values.problems import Noted, Option, ReadRemark, Several, ValueProblem

_AGE = re.compile(r"[\s,、]*\(?\s*(?:现?年|今年)?\d{1,3}周?岁\s*\)?$")
_REMARK = re.compile(r"\s*\(([^()]*)\)?$")
_CLOCK = re.compile(r"(?:\s+|(?<=\d)T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_ZONED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)", re.ASCII)
_HERE = ZoneInfo("Asia/Shanghai")
_MISSED = frozenset({datetime.time(23, 59, 17), datetime.time(23, 54, 17)})
_MISSED_CLOCK = re.compile(r"[\sT]23:5[94]:17(?:\.\d+)?$")
_HALF_A_SECOND = datetime.timedelta(milliseconds=500)
_LEAD = re.compile(r"^(?:生于|出生于|出生日期|出生|自|从|于)\s*:?\s*")
_TAIL = re.compile(
    r"\s*(?:[-—–~至到]+今|开始|以来|出生|参加工作|到岗|入职|到任|任职|备案|聘用|[起生.。,;])\s*(?:[-—–~至到]+今)?[.。]?$"
)
_RANGE = re.compile(r"\s*(?:[至到~]|--+|[—–]+|-)\s*")
_YEAR_ONLY = re.compile(r"\d{4}\s*年?")
_NO_YEAR = re.compile(r"\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号]?)?")
_SEASON = re.compile(r"春|夏|秋|冬|季|上半年|下半年|年初|年中|年底|年末|学期|上旬|中旬|下旬")
_LUNAR = re.compile(r"农历|阴历|旧历|闰|腊月|正月|冬月|廿|初[一二三四五六七八九十\d]")
_SERIALS = range(14_611, 73_051)
"""Excel's numbers of the days 1940-01-01 … 2099-12-31."""
_EPOCH = datetime.date(1899, 12, 30)
_YEARS_AS_SERIALS = (datetime.date(1905, 3, 14), datetime.date(1905, 8, 13))
"""The days that Excel makes of 1900 … 2052: somebody typed a year into a cell formatted as a date."""
_EXAMPLE = "请写成 1985-03-12、1985年3月 或 1985.03。"


def parse_date(cell: Cell, read_remark: ReadRemark | None = None) -> datetime.date | Several | Noted:
    """A day. What ``read_remark`` makes of a remark beside it comes as ``Several``; without that, it is told.

    Raises:
        ValueProblem: ``date_ambiguous`` (the readings that are possible as options), ``date_future``,
            ``date_unreadable``, ``person_left``.
    """
    today = timezone.localdate()
    day = _of_date_cell(cell)
    if day is not None:
        found: datetime.date | Several | Noted = _past(day, today)
    else:
        found = _of_number(cell, today) or _of_moment(cell, today) or _of_text(cell, today, read_remark)
    return _day_after(found, today) if isinstance(found, datetime.date) and _is_midnight_missed(cell) else found


def names_day(cell: Cell) -> bool:
    """Does the cell name a day, not only a month? A true date cell does unless its format hides the day."""
    if isinstance(cell.raw, datetime.date):
        return not cell.number_format or "d" in cell.number_format.lower() or "日" in cell.number_format
    if _serial(cell) or _ZONED.fullmatch(cell.text):
        return True
    text, _ = _bare(_plain(cell))
    found = spelling(text, timezone.localdate())
    return found is not None and found.exact


def _is_midnight_missed(cell: Cell) -> bool:
    """Does the cell hold a midnight as browsers export it?

    They reckon Shanghai's clock by the sun as of before 1901, or 1927: midnight is 43 seconds, or five minutes and 43,
    before itself, on the day before.
    """
    if isinstance(cell.raw, datetime.datetime):
        return (cell.raw + _HALF_A_SECOND).time().replace(microsecond=0) in _MISSED
    return isinstance(cell.raw, str) and _MISSED_CLOCK.search(cell.text) is not None


def _day_after(day: datetime.date, today: datetime.date) -> Noted:
    after = _past(day + datetime.timedelta(days=1), today)
    message = f"写的是前一天深夜，是网页导出时差了几十秒的零点：读作{_option(after, exact=True).label}，请核对。"
    return Noted(after, "date_midnight", message)


def _of_date_cell(cell: Cell) -> datetime.date | None:
    raw = cell.raw
    if isinstance(raw, datetime.datetime):
        raw = raw.date()
    if isinstance(raw, bool):
        raise _unreadable()
    if not isinstance(raw, datetime.date):
        return None
    if _YEARS_AS_SERIALS[0] <= raw <= _YEARS_AS_SERIALS[1]:
        raise ValueProblem("date_unreadable", "单元格是日期格式，却只写了年份或年月。请写成 1985-03-12 这样的日期。")
    code = cell.number_format
    if code and date_kind(code) == "day" and not re.search(r"[yYeE]", code):
        raise _ambiguous("单元格只显示月和日，年份是表格软件自动补的。请确认年份。", [(raw, True)])
    return raw


def _of_number(cell: Cell, today: datetime.date) -> datetime.date | Noted | None:
    """What only numbers do: days counted from 1900, and ``2018.10`` that is kept as 2018.1."""
    if serial := _serial(cell):
        return _of_serial(cell, _EPOCH + datetime.timedelta(days=serial), today)
    if isinstance(cell.raw, float) and (found := re.fullmatch(r"(\d{4}|\d\d)\.1", cell.text)):
        months = [spelling(f"{found[1]}-{month}", today) for month in ("01", "10")]
        days = [(day, False) for each in months if each for day in each.days]
        raise _ambiguous("单元格存的是数字，分不清是1月还是10月。请确认。", days) if days else _unreadable()
    return None


def _of_serial(cell: Cell, day: datetime.date, today: datetime.date) -> datetime.date | Noted:
    month = spelling(f"{cell.text[:4]}-{cell.text[4:]}", today) if re.fullmatch(r"\d{4}[1-9]", cell.text) else None
    if month and month.days and month.days[0] <= today:
        readings = [(month.days[0], False), (day, True)]
        raise _ambiguous("五位数字可能是年月，也可能是表格软件的日期序号。请确认。", readings)
    day = _past(day, today)
    if isinstance(cell.raw, str):
        return Noted(day, "date_serial", f"五位数字按表格软件的日期序号读作{_option(day, exact=True).label}，请核对。")
    return day


def _serial(cell: Cell) -> int | None:
    """The number of a day as spreadsheets count, from a number or from its digits as text."""
    raw = cell.raw
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    if isinstance(raw, str):
        raw = int(cell.text) if re.fullmatch(r"\d{5}", cell.text) and cell.text.isascii() else 0
    return int(raw) if raw == raw and abs(raw) < 1e9 and int(raw) in _SERIALS else None


def _of_moment(cell: Cell, today: datetime.date) -> Noted | None:
    """``1985-03-11T16:00:00Z``, as systems export midnight of the 12th here."""
    if not _ZONED.fullmatch(cell.text):
        return None
    try:
        day = datetime.datetime.fromisoformat(cell.text).astimezone(_HERE).date()
    except (ValueError, OverflowError):
        raise _unreadable() from None
    message = f"写的是带时区的时刻，按北京时间读作{_option(day, exact=True).label}，请核对。"
    return Noted(_past(day, today), "date_zone", message)


def _of_text(cell: Cell, today: datetime.date, read_remark: ReadRemark | None) -> datetime.date | Several | Noted:
    written = _plain(cell)
    _refuse_other_calendars(cell.text)
    text, remark = _bare(written)
    found = spelling(text, today)
    if found is None:
        raise _explained(text, today)
    day = _one_day(found, today)
    return _with_remark(day, remark, found, read_remark)


def _plain(cell: Cell) -> str:
    text = unicodedata.normalize("NFKC", cell.text).translate(_INVISIBLE)
    return to_arabic(text.strip().strip("'’‘\"“”`").strip())


_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))


def _bare(text: str) -> tuple[str, str]:
    """Without age, clock and the words around a date; and the remark in brackets behind it."""
    text = _AGE.sub("", text)
    found = _REMARK.search(text)
    remark = ""
    if found and found.start():
        text, remark = text[: found.start()], found[1].strip()
    text = _CLOCK.sub("", _LEAD.sub("", text))
    return _TAIL.sub("", text).strip(), remark


def _with_remark(
    day: datetime.date, remark: str, found: Spelling, read_remark: ReadRemark | None
) -> datetime.date | Several | Noted:
    if not remark:
        return day
    if spelling(_bare(remark)[0], timezone.localdate()):
        raise ValueProblem("date_unreadable", "一格里有两个日期，请只写一个，例如 1985-03。")
    if read_remark is None:
        return Noted(day, "remark_unread", "日期旁边括号里的话没有读入，请核对。")
    also = read_remark(remark, _option(day, exact=found.exact).text)
    return Several(day, also) if also else day


def _one_day(found: Spelling, today: datetime.date) -> datetime.date:
    if found.fault:
        raise ValueProblem("date_unreadable", f"{found.fault}{_EXAMPLE}")
    if found.short_year:
        if not found.days:
            raise _unreadable()
        raise _ambiguous("年份只有两位，请确认是哪一年。", [(day, found.exact) for day in found.days])
    possible = [day for day in found.days if day <= today]
    if len(possible) > 1:
        raise _ambiguous("分不清哪个是月、哪个是日。请确认。", [(day, found.exact) for day in possible])
    return _past(possible[0] if possible else found.days[0], today)


def _explained(text: str, today: datetime.date) -> ValueProblem:
    """Why a text is no date, as well as can be told."""
    ends = [spelling(_bare(part)[0], today) for part in _split_range(text)]
    days = [(end.days[0], end.exact) for end in ends if end and end.days]
    if len(days) == 2:
        return _ambiguous("写的是一段时间，请确认取开始还是结束；已经离开的请跳过这一行。", days)
    if _YEAR_ONLY.fullmatch(text):
        return ValueProblem("date_unreadable", "只有年份，缺少月份。请写到月，例如 1985-03。")
    if _NO_YEAR.fullmatch(text):
        return ValueProblem("date_unreadable", "缺少年份。请写成 1985-03-12 或 1985年3月。")
    if _SEASON.search(text) and re.search(r"\d{4}", text):
        return ValueProblem("date_unreadable", "没有写明月份。请写到月，例如 1985-03。")
    return _unreadable()


def _split_range(text: str) -> list[str]:
    """Both ends of ``2018.9—2021.3``; the mark between them is the middle one of its sort."""
    marks = list(_RANGE.finditer(text))
    if not marks:
        return []
    middle = marks[len(marks) // 2]
    return [text[: middle.start()], text[middle.end() :]]


def _refuse_other_calendars(text: str) -> None:
    if "民国" in text:
        raise ValueProblem("date_unreadable", "请按公历填写，不写民国年份，例如 1985-03。")
    if _LUNAR.search(text):
        raise ValueProblem("date_unreadable", "请按公历填写，以身份证为准，不写农历，例如 1985-03-12。")


def _ambiguous(message: str, readings: Iterable[tuple[datetime.date, bool]]) -> ValueProblem:
    """A question with the readings, each a day and whether it is exact, that are not in the future."""
    today = timezone.localdate()
    options = tuple(_option(day, exact=exact) for day, exact in readings if day <= today)
    if not options:
        return ValueProblem("date_future", "日期晚于今天，请核对年份，例如 1985-03。")
    return ValueProblem("date_ambiguous", f"{message}例如 {options[0].text}。", options)


def _option(day: datetime.date, *, exact: bool) -> Option:
    if exact:
        return Option(f"{day:%Y-%m-%d}", f"{day.year}年{day.month}月{day.day}日")
    return Option(f"{day:%Y-%m}", f"{day.year}年{day.month}月")


def _past(day: datetime.date, today: datetime.date) -> datetime.date:
    if day > today:
        raise ValueProblem("date_future", "日期晚于今天，请核对年份，例如 1985-03。")
    return day


def _unreadable() -> ValueProblem:
    return ValueProblem("date_unreadable", f"不是能识别的日期。{_EXAMPLE}")
