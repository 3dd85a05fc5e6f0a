"""How a lower app wakes an upper one without importing it.

``offices`` and ``staffing`` announce that facts of divisions changed; ``assessments`` registered what to do about it.
Listeners run at once, inside the caller's transaction: findings commit together with the facts that they judge.
"""

from collections.abc import Callable, Iterable

FactsListener = Callable[[frozenset[int]], None]

_listeners: list[FactsListener] = []


def on_facts_changed(listener: FactsListener) -> FactsListener:
    """Register a listener; it receives the ids of the divisions (townships, villages, counties) whose facts changed."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def facts_changed(division_ids: Iterable[int]) -> None:
    """Announce changed facts; call once per write, when all its rows are stored and before its audit entry."""
    ids = frozenset(division_ids)
    if ids:
        for listener in _listeners:
            listener(ids)
