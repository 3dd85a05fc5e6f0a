"""Answers, and how a count stands against what is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Figure = Any
"""A number, or ``None`` where none stands."""


@dataclass(frozen=True)
class Answer:
    outcome: str
    measured: Figure = None
    required: Figure = None
    gap: Figure = None
    cost: Figure = None


UNKNOWN = Answer("unknown")
NOTHING_ASKED = Answer("not_applicable")


def enough(there: Figure, asked: Figure) -> Answer:
    """So many of so many."""
    if there >= asked:
        return Answer("met", there, asked)
    return Answer("unmet", there, asked, asked - there)


def all_of(answers: Iterable[bool | None], asked: int | None = None) -> Answer:
    """So many of a list, all unless it says otherwise; what nobody has said may still make up the number."""
    said = [*answers]
    yes, unsaid = said.count(True), said.count(None)
    asked = len(said) if asked is None else asked
    if yes >= asked:
        return Answer("met", yes, asked)
    if yes + unsaid >= asked:
        return Answer("unknown", None, asked)
    return Answer("unmet", None if unsaid else yes, asked, asked - yes - unsaid)
