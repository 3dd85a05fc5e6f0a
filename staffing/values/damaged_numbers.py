"""What is left of an identity number that a spreadsheet kept as a number: its first fourteen or fifteen digits."""

import re

from jian_minzheng.core.id_numbers import tidy_id_number

CERTAIN = 14
"""Region and birth date. The fifteenth digit may have been rounded, so nothing is compared by it."""

_EXPONENT = re.compile(r"(\d)\.(\d+)E\+?17", re.IGNORECASE)
_WHOLE = re.compile(r"(\d{15,18})(?:\.0*)?")


def visible_part(prefix: str) -> tuple[str, str]:
    """Region as far as pages show it, and birth date: a person is offered by no digit that the reader does not see."""
    return prefix[:4], prefix[6:CERTAIN]


def surviving_digits(text: str) -> str:
    """The first fourteen digits as the file still tells them; empty where too few are left to look anybody up by."""
    tidy = tidy_id_number(text)
    if exponent := _EXPONENT.fullmatch(tidy):
        digits = exponent[1] + exponent[2]
    else:
        whole = _WHOLE.fullmatch(tidy)
        digits = whole[1] if whole and len(whole[1]) == 18 else ""
    return digits[:CERTAIN] if len(digits) >= CERTAIN else ""
