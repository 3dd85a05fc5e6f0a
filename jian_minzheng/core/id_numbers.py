"""Resident identity numbers: GB 11643-1999 (18 characters) and its 15-digit predecessor. Pure: no database, no Django.

Nothing here puts a number into a message, a ``repr`` or a log: an error says what is wrong, never with which digits.
"""

import datetime
import unicodedata
from dataclasses import dataclass, field
from operator import mul
from typing import Literal

IdErrorCode = Literal["id_length", "id_region", "id_birth", "id_checksum"]

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_EARLIEST_BIRTH = datetime.date(1900, 1, 1)
_EXCEL_DIGITS = 15

_LIKE_X = dict.fromkeys(map(ord, "×✕✖╳⨯❌ХΧ"), "X")
_AROUND = "-‐‑‒–—―−_'’‘\"“”`´\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\ufeff"

# GB/T 2260: the first two digits; 81-83 are residence permits for people of 港澳台.
_PROVINCES = frozenset(
    f"{tens}{unit}"
    for tens, units in (("1", "12345"), ("2", "123"), ("3", "1234567"), ("4", "123456"), ("5", "01234"), ("6", "12345"))
    for unit in units
) | {"71", "81", "82", "83"}

_MESSAGES: dict[IdErrorCode, str] = {
    "id_length": "身份证号应为18位(17位数字加1位校验码)，请核对是否缺位或多位。",
    "id_region": "身份证号前两位不是有效的省级行政区划代码，请核对。",
    "id_birth": "身份证号中的出生日期不存在或不合理，请核对第7至14位。",
    "id_checksum": "身份证号的校验码(最后一位)不符，请逐位核对。",
}


class IdNumberError(ValueError):
    """An identity number that cannot be right. ``code`` says which check failed; ``message`` is for the user."""

    def __init__(self, code: IdErrorCode, message: str = "") -> None:
        self.code = code
        self.message = message or _MESSAGES[code]
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A checked number. ``number`` has 18 characters, ``sex`` is the code of GB/T 2261 (``"1"`` 男, ``"2"`` 女).

    ``upgraded`` tells that it was given with 15 digits.
    """

    number: str = field(repr=False)
    birth_date: datetime.date = field(repr=False)
    sex: str
    upgraded: bool = False


def check_id_number(text: str) -> IdNumber:
    """Check a number as somebody typed it; blanks, full-width digits and a small ``x`` are forgiven.

    Raises:
        IdNumberError: wrong length or characters, unknown province, impossible birth date, or wrong check character;
            the first that applies, in this order.
    """
    number = tidy_id_number(text)
    upgraded = len(number) == _EXCEL_DIGITS
    if upgraded:
        number = upgrade_id_number(number)
    if len(number) != 18 or not _digits(number[:17]) or number[17] not in _CHECK_CHARACTERS:
        raise IdNumberError("id_length")
    if number[:2] not in _PROVINCES:
        raise IdNumberError("id_region")
    born = birth_date(number)
    if check_character(number[:17]) != number[17]:
        raise IdNumberError("id_checksum")
    return IdNumber(number, born, sex(number), upgraded)


def tidy_id_number(text: str) -> str:
    """Without blanks, hyphens and full-width forms, ``X`` in capitals; nothing is checked."""
    if text.isascii() and text.isalnum():  # as nearly all are, and a roster asks four times a row
        return text.upper()
    plain = unicodedata.normalize("NFKC", text).upper().translate(_LIKE_X)
    return "".join(character for character in plain if not character.isspace() and character not in _AROUND)


def upgrade_id_number(number: str) -> str:
    """The 18-character form of a first-generation, 15-digit number; its holders were born in the 1900s.

    Raises:
        IdNumberError: not 15 digits; or digits 7 and 8 are ``20``. So looks the 18-digit number of somebody born after
            2000 when it has lost its last three digits, and nobody born in 1920 is still in office.
    """
    if len(number) != _EXCEL_DIGITS or not _digits(number):
        raise IdNumberError("id_length")
    if number[6:8] == "20":
        raise IdNumberError("id_length", "身份证号只有15位，像是末三位丢失的18位号码，请按证件补齐。")
    body = f"{number[:6]}19{number[6:]}"
    return body + check_character(body)


def check_character(body: str) -> str:
    """The check character of seventeen digits (ISO 7064 MOD 11-2)."""
    return _CHECK_CHARACTERS[sum(map(mul, map(int, body), _WEIGHTS)) % 11]


def birth_date(number: str) -> datetime.date:
    """The birth date inside an 18-character number.

    Raises:
        IdNumberError: no such day, or one before 1900 or in the future.
    """
    try:
        born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise IdNumberError("id_birth") from None
    if not _EARLIEST_BIRTH <= born <= datetime.date.today():  # noqa: DTZ011  (a birth date has no time zone)
        raise IdNumberError("id_birth")
    return born


def sex(number: str) -> str:
    """``"1"`` (男) for an odd seventeenth digit, ``"2"`` (女) for an even one."""
    return "1" if int(number[16]) % 2 else "2"


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
