"""A blank roster per kind, made from the same declarations that read it: drop-downs, notes, and a sample line."""

import io
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from staffing.roster_import.annotate import put_text
from staffing.roster_import.fields import FIELDS, Field
from staffing.roster_import.kinds import RosterKind
from staffing.roster_import.values.choices import has_choices, labels

SAMPLE_MARK = "示例"
_LISTS_SHEET = "可选内容"
_HEADER_ROW, _SAMPLE_ROW, _LAST_ROW = 3, 4, 1_003
_REQUIRED = PatternFill("solid", start_color="FFFFE2B8", end_color="FFFFE2B8")
_OPTIONAL = PatternFill("solid", start_color="FFEEF2F7", end_color="FFEEF2F7")
_LINE = Side(style="thin", color="FFBFC7D1")
_EDGE = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_SAMPLES = {
    "unit": "某某镇",
    "village": "某某村",
    "home": "某某镇敬老院",
    "name": "张三",
    "id_number": "11010119900307XXXX",
    "phone": "13800000000",
    "school": "江西师范大学社会工作",
    "ethnic_group": "汉族",
    "monthly_pay": "2500",
    "note": "此行是示例，导入时不读取",
    "title": "工作人员",
}
_DATE_SAMPLE = "1990-03-07"


def blank_template(kind: RosterKind) -> bytes:
    """An .xlsx whose third row is the header; required columns are orange, each header carries its note."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "花名册"
    lists = book.create_sheet(_LISTS_SHEET)
    lists.sheet_state = "hidden"
    _headings(page, kind)
    _header(page, 1, "序号", "可不填", required=False)
    put_text(page.cell(_SAMPLE_ROW, 1), SAMPLE_MARK)
    for column, key in enumerate(kind.fields, start=2):
        field = FIELDS[key]
        _header(page, column, field.label, _note(field), required=key in kind.required)
        _prepare(page, column, field)
        _sample(page, column, field)
        if has_choices(key):
            _offer(page, lists, column, labels(key))
    page.freeze_panes = page.cell(_HEADER_ROW + 1, 1)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _headings(page: Any, kind: RosterKind) -> None:
    put_text(page["A1"], f"{kind.label}花名册")
    page["A1"].font = Font(bold=True, size=16)
    put_text(page["A2"], "填表说明：橙色列必填；鼠标停在列名上看写法；标有“示例”的一行导入时不读取。")
    page["A2"].font = Font(color="FF5A6572")


def _header(page: Any, column: int, label: str, note: str, *, required: bool) -> None:
    cell = page.cell(_HEADER_ROW, column)
    put_text(cell, label)
    cell.font, cell.border = Font(bold=True), _EDGE
    cell.fill = _REQUIRED if required else _OPTIONAL
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.comment = Comment(("必填。" if required else "") + note, "填表说明", width=260, height=90)


def _note(field: Field) -> str:
    if field.help:
        return field.help
    if has_choices(field.key):
        return "从下拉列表中选择。"
    return "例如 1990-03-07 或 1990年3月" if field.dated else "按实际填写，不清楚可不填。"


def _prepare(page: Any, column: int, field: Field) -> None:
    """Numbers that must keep their digits are text, dates are dates, before anybody types."""
    dimension = page.column_dimensions[get_column_letter(column)]
    dimension.width = 22 if field.key in ("id_number", "school", "note") else 14
    if field.key in ("id_number", "phone"):
        dimension.number_format = "@"
    elif field.dated:
        dimension.number_format = "yyyy-mm-dd"


def _sample(page: Any, column: int, field: Field) -> None:
    text = _SAMPLES.get(field.key) or (_DATE_SAMPLE if field.dated else "")
    if not text and has_choices(field.key):
        text = labels(field.key)[0]
    cell = page.cell(_SAMPLE_ROW, column)
    put_text(cell, text)
    cell.font = Font(italic=True, color="FF8A94A0")


def _offer(page: Any, lists: Any, column: int, offered: list[str]) -> None:
    """A drop-down that proposes and does not insist: everyday variants are understood as well."""
    letter = get_column_letter(column)
    for number, label in enumerate(offered, start=1):
        put_text(lists.cell(number, column), label)
    source = f"'{_LISTS_SHEET}'!${letter}$1:${letter}${len(offered)}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
    rule.add(f"{letter}{_SAMPLE_ROW + 1}:{letter}{_LAST_ROW}")
    page.add_data_validation(rule)
