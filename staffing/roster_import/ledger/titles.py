"""What the lines above the header say about every row: of which day, or of which year, the table is."""

import datetime
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from staffing.roster_import.ledger.parts import POPULATION, PROFILE, Part

_AS_OF = re.compile(r"截[至止]\D{0,6}((?:19|20)\d{2})[年.\-/](\d{1,2})[月.\-/](\d{1,2})")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?:年?末|底|度)?(?!\d{1,2}月)")


def facts_in_titles(texts: Sequence[str], parts: Sequence[Part]) -> dict[str, Any]:
    """``{"as_of": day}`` or ``{"year": year}`` where exactly one is named and the table has use for it."""
    words = unicodedata.normalize("NFKC", " ".join(texts)).replace(" ", "")
    days = {day for found in _AS_OF.findall(words) if (day := _day(*found))}
    if PROFILE in parts:
        return {"as_of": days.pop()} if len(days) == 1 else {}
    years = {int(year) for year in _YEAR.findall(words)} or {day.year for day in days}
    return {"year": years.pop()} if POPULATION[0] in parts and len(years) == 1 else {}


def _day(*parts: str) -> datetime.date | None:
    try:
        return datetime.date(*map(int, parts))
    except ValueError:
        return None
