"""Several columns that were taken for one field: which of them counts, and which say a part of the same thing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from intake.grid import Cell
from intake.layout.naming import Column
from intake.lexicon import Lexicon

DOUBTFUL = 0.4
"""Confidence of a column whose name is believed against what stands in it."""


def without_rivals(
    guesses: Sequence[Column], body: Sequence[Sequence[Cell]], decided: frozenset[int], lexicon: Lexicon
) -> list[Column]:
    """One column per field, or one set of columns that go together: the user's choice, else the surest, else the
    leftmost; the others say who it is."""
    filled = {
        guess.index: any(guess.index < len(row) and row[guess.index].text for row in body)
        for guess in guesses
        if guess.field
    }
    rivals = _Rivals(filled, decided, lexicon)
    best: dict[str, Column] = {}
    for guess in guesses:
        rival = best.get(guess.field or "")
        if guess.field and (rival is None or rivals.rank(guess) > rivals.rank(rival)):
            best[guess.field] = guess
    return [rivals.settled(guess, best.get(guess.field or "", guess)) for guess in guesses]


class _Rivals:
    def __init__(self, filled: Mapping[int, bool], decided: frozenset[int], lexicon: Lexicon) -> None:
        self.filled, self.decided, self.lexicon = filled, decided, lexicon

    def rank(self, guess: Column) -> tuple[bool, bool, bool, float]:
        rough = guess.tick in self.lexicon.rough_ticks
        known = self.filled[guess.index] and not rough
        return guess.index in self.decided, known, self._is_topmost(guess), guess.confidence

    def settled(self, guess: Column, best: Column) -> Column:
        """The column as it is, or left to the better one."""
        if not self.lexicon.is_read(guess.field) or self._together(guess, best):
            return guess
        reason = f"与{best.letter}列重复，不读取"
        return replace(guess, field=None, confidence=0.0, reason=reason, tick=None, part="")

    def _is_topmost(self, guess: Column) -> bool:
        """Does the name itself say that this is the one that counts: the highest education, one's own telephone?"""
        wanted = self.lexicon.topmost.get(guess.field or "")
        return wanted is not None and wanted.search(guess.header) is not None

    def _together(self, guess: Column, best: Column) -> bool:
        """Is the column the best one, or does it say a part of the same thing?"""
        if guess is best:
            return True
        if (guess.index in self.decided) < (best.index in self.decided) and not (guess.tick and best.tick):
            return False
        if guess.tick or best.tick:
            return bool(guess.tick and best.tick) and not {guess.tick, best.tick} & self.lexicon.rough_ticks
        if guess.part or best.part:
            same_group = guess.header.rpartition("/")[0] == best.header.rpartition("/")[0]
            return bool(guess.part and best.part) and same_group and guess.part != best.part
        parts = self.lexicon.together.get(guess.field or "")
        return parts is not None and parts(guess, best, self._is_topmost(best))
