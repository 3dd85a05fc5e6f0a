"""Tables that come in about offices: how stations stand, which villages there are, how many people live where."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jian_minzheng.core.registers.tables import Agreement, Choice, RegisterTable, TableColumn, TablePart, add_table
from offices.models import (
    DocumentKind,
    Equipment,
    Exemplar,
    HomeCensus,
    NursingHome,
    OfficeDocument,
    PopulationFigure,
    ServiceWindow,
    Station,
    StationProfile,
)
from offices.models.divisions import Level
from offices.models.stations import EquipmentKind
from offices.registers.documents import DOCUMENTS
from offices.registers.exemplars import EXEMPLARS
from offices.registers.homes import HOMES
from offices.registers.populations import POPULATIONS
from offices.registers.station_writes import stations_set_up
from offices.registers.stations import STATIONS, had_before
from offices.registers.table_lines import home_lines, population_lines, station_lines
from offices.registers.windows import WINDOWS
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
                "station_opened_on",
                "设立日期",
                reads="date",
                column=Station._meta.get_field("opened_on"),
                help="还没有登记的民政所按本表设立时必填",
            ),
            *_labelled(Station, "founded_by"),
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
                attributes={
                    "address": "address",
                    "office_phone": "phone",
                    "station_opened_on": "opened_on",
                    "founded_by": "founded_by",
                },
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


HOME_TABLE: RegisterTable = add_table(
    RegisterTable(
        key="nursing_home",
        label="农村敬老院",
        title="农村敬老院情况表",
        levels=(Level.TOWNSHIP,),
        named_by="home_name",
        wanted="“敬老院名称”，以及要导入的各项",
        titled="as_of",
        synonyms=_UNITS,
        columns=[
            column("home_name", "敬老院名称", column=NursingHome._meta.get_field("name"), sample="某某镇敬老院"),
            column("home_address", "地址", column=NursingHome._meta.get_field("address")),
            column(
                "home_opened_on",
                "开办日期",
                reads="date",
                column=NursingHome._meta.get_field("opened_on"),
                help="登记新的敬老院时必填",
            ),
            column("as_of", "情况截至日期", reads="date", help="以下情况自哪一天起属实；不填为导入当天"),
            *_labelled(HomeCensus, "beds", reads="count", help="张；没有的填 0", sample="40"),
            *_labelled(HomeCensus, "residents", "dependent", reads="count", help="人；没有的填 0", sample="25"),
            *_labelled(HomeCensus, "county_funded", reads="yes_no"),
        ],
        parts=[
            TablePart(
                key="home",
                register=HOMES,
                attributes={"home_name": "name", "home_address": "address", "home_opened_on": "opened_on"},
                identified_by={"home_name": "name"},
            ),
            TablePart(
                key="census",
                register=HOMES,
                section=HOMES.sections[0],
                owner="home",
                attributes={name: name for name in ("beds", "residents", "dependent", "county_funded")},
            ),
        ],
        lines=lambda division, today: home_lines(HOME_TABLE, division, today),
    )
)

WINDOW_TABLE: RegisterTable = add_table(
    RegisterTable(
        key="window",
        label="民政服务窗口",
        title="民政服务窗口情况表",
        levels=(Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE),
        synonyms=_UNITS,
        columns=[
            *_labelled(ServiceWindow, "dedicated", reads="yes_no"),
            *_labelled(ServiceWindow, "location"),
            column(
                "window_opened_on",
                "开设日期",
                reads="date",
                column=ServiceWindow._meta.get_field("opened_on"),
                help="登记新窗口时必填",
            ),
        ],
        parts=[
            TablePart(
                key="window",
                register=WINDOWS,
                attributes={"dedicated": "dedicated", "location": "location", "window_opened_on": "opened_on"},
            )
        ],
    )
)

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
            identified_by={"year": "year"},
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


EXEMPLAR_TABLE: RegisterTable = add_table(
    RegisterTable(
        key="exemplar",
        label="先进典型",
        group="台账",
        levels=(Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE),
        named_by="exemplar_name",
        wanted="“姓名”或“集体名称”",
        synonyms=_UNITS,
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
                identified_by={"exemplar_name": "name", "named_on": "named_on"},
            )
        ],
    )
)


def document_kinds() -> list[Choice]:
    """The dictionary of kinds. An everyday name with a remark in brackets (不能代替) is another paper's."""
    return [
        Choice(kind.pk, str(kind), _everyday(kind), offered=not kind.is_void) for kind in DocumentKind.objects.all()
    ]


