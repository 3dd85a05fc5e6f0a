"""Days as people write them. The day defaults to the first of the month, as the national forms ask for 年月 only."""

import datetime
import re
import unicodedata
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from jian_minzheng.core.texts import clean
from jian_minzheng.core.values.chinese_numerals import to_arabic
from jian_minzheng.core.values.date_spellings import Spelling, spelling
from jian_minzheng.core.values.problems import Option, ReadRemark, Several, ValueProblem, WithNote

_AGE = re.compile(r"[\s,、]*+\(?\s*+(?:现?年|今年)?\d{1,3}周?岁\s*\)?$")
_REMARK = re.compile(r"\s*\(([^()]*)\)?$")
_CLOCK = re.compile(r"(?:\s+|(?<=\d)T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_ZONED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)", re.ASCII)
_HERE = ZoneInfo("Asia/Shanghai")
_LEAD = re.compile(r"^(?:生于|出生于|出生日期|出生|自|从|于)\s*:?\s*")
_TAIL = re.compile(
    r"\s*(?:[-—–~至到]+今|开始|以来|出生|参加工作|到岗|入职|到任|任职|备案|聘用|[起生.。,;])\s*(?:[-—–~至到]+今)?[.。]?$"
)
_RANGE = re.compile(r"\s*(?:[至到~]|--+|[—–]+|-)\s*")
_YEAR_ONLY = re.compile(r"\d{4}\s*年?")
_NO_YEAR = re.compile(r"\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号]?)?")
_SEASON = re.compile(r"春|夏|秋|冬|季|上半年|下半年|年初|年中|年底|年末|学期|上旬|中旬|下旬")
_LUNAR = re.compile(r"农历|阴历|旧历|闰|腊月|正月|冬月|廿|初[一二三四五六七八九十\d]")
_EXAMPLE = "请写成 1985-03-12、1985年3月 或 1985.03。"


def read_day(
    text: str, last: datetime.date, read_remark: ReadRemark | None = None
) -> datetime.date | Several | WithNote:
    """A day not after ``last``. What ``read_remark`` makes of a remark beside it comes as ``Several``; without that, it
    is told.

    Raises:
        ValueProblem: ``date_ambiguous`` (the readings that are possible as options), ``date_future``,
            ``date_unreadable``, ``person_left``.
    """
    return _of_moment(text, last) or _of_text(text, last, read_remark)


def names_day(text: str, last: datetime.date) -> bool:
    """Does a text that is read as a day name one, not only a month?"""
    if _ZONED.fullmatch(text):
        return True
    found = spelling(_bare(_plain(text))[0], last)
    return found is not None and found.exact


def without_clock(text: str) -> str:
    """The day of a text that may name an hour as well, as systems export days: ``2019-07-15 00:00:00``."""
    return text[:10] if _ZONED.fullmatch(text) else _CLOCK.sub("", text)


def _of_moment(text: str, last: datetime.date) -> WithNote | None:
    """``1985-03-11T16:00:00Z``, as systems export midnight of the 12th here."""
    if not _ZONED.fullmatch(text):
        return None
    try:
        day = datetime.datetime.fromisoformat(text).astimezone(_HERE).date()
    except (ValueError, OverflowError):
        raise unreadable() from None
    message = f"写的是带时区的时刻，按北京时间读作{as_option(day, exact=True).label}，请核对。"
    return WithNote(not_after(day, last), "date_zone", message)


def _of_text(written: str, last: datetime.date, read_remark: ReadRemark | None) -> datetime.date | Several | WithNote:
    _refuse_other_calendars(written)
    text, remark = _bare(_plain(written))
    found = spelling(text, last)
    if found is None:
        raise _explained(text, last)
    day = _one_day(found, last)
    return _with_remark(day, remark, found, last, read_remark)


def _plain(text: str) -> str:
    return to_arabic(unicodedata.normalize("NFKC", clean(text)).strip().strip("'’‘\"“”`").strip())


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
    day: datetime.date, remark: str, found: Spelling, last: datetime.date, read_remark: ReadRemark | None
) -> datetime.date | Several | WithNote:
    if not remark:
        return day
    if spelling(_bare(remark)[0], last):
        raise ValueProblem("date_unreadable", "一格里有两个日期，请只写一个，例如 1985-03。")
    if read_remark is None:
        return WithNote(day, "remark_unread", "日期旁边括号里的话没有读入，请核对。")
    also = read_remark(remark, as_option(day, exact=found.exact).text)
    return Several(day, also) if also else day


def _one_day(found: Spelling, last: datetime.date) -> datetime.date:
    if found.fault:
        raise ValueProblem("date_unreadable", f"{found.fault}{_EXAMPLE}")
    if found.short_year:
        if not found.days:
            raise unreadable()
        raise ambiguous("年份只有两位，请确认是哪一年。", [(day, found.exact) for day in found.days], last)
    possible = [day for day in found.days if day <= last]
    if len(possible) > 1:
        raise ambiguous("分不清哪个是月、哪个是日。请确认。", [(day, found.exact) for day in possible], last)
    return not_after(possible[0] if possible else found.days[0], last)


def _explained(text: str, last: datetime.date) -> ValueProblem:
    """Why a text is no date, as well as can be told."""
    ends = [spelling(_bare(part)[0], last) for part in _split_range(text)]
    days = [(end.days[0], end.exact) for end in ends if end and end.days]
    if len(days) == 2:
        return ambiguous("写的是一段时间，请确认取开始还是结束；已经离开的请跳过这一行。", days, last)
    if _YEAR_ONLY.fullmatch(text):
        return ValueProblem("date_unreadable", "只有年份，缺少月份。请写到月，例如 1985-03。")
    if _NO_YEAR.fullmatch(text):
        return ValueProblem("date_unreadable", "缺少年份。请写成 1985-03-12 或 1985年3月。")
    if _SEASON.search(text) and re.search(r"\d{4}", text):
        return ValueProblem("date_unreadable", "没有写明月份。请写到月，例如 1985-03。")
    return unreadable()


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
        raise ValueProblem("date_unreadable", "请按公历填写，不写农历，例如 1985-03-12。")


def ambiguous(message: str, readings: Iterable[tuple[datetime.date, bool]], last: datetime.date) -> ValueProblem:
    """A question with the readings, each a day and whether it is exact, that are not after ``last``."""
    options = tuple(as_option(day, exact=exact) for day, exact in readings if day <= last)
    if not options:
        return ValueProblem("date_future", "日期晚于今天，请核对年份，例如 1985-03。")
    return ValueProblem("date_ambiguous", f"{message}例如 {options[0].text}。", options)


def as_option(day: datetime.date, *, exact: bool) -> Option:
    if exact:
        return Option(f"{day:%Y-%m-%d}", f"{day.year}年{day.month}月{day.day}日")
    return Option(f"{day:%Y-%m}", f"{day.year}年{day.month}月")


def not_after(day: datetime.date, last: datetime.date) -> datetime.date:
    if day > last:
        raise ValueProblem("date_future", "日期晚于今天，请核对年份，例如 1985-03。")
    return day


def unreadable() -> ValueProblem:
    return ValueProblem("date_unreadable", f"不是能识别的日期。{_EXAMPLE}")
