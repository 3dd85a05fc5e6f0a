"""What a request says, read in one place: numbers, ids, days, choices. What makes no sense counts as not said.

Views, forms and filters read through these functions and never call ``int`` on what somebody sent: ``²`` is a digit to
``str.isdigit``, ``٣`` a number to ``int``, five thousand nines an exception, and nineteen more than a database holds.
``tests/test_parameters.py`` fails for a module that goes round them.
"""

import datetime
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.http import Http404, QueryDict
from django.urls.converters import IntConverter

LARGEST = 10**18 - 1
"""Eighteen nines: below what 64 bits hold, so every number read here is one that both databases can compare."""

_DIGITS = re.compile(r"[0-9]{1,18}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def whole_number(text: object, *, most: int = LARGEST) -> int | None:
    """A number from 0 to ``most`` written in plain digits; ``None`` for anything else."""
    written = str(text or "")
    number = int(written) if _DIGITS.fullmatch(written) else None
    return number if number is not None and number <= most else None


def contradicts(asked: QueryDict, name: str) -> bool:
    """Is a parameter that has one value said more than once, and differently? Nobody can tell which was meant."""
    return len(set(asked.getlist(name))) > 1


def only(asked: QueryDict, name: str) -> str | None:
    """The one value of a parameter; ``None`` where it was left out.

    Raises:
        Http404: it is said more than once, and differently: the last one must not win, least of all an empty one.
    """
    if contradicts(asked, name):
        raise Http404("同一个条件写了几个不同的值，无法识别。")
    return asked.get(name)


def asked_id(text: str | None) -> int | None:
    """The id that a parameter names; ``None`` only where it was left out or empty.

    Raises:
        Http404: something stands there that is no id. A place that cannot be read must not become every place.
    """
    if not text:
        return None
    number = whole_number(text)
    if number is None:
        raise Http404("没有找到这个单位或记录。")
    return number


def ids(values: Iterable[str]) -> list[int]:
    """The ids among the values of a repeated parameter, each once, in the order sent."""
    numbers = (whole_number(value) for value in values)
    return list(dict.fromkeys(number for number in numbers if number is not None))


def page_number(text: object) -> int:
    """Which page of a list is asked for; the first where that cannot be told."""
    return whole_number(text) or 1


def day(text: object) -> datetime.date | None:
    """A day written ``2025-01-31``, as date pickers send it; ``None`` where there is no such day."""
    written = str(text or "")
    if not _DAY.fullmatch(written):
        return None
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None


def one_of(text: str | None, choices: Iterable[tuple[str, object]], default: str = "") -> str:
    """The key that was asked for if it is one of the ``choices`` (key and label), else ``default``."""
    return text if text is not None and text in {key for key, _ in choices} else default


def query_in(address: str | None) -> QueryDict:
    """The query of an address that a header names; empty where the address is none."""
    try:
        return QueryDict(urlsplit(address or "").query)
    except ValueError:
        return QueryDict()


def storable(text: str) -> bool:
    """Can a database keep the text? PostgreSQL takes no NUL, and half a surrogate pair is no character at all."""
    if "\x00" in text:
        return False
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


class IdConverter(IntConverter):
    """``<id:pk>``: an id in an address. One too large for any record leads nowhere, like one that nobody has."""

    def to_python(self, value: str) -> int:
        number = whole_number(value)
        if number is None:
            raise ValueError("too large for an id")
        return number
