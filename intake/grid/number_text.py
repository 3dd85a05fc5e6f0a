"""Numbers as a person sees them in the cell, and the dates that spreadsheets keep as numbers."""

import datetime
import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from intake.grid.cells import Cell
from intake.grid.number_display import padded, shown_number
from intake.grid.number_formats import section_for
from jian_minzheng.core.texts import clean, is_altered

_BUILTIN = {
    0: "", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "yyyy-mm", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd hh:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    # What the Chinese editions of Excel and WPS keep under these numbers.
    27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒",
    34: "上午/下午h时mm分", 35: "上午/下午h时mm分ss秒", 36: "yyyy年m月", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月",
    53: "m月d日", 54: "m月d日", 55: "上午/下午h时mm分", 56: "上午/下午h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|[\\!].|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_LOST_DIGITS = re.compile(r"\d(?:\.\d+)?E\+?(?:1[5-9]|[2-9]\d)", re.IGNORECASE)
_WHOLE_DIGITS = 15
"""Excel keeps fifteen digits of a number; a longer one is whole only if the file spells out all of them."""

_SHORTENED_MONTH = re.compile(r"\d{4}\.1")
"""``1985.1``: what a spreadsheet saves for a number 1985.10 as well as for 1985.1."""

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""Characters that no text in a cell has and no database takes; damaged files do."""


def builtin_format(number: int) -> str:
    """Format code of a predefined number format; empty for General and unknown ones."""
    return _BUILTIN.get(number, "")


@lru_cache(maxsize=4096)
def date_kind(code: str) -> str:
    """``day``, ``month`` (no day shown), ``moment`` (with a time), ``time``, or empty when the format is no date."""
    plain = _LITERAL.sub("", code.split(";")[0]).lower().replace("general", "")
    has_year, has_day = "y" in plain or "e" in plain.replace("e+", "").replace("e-", ""), "d" in plain
    has_time = "h" in plain or "s" in plain
    if has_day or has_year:
        if has_time:
            return "moment"
        return "day" if has_day or "m" not in plain else "month"
    if has_time:
        return "time"
    return "day" if re.fullmatch(r"m+[^0#?]*", plain) else ""


def number_cell(literal: str, code: str, *, date_1904: bool = False) -> Cell:
    """A cell for a number as the file spells it: ``1985.1`` with ``0.00`` reads 1985.10.

    Raises:
        ValueError: the literal is no number.
    """
    if literal.lstrip("-").isdigit() and len(literal) < 1000:
        value: int | float = int(literal)
        damaged = is_cut_off(literal)
    else:
        value = float(literal)
        if not abs(value) < 1e300:
            return Cell(text=literal, raw=literal, number_format=code)
        damaged = abs(value) >= 10**_WHOLE_DIGITS
        if value.is_integer() and not damaged:
            value = int(value)
    if damaged or not code:
        return Cell(text=literal if damaged else _digits(value), raw=value, number_format=code, damaged=damaged)
    return _dated(value, code, date_1904) or _formatted(value, code)


def _dated(value: int | float, code: str, date_1904: bool) -> Cell | None:
    kind = date_kind(code)
    return _date_cell(value, kind, code, date_1904) if kind else None


def _formatted(value: int | float, code: str) -> Cell:
    """With words around it a number is a text: 3 in ``0.00"万元"`` must not be read as three yuan."""
    literal = _digits(value)
    shown = shown_number(value, literal, code)
    if shown == "":
        return Cell(raw=value, number_format=code, unseen=True)
    if shown is not None:
        return Cell(text=shown, raw=shown, number_format=code)
    return Cell(text=_plain(value, literal, code), raw=value, number_format=code)


def is_cut_off(digits: str) -> bool:
    """Was a long number typed into a spreadsheet, which keeps fifteen digits and fills up with zeros?

    The check character cannot tell: one in eleven of such identity numbers passes it by chance, while one genuine
    number in a thousand ends this way.
    """
    plain = digits.lstrip("-")
    return len(plain) >= _WHOLE_DIGITS + 3 and not plain[_WHOLE_DIGITS:].strip("0")


def text_cell(text: str, code: str = "") -> Cell:
    """A cell for text, in its one form; long numbers that were saved as ``3.62427E+17`` are damaged just the same."""
    if not text.isprintable():
        text = _UNFIT.sub("", text)
    cleaned = clean(text)
    stripped = cleaned.strip()
    damaged = (
        len(stripped) < 30 and ("E" in stripped or "e" in stripped) and _LOST_DIGITS.fullmatch(stripped) is not None
    )
    return Cell(
        text=stripped, raw=text, number_format=code, damaged=damaged, altered=cleaned is not text and is_altered(text)
    )


def untyped_cell(text: str) -> Cell:
    """A cell of a format that does not tell text from numbers: ``2018.1`` may have been the number 2018.10, and a long
    number that ends in zeros has lost its digits.
    """
    cell = text_cell(text)
    if _SHORTENED_MONTH.fullmatch(cell.text):
        return replace(cell, raw=float(cell.text))
    if cell.text.isdigit() and is_cut_off(cell.text):
        return replace(cell, damaged=True)
    return cell


def date_cell(value: datetime.date | datetime.datetime, code: str = "yyyy-mm-dd") -> Cell:
    if isinstance(value, datetime.datetime) and value.tzinfo:
        return text_cell(value.isoformat())  # which day that is depends on where one stands: read as text, and told
    kind = date_kind(code)
    if kind == "month":
        return Cell(text=f"{value:%Y-%m}", raw=value, number_format=code)
    if kind == "moment" and isinstance(value, datetime.datetime):
        return Cell(text=f"{value:%Y-%m-%d %H:%M}", raw=value, number_format=code)
    return Cell(text=f"{value:%Y-%m-%d}", raw=value, number_format=code)


def plain_format(code: str | None) -> str:
    """The format code, empty where it says no more than that a number or a text stands there, or is missing."""
    return "" if code is None or code.lower() in ("general", "@") else code


def _date_cell(serial: float, kind: str, code: str, date_1904: bool) -> Cell | None:
    """The date or time that a serial number stands for; ``None`` where it stands for none (too early, too late)."""
    if kind == "time":
        return _time_cell(serial, code)
    days = serial + 1462 if date_1904 else serial
    if not 1 <= days < 2_958_466:  # 9999-12-31
        return None
    base = datetime.datetime(1899, 12, 30 if days >= 60 else 31)  # noqa: DTZ001  (Excel's 1900 is a leap year)
    moment = base + datetime.timedelta(days=days)
    return date_cell(moment if moment.time() != datetime.time() else moment.date(), code)


def _time_cell(days: float, code: str) -> Cell | None:
    """Hours and minutes, as text: a time is no number to an importer. ``[h]`` goes on counting behind 24."""
    if not 0 <= days < 2_958_466:
        return None
    seconds = round(days * 86_400)
    if "[h" not in code.lower():
        seconds %= 86_400
    shown = f"{seconds // 3600:02}:{seconds // 60 % 60:02}" + (f":{seconds % 60:02}" if seconds % 60 else "")
    return Cell(text=shown, raw=shown, number_format=code)


def _digits(value: int | float) -> str:
    """As Excel's General, without powers of ten."""
    if isinstance(value, int):
        return repr(value)
    text = f"{value:.15g}"
    return format(Decimal(text), "f") if "e" in text else text


def _plain(value: int | float, literal: str, code: str) -> str:
    section = section_for(code, value)
    if section is None:
        return literal
    if section.is_recast:
        return f"{_digits(round(value * 100, 10))}%" if "%" in code else literal
    places = [text for kind, text in section.tokens if kind in ("digits", "point")]
    if "." in places:
        return padded(literal, 1, places[-1].count("0") if places[-1] != "." else 0)
    if len(places) == 1 and re.fullmatch(r"0{2,}", places[0]) and value >= 0 and isinstance(value, int):
        return literal.zfill(len(places[0]))
    return literal
