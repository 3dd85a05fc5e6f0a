"""What the lines above the header say about every row: of which day, or of which year, the table is."""

import calendar
import datetime
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

_AS_OF = re.compile(r"截[至止]\D{0,6}((?:19|20)\d{2})[年.\-/](\d{1,2})[月.\-/](\d{1,2})")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")
_FILLED_IN = re.compile(r"(填报|填表|制表|报送|上报|打印|导出|联系)\w{0,4}:?.{0,20}$")
"""When the form was filled in is not the day of which it speaks."""
_MONTH_END = re.compile(r"(?<!\d)((?:19|20)\d{2})年(\d{1,2})月份?[末底]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?:年?末|底|度)?(?!\d{1,2}月)")


def said_in_titles(texts: Sequence[str], wanted: str, day_key: str = "") -> dict[str, Any]:
    """``{"as_of": day}`` or ``{"year": year}``, whichever is wanted, where exactly one is named.

    A day within that year, or the end of one of its months, is said under ``day_key``, and no year without that:
    figures of a day are not those of the end of the year.
    """
    words = unicodedata.normalize("NFKC", " ".join(texts)).replace(" ", "")
    days = _days(_AS_OF, words) or _days(_DAY, " ".join(map(_told, texts)))
    if wanted == "as_of":
        return {"as_of": days.pop()} if len(days) == 1 else {}
    days |= {end for found in _MONTH_END.findall(words) if (end := _month_end(*map(int, found)))}
    years = {int(year) for year in _YEAR.findall(words)} or {day.year for day in days}
    if wanted != "year" or len(years) != 1:
        return {}
    (year,) = years
    within = {day for day in days if day.year == year}
    if not within or within == {datetime.date(year, 12, 31)}:
        return {"year": year}
    return {"year": year, day_key: within.pop()} if day_key and len(within) == 1 else {}


def _days(pattern: re.Pattern[str], words: str) -> set[datetime.date]:
    return {day for found in pattern.findall(words) if (day := _day(*found))}


def _month_end(year: int, month: int) -> datetime.date | None:
    return datetime.date(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _told(text: str) -> str:
    return _FILLED_IN.sub("", unicodedata.normalize("NFKC", text).replace(" ", ""))


def _day(*parts: str) -> datetime.date | None:
    try:
        return datetime.date(*map(int, parts))
    except ValueError:
        return None
