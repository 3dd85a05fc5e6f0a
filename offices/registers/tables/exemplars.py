"""先进典型 as a table."""

from jian_minzheng.core.registers.table_columns import attributes_of
from jian_minzheng.core.registers.tables import RegisterTable, TablePart
from offices.models import Exemplar
from offices.models.divisions import Level
from offices.registers.exemplars import EXEMPLARS
from offices.registers.tables.names import NAMES, UNITS, column, columns
from offices.registers.tables.over import EXEMPLAR_OVER

_NAME = column("exemplar_name", "姓名或集体名称", Exemplar, "name", reads="name", sample="某某")
_NAMED_ON = column("named_on", "命名日期", Exemplar, reads="date")
_EXEMPLAR = [
    _NAME,
    *columns(Exemplar, "category", reads="choice"),
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
