"""``二〇〇八年九月`` → ``2008年9月``."""

import re

_DIGITS = {
    **dict(zip("〇一二三四五六七八九", "0123456789", strict=True)),
    **dict.fromkeys("○零Ο◯", "0"),
    **dict(zip("壹贰叁肆伍陆柒捌玖", "123456789", strict=True)),
}
_NUMERAL = "".join(_DIGITS)
_TENS = re.compile(rf"([{_NUMERAL}])?([十拾廿卅])([{_NUMERAL}])?")
_TEN_BASE = {"十": 10, "拾": 10, "廿": 20, "卅": 30}


def to_arabic(text: str) -> str:
    """Chinese numerals replaced by digits: positional ones digit by digit, tens as tens (``二十一`` → ``21``)."""
    text = _TENS.sub(_tens, text)
    return "".join(_DIGITS.get(character, character) for character in text)


def _tens(match: re.Match[str]) -> str:
    lead, ten, last = match.groups()
    base = _TEN_BASE[ten] * (int(_DIGITS[lead]) if lead else 1)
    return str(base + (int(_DIGITS[last]) if last else 0))
