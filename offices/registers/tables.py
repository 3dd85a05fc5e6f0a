"""Tables that come in about offices: how stations stand, which villages there are, how many people live where."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jian_minzheng.core.registers.tables import RegisterTable, TableColumn, TablePart, add_table
from offices.models import Equipment, Exemplar, PopulationFigure, Station, StationProfile
from offices.models.divisions import Level
from offices.models.stations import EquipmentKind
from offices.registers.exemplars import EXEMPLARS
from offices.registers.populations import POPULATIONS
from offices.registers.stations import STATIONS
from offices.registers.table_lines import population_lines, station_lines
from offices.stations.equipment import EquipmentForm

_FILE = Path(__file__).resolve().parents[1] / "data" / "table_columns.csv"
NO_STATION = "该乡镇(街道)没有在运行的民政所，请先在“民政所”页面设立，再导入它的情况。"


def _synonyms() -> dict[str, list[str]]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return {line["field"]: line["synonyms"].split("|") for line in csv.DictReader(lines)}


_NAMES = _synonyms()
_UNITS = {key: _NAMES[key] for key in ("unit", "village")}


def column(key: str, label: str, **said: Any) -> TableColumn:
    """One column with the names that offices give it."""
    return TableColumn(key=key, label=label, synonyms=_NAMES.get(key, ()), **said)


def _labelled(model: Any, *names: str, **said: Any) -> list[TableColumn]:
    fields = [model._meta.get_field(name) for name in names]
    return [column(one.name, str(one.verbose_name), column=one, **said) for one in fields]


STATION_FACTS = (
    "sign_hung", "rules_in_place", "duties_in_place", "workflow_in_place", "notice_board", "publicity_board",
)  # fmt: skip

STATION_TABLE: RegisterTable = add_table(
    RegisterTable(
        key="station_profile",
        label="民政所情况",
        levels=(Level.TOWNSHIP,),
        titled="as_of",
        synonyms=_UNITS,
        columns=[
            *_labelled(Station, "address"),
            column(
                "office_phone",
                "办公电话",
                reads="phone",
                column=Station._meta.get_field("phone"),
                help="例如 0796-8412345",
            ),
            column("as_of", "情况截至日期", reads="date", help="以下情况自哪一天起属实；不填为导入当天"),
            *_labelled(StationProfile, *STATION_FACTS, reads="yes_no"),
            column("office_area", "办公用房面积(㎡)", reads="area", help="例如 80", sample="80"),
            column("inside_nursing_home", "办公场所设在敬老院内", reads="yes_no"),
            *(column(kind.value, str(kind.label), reads="count") for kind in EquipmentKind),
        ],
        parts=[
            TablePart(
                key="station",
                register=STATIONS,
                attributes={"address": "address", "office_phone": "phone"},
                begins=False,
                absent=NO_STATION,
            ),
            TablePart(
                key="profile",
                register=STATIONS,
                section=STATIONS.sections[0],
                owner="station",
                attributes={name: name for name in (*STATION_FACTS, "office_area", "inside_nursing_home")},
                absent=NO_STATION,
            ),
            *(
                TablePart(
                    key=f"equipment.{kind.value}",
                    register=STATIONS,
                    model=Equipment,
                    form=EquipmentForm,
                    owner="station",
                    attributes={kind.value: "total"},
                    fixed={"kind": kind.value},
                    complete=lambda given: _counted(given["total"]),
                    absent=NO_STATION,
                )
                for kind in EquipmentKind
            ),
        ],
        lines=lambda division, today: station_lines(STATION_TABLE, division, today),
    )
)


def _counted(total: int) -> dict[str, Any]:
    """A count alone says that all are usable; nothing there is said as such."""
    condition = Equipment.Condition.GOOD if total else Equipment.Condition.NONE
    return {"total": total, "usable": total, "condition": condition}


_FIGURES = [
    column("year", "年份", reads="year", help="例如 2024；也可写在列名或标题里", sample="2025"),
    *(
        column(basis.value, f"{basis.label}(人)", reads="persons", help="年末人数", sample="32105")
        for basis in PopulationFigure.Basis
    ),
    column("source", "数据来源", column=PopulationFigure._meta.get_field("source"), help="例如 公安户籍年报"),
]


def _figures(prefix: str) -> list[TablePart]:
    return [
        TablePart(
            key=f"{prefix}.{basis.value}",
            register=POPULATIONS,
            attributes={basis.value: "persons"},
            beside={"source": "source"},
            fixed={"basis": basis.value},
            told_apart={"year": "year"},
        )
        for basis in PopulationFigure.Basis
    ]


VILLAGE_TABLE: RegisterTable = add_table(
    RegisterTable(
        key="village_list",
        label="村(居)名录",
        levels=(Level.VILLAGE,),
        titled="year",
        every_unit=True,
        synonyms=_UNITS,
        columns=_FIGURES,
        parts=_figures("village_population"),
        lines=lambda division, today: population_lines(VILLAGE_TABLE, division),
    )
)

POPULATION_TABLE: RegisterTable = add_table(
    RegisterTable(
        key="population",
        label="人口数",
        levels=(Level.TOWNSHIP,),
        titled="year",
        synonyms=_UNITS,
        columns=_FIGURES,
        parts=_figures("population"),
        lines=lambda division, today: population_lines(POPULATION_TABLE, division),
    )
)


def _names_of(names: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    return {**_UNITS, **names}


EXEMPLAR_TABLE: RegisterTable = add_table(
    RegisterTable(
        key="exemplar",
        label="先进典型",
        group="台账",
        levels=(Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE),
        named_by="exemplar_name",
        wanted="“姓名”或“集体名称”",
        synonyms=_names_of({}),
        columns=[
            column("exemplar_name", "姓名或集体名称", column=Exemplar._meta.get_field("name"), sample="某某"),
            *_labelled(Exemplar, "category", reads="choice"),
            *_labelled(Exemplar, "named_by"),
            *_labelled(Exemplar, "named_on", "published_on", reads="date"),
            *_labelled(Exemplar, "published_how", "deeds"),
            column("exemplar_note", "备注", column=Exemplar._meta.get_field("note")),
        ],
        parts=[
            TablePart(
                key="exemplar",
                register=EXEMPLARS,
                attributes={
                    "exemplar_name": "name",
                    "category": "category",
                    "named_by": "named_by",
                    "published_on": "published_on",
                    "published_how": "published_how",
                    "deeds": "deeds",
                    "exemplar_note": "note",
                },
                told_apart={"exemplar_name": "name", "named_on": "named_on"},
            )
        ],
    )
)
