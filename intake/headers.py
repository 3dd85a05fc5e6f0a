"""The words in header cells, brought into one form so that they can be compared."""

import re
import unicodedata
from collections.abc import Sequence

_DECORATION = re.compile(r"[\s*★☆:·。、,._\-—→()\[\]【】<>《》“”\"'!?/\\|]+")
_BRACKETS = re.compile(r"[(\[【<][^)\]】>]*[)\]】>]")
_REQUIRED = re.compile(r"(必填|选填|必填项|文本格式)")
_LONGEST = 300
"""Characters of a header cell; a page of text names no column."""

_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2}|[甲乙丙丁戊己庚辛壬癸]|[A-Z]|[①-⑳])\)?")


def normalise(text: str) -> str:
    """``名　 称*``, ``设立\\n年月`` and ``村（居）`` → ``名称``, ``设立年月``, ``村居``."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).upper()
    return _DECORATION.sub("", _REQUIRED.sub("", plain))


def without_brackets(text: str) -> str:
    """``月工资（元）`` → ``月工资``: what is in brackets explains, what stands before them names."""
    return normalise(_BRACKETS.sub("", unicodedata.normalize("NFKC", text[:_LONGEST])))


def are_column_numbers(texts: Sequence[str]) -> bool:
    """``甲 乙 1 2 3`` below a header: each a number or a stem, the numbers one after the other."""
    if len(texts) < 3 or not all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        return False
    numbers = [int(text.strip("()")) for text in texts if text.strip("()").isdecimal()]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True


def letter(index: int) -> str:
    """0 → ``A``, 25 → ``Z``, 26 → ``AA``."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(name: str) -> int:
    """The inverse of ``letter``; -1 for anything that is not a column's letters."""
    plain = name.strip().upper()
    if not re.fullmatch(r"[A-Z]{1,3}", plain):
        return -1
    index = 0
    for character in plain:
        index = index * 26 + ord(character) - 64
    return index - 1
