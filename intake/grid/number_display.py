"""The words that number formats put around values: 3 in ``0.00"万元"`` is 3.00万元, 1 in ``[=1]"男"`` is 男.

Thousands separators are left out and decimals are never cut: what a cell holds is not made less than it is.
"""

import re
from decimal import Decimal

from intake.grid.number_formats import Section, Token, section_for, sections

_SIGNS = " -+()（）¥￥$\xa0\u3000"
"""Around a number they say nothing that its value does not."""

_DASHES = "-–—" + _SIGNS

_AROUND = re.compile(r"([^\d.]*)(\d[\d,]*(?:\.\d+)?)([^\d.]*)", re.ASCII)
"""One number, and what stands before and behind it."""

_BARE = re.compile(r"[-+( ]*[\d.,/ ]*[)% -]*(?:E[+-]?\d+)?", re.ASCII | re.IGNORECASE)
"""A number with nothing else, a fraction among them."""


def shown_number(value: int | float, literal: str, code: str) -> str | None:
    """What a person reads; ``None`` where that is the number alone, empty where the format shows nothing of a zero.

    Args:
        value: as the cell holds it.
        literal: the same in plain digits.
        code: the cell's number format.
    """
    section = section_for(code, value)
    if section is None or section.is_recast:
        return None
    if not section.has_place:
        return _words_alone(section, value)
    if value == 0 and _shows_no_zero(section):
        return ""
    before, inside, after = _parts(section)
    if not (before or after or section.thousands or any(kind == "words" for kind, _ in inside)):
        return None
    shown = _filled(inside, section.thousands, literal.lstrip("-"))
    if shown is None:
        return None
    is_negative = value < 0 and (section is sections(code)[0] or not before)
    return f"{'-' if is_negative else ''}{before}{shown}{after}"


def shown_text(text: str, code: str) -> str:
    """A text with the words that its format puts around it: ``"吉安县"@``."""
    section = next((each for each in sections(code) if each.is_for_text), None) if "@" in code and text else None
    if section is None:
        return text
    return "".join(text if kind == "text" else shown for kind, shown in section.tokens if kind in ("words", "text"))


def puts_words_around_text(code: str) -> bool:
    return shown_text("x", code).strip() != "x"


def with_words(shown: str, literal: str) -> str | None:
    """From a file that says how a number is shown: the words around it, with the number whole. ``None``: no words."""
    found = _AROUND.fullmatch(shown)
    if found is None:
        return shown if shown.strip(_DASHES + "#") and not _BARE.fullmatch(shown) else None
    before, number, after = _telling(found[1]), found[2].replace(",", ""), _telling(found[3])
    if "%" in after:
        return None
    decimals = len(number.partition(".")[2])
    if abs(abs(Decimal(literal)) - Decimal(number)) > Decimal(1).scaleb(-decimals) / 2:
        return shown  # another number than the value: a point is put among its digits, say
    return f"{before}{padded(literal, 1, decimals)}{after}" if before or after else None


def _words_alone(section: Section, value: float) -> str | None:
    """``"√"`` for 1. A format that hides a value does not unmake it; one that leaves zeros out shows a blank."""
    words = "".join(text for _, text in section.tokens).strip()
    if words.strip(_DASHES):
        return words
    return "" if value == 0 and not words else None


def _shows_no_zero(section: Section) -> bool:
    """``#,###`` does not."""
    return bool(section.tokens) and all(kind == "digits" and not text.strip("#") for kind, text in section.tokens)


def _parts(section: Section) -> tuple[str, list[Token], str]:
    """Words before the value, the placeholders with what stands among them, and words behind."""
    tokens = list(section.tokens)
    before = after = ""
    while tokens and tokens[0][0] == "words":
        before += tokens.pop(0)[1]
    while tokens and tokens[-1][0] == "words":
        after = tokens.pop()[1] + after
    return _telling(before), tokens, _telling(after)


def _telling(words: str) -> str:
    return words.strip() if words.strip(_SIGNS) else ""


def _filled(inside: list[Token], thousands: int, literal: str) -> str | None:
    """The digits in their places; ``None`` for fractions and what else cannot be told."""
    kinds = [kind for kind, _ in inside]
    words = [text for kind, text in inside if kind == "words"]
    if kinds == ["digits", "words", "digits"] and words == ["."]:
        return _shifted(literal, len(inside[2][1]), thousands)
    if not words:
        decimals = inside[-1][1].count("0") if "point" in kinds and kinds[-1] == "digits" else 0
        return padded(_divided(literal, 3 * thousands), inside[0][1].count("0"), decimals)
    if "point" in kinds or "/" in words or thousands or not literal.isdigit():
        return None
    return _distributed(inside, literal)


def padded(number: str, whole: int, decimals: int) -> str:
    """``7`` as ``007`` or ``7.00``; decimals that are there already stay."""
    front, _, behind = number.partition(".")
    behind = behind.ljust(decimals, "0")
    return f"{front.zfill(whole)}.{behind}" if behind else front.zfill(whole)


def _shifted(literal: str, places: int, thousands: int) -> str | None:
    """``0"."00`` puts a point among whole digits: 198510 is 1985.10, and 12345 in ``0!.0,"万"`` is 1.2345."""
    number = _divided(literal, places + 3 * thousands)
    return padded(number, 1, places)


def _divided(literal: str, places: int) -> str:
    if not places:
        return literal
    return format(Decimal(literal).scaleb(-places).normalize(), "f")


def _distributed(inside: list[Token], digits: str) -> str:
    """``000-0000-0000``: from the right one digit for each place, the first takes what is left."""
    digits = digits.zfill(sum(text.count("0") for kind, text in inside if kind == "digits"))
    shown: list[str] = []
    for number, (kind, text) in reversed(list(enumerate(inside))):
        if kind == "words":
            shown.append(text)
            continue
        count = len(digits) if number == 0 else min(len(text), len(digits))
        shown.append(digits[len(digits) - count :])
        digits = digits[: len(digits) - count]
    return "".join(reversed(shown))
