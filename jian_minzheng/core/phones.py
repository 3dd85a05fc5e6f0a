"""Telephone numbers as people write them, made uniform. Pure: no database, no Django."""

import re
import unicodedata

from jian_minzheng.core.masking import mask_phone, without_figures

_SEPARATORS = re.compile(r"[/、,;|\n]+|\s{2,}")
_MOBILE = re.compile(r"0?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(010|02\d|0[3-9]\d{2})?([2-9]\d{6,7})")
_EXTENSION = re.compile(r"(?:转|分机|EXT\.?|-|—)\s*(\d{1,6})$", re.IGNORECASE)


class PhoneError(ValueError):
    """Not a telephone number that can be called in China; ``message`` is for the user and never holds the number."""

    code = "phone"
    message = "联系电话应为11位手机号码，或带区号的固定电话，例如 0796-1234567。"

    def __init__(self) -> None:
        super().__init__(self.message)


def tidy_phone(text: str) -> str:
    """``+86 138-1234-5678`` → ``13812345678``; ``(0796)8888888`` → ``0796-8888888``, an extension
    behind it as ``转801``; several numbers joined by ``、``.

    An empty text stays empty. A trailing ``.0``, left by spreadsheets that keep numbers as floats, goes.

    Raises:
        PhoneError: a part is neither a mobile number nor a land line.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    parts = [part for part in _SEPARATORS.split(plain) if part.strip()]
    return "、".join(dict.fromkeys(_tidy_one(part) for part in parts))


def _tidy_one(text: str) -> str:
    plain = re.sub(r"\.0$", "", text.strip())
    if whole := _number(plain):
        return whole
    if (found := _EXTENSION.search(plain)) and (line := _number(plain[: found.start()])):
        return f"{line}转{found[1]}"
    raise PhoneError


def _number(text: str) -> str:
    """One number without extension; empty for what is none."""
    digits = re.sub(r"[^\d+]", "", text)
    digits = re.sub(r"^(\+|00)86", "", digits)
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if found := _MOBILE.fullmatch(digits):
        return found[1]
    if found := _LANDLINE.fullmatch(digits):
        area, line = found.groups()
        return f"{area}-{line}" if area else str(line)
    return ""


def mask_phones(text: str) -> str:
    """Telephones as everywhere; of what is none, a spread one or another number among them, no figure is left."""
    try:
        return "、".join(mask_phone(number) for number in tidy_phone(text).split("、"))
    except PhoneError:
        return without_figures(text)
