"""Two tables side by side on one sheet: the right one's people must not lend their data to those of the left."""

from collections.abc import Container, Sequence

from staffing.roster_import.layout.naming import Column

_OF_A_PERSON = frozenset({"sex", "id_number", "phone", "birth_date"})
_LEADING = ("sequence", "unit", "village", "home")
_SURE = 0.9


def beside_from(guesses: Sequence[Column], decided: Container[int]) -> int | None:
    """The index at which a second table begins, ``None`` when there is one only.

    A second column of names begins one if something that belongs to a person follows it: read together, the names on
    the left would get the numbers on the right.
    """
    names = [guess.index for guess in guesses if guess.field == "name" and guess.confidence >= _SURE]
    if len(names) < 2 or any(index in decided for index in names[1:]):
        return None
    first, start = names[0], names[1]
    if not {guess.field for guess in guesses[start:]} & _OF_A_PERSON:
        return None
    while start - 1 > first and guesses[start - 1].field in _LEADING:
        if guesses[start - 1].field not in {guess.field for guess in guesses[: start - 1]}:
            break
        start -= 1
    return start
