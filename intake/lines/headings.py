"""What the heading of a group says of all records below it, the unit aside."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from intake.values import ValueProblem

_STYLES = (
    "[一二三四五六七八九十]+[、.]",
    r"\([一二三四五六七八九十]+\)[、.]?",
    r"\d+[、.]",
    r"\(\d+\)[、.]?",
    "附[表件:]?",
)
_NUMBERED = tuple(re.compile(style) for style in _STYLES)
_COUNT = re.compile(r"[:,]?(共|计|合计)?\d+(人|名)|\([^)]*\)|:$")
LONGEST = 40
"""Characters of a heading; a longer text is a remark."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A group's heading as far as it speaks of its records.

    Attributes:
        text: the heading without its number and its count.
        left_out: why the records are not taken in.
        facts: hold for each of them, by field key.
        problems: what has to be asked about each of them, by field key.
        style: how the heading is numbered: the next one numbered so ends the group.
    """

    text: str
    left_out: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, ValueProblem] = field(default_factory=dict)
    style: int | None = None


def words_of(heading: str) -> tuple[str, int | None]:
    """The words of a heading without number and count, and how it is numbered."""
    text = _plain(heading)
    style = next((number for number, pattern in enumerate(_NUMBERED) if pattern.match(text)), None)
    return _COUNT.sub("", text if style is None else _NUMBERED[style].sub("", text, count=1)), style


def is_numbered_like(heading: str, other: Heading) -> bool:
    """Does a further heading stand on the level of ``other``?"""
    return other.style is not None and _NUMBERED[other.style].match(_plain(heading)) is not None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
