"""Number formats as spreadsheets write them, taken apart: sections, conditions, placeholders and words."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

_SECTION = re.compile(r'(?:"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;])*', re.DOTALL)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<recast>E[+-]|%)|(?P<digits>[0#?]+)|(?P<point>\.)|(?P<comma>,)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?\d{1,15}(?:\.\d{1,15})?)")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne, "=": operator.eq, "<": operator.lt, ">": operator.gt,
}  # fmt: skip

Token = tuple[str, str]
"""Kind (``words``, ``digits``, ``point``, ``general``, ``text``) and what stands there."""


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts between semicolons.

    ``thousands`` is how often a comma behind the digits divides by 1,000; ``is_recast`` says that something else
    than the value is shown: per cent, powers of ten, days of the week.
    """

    condition: tuple[str, float] | None
    tokens: tuple[Token, ...]
    thousands: int
    is_recast: bool

    def holds_for(self, value: float) -> bool:
        return self.condition is not None and _COMPARE[self.condition[0]](value, self.condition[1])

    @property
    def is_for_text(self) -> bool:
        return any(kind == "text" for kind, _ in self.tokens)

    @property
    def has_place(self) -> bool:
        """Is there a place where the value itself appears?"""
        return any(kind in ("digits", "general", "text") for kind, _ in self.tokens)


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[Section, ...]:
    """At most the four that a format may have: positive or first condition, negative, zero, text."""
    found: list[Section] = []
    position = 0
    while len(found) < 4:
        match = _SECTION.match(code, position)
        part = match.group() if match else ""
        found.append(_section(part))
        position += len(part) + 1
        if position > len(code):
            break
    return tuple(found)


def section_for(code: str, value: float) -> Section | None:
    """The section that shows a number; ``None`` where the format has none for it."""
    all_of = sections(code)
    numeric = [each for each in all_of[:3] if not each.is_for_text]
    if not numeric:
        return all_of[0]  # only @: a number is shown there too
    if any(each.condition for each in numeric):
        otherwise = [each for each in numeric if each.condition is None]
        return next((each for each in numeric if each.holds_for(value)), otherwise[-1] if otherwise else None)
    if value < 0 and len(numeric) > 1:
        return numeric[1]
    return numeric[2] if value == 0 and len(numeric) > 2 else numeric[0]


def _section(part: str) -> Section:
    condition = None
    tokens: list[Token] = []
    is_recast = False
    thousands = 0
    for match in _TOKEN.finditer(part):
        kind = match.lastgroup or ""
        if kind == "bracket":
            condition = _condition(match["bracket"]) or condition
        elif kind == "comma":
            thousands += bool(tokens) and tokens[-1][0] == "digits"
        elif kind == "digits":
            thousands = 0  # a comma before digits groups them, one behind the last divides
        is_recast = is_recast or kind == "recast" or (kind == "other" and _is_letter(match.group()))
        if token := _token(kind, match):
            tokens.append(token)
    return Section(condition, _joined(tokens), thousands, is_recast)


def _token(kind: str, match: re.Match[str]) -> Token | None:
    if kind == "bracket":
        words = _currency(match["bracket"])
        return ("words", words) if words else None
    if kind in ("quoted", "escaped", "other"):
        return ("words", match[kind]) if match[kind] else None
    return (kind, match.group()) if kind in ("digits", "point", "general", "text") else None


def _is_letter(character: str) -> bool:
    """Unquoted, as in ``aaaa`` for the day of the week."""
    return character.isascii() and character.isalpha()


def _joined(tokens: list[Token]) -> tuple[Token, ...]:
    """Neighbours of one kind as one: ``0,0`` has two placeholders in a row, ``年月`` two words."""
    joined: list[Token] = []
    for kind, text in tokens:
        if joined and joined[-1][0] == kind and kind in ("words", "digits"):
            joined[-1] = (kind, joined[-1][1] + text)
        else:
            joined.append((kind, text))
    return tuple(joined)


def _condition(bracket: str) -> tuple[str, float] | None:
    found = _CONDITION.fullmatch(bracket.strip())
    return (found[1], float(found[2])) if found else None


def _currency(bracket: str) -> str:
    """``[$USD-409]`` shows USD; colours, calendars and ways to write digits show nothing."""
    return bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
