"""Personal numbers as shown to those without the right, or the need, to see them whole; also inside running text.

Of an identity number only the region stands: birth date, unit and sex stand on the same page, so that any of the last
digits would give the number away. Nothing here knows Django.
"""

import re
from collections.abc import Mapping
from typing import Any

from jian_minzheng.core.masking.ends import HINTS, end_places
from jian_minzheng.core.masking.identities import identity_places
from jian_minzheng.core.masking.mobiles import mobile_places
from jian_minzheng.core.masking.plain import FIGURE, read

_SHORTEST = 15
"""Digits of a first-generation identity number; a shorter text is a piece of one, and may be its end."""
_SHORTEST_MOBILE, _SHORTEST_END = 11, 3
_FIGURES = re.compile(r"[\dXxＸｘ]")


def mask_id_number(number: str) -> str:
    """``360802199001011234`` → ``3608**************``; of a shorter text nothing is left."""
    kept = 4 if len(number) >= _SHORTEST else 0
    return f"{number[:kept]}{'*' * (len(number) - kept)}"


def mask_phone(number: str) -> str:
    """``13812345678`` → ``138****5678``; shorter numbers keep their last two digits, longer ones than telephones have
    are taken for identity numbers."""
    if sum(character.isdigit() for character in number) >= _SHORTEST:
        return mask_id_number(number)
    if len(number) >= 11:
        return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"
    return f"{'*' * max(len(number) - 2, 0)}{number[-2:]}"


def mask_office_phone(number: str) -> str:
    """An office's own number is meant to be called; what has too many digits for one is an identity number."""
    return mask_phone(number) if sum(character.isdigit() for character in number) >= _SHORTEST else number


def without_figures(text: str) -> str:
    """Of what may hold pieces of a number that look like nothing, no figure is left."""
    return _FIGURES.sub("*", text)


def mask_text(text: str) -> str:
    """Running text with the identity and mobile numbers in it masked, however they are spelled and spread, and what
    is called or left as the end of one. Masked again it stays as it is."""
    while _may_hold_one(text) and (shown := _masked(text)) != text:
        text = shown
    return text


def masked_deep(value: Any) -> Any:
    """The same for every text inside JSON-ready data, keys included."""
    if isinstance(value, str):
        return mask_text(value)
    if isinstance(value, Mapping):
        return {masked_deep(key): masked_deep(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [masked_deep(inner) for inner in value]
    return value


def holds_personal_number(text: str) -> bool:
    """Would ``mask_text`` hide anything of it? What is masked already holds none."""
    return mask_text(text) != text


def _may_hold_one(text: str) -> bool:
    """Most texts hold too few figures for a number, and nothing that tells of its end."""
    figures = len(FIGURE.findall(text))
    return figures >= _SHORTEST_MOBILE or (figures >= _SHORTEST_END and HINTS.search(text) is not None)


def _masked(text: str) -> str:
    plain = read(text)
    for places in (identity_places, end_places, mobile_places):
        if (shown := plain.hide(places(plain.text))) != plain.written:
            plain = read(shown)
    return plain.written
