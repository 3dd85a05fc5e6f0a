"""The sheet 导入核对: what became of the rows, what was left behind of the workbook, and every finding in a line."""

from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill

from intake.codes import code_word
from intake.models import ImportBatch, ImportRow
from intake.workbooks.marks import AUTHOR, LEVELS, MOST_TOLD, Issues, issue_text, sheet_name, text_cell

_HEAD = PatternFill("solid", start_color="FFEEF2F7", end_color="FFEEF2F7")
_COLUMNS = (("工作表", 14), ("行", 7), ("列", 7), ("级别", 8), ("单元格内容", 24), ("问题与改法", 80))
_ROOM_ABOVE = 4


def add_summary(book: Any, batch: ImportBatch, issues: Issues, notes: Sequence[str] = ()) -> None:
    """As the last sheet of ``book``; ``notes`` are sentences about the workbook itself."""
    page = book.create_sheet(sheet_name(AUTHOR, book.sheetnames))
    for (_, width), letter in zip(_COLUMNS, "ABCDEF", strict=True):
        page.column_dimensions[letter].width = width
    counted = [*notes, *_counted(batch, issues)]
    page.freeze_panes = f"A{len(counted) + _ROOM_ABOVE}"
    counts = "，".join(f"{label}{batch.summary.get(key, 0)}行" for key, label in ImportRow.Outcome.choices)
    title = text_cell(page, f"{batch.file_name}：{counts}")
    title.font = Font(bold=True, size=13)
    for line in ([title], *([text_cell(page, note)] for note in counted), []):
        page.append(line)
    page.append([_headed(text_cell(page, label)) for label, _ in _COLUMNS])
    for issue in issues:
        page.append(_line(page, issue))
    if not issues:
        page.append([text_cell(page, "没有发现问题。")])


def _counted(batch: ImportBatch, issues: Issues) -> list[str]:
    """How often each finding occurs, where the list below cannot hold them all."""
    if len(issues) < MOST_TOLD:
        return []
    codes = sorted(batch.summary.get("codes", {}).items(), key=lambda entry: -entry[1])
    told_of = "，".join(f"{code_word(code)}{count}行" for code, count in codes)
    return [f"问题太多，下面先列出前面的一部分。全部：{told_of}。"]


def _headed(cell: Any) -> Any:
    cell.font, cell.fill = Font(bold=True), _HEAD
    return cell


def _line(page: Any, issue: dict[str, Any]) -> list[Any]:
    level, fill = LEVELS[issue["severity"]]
    values = (issue["sheet"], issue["row"] or "", issue["column"], level, issue["value"], issue_text(issue))
    cells = [text_cell(page, str(value)) for value in values]
    cells[3].fill = fill
    cells[5].alignment = Alignment(wrap_text=True, vertical="top")
    return cells
