"""What the heading of a group says of all records below it, the unit aside."""

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from intake.lines.rows import Note, Row
from intake.values import Option, ValueProblem

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


Differs = Callable[[str, Any, Any], str]
"""Field, what a heading says and what a row says → nothing, ``told`` or ``asked``."""


def told_if_other(key: str, said: Any, written: Any) -> str:
    """Whatever differs is told."""
    return "" if said == written else "told"


@dataclass(frozen=True, slots=True)
class Heading:
    """A group's heading as far as it speaks of its records.

    Attributes:
        text: the heading without its number and its count.
        left_out: why the records are not taken in.
        facts: hold for each of them, by field key.
        problems: what has to be asked about each of them, by field key.
        style: how the heading is numbered: the next one numbered so ends the group.
        differs: what comes of a row that says something else.
    """

    text: str
    left_out: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, ValueProblem] = field(default_factory=dict)
    style: int | None = None
    differs: Differs = told_if_other

    def apply(self, row: Row, settled: Collection[str] = ()) -> None:
        """Let the heading speak where the row itself is silent; what contradicts it is told, or asked.

        ``settled`` are fields of which the official said what is to be read.
        """
        for key, problem in self.problems.items():
            if key not in row.values and key not in row.problems:
                row.refuse(key, problem, self.text)
        for key, value in self.facts.items():
            if key in row.values:
                self._compare(row, key, value, settled)
            elif key not in row.problems:
                row.values[key] = value
                message = f"按上面的标题“{self.text}”读作{row.kind.fields[key].show(value)}。"
                row.notes.append(Note(key, "from_heading", message))

    def _compare(self, row: Row, key: str, value: Any, settled: Collection[str]) -> None:
        """Set what a row says beside what the heading says."""
        differs = "" if key in settled else self.differs(key, value, row.values[key])
        own, said = (row.kind.fields[key].show(one) for one in (row.values[key], value))
        if differs == "asked":
            del row.values[key]
            message = f"这一行写的是{own}，上面的标题“{self.text}”说的是{said}，请确认是哪一种。"
            row.refuse(key, ValueProblem("heading_differs", message, (Option(own, own), Option(said, said))), own)
        elif differs:
            message = f"上面的标题“{self.text}”说的是{said}，与这一行写的不同，以这一行为准，请核对。"
            row.notes.append(Note(key, "from_heading", message))


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
