"""Telephone numbers of a cell."""

from intake.grid import Cell
from jian_minzheng.core.values.problems import Several, WithNote
from jian_minzheng.core.values.telephones import read_phone


def parse_phone(cell: Cell) -> str | Several | WithNote:
    """As ``read_phone``, of what a person would read in the cell."""
    return read_phone(cell.text)
