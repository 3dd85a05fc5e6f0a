"""业务线划转情况表: which lines left civil affairs or came back, when and to whom; a county's own table."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from jian_minzheng.core.registers.table_columns import attributes_of
from jian_minzheng.core.registers.tables import Choice, RegisterTable, TablePart, texts_of
from offices.models import BusinessLine, Division, LineStanding
from offices.models.divisions import Level
from offices.registers.line_standings import LINE_STANDINGS
from offices.registers.tables.names import UNITS, column, columns

_CIVIL = LineStanding.Where.CIVIL


def _lines_known() -> list[Choice]:
    """The dictionary; of 社会救助(低保、特困、临时救助) the name alone will do."""
    return [
        Choice(line.pk, str(line), [line.label.partition("(")[0]], offered=not line.is_void)
        for line in BusinessLine.objects.all()
    ]


def _placed(given: Mapping[str, Any], before: Any) -> dict[str, Any]:
    """The name of the department says whether it is civil affairs; a new standing has to name it."""
    if department := given.get("department"):
        return {"where": _CIVIL if "民政" in department else LineStanding.Where.ELSEWHERE}
    return {"where": ""} if before is None else {}


_LINE = column("line", "业务线", LineStanding, reads="choices", dictionary=_lines_known, sample="医疗救助")
_SINCE = column("moved_on", "划转日期", LineStanding, "since", reads="coming", help="从这一天起由现主管部门主管")
_STANDING = [
    column("department", "现主管部门", LineStanding, help="划回民政的写民政部门", sample="医疗保障局"),
    *columns(LineStanding, "township_serves", reads="yes_no"),
    *columns(LineStanding, "confirmed", reads="yes_no", help="已核实的写是"),
    column("moved_by", "划转依据", LineStanding, "paper", help="文号或文件名称"),
]


def _lines(division: Division, today: datetime.date) -> Iterator[dict[str, str]]:
    """Every move; what lay somewhere since ever did not move."""
    (part,) = LINE_TABLE.parts
    rows = LineStanding.objects.filter(division__path__under=division.path, since__isnull=False).live()
    for standing in rows.select_related("division", "line").order_by("division__path", "line", "since"):
        yield {"unit": standing.division.name, **texts_of(part, standing)}


LINE_TABLE: RegisterTable = RegisterTable(
    key="line_standing",
    label="业务线划转",
    title="业务线划转情况表",
    levels=(Level.COUNTY,),
    wanted="“业务线”“划转日期”和“现主管部门”",
    named_by=_LINE.key,
    synonyms=UNITS,
    columns=[_LINE, _SINCE, *_STANDING],
    parts=[
        TablePart(
            key="line_standing",
            register=LINE_STANDINGS,
            attributes=attributes_of(_STANDING),
            identified_by=attributes_of([_LINE, _SINCE]),
            complete=_placed,
        )
    ],
    lines=_lines,
)
