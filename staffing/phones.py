"""Telephone numbers as people write them, made uniform. Pure: no database, no Django."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[/、,;|\n]+|\s{2,}")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0\d{2,3})?(\d{7,8})")


class PhoneError(ValueError):
    """Not a telephone number that can be called in China; ``message`` is for the user and never holds the number."""

    code = "phone"
    message = "联系电话应为11位手机号码，或带区号的固定电话，例如 0796-1234567。"

    def __init__(self) -> None:
        super().__init__(self.message)


def tidy_phone(text: str) -> str:
    """``+86 138-1234-5678`` → ``13812345678``; ``(0796)8888888`` → ``0796-8888888``; several numbers joined by ``、``.

    An empty text stays empty. A trailing ``.0``, left by spreadsheets that keep numbers as floats, goes.

    Raises:
        PhoneError: a part is neither a mobile number nor a land line.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    parts = [part for part in _SEPARATORS.split(plain) if part.strip()]
    return "、".join(dict.fromkeys(_tidy_one(part) for part in parts))


def _tidy_one(text: str) -> str:
    digits = re.sub(r"[^\d+]", "", re.sub(r"\.0$", "", text.strip()))
    digits = re.sub(r"^(\+|00)86", "", digits)
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if _MOBILE.fullmatch(digits):
        return digits
    if found := _LANDLINE.fullmatch(digits):
        area, line = found.groups()
        return f"{area}-{line}" if area else str(line)
    raise PhoneError
