"""Tables side by side on one sheet, each as a sheet of its own in which its columns stand where they do in the file."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from intake.addresses import TABLES
from intake.grid import BLANK, Cell, Sheet
from intake.layout.columns import Decided, Layout
from intake.layout.header_rows import header_at, of_another_sort
from intake.layout.naming import Column, guess_by_name
from intake.layout.second_tables import table_starts
from intake.layout.whose import UNCLEAR
from intake.lexicon import SEQUENCE, Lexicon

_OF_A_UNIT = re.compile(r"(单位|乡镇|街道|民政所)[^:：]{0,8}[:：]|[镇乡村院所]|街道|社区")
"""What a title says about one of the tables; dates and signatures beside it are said of both."""


def split_sheet(sheet: Sheet, layout: Layout, decided: Decided, lexicon: Lexicon) -> list[tuple[int, Sheet]]:
    """Index of the first column, and the cells, of each table beside another; the sheet itself where there is one."""
    if layout.others:
        return _owners_apart(sheet, layout, lexicon)
    guesses = [
        guess_by_name(column.index, tuple(part for part in column.header.split("/") if part), lexicon)
        for column in layout.columns
    ]
    starts = table_starts(guesses, decided, lexicon)
    if layout.last_header < 0 or not 1 < len(starts) <= TABLES:
        return [(0, sheet)]
    ends = [*starts[1:], max(len(row) for row in sheet.rows)]
    parts = [
        (start, replace(sheet, rows=_cut(sheet.rows, layout.first_header, start, end)))
        for start, end in zip(starts, ends, strict=True)
    ]
    heads = [header_at(part.rows, layout.first_header, layout.last_header, lexicon) for _, part in parts]
    if any(of_another_sort(head, part.rows, lexicon) for head, (_, part) in zip(heads, parts, strict=True)):
        return [(0, sheet)]
    below = layout.last_header + 1
    return [parts[0], *(part for part in parts[1:] if any(cell.text for row in part[1].rows[below:] for cell in row))]


def _owners_apart(sheet: Sheet, layout: Layout, lexicon: Lexicon) -> list[tuple[int, Sheet]]:
    """The people that each line is about, one after the other: each with what names the unit, and with nothing else."""
    if len(layout.others) >= TABLES:
        return [(0, sheet)]
    shared = {column.index for column in layout.columns if _is_of_all(column, lexicon)}
    apart = {index for _, columns in layout.others for index in columns}
    apart |= {column.index for column in layout.columns if column.reason == UNCLEAR}
    width, head = max(len(row) for row in sheet.rows), layout.first_header
    parts = [(0, set(range(width)) - apart), *((columns[0], shared | set(columns)) for _, columns in layout.others)]
    return [
        (start, replace(sheet, rows=[_of_one(row, kept, below=at >= head) for at, row in enumerate(sheet.rows)]))
        for start, kept in parts
    ]


def _is_of_all(column: Column, lexicon: Lexicon) -> bool:
    return column.field == SEQUENCE or lexicon.names_unit(column.field)


def _of_one(row: Sequence[Cell], kept: Set[int], *, below: bool) -> list[Cell]:
    """The cells of one person; the only text of a line, over several columns, is said of all."""
    alone = len({cell.text for cell in row if cell.text}) == 1 and any(cell.merged for cell in row)
    return list(row) if alone or not below else [cell if at in kept else BLANK for at, cell in enumerate(row)]


def _cut(rows: Sequence[Sequence[Cell]], head: int, start: int, end: int) -> list[list[Cell]]:
    return [_line(row, start, end, above=index < head) for index, row in enumerate(rows)]


def _line(row: Sequence[Cell], start: int, end: int, *, above: bool) -> list[Cell]:
    """The table's own cells. The only text of a line is said of all tables, as is a title that none has of its own."""
    own = row[start:end]
    if above and not any(_OF_A_UNIT.search(cell.text) for cell in own):
        return list(row)
    filled = {cell.text: cell for cell in row if cell.text}
    if len(filled) == 1 and not any(cell.text for cell in own):
        (cell,) = filled.values()
        own = [replace(cell, merged=True)] * (end - start)
    return [*([BLANK] * start), *own]
