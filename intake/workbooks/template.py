"""A table per kind, blank or filled, made from the declarations that read it: drop-downs, notes, a sample line."""

import tempfile
from collections.abc import Iterable, Mapping
from typing import IO, Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from intake.fields import Field
from intake.kinds import Kind

SAMPLE_MARK = "示例"
_LISTS_SHEET = "可选内容"
_HEADER_ROW, _FIRST_ROW, _LAST_ROW = 2, 3, 1_002
_DATE_SAMPLE = "1990-03-07"


def blank_template(kind: Kind) -> IO[bytes]:
    """An .xlsx to fill in, with a sample line that is never read."""
    return table_workbook(kind, [{key: _sample(kind.fields[key]) for key in kind.keys}], mark=SAMPLE_MARK)


def table_workbook(kind: Kind, lines: Iterable[Mapping[str, str]], *, mark: str = "") -> IO[bytes]:
    """An .xlsx whose third row is the header; required columns are orange, each header carries its note.

    Args:
        lines: texts by field key, one mapping per record; written as text, so that nothing computes or loses digits.
        mark: what stands in front of the lines instead of their numbers.

    Returns:
        The workbook, at its beginning; the caller closes it.
    """
    target = tempfile.TemporaryFile()  # noqa: SIM115  (handed to the caller)
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        page = book.add_worksheet(kind.sort)
        lists = book.add_worksheet(_LISTS_SHEET)
        lists.hide()
        _prepare(book, page, kind)
        _offer(page, lists, kind)
        _headings(book, page, kind)
        faint = {"italic": True, "font_color": "#8A94A0"} if mark else {}
        style = book.add_format({"num_format": "@", **faint})
        for row, line in enumerate(lines, start=_FIRST_ROW):
            number = mark or str(row - _FIRST_ROW + 1)
            for column, value in enumerate((number, *(line.get(key, "") for key in kind.keys))):
                if value:
                    page.write_string(row, column, value, style)
        page.freeze_panes(_FIRST_ROW, 0)
    target.seek(0)
    return target


def _headings(book: Any, page: Any, kind: Kind) -> None:
    page.write_string(0, 0, kind.title, book.add_format({"bold": True, "font_size": 16}))
    told = "填表说明：橙色列必填；鼠标停在列名上看写法；标有“示例”的一行导入时不读取。"
    page.write_string(1, 0, told, book.add_format({"font_color": "#5A6572"}))
    look = {"bold": True, "border": 1, "border_color": "#BFC7D1", "text_wrap": True, "align": "center"}
    optional = book.add_format({**look, "valign": "vcenter", "bg_color": "#EEF2F7"})
    required = book.add_format({**look, "valign": "vcenter", "bg_color": "#FFE2B8"})
    _header(page, 0, "序号", "可不填", optional)
    for column, key in enumerate(kind.keys, start=1):
        field, needed = kind.fields[key], key in kind.required
        _header(
            page, column, field.label, ("必填。" if needed else "") + _note(field), required if needed else optional
        )


def _header(page: Any, column: int, label: str, note: str, style: Any) -> None:
    page.write_string(_HEADER_ROW, column, label, style)
    page.write_comment(_HEADER_ROW, column, note, {"author": "填表说明", "width": 260, "height": 90})


def _note(field: Field) -> str:
    if field.help:
        return field.help
    if field.answers:
        return "从下拉列表中选择。"
    return "例如 1990-03-07 或 1990年3月" if field.dated else "按实际填写，不清楚可不填。"


def _prepare(book: Any, page: Any, kind: Kind) -> None:
    """Numbers that must keep their digits are text, dates are dates, before anybody types."""
    text, date = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    page.set_column(0, 0, 6)
    for column, key in enumerate(kind.keys, start=1):
        field = kind.fields[key]
        style = text if field.as_text else date if field.dated else None
        page.set_column(column, column, 22 if field.wide else 14, style)


def _sample(field: Field) -> str:
    if field.sample or not field.choices:
        return field.sample or (_DATE_SAMPLE if field.dated else "")
    return field.choices[0]


def _offer(page: Any, lists: Any, kind: Kind) -> None:
    """Drop-downs that propose and do not insist: everyday variants are understood as well."""
    offered = {
        column: choices for column, key in enumerate(kind.keys, start=1) if (choices := kind.fields[key].choices)
    }
    for row in range(max(map(len, offered.values()), default=0)):
        for column, choices in offered.items():
            if row < len(choices):
                lists.write_string(row, column, choices[row])
    for column, choices in offered.items():
        letter = xl_col_to_name(column)
        source = f"='{_LISTS_SHEET}'!${letter}$1:${letter}${len(choices)}"
        rule = {"validate": "list", "source": source, "show_error": False, "ignore_blank": True}
        page.data_validation(_FIRST_ROW, column, _LAST_ROW, column, rule)
