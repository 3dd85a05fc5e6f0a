"""Bits of the file that let an official tell at a glance whether it was understood: values of columns, first lines."""

from typing import Any

from staffing.models import ImportBatch, ImportRow
from staffing.roster_import.grid import Sheet
from staffing.roster_import.issues import masked
from staffing.roster_import.layout.columns import Layout

_PER_COLUMN, _ROWS_LOOKED_AT = 3, 60
_LINES, _MOST_LINES, _COLUMNS, _LONGEST = 15, 40, 20, 14


def column_samples(batch: ImportBatch) -> dict[str, list[str]]:
    """Column letter → up to three different values from the first people of the sheet, masked as stored."""
    people = batch.rows.exclude(outcome=ImportRow.Outcome.IGNORED).order_by("number")
    samples: dict[str, list[str]] = {}
    for cells in people.values_list("cells", flat=True)[:_ROWS_LOOKED_AT]:
        for letter, text in cells.items():
            found = samples.setdefault(letter, [])
            if len(found) < _PER_COLUMN and text not in found:
                found.append(text if len(text) <= 30 else f"{text[:29]}…")
    return samples


def sheet_head(sheet: Sheet, layout: Layout) -> dict[str, Any]:
    """``{lines: [{number, head, cells}, …], hidden_rows, hidden_columns}``: the first lines as the spreadsheet counts.

    ``head`` says that the line belongs to the header. Numbers of persons are masked whatever column they stand in.
    """
    count = min(max(_LINES, layout.last_header + 4), _MOST_LINES)
    return {
        "lines": [
            {
                "number": index + sheet.first_row,
                "head": layout.first_header <= index <= layout.last_header,
                "cells": [_short(masked("", cell.text)) for cell in line[:_COLUMNS]],
            }
            for index, line in enumerate(sheet.rows[:count])
        ],
        "hidden_rows": len(sheet.hidden_rows),
        "hidden_columns": len(sheet.hidden_columns),
    }


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
