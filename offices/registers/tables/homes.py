"""农村敬老院情况表: which homes there are, and whom they care for from a day on."""

from jian_minzheng.core.registers.table_columns import attributes_of
from jian_minzheng.core.registers.tables import RegisterTable, TablePart
from offices.models import HomeCensus, NursingHome
from offices.models.divisions import Level
from offices.registers.homes import HOMES
from offices.registers.tables.names import AS_OF, NAMES, UNITS, column, columns
from offices.registers.tables.over import HOME_OVER
from offices.registers.tables.running import running_lines

_OPENED = "登记新的敬老院时必填；只知道年份的写年份"
_NAME = column("home_name", "敬老院名称", NursingHome, "name", sample="某某镇敬老院")
_HOME = [
    _NAME,
    column("home_address", "地址", NursingHome, "address"),
    column("home_opened_on", "开办日期", NursingHome, "opened_on", reads="opened", help=_OPENED),
]
_CENSUS = [
    *columns(HomeCensus, "beds", reads="count", measures=("张", "个", "床"), help="张；没有的填 0", sample="40"),
    *columns(
        HomeCensus,
        *("residents", "dependent"),
        reads="count",
        measures=("人", "名", "位", "个", "个人"),
        help="人；没有的填 0",
        sample="25",
    ),
    *columns(HomeCensus, "county_funded", reads="yes_no"),
]

HOME_TABLE: RegisterTable = RegisterTable(
    key="nursing_home",
    label="农村敬老院",
    title="农村敬老院情况表",
    levels=(Level.TOWNSHIP,),
    named_by=_NAME.key,
    unit_in_name=True,
    wanted="“敬老院名称”，以及要导入的各项",
    titled="as_of",
    synonyms={**UNITS, "unit": [name for name in UNITS["unit"] if name not in NAMES[_NAME.key]]},
    unlike=NAMES["home_unlike"],
    over=HOME_OVER,
    columns=[*_HOME, AS_OF, *_CENSUS],
    parts=[
        TablePart(key="home", register=HOMES, attributes=attributes_of(_HOME), identified_by=attributes_of([_NAME])),
        TablePart(
            key="census",
            register=HOMES,
            section=HOMES.sections[0],
            owner="home",
            attributes=attributes_of(_CENSUS),
        ),
    ],
    lines=lambda division, today: running_lines(HOME_TABLE, NursingHome, division, today),
)
