"""Days on which places were opened, of which lists often keep only the year."""

import datetime
import re
import unicodedata

from django.utils import timezone

from intake.grid import Cell
from intake.values.dates import parse_date, year_in_date_cell
from jian_minzheng.core.values import days
from jian_minzheng.core.values.chinese_numerals import to_arabic
from jian_minzheng.core.values.problems import Several, ValueProblem, WithNote

BY_YEAR = "date_by_year"
"""Code of the note on a day that stands for a year."""

_YEAR = re.compile(
    r"(?:约|大约|始建于|建于|建成于|成立于|创建于|设立于)?((?:19|20)\d\d)年?"
    r"(?:年?[初中底末春夏秋冬]|[上下]半年)?(?:建成|建成投用|建|新建|始建|创建|创办|成立|设立|开办|投入使用|投用|启用|左右|前后)?"
)


def parse_opening(cell: Cell) -> datetime.date | Several | WithNote:
    """A day as ``parse_date`` reads it; of a year alone its first, which is told.

    Raises:
        ValueProblem: as ``parse_date`` does.
    """
    try:
        return parse_date(cell)
    except ValueProblem:
        year = _year_alone(cell)
        if year is None:
            raise
    day = days.not_after(datetime.date(year, 1, 1), timezone.localdate())
    return WithNote(day, BY_YEAR, f"只写了年份，按{year}年1月1日登记，请核对；知道月份的请补上。")


def _year_alone(cell: Cell) -> int | None:
    if (year := year_in_date_cell(cell)) is not None:
        return year
    words = to_arabic("".join(unicodedata.normalize("NFKC", cell.text).split()))
    found = _YEAR.fullmatch(words.removesuffix(".0"))
    return int(found[1]) if found else None
