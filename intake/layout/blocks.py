"""Further heads inside a sheet: the same one printed again, the same columns in another order, another table."""

from collections.abc import Sequence
from dataclasses import replace

from intake.grid import Cell, Sheet
from intake.headers import normalise
from intake.layout.columns import Block, Decided, Layout, layout_under, read_layout
from intake.layout.header_rows import (
    HeaderRows,
    header_from,
    holds_data,
    names_header,
    of_another_sort,
)
from intake.layout.naming import Column
from intake.layout.notes import LayoutNote
from intake.lexicon import Lexicon

OTHER_TABLE = "另一张表，不读取"
_LOOKED_AT = 16
"""Cells of a line that are looked at to see whether it may be a header."""
_COMMON = 3
"""Fields that a further head must share with the first one for its lines to be of the same table."""

Seen = dict[tuple[tuple[str, ...], ...], Layout | None]
"""What was made of the heads so far, by their words: tables printed in pages repeat one head thousands of times."""


def sheet_layout(
    sheet: Sheet,
    lexicon: Lexicon,
    decided: Decided | None = None,
    header: tuple[int, int] | None = None,
    *,
    hidden: bool = False,
) -> Layout:
    """``read_layout``, and what further heads below make of the columns.

    Raises:
        NoHeader: see ``read_layout``.
    """
    layout = read_layout(sheet, lexicon, decided, header, hidden=hidden)
    if layout.last_header < 0:
        return layout
    blocks, notes = _blocks_below(sheet, layout, decided or {}, lexicon, hidden=hidden)
    return replace(layout, blocks=tuple(blocks), notes=(*layout.notes, *notes))


def _blocks_below(
    sheet: Sheet, layout: Layout, decided: Decided, lexicon: Lexicon, *, hidden: bool
) -> tuple[list[Block], list[LayoutNote]]:
    """The heads below the first one that change what the columns mean, top down, and what the official is told."""
    blocks: list[Block] = []
    notes: list[LayoutNote] = []
    seen: Seen = {}
    index = layout.last_header + 1
    while index < len(sheet.rows):
        head = _head_at(sheet.rows, index, lexicon)
        if head is None:
            index += 1
            continue
        if head.first == layout.last_header + 1 and _same_row_again(sheet.rows, head, layout, lexicon):
            index = head.last + 1
            continue
        current = blocks[-1].layout if blocks else layout
        block = _block(sheet, head, layout, decided, seen, lexicon, hidden=hidden)
        if block.layout is None or current is None or _meanings(block.layout) != _meanings(current):
            blocks.append(block)
            notes.append(_note(block, head.first + sheet.first_row))
        elif head.last > head.first:
            blocks.append(replace(block, layout=current))
        index = head.last + 1
    return blocks, notes


def _same_row_again(rows: Sequence[Sequence[Cell]], head: HeaderRows, layout: Layout, lexicon: Lexicon) -> bool:
    """Does a line right below the head only repeat it in other words, such as the columns' names in a system?"""
    here = {column.index: column.field for column in layout.columns if column.field}
    words = {index: normalise(cell.text) for index, cell in enumerate(rows[head.first]) if cell.text}
    named = {index: lexicon.known[word] for index, word in words.items() if word in lexicon.known}
    return head.first == head.last and all(here.get(index) == field for index, field in named.items())


def _head_at(rows: Sequence[Sequence[Cell]], index: int, lexicon: Lexicon) -> HeaderRows | None:
    texts = {cell.text for cell in rows[index][:_LOOKED_AT] if cell.text}
    # In this order: nearly every line holds data.
    if holds_data(texts) or sum(names_header(text, lexicon) for text in texts) < 2:
        return None
    return header_from(rows, index, lexicon)


def _block(
    sheet: Sheet, head: HeaderRows, main: Layout, decided: Decided, seen: Seen, lexicon: Lexicon, *, hidden: bool
) -> Block:
    if of_another_sort(head, sheet.rows, lexicon):
        return Block(head.first, head.last, None)
    if head.paths not in seen:
        seen[head.paths] = _layout_if_ours(sheet, head, main, decided, lexicon, hidden=hidden)
    known = seen[head.paths]
    layout = replace(known, first_header=head.first, last_header=head.last) if known else None
    return Block(head.first, head.last, layout)


def _layout_if_ours(
    sheet: Sheet, head: HeaderRows, main: Layout, decided: Decided, lexicon: Lexicon, *, hidden: bool
) -> Layout | None:
    """The layout below a further head; ``None`` where the lines below are none of this table."""
    found = layout_under(sheet, head, _decided_by_name(head, main, decided), lexicon, hidden=hidden)
    if _names(head) == {normalise(part) for column in main.columns for part in column.header.split("/") if part}:
        found = replace(found, columns=_as_in(found, main))
    common = set(found.by_field) & set(main.by_field)
    named = not lexicon.named_by or lexicon.named_by in common
    enough = lexicon.pieces in common or len(common) >= min(_COMMON, len(main.by_field))
    return found if named and enough else None


def _names(head: HeaderRows) -> set[str]:
    return {normalise(part) for path in head.paths for part in path}


def _as_in(found: Layout, main: Layout) -> tuple[Column, ...]:
    """The same names over other columns mean the same: what the first head's columns were taken for."""
    meant = {normalise(column.header): column for column in main.columns if column.header}
    columns = []
    for column in found.columns:
        same = meant.get(normalise(column.header))
        columns.append(replace(same, index=column.index) if same and column.header else column)
    return tuple(columns)


def _decided_by_name(head: HeaderRows, main: Layout, decided: Decided) -> Decided:
    """What the user decided about a column of the first head goes for columns of that name below the further one."""
    chosen = {normalise(column.header): decided[column.index] for column in main.columns if column.index in decided}
    names = {index: normalise("".join(path)) for index, path in enumerate(head.paths)}
    return {index: chosen[name] for index, name in names.items() if name and name in chosen}


def _meanings(layout: Layout) -> list[tuple[int, str, str | None, str]]:
    return [(column.index, column.field, column.tick, column.part) for column in layout.columns if column.field]


def _note(block: Block, row: int) -> LayoutNote:
    if block.layout is None:
        message = f"第{row}行起是另一张表，那里的各行没有导入；需要的话请另存为一张工作表后导入。"
        return LayoutNote("other_table", message, row)
    return LayoutNote(
        "header_changes", f"第{row}行起表头不同(列的顺序或列名变了)，以下各行按那里的表头读取，请核对。", row
    )
