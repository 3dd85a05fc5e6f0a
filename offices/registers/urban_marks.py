"""城乡属性: 城乡分类 and 城市社区 of villages and communities, which the county answers for (三(三)1-6)."""

from typing import Any

from django.utils import timezone

from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.registers.columns import Column, field_columns, linked
from jian_minzheng.core.registers.declaration import Todo
from jian_minzheng.core.registers.filters import StateFilter
from jian_minzheng.core.registers.keeping import KeptBy
from offices.listing.filters import PlacedFilter, county_filter
from offices.models import Division, UrbanMark
from offices.models.divisions import Level
from offices.models.since import SinceQuerySet
from offices.models.urban import COMMUNITY
from offices.registers.placed import real_units, usual_register
from offices.registers.since import check_since, until_column
from offices.roles import Capability

KEPT_AT = KeptBy({Level.VILLAGE: Capability.EDIT_OFFICES}, {Level.VILLAGE: [Level.COUNTY]})
STATES = {"open": "城市社区待确认", "void": "已作废"}


def open_marks(rows: Any) -> Any:
    """Of communities of today the marks in force that do not say whether they are 城市社区."""
    asked = Division.objects.on(timezone.localdate()).real().filter(kind=COMMUNITY)
    return rows.on(timezone.localdate()).filter(urban__isnull=True, division__in=asked)


class UrbanMarkFilter(PlacedFilter):
    search = ("source", "note")
    search_hint = "村(居)名称、统计用区划代码或依据"

    county = county_filter("division__path")
    class_code = StateFilter(UrbanMark.Class.choices, label="城乡分类")
    urban = StateFilter([("yes", "是"), ("no", "不是"), ("unsaid", "未填")], label="城市社区", method="as_said")
    state = StateFilter(STATES.items(), label="状态", empty_label="有效", method="in_state")

    def as_said(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(urban={"yes": True, "no": False, "unsaid": None}[value]) if value else rows

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        return open_marks(rows) if value == "open" else rows


COLUMNS = [
    Column(
        "unit",
        "村(居)",
        lambda row: row.unit_name,
        show=lambda row: linked(row.row_url, row.unit_name),
        order=("division__path",),
        optional=False,
    ),
    Column("stats_code", "统计用区划代码", lambda row: row.division.stats_code, order=("division__stats_code",)),
    *field_columns(UrbanMark, "class_code", "urban", "since"),
    until_column(),
    *field_columns(UrbanMark, "source"),
    *field_columns(UrbanMark, "confidence", "note", hidden=True),
]


class UrbanMarkForm(EditForm):
    two_columns, wide = True, ("source", "note")
    clauses = {"urban": "三(三)1-6"}

    class Meta:
        model = UrbanMark
        fields = ["urban", "class_code", "since", "confidence", "source", "note"]
        help_texts = {
            "urban": "由县(市、区)认定；城市社区应设民政专用窗口，不是城市社区的不要求。",
            "class_code": "以统计部门公布的为准。",
            "confidence": "例如 高、中、低。",
            "source": "例如：县民政局认定、统计用区划代码(2024年)。",
        }


URBAN_MARKS = usual_register(
    model=UrbanMark,
    name="urban_mark",
    slug="urban-marks",
    title="城乡属性",
    icon="buildings",
    menu=47,
    kept_at=KEPT_AT,
    units=lambda identity: real_units(identity).filter(level=Level.VILLAGE),
    columns=COLUMNS,
    filters=UrbanMarkFilter,
    order=("division__path", "begun"),
    listed=SinceQuerySet.with_next,
    form=UrbanMarkForm,
    check=check_since,
    bulk=("urban",),
    panel_levels=frozenset({Level.VILLAGE}),
    todos=[
        Todo(
            label="社区是否城市社区待确认",
            query="state=open",
            hint="勾选后可以批量答复",
            order=25,
        )
    ],
    hint="村(居)的城乡分类，以及社区是否城市社区。",
    hint_others="城乡属性由县局业务员确认。",
    intro="城市社区由县(市、区)认定：勾选几个社区，点“批量修改”，一次答复。后来变了的，请登记新的一条，写明自哪天起。",
    clause="三(三)1-6",
)
