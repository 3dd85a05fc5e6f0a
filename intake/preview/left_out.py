"""The texts of lines that are not read as records: none is left out without its words, and no number is whole in them.

Whoever uploaded the file sees all of a line; a colleague what stands in the columns that are read (ADR 0035).
"""

import re
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from intake.layout.tables import Table
from intake.lines.rows import Row
from jian_minzheng.core.masking import mask_text, without_figures

LONGEST = 300
"""Characters of a line that are shown."""

MOST_ABOVE = 200
"""Filled lines over a table of which the words are kept; of further ones their number."""

_FIGURE = re.compile(r"\d")
_BETWEEN = " ｜ "
_PIECE = re.compile(r"[\dXx*\s\-]{4,}")
"""Figures alone where nobody knows what they are: of a number in pieces none looks like one."""


def told_left_out(row: Row) -> dict[str, str]:
    """As kept with a line that is left out: why, its ``text``, and what of that stands in columns that are ``read``."""
    read = set(row.place.letters.values())

    def shown(letter: str, text: str) -> str:
        key = row.place.field_at(letter) if _FIGURE.search(text) else ""
        if key in row.kind.fields and row.kind.fields[key].amount:
            return row.kind.masked(key, text)  # a total
        return _plain(row.kind.masked(key, text))

    parts = {
        "text": _line(row.cells.items(), shown),
        "read": _line(((letter, text) for letter, text in row.cells.items() if letter in read), shown),
    }
    return {"left_out": mask_text(row.left_out)} | {name: part for name, part in parts.items() if part}


def lines_above(table: Table) -> dict[str, Any]:
    """The filled lines down to the last one of the head: ``{lines: [{number, text, head}, …], more}``."""
    layout, sheet = table.layout, table.sheet
    found = []
    for index, cells in enumerate(sheet.rows[: layout.last_header + 1]):
        if text := _line((("", cell.text) for cell in cells if cell.text), lambda _, text: _plain(text)):
            found.append({"number": index + sheet.first_row, "text": text, "head": index >= layout.first_header})
    return {"lines": found[:MOST_ABOVE], "more": len(found[MOST_ABOVE:])}


def _plain(text: str) -> str:
    return without_figures(text) if _PIECE.fullmatch(text) else mask_text(text)


def _line(cells: Iterable[tuple[str, str]], shown: Callable[[str, str], str]) -> str:
    """The texts of a line side by side, that of a merged range once; numbers spread over cells are masked as well."""
    once = [next(some) for _, some in groupby(cells, key=lambda cell: cell[1])]
    text = mask_text(_BETWEEN.join(shown(letter, text) for letter, text in once))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…（共{len(text)}字）"
