"""Personal numbers as shown to those without the right, or the need, to see them whole; also inside running text.

Of an identity number only the region stands: birth date, unit and sex stand on the same page, so that any of the last
digits would give the number away. Nothing here knows Django.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_SHORTEST = 15
"""Digits of a first-generation identity number; a shorter text is a piece of one, and may be its end."""

_SHORTEST_MOBILE = 11

_BETWEEN = r"(?:[\W_]|[年月日])"
"""Whatever is neither letter nor digit, what nobody sees included (joiners, soft hyphens, marks of direction)."""
_HIDDEN = r"*＊XxＸｘ×#＃●○■□？?"
"""What people write for digits that they hide; what is left of the number is its end, and the birth date stands by."""
_LONG = re.compile(rf"(?<![\d])\d[\d{_HIDDEN}]{{13,}}[\d{_HIDDEN}]")
_SPREAD = re.compile(rf"\d(?:{_BETWEEN}{{0,8}}\d){{14,}}(?:{_BETWEEN}{{0,8}}[XxＸｘ×])?")
_IN_SPREAD = re.compile(r"[\dXxＸｘ×]")
_REGION = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}"
"""Begins with a province; days and telephones in a row mostly do not."""
_BORN_18 = re.compile(rf"{_REGION}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}[\dX]")
_BORN_15 = re.compile(rf"{_REGION}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}")
_TOLD = re.compile(rf"(?<!\d)({_REGION})(\D{{0,8}}(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日?\D{{0,8}}\d{{3}}[\dXx])(?!\d)")
"""The region, the birth date in words, the end: 360821，1985年6月12日生，4574."""
_END = re.compile(r"((?:尾号|(?:[后末]|最后)[四4]位(?:数字?|号码)?)(?:\W|为|是){0,4})(\d{3}[\dXx])(?![\dA-Za-z])")
_GAP = rf"{_BETWEEN}{{0,3}}"
_MOBILE = re.compile(rf"(?<!\d)(?:(?:\+|00)?86{_GAP}|0)?([1１]{_GAP}[3-9３-９](?:{_GAP}\d){{9}})(?!\d)")
_GROUPS = frozenset({"11", "3 8", "3 4 4", "4 3 4", "4 4 3", "5 6", "7 4", "3 2 2 2 2", "3 3 3 2", "3 3 2 3"})
"""How people part the figures of a mobile number; other figures in a row are days, amounts and counts."""
_LOOSE = " \t\r\n\u00a0\u3000-‐–—－_()（）[]【】"
"""May part a number in any place and mixture."""
_MARKS = frozenset("./·•:：~～+＋*|")
"""Part it the same way in every place; commas part numbers from one another."""


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


def mask_text(text: str) -> str:
    """Running text with the identity and mobile numbers in it masked, whatever blanks or hyphens they are spread by,
    and what is called the end of one."""
    if "号" in text or "位" in text:
        text = _END.sub(r"\1****", text)
    if len(text) < _SHORTEST_MOBILE:
        return text
    text = _LONG.sub(lambda found: mask_id_number(found[0]), text)
    text = _SPREAD.sub(_mask_spread, text)
    text = _TOLD.sub(lambda found: f"{found[1][:4]}**" + re.sub(r"[\dXx]", "*", found[2]), text)
    return _MOBILE.sub(_mask_mobile, text)


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


def _mask_spread(found: re.Match[str]) -> str:
    """Figures with blanks or hyphens between them may be dates or amounts: hidden is what holds a birth date where an
    identity number has it."""
    places = [match.start() for match in _IN_SPREAD.finditer(found[0])]
    digits = "".join(_plain(found[0][place]) for place in places)
    hidden: set[int] = set()
    for shape in (_BORN_18, _BORN_15):
        start = 0
        while number := shape.search(digits, start):
            own = places[number.start() : number.end()]
            if shape is _BORN_18 or _stands_alone(found[0], own[0], own[-1]):
                hidden.update(own[4:])
            start = number.start() + 1
    return "".join("*" if place in hidden else character for place, character in enumerate(found[0]))


def _stands_alone(text: str, first: int, last: int) -> bool:
    """Fifteen digits say little of a number; those cut out of the middle of other figures say nothing."""
    return not text[:first][-1:].isdigit() and not text[last + 1 :][:1].isdigit()


def _parted_like_a_mobile(number: str) -> bool:
    shown = "".join(character for character in number if unicodedata.category(character) != "Cf")
    marks = {gap.strip(_LOOSE) for gap in re.findall(r"\D+", shown)} - {""}
    groups = " ".join(str(len(group)) for group in re.split(r"\D+", shown))
    return groups in _GROUPS and len(marks) <= 1 and marks <= _MARKS


def _plain(character: str) -> str:
    return str(int(character)) if character.isdecimal() else "X"


def _mask_mobile(found: re.Match[str]) -> str:
    """The four digits in the middle, wherever they stand, of what is parted like a mobile number."""
    number, before = found[1], found[0][: found.start(1) - found.start()]
    digits = [place for place, character in enumerate(number) if character.isdigit()]
    if not _parted_like_a_mobile(number):
        return found[0]
    hidden = set(digits[3:7])
    return before + "".join("*" if place in hidden else character for place, character in enumerate(number))
