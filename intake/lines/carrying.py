"""What a line leaves to the lines above it: ditto marks, and units that are written once for a group of lines."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from intake.grid import Cell
from intake.kinds import Kind
from intake.layout.columns import Layout

DITTO = frozenset({"〃", "″", "“", "”", '"', "''", "′′", "同上", "同前", "々", "仝", "同上行", "(同上)", "（同上）"})
_FEWEST_BLANKS = 2


@dataclass(slots=True)
class Carried:
    """A line with its ditto marks resolved: what it is told about, and where a mark had nothing to repeat.

    ``refused`` are marks where nobody can mean the line above: two records share no telephone by 同上.
    """

    cells: list[Cell]
    repeated: dict[int, str] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)


def is_ditto(cell: Cell) -> bool:
    return _is_mark(cell.text)


@lru_cache(maxsize=4096)
def _is_mark(text: str) -> bool:
    """Asked of every cell of a table: remembering what was asked takes a tenth of the time."""
    return "".join(text.split()) in DITTO


def carry(cells: Sequence[Cell], above: Sequence[Cell], layout: Layout, kind: Kind) -> Carried:
    """The cells with 同上 and 〃 replaced by what the line above says there."""
    carried = Carried(list(cells))
    for column in layout.columns:
        if not column.field or column.index >= len(cells) or not is_ditto(cells[column.index]):
            continue
        source = above[column.index] if column.index < len(above) else None
        if kind.fields[column.field].own:
            carried.refused.add(column.index)
        elif source is None or not source.text:
            carried.lost.add(column.index)
        else:
            carried.cells[column.index] = source
            carried.repeated[column.index] = source.text
    return carried


def written_once(lines: Sequence[Sequence[Cell]], layout: Layout, kind: Kind) -> set[int]:
    """Columns of units that are filled in on the first line of each group only, ``lines`` being those of records.

    A column in which every line has its own unit and one line lacks it is none of these: there the blank is an
    omission.
    """
    return {index for index in _unit_columns(layout, kind) if is_written_once(texts_down(lines, index))}


def written_apart(lines: Sequence[Sequence[Cell]], layout: Layout, kind: Kind) -> set[int]:
    """Columns of units that no record's line fills in: there units stand on lines of their own."""
    return {index for index in _unit_columns(layout, kind) if lines and not any(texts_down(lines, index))}


def _unit_columns(layout: Layout, kind: Kind) -> list[int]:
    further = kind.further_units
    found = [column for column in layout.columns if kind.lexicon.names_unit(column.field)]
    return [column.index for column in found if column.field not in further]


def texts_down(lines: Sequence[Sequence[Cell]], index: int) -> list[str]:
    """What the lines say in one column."""
    return [line[index].text if index < len(line) else "" for line in lines]


def is_written_once(texts: Sequence[str]) -> bool:
    """Does each text stand on the first line of its group only, so that blanks below mean the same?"""
    if not texts or not texts[0] or len(texts) - sum(map(bool, texts)) < _FEWEST_BLANKS:
        return False
    groups = [position for position, text in enumerate(texts) if text]
    repeats = any(texts[a] == texts[b] for a, b in itertools.pairwise(groups) if b == a + 1)
    followed = sum(position + 1 < len(texts) and not texts[position + 1] for position in groups)
    return not repeats and followed * 2 >= len(groups)
