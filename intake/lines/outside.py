"""What a file says outside its table where the table is silent: its name, the seal below, a legend of colours."""

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from intake.grid import Sheet
from intake.kinds import Kind
from intake.layout.columns import Layout
from intake.layout.notes import LayoutNote
from intake.lines.titles import LONGEST, filled_by, meant_by, only_said, plain_line, said_alone
from intake.units.book import UnitBook
from intake.units.columns import UNIT_FIELDS
from intake.units.register import Unit

_FOOT = 8
"""Filled lines at the end of a sheet among which a seal or a fill-in line may stand."""
_LONGEST = 60
_FIRST_CELLS = 12
_COLOURS = re.compile(
    r"标(红|黄|绿|蓝|灰)|[红黄绿蓝灰橙紫](底|字)|[红黄绿蓝灰橙紫]色?(的|部分|标注|标记|标识|字体|底纹|为|表示|代表|单元格|填充|是|行|人)"
    r"|删除线|划线的"
)


class Outside(NamedTuple):
    """A unit that the table itself does not name, and where it stands instead."""

    unit: Unit
    where: str


def unit_outside(sheet: Sheet, layout: Layout, kind: Kind, units: UnitBook, file_name: str) -> Outside | None:
    """The unit below the table or in the file's name, for a table without a column of units."""
    if set(UNIT_FIELDS) & set(layout.by_field):
        return None
    below = {
        unit
        for name in [*_names_below(sheet, layout), *_names_filled_in(sheet, layout)]
        for unit in meant_by(name, kind, units)
    }
    if below:
        return Outside(below.pop(), "表格下方") if len(below) == 1 else None
    stem = PurePath(file_name).stem
    unit = only_said(stem, kind, units) or said_alone(stem, kind, units)
    return Outside(unit, "文件名") if unit else None


def legend_notes(sheet: Sheet, layout: Layout) -> list[LayoutNote]:
    """A word on each legend of colours: what a colour says is not read.

    It is not repeated: a sentence outside the table may name people whom a colleague of the uploader's does not see.
    """
    notes = []
    head = range(max(0, layout.first_header))
    for index in [*head, *(index for index, _ in _foot(sheet, layout))]:
        if any(len(cell.text) <= _LONGEST and _COLOURS.search(cell.text) for cell in sheet.rows[index]):
            row = index + sheet.first_row
            message = f"第{row}行说明了颜色或删除线的意思，这些意思没有读取，请对照原表核对有颜色的行。"
            notes.append(LayoutNote("colours_unread", message, row))
    return notes


def _names_below(sheet: Sheet, layout: Layout) -> Iterator[str]:
    """Names after 填报单位 and names that stand alone, as above a seal."""
    for _, texts in _foot(sheet, layout):
        if name := filled_by(texts):
            yield name
        elif len(set(texts)) == 1:
            yield texts[0]


def _names_filled_in(sheet: Sheet, layout: Layout) -> Iterator[str]:
    """What stands after 填报单位 anywhere below the head: with several forms, the last one's seal is not for all."""
    for line in sheet.rows[layout.last_header + 1 :]:
        texts = [cell.text for cell in line[:_FIRST_CELLS] if cell.text]
        if any(":" in plain_line(text) for text in texts[:2]) and (name := filled_by(texts)):
            yield name


def _foot(sheet: Sheet, layout: Layout) -> list[tuple[int, list[str]]]:
    """The last filled lines of the sheet, as index and texts, bottom up."""
    lines: list[tuple[int, list[str]]] = []
    for index in range(len(sheet.rows) - 1, layout.last_header, -1):
        texts = [cell.text[:LONGEST] for cell in sheet.rows[index] if cell.text]
        if len(set(texts)) > 2 and not any(":" in plain_line(text) for text in texts):
            break  # somebody's line
        if texts:
            lines.append((index, texts))
        if len(lines) == _FOOT:
            break
    return lines
