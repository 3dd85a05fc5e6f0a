"""Run by itself: the workbook on standard input, one JSON line per sheet and filled row on standard output.

The reader below is quick and opens what others refuse, but has been seen to panic and to ask for 47 GB; so it is kept
in a process of its own that imports nothing of the portal, and that the system ends beyond its limits.
"""

import datetime
import io
import json
import resource
import sys
from typing import Any

MEMORY = 1024**3
SECONDS = 20
"""Of processor time."""

MOST_TEXT = 32_767
"""As ``limits.MAX_CELL_TEXT``."""


def main() -> None:
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        merges = [[top, bottom, left, right] for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
        _tell({"sheet": about.name, "hidden": about.visible is not SheetVisibleEnum.Visible, "merges": merges})
        left = sheet.start[1] if sheet.start else 0
        for number, values in enumerate(sheet.iter_rows()):
            if cells := [
                [column, *told(value)] for column, value in enumerate(values, left) if value not in ("", None)
            ]:
                _tell({"row": number, "cells": cells})


def told(value: Any) -> tuple[str, Any]:
    """What sort of value a cell has, and how JSON can carry it."""
    if isinstance(value, bool):
        return "truth", value
    if isinstance(value, int | float):
        whole = isinstance(value, int) or (value.is_integer() and abs(value) < 1e15)
        return "number", repr(int(value)) if whole else repr(value)
    if isinstance(value, datetime.datetime | datetime.date):
        return "date", value.isoformat()
    if isinstance(value, datetime.time):
        return "text", value.isoformat(timespec="minutes" if not value.second else "seconds")
    return "text", str(value)[:MOST_TEXT]


def _tell(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
