"""城乡属性 as a table: the official list of statistics, which names units by their codes, or a county's answers."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from jian_minzheng.core.registers.table_columns import attributes_of
from jian_minzheng.core.registers.tables import RegisterTable, TablePart, texts_of
from offices.models import Division, UrbanMark
from offices.models.divisions import Level
from offices.places import nearest
from offices.registers.tables.names import NAMES, UNITS, column, columns
from offices.registers.urban_marks import URBAN_MARKS

_LEFT_OPEN = frozenset({"由县定", "待定", "待确认", "未定"})
_CLASSES = [word for code, label in UrbanMark.Class.choices for word in ((code, code), (label[len(code) + 1 :], code))]


def _undecided(text: str) -> Mapping[str, Any] | None:
    """A word that leaves it open says nothing."""
    return {} if text.strip() in _LEFT_OPEN else None


_MARK = [
    *columns(UrbanMark, "class_code", reads="choice", alternatives=_CLASSES, help="三位代码，例如 121", sample="121"),
    *columns(UrbanMark, "urban", reads="yes_no", says=_undecided, help="是 或 否；还没有认定的不填", sample="是"),
    column("mark_since", "自哪天起", UrbanMark, "since", reads="date", help="一向如此的不填"),
    column("mark_source", "依据", UrbanMark, "source", help="例如 统计用区划代码(2024年)"),
]


def _lines(division: Division, today: datetime.date) -> Iterator[dict[str, str]]:
    """The mark of each unit that is in force."""
    towns = dict(Division.objects.filter(path__under=division.path, level=Level.TOWNSHIP).values_list("path", "name"))
    marks = UrbanMark.objects.on(today).filter(division__path__under=division.path, division__valid_to__isnull=True)
    (part,) = URBAN_MARK_TABLE.parts
    for mark in marks.select_related("division").order_by("division__path"):
        unit = mark.division
        names = {"unit": nearest(unit.path, towns) or "", "village": unit.name, "unit_code": unit.stats_code}
        yield {**names, **texts_of(part, mark)}


URBAN_MARK_TABLE: RegisterTable = RegisterTable(
    key="urban_mark",
    label="城乡属性",
    title="村(居)城乡属性表",
    levels=(Level.VILLAGE,),
    by_code=True,
    wanted="“统计用区划代码”或“村(居)”，以及“城乡分类”或“城市社区”",
    synonyms={**UNITS, "unit_code": NAMES["unit_code"]},
    columns=_MARK,
    parts=[TablePart(key="urban_mark", register=URBAN_MARKS, attributes=attributes_of(_MARK))],
    lines=_lines,
)
