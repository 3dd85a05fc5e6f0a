"""The one writer of exports. Every cell is written as what it is; text never becomes a formula."""

import datetime
import tempfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone

_SAMPLE = 100
"""Rows looked at before the first is written, to know which columns need the room of a moment."""
_MOMENT_WIDTH = 18

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
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    page.freeze_panes(1, 0)
    rest = iter(rows)
    first = list(islice(rest, _SAMPLE))
    for column, header in enumerate(headers):
        page.set_column(column, column, _width(header, [row[column] for row in first]))
        page.write_string(0, column, header, bold)
    for number, row in enumerate(chain(first, rest), start=1):
        for column, value in enumerate(row):
            _write(page, number, column, value, moment)
    book.close()
    spool.seek(0)
    response = FileResponse(spool, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file_name)}"
    return response


def _width(header: str, values: Iterable[Any]) -> int:
    """A date cell that lacks the room shows as ####."""
    if any(isinstance(value, datetime.datetime) for value in values):
        return _MOMENT_WIDTH
    return max(12, min(40, len(header) * 2 + 4))


def _write(page: Any, row: int, column: int, value: Any, moment: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_string(row, column, "是" if value else "否")
    elif isinstance(value, int | float | Decimal):
        page.write_number(row, column, value)
    elif isinstance(value, datetime.datetime):
        page.write_datetime(row, column, _naive(value), moment)
    elif isinstance(value, datetime.date):
        page.write_datetime(row, column, datetime.datetime(value.year, value.month, value.day))  # noqa: DTZ001
    else:
        page.write_string(row, column, str(value))


def _naive(value: datetime.datetime) -> datetime.datetime:
    """A workbook knows no time zones: the moment as the clocks here show it."""
    return timezone.make_naive(value) if timezone.is_aware(value) else value
