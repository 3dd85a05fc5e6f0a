"""Since when something is as it is: back from the newest day on which it may have changed, until it was otherwise."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping
from typing import TypeVar

from assessments.values.turns import ONE_DAY

K = TypeVar("K", bound=Hashable)
Otherwise = Callable[[datetime.date, Collection[K]], Collection[K]]
"""Of some things, those that were otherwise on a day than they are now."""


def walk_back(turns: Mapping[K, Collection[datetime.date]], otherwise: Otherwise[K]) -> dict[K, datetime.date]:
    """The day from which each thing has been as it is now.

    All things go back together, so that a day on which many of them may have changed is asked for once.

    Args:
        turns: the days on which each may have changed, at least one.
        otherwise: asked about the day before each of them, newest first, of the things not yet settled.

    Returns:
        The newest turn before which a thing was otherwise; where it never was, its first turn.
    """
    waiting: dict[datetime.date, list[K]] = defaultdict(list)
    for thing, days in turns.items():
        for day in set(days):
            waiting[day].append(thing)
    since: dict[K, datetime.date] = {}
    for day in sorted(waiting, reverse=True):
        asked = [thing for thing in waiting[day] if thing not in since]
        if asked and day > datetime.date.min:
            since |= dict.fromkeys(otherwise(day - ONE_DAY, asked), day)
    return {thing: since[thing] if thing in since else min(days) for thing, days in turns.items()}
