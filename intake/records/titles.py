"""What the lines above the header say about every row: of which day, or of which year, the table is."""

import datetime
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

_AS_OF = re.compile(r"截[至止]\D{0,6}((?:19|20)\d{2})[年.\-/](\d{1,2})[月.\-/](\d{1,2})")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")
_FILLED_IN = re.compile(r"(填报|填表|制表|报送|上报|打印|导出|联系)\w{0,4}:?.{0,20}$")
"""When the form was filled in is not the day of which it speaks."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?:年?末|底|度)?(?!\d{1,2}月)")


def said_in_titles(texts: Sequence[str], wanted: str) -> dict[str, Any]:
    """``{"as_of": day}`` or ``{"year": year}``, whichever is wanted, where exactly one is named."""
    words = unicodedata.normalize("NFKC", " ".join(texts)).replace(" ", "")
    days = _days(_AS_OF, words) or _days(_DAY, " ".join(map(_told, texts)))
    if wanted == "as_of":
        return {"as_of": days.pop()} if len(days) == 1 else {}
    years = {int(year) for year in _YEAR.findall(words)} or {day.year for day in days}
    return {"year": years.pop()} if wanted == "year" and len(years) == 1 else {}


def _days(pattern: re.Pattern[str], words: str) -> set[datetime.date]:
    return {day for found in pattern.findall(words) if (day := _day(*found))}


def _told(text: str) -> str:
    return _FILLED_IN.sub("", unicodedata.normalize("NFKC", text).replace(" ", ""))


def _day(*parts: str) -> datetime.date | None:
    try:
        return datetime.date(*map(int, parts))
    except ValueError:
        return None
