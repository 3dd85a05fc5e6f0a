"""What is wrong with a table as a whole, and what the official is told about how it was read."""

import re

from intake.grid import Cell, Sheet
from intake.headers import letter
from intake.issues import Issue, Severity
from intake.kinds import Kind
from intake.layout.columns import Layout
from intake.layout.header_rows import MAX_COLUMNS
from intake.layout.notes import LayoutNote
from intake.layout.tables import Table
from intake.lines.books import book_of
from intake.lines.outside import legend_notes
from intake.lines.tallying import Lines
from intake.lines.titles import Groups, lines_to_head, title_notes
from intake.units.columns import UNIT_FIELDS

HIDDEN_ROW = "隐藏行"
_NAMED = 10
_A_LONG_NUMBER = re.compile(r"[1-8]\d{14}(?:\d\d[\dXx])?")


def table_issues(table: Table, kind: Kind, lines: Lines) -> list[Issue]:
    """What is wrong with the table as a whole, and what the official is told about how it was read.

    Required columns that no column was taken for: without them no row can be right. A column for the unit is not
    required where titles, headings or the division imported to tell every row's unit.
    """
    sheet, layout, row = table.sheet, table.layout, table.header_row
    errors = [
        Issue.of_sheet(code, message, sheet=sheet.name, row=row, key=key, severity=Severity.ERROR)
        for code, key, message in _lacking(layout, kind, lines)
    ]
    notes = [*layout.notes, *title_notes(sheet, layout, kind), *legend_notes(sheet, layout)]
    notes += [*_records_above(sheet, layout, kind), *_columns_beyond(sheet, row)]
    notes += _from_outside(table, kind)
    if hidden := lines.left_out[HIDDEN_ROW]:
        message = f"有{hidden}行是隐藏的，没有导入；需要时可以选择读取隐藏内容。"
        notes.append(LayoutNote("hidden_rows", message, row))
    for reason, count in lines.left_out.items():
        if said := book_of(kind).left_out_message(reason, count):
            notes.append(LayoutNote(*said, row))
        if reason.startswith(Groups.OTHER_KIND):
            message = f"有{count}行{reason}，没有导入；请换成相应的类别另行导入。"
            notes.append(LayoutNote("other_kind", message, row))
    return errors + [
        Issue.of_sheet(note.code, note.message, sheet=sheet.name, row=note.row, column=note.column, key=note.field)
        for note in notes
    ]


def _lacking(layout: Layout, kind: Kind, lines: Lines) -> list[tuple[str, str, str]]:
    """Code, field and message of what keeps the whole table out; nothing where it is about records of another kind."""
    if book_of(kind).said_by_columns(layout, kind) is None:
        return []
    if not lines.records:
        return [("no_rows", "", "表头下面没有一行是要导入的内容，请检查是否选对了工作表。")]
    return [
        ("required_missing", key, f"没有找到“{kind.fields[key].label}”一列：请指定是哪一列，或在表中补上这一列。")
        for key in _missing(layout, kind, lines)
    ]


def _from_outside(table: Table, kind: Kind) -> list[LayoutNote]:
    """What titles and the names of columns say about every row."""
    sheet, layout, book = table.sheet, table.layout, book_of(kind)
    notes = []
    for key, value in (book.said_by_columns(layout, kind) or {}).items():
        message = (
            f"“{layout.whose}”的各行没有写“{kind.fields[key].label}”的，按列名读作{kind.fields[key].show(value)}。"
        )
        notes.append(LayoutNote("from_title", message, table.header_row, field=key))
    for key, value in book.from_titles(lines_to_head(sheet, layout), kind).items():
        message = f"没有写“{kind.fields[key].label}”的行，按标题读作{kind.fields[key].show(value)}。"
        notes.append(LayoutNote("from_title", message, sheet.first_row, field=key))
    return notes


def _records_above(sheet: Sheet, layout: Layout, kind: Kind) -> list[LayoutNote]:
    """Lines over the head that bear somebody's number: titles bear none."""
    above = enumerate(sheet.rows[: max(0, layout.first_header)], start=sheet.first_row)
    lines = [row for row, cells in above if kind.lexicon.certain and any(map(_bears_number, cells))]
    if not lines:
        return []
    told = "、".join(map(str, lines[:_NAMED])) + (f"等{len(lines)}" if len(lines) > _NAMED else "")
    message = f"第{told}行在表头以上，里面有长号码，没有导入；如果是要导入的行，请重新指定表头所在的行。"
    return [LayoutNote("records_above", message, lines[0])]


def _columns_beyond(sheet: Sheet, row: int) -> list[LayoutNote]:
    """What stands further to the right than any table reaches."""
    if not any(cell.text for cells in sheet.rows for cell in cells[MAX_COLUMNS:]):
        return []
    message = f"{letter(MAX_COLUMNS)}列和它右边的各列有内容但没有读取：一张表最多读{MAX_COLUMNS}列。"
    return [LayoutNote("column_unread", message, row, letter(MAX_COLUMNS))]


def _bears_number(cell: Cell) -> bool:
    return _A_LONG_NUMBER.fullmatch("".join(cell.text.split())) is not None


def _missing(layout: Layout, kind: Kind, lines: Lines) -> list[str]:
    found = layout.by_field
    missing = [key for key in kind.required if key not in found]
    if lines.unplaced and not kind.unit_in_name and not set(UNIT_FIELDS) & set(kind.keys) & set(found):
        missing.append(kind.unit_field)
    return missing
