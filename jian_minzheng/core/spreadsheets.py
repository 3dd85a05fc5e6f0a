"""The one writer of exports. Every cell is written as what it is; text never becomes a formula."""

import datetime
import tempfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_response(
    file_name: str, headers: Sequence[str], rows: Iterable[Sequence[Any]], *, sheet: str = "数据"
) -> FileResponse:
    """A workbook as a download, written row by row so that memory stays flat.

    Args:
        file_name: with ``.xlsx``; may be Chinese.
        headers: first row.
        rows: cells per row; str, int, Decimal, bool, date, datetime or None.
    """
    spool = tempfile.TemporaryFile()  # noqa: SIM115  (FileResponse closes it)
    book = xlsxwriter.Workbook(spool, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet(sheet)
    bold = book.add_format({"bold": True, "bg_color": "#EEF2F7", "border": 1})
    page.freeze_panes(1, 0)
    for column, header in enumerate(headers):
        page.set_column(column, column, max(10, min(40, len(header) * 2 + 4)))
        page.write_string(0, column, header, bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write(page, number, column, value)
    book.close()
    spool.seek(0)
    response = FileResponse(spool, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file_name)}"
    return response


def _write(page: Any, row: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_string(row, column, "是" if value else "否")
    elif isinstance(value, int | float | Decimal):
        page.write_number(row, column, value)
    elif isinstance(value, datetime.datetime):
        page.write_string(row, column, value.strftime("%Y-%m-%d %H:%M"))
    elif isinstance(value, datetime.date):
        page.write_datetime(row, column, datetime.datetime(value.year, value.month, value.day))  # noqa: DTZ001
    else:
        page.write_string(row, column, str(value))
