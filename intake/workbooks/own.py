"""The user's own .xlsx with its layout: what openpyxl keeps stays, and what it would drop is put back or told."""

import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.datavalidation import DataValidation

from intake.workbooks.marks import MOST_COMMENTS, Issues, by_cell, comment_of, fill_of
from intake.workbooks.weighing import Weight

_REACHES_OUT = re.compile(r"\[|\||\b(?:WEBSERVICE|FILTERXML|HYPERLINK|RTD|CALL|REGISTER|REGISTER\.ID|IMAGE)\s*\(", re.I)
_LOST = {
    "Conditional Formatting": "条件格式",
    "Slicer": "切片器",
    "Sparkline": "迷你图",
    "DrawingML": "部分图形",
    "Unknown extension": "",
    "Data Validation": "",
}
_LARGEST_MERGE = 5_000
_KEPT_AS_THEY_ARE = frozenset({"gif", "jpeg", "png"})
_MOST_PIXELS = 20_000_000
"""Of all pictures of other kinds: openpyxl decodes each of them to write it as PNG, at up to 16 bytes a pixel."""


def own_workbook(path: Path, weight: Weight) -> tuple[Any, list[str]]:
    """The workbook as openpyxl loads it, and what is to be told about it.

    Formulas stay, except those that fetch something from outside: they are replaced by their last values. Macros do
    not come along.

    Raises:
        Exception: of any kind; openpyxl is pickier about styles than Excel.
    """
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        book = openpyxl.load_workbook(path, keep_links=False)
    _quieten(book, path)
    for name, dropdowns in weight.dropdowns.items():
        for dropdown in dropdowns:
            rule = DataValidation(type="list", formula1=dropdown.source, allow_blank=True, showErrorMessage=False)
            rule.sqref = dropdown.cells
            book[name].add_data_validation(rule)
    lost = [word for key, word in _LOST.items() if word and any(key in str(warning.message) for warning in said)]
    notes = [f"原表的{'、'.join(lost)}没有带过来，请以原表为准。"] if lost else []
    if _drop_pictures(book):
        notes.append("原表里有过大的图片，没有带过来。")
    locked = [page.title for page in book.worksheets if page.protection.sheet]
    if locked:
        notes.append(f"工作表“{'、'.join(locked)}”设了保护：要改锁定的格子，先在“审阅”里撤销工作表保护。")
    return book, notes


def _drop_pictures(book: Any) -> bool:
    """Leave out pictures that would take too much to be written anew; were there any?"""
    room, dropped = _MOST_PIXELS, False
    for page in book.worksheets:
        kept = []
        for picture in page._images:
            pixels = 0 if picture.format in _KEPT_AS_THEY_ARE else picture.width * picture.height
            if pixels <= room:
                room -= pixels
                kept.append(picture)
        dropped = dropped or len(kept) < len(page._images)
        page._images = kept
    return dropped


def mark_sheet(page: Any, issues: Issues) -> None:
    """Colours and comments where things are wrong; what is said of a merged range stands at its origin."""
    origins = _merge_origins(page)
    places: dict[str, Issues] = {}
    for (row, column), found in by_cell(issues, page.title).items():
        places.setdefault(origins.get(f"{column}{row}", f"{column}{row}"), []).extend(found)
    for count, (coordinate, found) in enumerate(places.items()):
        cell = page[coordinate]
        if isinstance(cell, MergedCell):
            continue
        cell.fill = fill_of(found)
        if count < MOST_COMMENTS:
            cell.comment = comment_of(found, cell.comment)


def _merge_origins(page: Any) -> Mapping[str, str]:
    """Coordinate of each covered cell → the cell that carries the value; very large ranges are none of a table's."""
    origins: dict[str, str] = {}
    for merged in page.merged_cells.ranges:
        if merged.size["rows"] * merged.size["columns"] <= _LARGEST_MERGE:
            first = page.cell(merged.min_row, merged.min_col).coordinate
            origins.update({page.cell(row, column).coordinate: first for row, column in merged.cells})
    return origins


def _quieten(book: Any, path: Path) -> None:
    """Nothing in the file reaches out when it is opened: such formulas become what they last were."""
    outside = [cell for page in book.worksheets for row in page.iter_rows() for cell in row if _reaches_out(cell)]
    if not outside:
        return
    values = openpyxl.load_workbook(path, data_only=True, keep_links=False)
    for cell in outside:
        value = values[cell.parent.title][cell.coordinate].value
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"


def _reaches_out(cell: Any) -> bool:
    if cell.data_type != "f":
        return False
    return bool(_REACHES_OUT.search(str(getattr(cell.value, "text", cell.value))))
