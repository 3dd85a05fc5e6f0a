"""民政服务窗口情况表."""

from jian_minzheng.core.registers.table_columns import attributes_of
from jian_minzheng.core.registers.tables import RegisterTable, TablePart
from offices.models import ServiceWindow
from offices.models.divisions import Level
from offices.registers.tables.names import UNITS, column, columns
from offices.registers.windows import WINDOWS

_WORDS = [
    *((word, True) for word in ("专窗", "专用", "专用窗口", "民政专窗", "民政专用窗口", "专门窗口", "专设", "单设")),
    *((word, False) for word in ("综合", "综合窗口", "综合窗", "共用", "合用", "兼用", "合署", "无差别", "通办窗口")),
]
"""A window that is shared with other business is none of its own."""

_WINDOW = [
    *columns(ServiceWindow, "dedicated", reads="yes_no", alternatives=_WORDS),
    *columns(ServiceWindow, "location"),
    column(
        "window_opened_on",
        "开设日期",
        ServiceWindow,
        "opened_on",
        reads="opened",
        help="登记新窗口时必填；只知道年份的写年份",
    ),
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
