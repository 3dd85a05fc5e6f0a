"""民政服务窗口情况表."""

from jian_minzheng.core.registers.table_columns import attributes_of
from jian_minzheng.core.registers.tables import RegisterTable, TablePart
from offices.models import ServiceWindow
from offices.models.divisions import Level
from offices.registers.tables.names import UNITS, column, columns
from offices.registers.windows import WINDOWS

_WINDOW = [
    *columns(ServiceWindow, "dedicated", reads="yes_no"),
    *columns(ServiceWindow, "location"),
    column("window_opened_on", "开设日期", ServiceWindow, "opened_on", reads="date", help="登记新窗口时必填"),
]

WINDOW_TABLE = RegisterTable(
    key="window",
    label="民政服务窗口",
    title="民政服务窗口情况表",
    levels=(Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE),
    synonyms=UNITS,
    columns=_WINDOW,
    parts=[TablePart(key="window", register=WINDOWS, attributes=attributes_of(_WINDOW))],
)
