"""Long numbers written over several cells, a digit or a group of digits in each, under one heading."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from intake.grid import Cell
from intake.headers import normalise
from intake.layout.naming import Column
from intake.lexicon import Lexicon

PIECE = "piece"
_LONGEST = 8
"""Digits in one cell: the birth date between region and serial number."""
_WHOLE = 18


def with_pieces(guesses: Sequence[Column], body: Sequence[Sequence[Cell]], lexicon: Lexicon) -> list[Column]:
    """The guesses, those of neighbouring columns that hold the pieces of one number marked as its parts."""
    result = list(guesses)
    first = 0 if lexicon.pieces else len(guesses)
    while first < len(guesses):
        last = _end_of_run(guesses, first, lexicon.pieces)
        if last > first and _hold_pieces(body, first, last):
            for index in range(first, last + 1):
                reason = f"{lexicon.fields[lexicon.pieces].label}分写在几格里，连起来读取"
                result[index] = replace(guesses[index], part=f"{PIECE}{index}", confidence=0.9, reason=reason)
        first = last + 1
    return result


def _end_of_run(guesses: Sequence[Column], first: int, key: str) -> int:
    """The last of the columns that stand under the same words as ``first`` and are such numbers by name."""
    last = first
    while (
        guesses[first].field == key
        and last + 1 < len(guesses)
        and guesses[last + 1].field == key
        and normalise(guesses[last + 1].header) == normalise(guesses[first].header)
    ):
        last += 1
    return last


def _hold_pieces(body: Sequence[Sequence[Cell]], first: int, last: int) -> bool:
    """Is every filled line made of short pieces, most of which come to a whole number?"""
    lines = [[_digits(cell) for cell in line[first : last + 1] if cell.text] for line in body]
    lines = [line for line in lines if line]
    short = all(len(piece) <= _LONGEST for line in lines for piece in line)
    whole = sum(sum(map(len, line)) == _WHOLE for line in lines)
    return short and whole * 2 > len(lines)


def _digits(cell: Cell) -> str:
    return "".join(unicodedata.normalize("NFKC", cell.text).split()).removesuffix(".0")
