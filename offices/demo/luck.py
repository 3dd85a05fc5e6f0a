"""Chance that is the same at every load: each unit and topic draws from a generator of its own.

So a smaller load (some counties only) yields the same units as the whole one, and a change in one maker moves no other.
"""

from functools import cache
from random import Random

_BEST, _WORST = 0.96, 0.45


def luck(*topic: object) -> Random:
    """A generator for a unit and a topic, say ``luck("station", division.stats_code)``."""
    return Random("·".join(map(str, topic)))  # noqa: S311  (nothing secret is drawn)


@cache
def diligence(county_code: str) -> float:
    """How likely a county meets any one requirement, so that counties differ as they do in life."""
    return luck("diligence", county_code).uniform(_WORST, _BEST)


def answer(chance: Random, likely: float, unknown: float = 0.05) -> bool | None:
    """Yes, no, or (with probability ``unknown``) nobody has said yet."""
    if chance.random() < unknown:
        return None
    return chance.random() < likely


def in_county(code: str) -> str:
    """The county part of a statistics code."""
    return code[:6]
