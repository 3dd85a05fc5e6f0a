"""Names of persons."""

import re
import unicodedata

from staffing.roster_import.grid import Cell
from staffing.roster_import.values.problems import ValueProblem

_DOTS = re.compile(r"\s*[·•・‧∙⋅●．。｡･\.]\s*")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_LATIN = re.compile(r"[A-Za-z]")


def parse_name(cell: Cell) -> str:
    """``张 三`` → ``张三``; every kind of middle dot becomes U+00B7; rare characters stay as they are.

    Raises:
        ValueProblem: ``name_unreadable``: digits or remarks beside the name.
    """
    name = _INVISIBLE.sub("", cell.text)
    name = " ".join(name.split()) if _LATIN.search(name) else "".join(name.split())
    name = _DOTS.sub("·", name) if not _LATIN.search(name) else name
    if not name or not all(_belongs(character) for character in name) or name.strip("· '-") != name:
        raise ValueProblem("name_unreadable", "姓名一栏只写姓名，例如 张三；借调、兼任等说明请写到备注栏。")
    return name


def _belongs(character: str) -> bool:
    """Letters and ideographs, those outside Unicode's usual planes and private ones of old systems included."""
    return character.isalpha() or character in "·〇 '-" or unicodedata.category(character) == "Co"
