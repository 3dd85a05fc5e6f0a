"""The first lines of a sheet as a picture, in which an official sees and sets its head."""

from typing import Any

from intake.grid import Sheet
from intake.layout.columns import Layout
from intake.lexicon import Lexicon

_LINES, _MOST_LINES, _COLUMNS, _LONGEST = 15, 40, 20, 14


def sheet_head(sheet: Sheet, layout: Layout, lexicon: Lexicon) -> dict[str, Any]:
    """``{lines: [{number, head, cells}, …], hidden_rows, hidden_columns}``: the first lines as the spreadsheet counts.

    ``head`` says that the line belongs to the header. Numbers of persons are masked whatever column they stand in.
    """
    fields = {column.index: column.masked_as for column in layout.columns}
    count = min(max(_LINES, layout.last_header + 4), _MOST_LINES)
    return {
        "lines": [
            {
                "number": index + sheet.first_row,
                "head": layout.first_header <= index <= layout.last_header,
                "cells": [
                    _short(lexicon.masked(fields.get(place, "") if index > layout.last_header else "", cell.text))
                    for place, cell in enumerate(line[:_COLUMNS])
                ],
            }
            for index, line in enumerate(sheet.rows[:count])
        ],
        "hidden_rows": len(sheet.hidden_rows),
        "hidden_columns": len(sheet.hidden_columns),
    }


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
