"""民政所情况: what a station is, how it stands from a day on, and which of the seven haves it holds."""

from collections.abc import Mapping
from typing import Any

from jian_minzheng.core.registers.table_columns import attributes_of
from jian_minzheng.core.registers.tables import Agreement, RegisterTable, TableColumn, TablePart
from offices.models import Equipment, Station, StationProfile
from offices.models.divisions import Level
from offices.models.stations import EquipmentKind
from offices.registers.station_writes import stations_set_up
from offices.registers.stations import STATIONS, had_before
from offices.registers.tables.names import AS_OF, UNITS, column, columns
from offices.registers.tables.running import running_lines
from offices.stations.equipment import EquipmentForm

_ALL_USABLE = "设施只写了件数：新登记的按全部可用、状况“完好”登记，0 件的按“未配置”；不是的请在页面上改。"
NO_STATION = "该乡镇(街道)没有在运行的民政所，请先在“民政所”页面设立，再导入它的情况。"

_STATION = [
    *columns(Station, "address"),
    column(
        "station_opened_on",
        "设立日期",
        Station,
        "opened_on",
        reads="opened",
        help="还没有登记的民政所按本表设立时必填；只知道年份的写年份",
    ),
    *columns(Station, "founded_by"),
    column("office_phone", "办公电话", Station, "phone", reads="phone", help="例如 0796-8412345"),
]
_PROFILE = [
    *columns(StationProfile, *("sign_hung", "notice_board", "publicity_board"), reads="yes_no"),
    *columns(StationProfile, "office_area", reads="area", help="例如 80", sample="80"),
    *columns(StationProfile, "inside_nursing_home", reads="yes_no"),
]
_EQUIPMENT = [
    column(kind.value, str(kind.label), Equipment, "total", reads="count", help="件数；没有的填 0")
    for kind in EquipmentKind
]


def _counted(given: Mapping[str, Any], before: Equipment | None) -> dict[str, Any]:
    """A count alone says that all are usable, and nothing there is said as such; it repairs nothing."""
    total = given["total"]
    if total and before is not None and _wanting(before):
        usable = min(total, before.usable + max(0, total - before.total))
        return {"total": total, "usable": usable, "condition": before.condition}
    condition = Equipment.Condition.GOOD if total else Equipment.Condition.NONE
    return {"total": total, "usable": total, "condition": condition}


def _wanting(held: Equipment) -> bool:
    """Were some of the pieces not in good order?"""
    return held.total > 0 and (held.condition != Equipment.Condition.GOOD or held.usable < held.total)


def _kept(given: Mapping[str, Any], before: Equipment | None) -> str:
    if not given["total"] or before is None or not _wanting(before):
        return ""
    return (
        f"原来登记的{before.total}件中可用{before.usable}件，状况“{before.get_condition_display()}”：只改件数，状况不变，"
        "增加的算可用；已修好或更换的请在页面上改。"
    )


def _equipment(counted: TableColumn) -> TablePart:
    return TablePart(
        key=f"equipment.{counted.key}",
        register=STATIONS,
        model=Equipment,
        form=EquipmentForm,
        owner="station",
        attributes=attributes_of([counted]),
        fixed={"kind": counted.key},
        complete=_counted,
        keeps=_kept,
        assumes=_ALL_USABLE,
        absent=NO_STATION,
    )


STATION_TABLE: RegisterTable = RegisterTable(
    key="station_profile",
    label="民政所情况",
    levels=(Level.TOWNSHIP,),
    titled="as_of",
    synonyms=UNITS,
    columns=[*_STATION, AS_OF, *_PROFILE, *_EQUIPMENT],
    parts=[
        TablePart(
            key="station",
            register=STATIONS,
            attributes=attributes_of(_STATION),
            agreement=Agreement(
                question="这些乡镇(街道)还没有民政所记录：{}。是否按本表设立，名称为“××民政所”？",
                verb="设立",
                save=lambda actor, stations, why: stations_set_up(actor, stations=stations, why=why),
                before=had_before,
            ),
        ),
        TablePart(
            key="profile",
            register=STATIONS,
            section=STATIONS.sections[0],
            owner="station",
            attributes=attributes_of(_PROFILE),
            absent=NO_STATION,
        ),
        *map(_equipment, _EQUIPMENT),
    ],
    lines=lambda division, today: running_lines(STATION_TABLE, Station, division, today),
)