def _everyday(kind: DocumentKind) -> list[str]:
    return [name for name in kind.everyday_names.split("|") if name and not name.endswith((")", "）"))]


_EXPIRY = [
    ("长期", OfficeDocument.Expiry.NONE),
    ("长期有效", OfficeDocument.Expiry.NONE),
    ("永久", OfficeDocument.Expiry.NONE),
    ("定期复审", OfficeDocument.Expiry.MONTHS),
    ("规划期", OfficeDocument.Expiry.PLAN),
]


def _expiry(given: Mapping[str, Any]) -> dict[str, Any]:
    """A paper that names its period of review, or the end of its plan, expires by it."""
    ways = {"review_months": OfficeDocument.Expiry.MONTHS, "plan_ends_on": OfficeDocument.Expiry.PLAN}
    said = [way for name, way in ways.items() if name in given]
    return {"expires_by": said[0], **given} if len(said) == 1 else dict(given)


DOCUMENT_TABLE: RegisterTable = add_table(
    RegisterTable(
        key="document",
        label="制度文件",
        title="制度文件目录",
        group="台账",
        levels=(Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE),
        named_by="document_title",
        wanted="“标题”或“文件名称”",
        synonyms={**_UNITS, "unit": [*_UNITS["unit"], *_NAMES["document_unit"]]},
        columns=[
            column("document_title", "标题", column=OfficeDocument._meta.get_field("title"), sample="工作规章"),
            column(
                "document_kinds",
                "种类",
                reads="choices",
                column=OfficeDocument._meta.get_field("kinds"),
                dictionary=document_kinds,
                help="可以写几种，用顿号分开；登记新文件时必填",
                sample="工作规章、岗位职责",
            ),
            column("document_number", "文号", column=OfficeDocument._meta.get_field("number"), help="没有文号的不用填"),
            *_labelled(OfficeDocument, "dated", reads="date"),
            *_labelled(OfficeDocument, "valid_from", "valid_to", reads="coming"),
            *_labelled(OfficeDocument, "expires_by", reads="choice", alternatives=_EXPIRY),
            column(
                "review_months",
                "复审周期(月)",
                reads="count",
                column=OfficeDocument._meta.get_field("review_months"),
                help="填了即按复审周期计算有效期，例如 24",
                sample="24",
            ),
            *_labelled(OfficeDocument, "reviewed_on", reads="date"),
            column(
                "plan_ends_on",
                "规划期末",
                reads="coming",
                column=OfficeDocument._meta.get_field("plan_ends_on"),
                help="规划期的最后一天，填了即以规划期满为限",
                sample="2030-12-31",
            ),
            *_labelled(OfficeDocument, "published", reads="yes_no"),
            column(
                "document_published_on",
                "公布日期",
                reads="date",
                column=OfficeDocument._meta.get_field("published_on"),
            ),
            *_labelled(OfficeDocument, "displayed", reads="yes_no"),
            *_labelled(OfficeDocument, "particulars"),
            column("document_note", "备注", column=OfficeDocument._meta.get_field("note")),
        ],
        parts=[
            TablePart(
                key="document",
                register=DOCUMENTS,
                attributes={
                    "document_title": "title",
                    "document_kinds": "kinds",
                    "document_number": "number",
                    "valid_from": "valid_from",
                    "valid_to": "valid_to",
                    "expires_by": "expires_by",
                    "review_months": "review_months",
                    "reviewed_on": "reviewed_on",
                    "plan_ends_on": "plan_ends_on",
                    "published": "published",
                    "document_published_on": "published_on",
                    "displayed": "displayed",
                    "particulars": "particulars",
                    "document_note": "note",
                },
                identified_by={"document_title": "title", "dated": "dated"},
                complete=_expiry,
                derived=lambda document: {"expires_on": document.last_day()},
            )
        ],
    )
)
