"""Columns that are two cells wide, in the head and in every line: the right cells only repeat the left ones."""

from collections.abc import Sequence

from intake.grid import Cell

Lines = Sequence[Sequence[Cell]]


def repeated_columns(head: Lines, body: Lines) -> frozenset[int]:
    """Indices of columns whose cells are merged with those left of them all the way down, head and records alike."""
    if not head or not any(cell.merged for cell in head[-1]):
        return frozenset()
    return frozenset(index for index in range(1, len(head[-1])) if _repeats_left(head, body, index))


def _repeats_left(head: Lines, body: Lines, index: int) -> bool:
    if not all(_is_same(line, index) and line[index].text for line in head):
        return False
    return all(not line[index].text or _is_same(line, index) for line in body if index < len(line))


def _is_same(line: Sequence[Cell], index: int) -> bool:
    return index < len(line) and line[index].merged and line[index].text == line[index - 1].text
