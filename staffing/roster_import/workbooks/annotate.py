"""Give users their own workbook back: what is wrong is coloured and commented where it stands, and summed up.

An .xlsx keeps its layout; other formats come back as a new .xlsx with the same rows. Of a file too large for either,
the lines to be put right come back as a small workbook with the same columns. Texts are written as text.

A colleague of whoever uploaded it gets the lines of the own area and no others: a file may name people of anywhere.
"""

import io
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.scope import Scope
from offices.models import Division
from staffing.models import ImportBatch, ImportRow, Person
from staffing.roster_import.addresses import line_of, table_of
from staffing.roster_import.decisions import Decisions
from staffing.roster_import.fields import FIELDS, Target
from staffing.roster_import.grid import Sheet, Workbook, read_workbook, shown_names
from staffing.roster_import.people.known import chunks
from staffing.roster_import.previewing.stored_tables import tables_of
from staffing.roster_import.workbooks.marks import Issues, issues_of, sheet_name, text_cell
from staffing.roster_import.workbooks.own import mark_sheet, own_workbook
from staffing.roster_import.workbooks.short import add_short_sheet
from staffing.roster_import.workbooks.summary import add_summary
from staffing.roster_import.workbooks.weighing import weigh

MOST_CELLS = 300_000
"""Cells, blanks included, up to which the whole file comes back: openpyxl holds each of them in memory."""


class TooLargeToDivide(ValueError):
    """Too many cells lie within the scope to be copied one by one."""


def annotated_workbook(batch: ImportBatch) -> bytes:
    """The batch's file as .xlsx with the batch's issues on it: for who uploaded it."""
    path = Path(batch.file.path)
    grid = read_workbook(path, batch.file_name)
    return _finished(batch, _with_layout(batch, path, grid) or _as_rows(batch, grid) or _wrong_lines(batch, grid))


def annotated_lines(batch: ImportBatch, scope: Scope) -> bytes:
    """Of the batch's file the heads, and the lines whose unit lies within the scope, with their issues.

    Raises:
        TooLargeToDivide: there are too many of them.
    """
    return _finished(batch, _lines_within(batch, read_workbook(Path(batch.file.path), batch.file_name), scope))


def _finished(batch: ImportBatch, marked: "Marked") -> bytes:
    book, notes, issues = marked
    add_summary(book, batch, issues, notes)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


Marked = tuple[Any, list[str], Issues]
"""A workbook with its marks, what is to be told about it, and the findings that the summary lists."""


def _with_layout(batch: ImportBatch, path: Path, grid: Workbook) -> Marked | None:
    if grid.format not in ("xlsx", "xlsm"):
        return None
    weight = weigh(path, MOST_CELLS)
    if weight.cells > MOST_CELLS:
        return None
    try:
        book, notes = own_workbook(path, weight)
    except Exception:  # openpyxl is pickier about styles than Excel: the rows are what matters
        return None
    issues = issues_of(batch)
    read = _sheets_read(batch)
    for shown, name in zip(shown_names(book.sheetnames), book.sheetnames, strict=True):
        if shown[:100] in read:
            _mark(book[name], shown, issues)
    if grid.format == "xlsm":
        notes.append("原表的宏没有带过来。")
    return book, notes, issues


def _as_rows(batch: ImportBatch, grid: Workbook) -> Marked | None:
    if sum(len(row) for sheet in grid.sheets for row in sheet.rows) > MOST_CELLS:
        return None
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    issues = issues_of(batch)
    for sheet in grid.sheets:
        page = _copied(book, sheet, lambda number: True)
        if sheet.name[:100] in _sheets_read(batch):
            _mark(page, sheet.name, issues)
    return book, ["原文件不是 .xlsx，或版式无法沿用：各行照抄，版式没有带过来。"], issues


def _lines_within(batch: ImportBatch, grid: Workbook, scope: Scope) -> Marked:
    placed = _placed_within(batch, scope)
    issues = [issue for issue in issues_of(batch) if not issue["row"] or issue["row"] in placed[issue["sheet"][:100]]]
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    room = MOST_CELLS
    for sheet in grid.sheets:
        name = sheet.name[:100]
        if header_row := _sheets_read(batch).get(name):
            wanted = placed[name] | set(range(header_row + 1))
            room -= sum(len(row) for number, row in enumerate(sheet.rows, start=sheet.first_row) if number in wanted)
            if room < 0:
                raise TooLargeToDivide
            _mark(_copied(book, sheet, wanted.__contains__, head=header_row), sheet.name, issues)
    return book, ["这份花名册由他人上传：这里只有单位在您管辖范围内的各行，版式没有带过来。"], issues


