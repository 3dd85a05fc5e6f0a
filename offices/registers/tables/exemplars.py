"""先进典型 as a table."""

from jian_minzheng.core.registers.table_columns import attributes_of
from jian_minzheng.core.registers.tables import RegisterTable, TablePart
from offices.models import Exemplar
from offices.models.divisions import Level
from offices.registers.exemplars import EXEMPLARS
from offices.registers.tables.names import NAMES, UNITS, column, columns
from offices.registers.tables.over import EXEMPLAR_OVER

_OTHER_HONOURS = (
    "这里只登记这两类(三(一)2-2)；先进集体、最美民政人、劳动模范等其他荣誉不在这里登记，"
    "请不要改成这两类，把这一行设为不导入。"
)
"""The clause asks for these two; a kind that counts for nothing would only look as if it did."""
_NAME = column("exemplar_name", "姓名或集体名称", Exemplar, "name", reads="name", sample="某某")
_NAMED_ON = column("named_on", "命名日期", Exemplar, reads="date")
_EXEMPLAR = [
    _NAME,
    *columns(
        Exemplar,
        "category",
        reads="choice",
        help="道德模范 或 岗位先锋；其他荣誉不在这里登记",
        otherwise=_OTHER_HONOURS,
    ),
    *columns(Exemplar, "named_by"),
    _NAMED_ON,
    *columns(Exemplar, "published_on", reads="date"),
    *columns(Exemplar, "published_how", "deeds"),
    column("exemplar_note", "备注", Exemplar, "note"),
]

EXEMPLAR_TABLE = RegisterTable(
    key="exemplar",
    label="先进典型",
    group="台账",
    levels=(Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE),
    named_by=_NAME.key,
    wanted="“姓名”或“集体名称”",
    synonyms={**UNITS, "unit": [*UNITS["unit"], *NAMES["exemplar_unit"]]},
    over=EXEMPLAR_OVER,
    columns=_EXEMPLAR,
    parts=[
        TablePart(
            key="exemplar",
            register=EXEMPLARS,
            attributes=attributes_of(_EXEMPLAR),
            identified_by=attributes_of([_NAME, _NAMED_ON]),
        )
    ],
)
