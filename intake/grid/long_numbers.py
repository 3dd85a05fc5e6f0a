"""Are the long whole numbers of a file whole, or what a program printed of a rounded one?

A program that holds an identity number as a floating-point number writes eighteen digits just the same, the last
ones invented: 362427198501011234 comes out as …1264 (printed exactly) or …1230 (JavaScript's shortest form). One number
alone cannot be told from a genuine one that happens to look so, one in thirty; the company it keeps can: a file with
one long number that no floating-point number prints was written by a program that keeps digits.
"""

from collections.abc import Iterable
from dataclasses import replace

from intake.grid.cells import Cell, Sheet

_SAFE = 2**53


class LongNumbers:
    """Watches the literals of a file; ``settle`` marks the doubtful ones as damaged unless another vouches for them."""

    def __init__(self) -> None:
        self._vouched = False
        self._doubtful = False

    def see(self, literal: str) -> None:
        """Note one number as the file spells it."""
        if len(literal) > 15 and literal.isascii() and literal.isdigit() and int(literal) > _SAFE:
            if printed_from_float(literal):
                self._doubtful = True
            else:
                self._vouched = True

    def settle(self, sheets: Iterable[Sheet]) -> None:
        if not self._doubtful or self._vouched:
            return
        for sheet in sheets:
            for row in sheet.rows:
                for column, cell in enumerate(row):
                    if _is_long(cell) and printed_from_float(str(cell.raw)):
                        row[column] = replace(cell, damaged=True)


def printed_from_float(digits: str) -> bool:
    """Could these digits be what a program prints of a floating-point number, exactly or in its shortest form?"""
    value = float(digits)
    shortest = repr(value).partition("e")[0].replace(".", "")
    return f"{value:.0f}" == digits or shortest.ljust(len(digits), "0") == digits


def _is_long(cell: Cell) -> bool:
    return type(cell.raw) is int and cell.raw > _SAFE and len(str(cell.raw)) < 300
