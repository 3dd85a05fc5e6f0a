"""Two tables side by side on one sheet: the right one's people must not lend their data to those of the left."""

import itertools
from collections.abc import Mapping, Sequence

from staffing.roster_import.layout.naming import Column

_OF_A_PERSON = frozenset({"sex", "id_number", "phone", "birth_date"})
_PLACES = frozenset({"unit", "village", "home"})
_LEADING = ("sequence", *sorted(_PLACES))
_SURE = 0.9


def beside_from(guesses: Sequence[Column], decided: Mapping[int, str | None]) -> int | None:
    """The index at which a second table begins, ``None`` when there is one only.

    A second column of names begins one if something that belongs to a person follows it: read together, the names on
    the left would get the numbers on the right. Whoever says that it holds something else says that there is none.
    """
    names = _names(guesses)
    if len(names) < 2 or any(decided.get(index, "name") not in (None, "name") for index in names[1:]):
        return None
    if not _fields(guesses[names[1] :]) & _OF_A_PERSON:
        return None
    return _start(guesses, names[0], names[1])


def sides(guesses: Sequence[Column], decided: Mapping[int, str | None]) -> list[int]:
    """The indices at which tables of the same sort begin, the first included; one alone where they are not that sure.

    Each has names, something of a person that the first has as well, and the first one's columns of units: without
    them its people might belong elsewhere.
    """
    if beside_from(guesses, decided) is None:
        return [0]
    names = _names(guesses)
    starts = [0, *(_start(guesses, before, name) for before, name in itertools.pairwise(names))]
    parts = [_fields(guesses[start:end]) for start, end in zip(starts, [*starts[1:], len(guesses)], strict=True)]
    if any(decided.get(name, "name") is None for name in names[1:]):
        return [0]
    alike = all(part & parts[0] & _OF_A_PERSON and parts[0] & _PLACES <= part for part in parts)
    return starts if alike else [0]


def _names(guesses: Sequence[Column]) -> list[int]:
    return [guess.index for guess in guesses if guess.field == "name" and guess.confidence >= _SURE]


def _start(guesses: Sequence[Column], first: int, start: int) -> int:
    """Where the table begins whose names stand at ``start``: at its numbers or units, if the one before has such."""
    while start - 1 > first and guesses[start - 1].field in _LEADING:
        if guesses[start - 1].field not in _fields(guesses[: start - 1]):
            break
        start -= 1
    return start


def _fields(guesses: Sequence[Column]) -> set[str | None]:
    return {guess.field for guess in guesses}
