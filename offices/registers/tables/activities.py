"""活动 as a table: what was held, of the kinds that the city's dictionary has."""

from jian_minzheng.core.registers.table_columns import attributes_of
from jian_minzheng.core.registers.tables import RegisterTable, TablePart
from offices.models import Activity, ActivityKind
from offices.models.divisions import Level
from offices.registers.activities import ACTIVITIES
from offices.registers.tables.kinds import kinds_of
from offices.registers.tables.names import NAMES, UNITS, column, columns
from offices.registers.tables.over import ACTIVITY_OVER

_TITLE = column("activity_title", "活动名称", Activity, "title", sample="道德讲堂")
_HELD_ON = column("held_on", "开展日期", Activity, reads="date")
_ACTIVITY = [
    _TITLE,
    column(
        "activity_kinds",
        "种类",
        Activity,
        "kinds",
        reads="choices",
        dictionary=lambda: kinds_of(ActivityKind),
        help="可以写几种，用顿号分开；登记新活动时必填",
        sample="思想道德教育",
    ),
    _HELD_ON,
    *columns(Activity, "ended_on", reads="date", help="一天结束的不用填"),
    *columns(Activity, "venue", "host"),
    *columns(Activity, "participants", reads="count", measures=("人", "名", "位", "个人"), sample="35"),
    *columns(Activity, "summary", "outcome"),
    column("activity_note", "备注", Activity, "note"),
]

ACTIVITY_TABLE = RegisterTable(
    key="activity",
    label="活动",
    title="活动登记表",
    group="台账",
    levels=(Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE),
    named_by=_TITLE.key,
    wanted="“活动名称”",
    synonyms={**UNITS, "unit": [*UNITS["unit"], *NAMES["activity_unit"]]},
    over=ACTIVITY_OVER,
    columns=_ACTIVITY,
    parts=[
        TablePart(
            key="activity",
            register=ACTIVITIES,
            attributes=attributes_of(_ACTIVITY),
            identified_by=attributes_of([_TITLE, _HELD_ON]),
        )
    ],
)
