"""Excel 97 workbooks; WPS's ``.et`` files are the same inside."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlwt

from bench.roster_corpus.truth import Formula, Page, Styled
from bench.roster_corpus.writers.shown import filled


def by_xlwt(path: Path, pages: Sequence[Page]) -> None:
    book = xlwt.Workbook()
    styles: dict[str, xlwt.XFStyle] = {}
    for page in pages:
        sheet = book.add_sheet(page.name)
        sheet.visibility = 1 if page.hidden else 0
        for row, at, value in filled(page):
            plain, code = _plain(value)
            sheet.write(row, at, plain, styles.setdefault(code, xlwt.easyxf(num_format_str=code)))
        for top, left, bottom, right in page.merges:
            sheet.merge(top, bottom, left, right)
        for row in page.hidden_rows:
            sheet.row(row).hidden = True
        for at in page.hidden_columns:
            sheet.col(at).hidden = True
    book.save(str(path))


def _plain(value: Any) -> tuple[Any, str]:
    """A value as xlwt takes it, and its number format."""
    if isinstance(value, Styled):
        return value.value, value.number_format
    if isinstance(value, Formula):
        return xlwt.Formula(value.text), "General"
    return value, "yyyy/m/d" if isinstance(value, datetime.date) else "General"
