"""Two tables side by side on one sheet: the right one's records must not lend their data to those of the left."""

import itertools
from collections.abc import Mapping, Sequence

from intake.layout.naming import Column
from intake.lexicon import SEQUENCE, Lexicon

_SURE = 0.9


Decided = Mapping[int, str | None]


def second_table_start(guesses: Sequence[Column], decided: Decided, lexicon: Lexicon) -> int | None:
    """The index at which a second table begins, ``None`` when there is one only.

    A second column of names begins one if something that belongs to one record follows it: read together, the names on
    the left would get the numbers on the right. Whoever says that it holds something else says that there is none.
    """
    names, key = _names(guesses, lexicon), lexicon.named_by
    if len(names) < 2 or any(decided.get(index, key) not in (None, key) for index in names[1:]):
        return None
    if not _fields(guesses[names[1] :]) & lexicon.beside:
        return None
    return _start(guesses, names[0], names[1], lexicon)


def table_starts(guesses: Sequence[Column], decided: Decided, lexicon: Lexicon) -> list[int]:
    """The indices at which tables of the same sort begin, the first included; one alone where they are not that sure.

    Each has names, something of a record that the first has as well, and the first one's columns of units: without
    them its records might belong elsewhere.
    """
    if second_table_start(guesses, decided, lexicon) is None:
        return [0]
    names = _names(guesses, lexicon)
    starts = [0, *(_start(guesses, before, name, lexicon) for before, name in itertools.pairwise(names))]
    parts = [_fields(guesses[start:end]) for start, end in zip(starts, [*starts[1:], len(guesses)], strict=True)]
    if any(decided.get(name, lexicon.named_by) is None for name in names[1:]):
        return [0]
    places = {key for key in parts[0] if lexicon.names_unit(key)}
    alike = all(part & parts[0] & lexicon.beside and places <= part for part in parts)
    return starts if alike else [0]


def _names(guesses: Sequence[Column], lexicon: Lexicon) -> list[int]:
    named_by = lexicon.named_by
    return [guess.index for guess in guesses if named_by and guess.field == named_by and guess.confidence >= _SURE]


def _start(guesses: Sequence[Column], first: int, start: int, lexicon: Lexicon) -> int:
    """Where the table begins whose names stand at ``start``: at its numbers or units, if the one before has such."""
    while start - 1 > first and (guesses[start - 1].field == SEQUENCE or lexicon.names_unit(guesses[start - 1].field)):
        if guesses[start - 1].field not in _fields(guesses[: start - 1]):
            break
        start -= 1
    return start


def _fields(guesses: Sequence[Column]) -> set[str | None]:
    return {guess.field for guess in guesses}