def _placed_within(batch: ImportBatch, scope: Scope) -> defaultdict[str, set[int]]:
    """Name of a sheet → lines of it whose unit is known to lie within the scope today, and whose person, if on record,
    the scope keeps: of others it sees no number whole either.

    Known is what the file says: a unit or a number that was put right in the preview may have been put right by the
    reader, and then the line stays away, whosever it is.
    """
    decisions = Decisions.from_json(batch.decisions)
    telling = {key for key, field in FIELDS.items() if field.target is Target.UNIT} | {"id_number"}
    typed = {number for number, cells in decisions.cells.items() if telling & cells.keys()}
    mapped = {text for key in telling for text in decisions.values.get(key, ())}
    sheets = {table["number"]: table["sheet"][:100] for table in tables_of(batch)}
    units = set(Division.objects.visible_to(scope).filter(valid_to__isnull=True).values_list("pk", flat=True))
    columns = ("number", "values___unit", "values__id_number", "cells")
    rows = batch.rows.exclude(outcome=ImportRow.Outcome.IGNORED).values_list(*columns)
    within = {
        number: str(id_number)
        for number, unit, id_number, cells in rows.iterator(chunk_size=5000)
        if number not in typed and not mapped & set(cells.values()) and unit and unit[0] in units
    }
    strange = _of_others(set(within.values()), scope)
    placed: defaultdict[str, set[int]] = defaultdict(set)
    for number, id_number in within.items():
        if id_number not in strange:
            placed[sheets[table_of(number)]].add(line_of(number))
    return placed


def _of_others(numbers: set[str], scope: Scope) -> set[str]:
    """Which of these are those of people on record whom the scope does not keep."""
    strange: set[str] = set()
    for some in chunks(sorted(numbers)):
        people = Person.objects.filter(id_number__in=some)
        strange.update(people.exclude(pk__in=people.kept_by(scope)).values_list("id_number", flat=True))
    return strange


def _copied(book: Any, sheet: Sheet, wanted: Callable[[int], bool], head: int = 0) -> Any:
    """The texts of the wanted lines on a new page, each where it stood; numbers masked up to line ``head``, for whoever
    says where a head ends says what is taken for one."""
    page = book.create_sheet(sheet_name(sheet.name, book.sheetnames))
    for number, row in enumerate(sheet.rows, start=sheet.first_row):
        for column, cell in enumerate(row if wanted(number) else (), start=1):
            if cell.text and not cell.merged:
                text = mask_text(cell.text) if number <= head else cell.text
                written = page.cell(number, column, text_cell(page, text).value)
                written.data_type = "s"
    return page


def _mark(page: Any, name: str, issues: Issues) -> None:
    """Mark what is said of the sheet ``name``, which the page need not bear: numbers in names are masked."""
    mark_sheet(page, [{**issue, "sheet": page.title} for issue in issues if issue["sheet"] == name])


def _wrong_lines(batch: ImportBatch, grid: Workbook) -> Marked:
    book = openpyxl.Workbook(write_only=True)
    issues = issues_of(batch, reminders=False)
    lines = 0
    for sheet in grid.sheets:
        if header_row := _sheets_read(batch).get(sheet.name[:100]):
            name = sheet_name(sheet.name, book.sheetnames)
            lines += add_short_sheet(book, name, sheet, header_row, issues)
    told = (
        f"原文件太大，这里只有要改的{lines}行，列和表头与原表相同：改好后直接上传这一份即可。"
        "原文件里没有问题的行，请在预览页用“只导入正确的行”导入。"
    )
    return book, [told], issues


def _sheets_read(batch: ImportBatch) -> dict[str, int]:
    """Name, cut as in the batch → last row of its head."""
    return {table["sheet"][:100]: table["header_row"] or 1 for table in reversed(tables_of(batch))}
