"""年度目标: what the city asks of counties for a year (三(二)2-2, 三(二)3-2)."""

from typing import Any

import django_filters
from django.db.models import Q

from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.registers.columns import Column, field_columns, linked
from jian_minzheng.core.registers.filters import UNREADABLE, StateFilter, void_filter
from jian_minzheng.core.registers.keeping import KeptBy
from offices.listing.filters import PlacedFilter, county_filter
from offices.models import Indicator, YearTarget
from offices.models.divisions import Level
from offices.registers.placed import real_units, unit_column, usual_register
from offices.roles import Capability

_LEVELS = (Level.CITY, Level.COUNTY)
KEPT_AT = KeptBy(dict.fromkeys(_LEVELS, Capability.KEEP_CITY), {level: [Level.CITY] for level in _LEVELS})
"""The city sets them, its own for all counties and those of a single one."""


def with_yearly_targets() -> Any:
    """Indicators of which the dictionary says that their target is set each year."""
    return Indicator.objects.filter(target__startswith="年度目标")


def years_for(identity: Identity) -> list[tuple[str, str]]:
    """The years of which there is any target."""
    years = YearTarget.objects.visible_to(identity).order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), f"{year}年") for year in years]


class YearTargetFilter(PlacedFilter):
    search = ("indicator__label", "paper")
    search_hint = "单位、指标或依据"

    county = county_filter("division__path")
    indicator = django_filters.ModelChoiceFilter(
        queryset=Indicator.objects.filter(target__startswith="年度目标"),
        label="指标",
        empty_label="全部",
        error_messages={"invalid_choice": UNREADABLE},
    )
    year = StateFilter(years_for, label="年份", field_name="year")
    state = void_filter()


COLUMNS = [
    unit_column("适用单位"),
    Column(
        "indicator",
        "指标",
        lambda row: row.indicator.label,
        show=lambda row: linked(row.row_url, row.indicator.label),
        order=("indicator__label",),
        text=True,
        optional=False,
    ),
    Column("year", "年份", lambda row: row.year, order=("year",), number=True),
    *field_columns(YearTarget, "value"),
    Column("measure", "计量单位", lambda row: row.indicator.measure),
    *field_columns(YearTarget, "paper"),
    *field_columns(YearTarget, "note", hidden=True),
]


class YearTargetForm(EditForm):
    two_columns, wide = True, ("paper", "note")
    clauses = {"value": "三(二)2-2、三(二)3-2"}

    class Meta:
        model = YearTarget
        fields = ["indicator", "year", "value", "paper", "note"]
        help_texts = {
            "year": "只在这一年有效，下一年另行登记。",
            "value": "占比写百分数，例如 80。",
            "paper": "下达目标的文件名称或文号。",
        }

    def offer_to(self, actor: Acting) -> None:
        indicators: Any = self.fields["indicator"]
        indicators.queryset = Indicator.objects.filter(
            Q(pk__in=with_yearly_targets().values("pk")) | Q(pk=self.instance.indicator_id)
        )


YEAR_TARGETS = usual_register(
    model=YearTarget,
    name="year_target",
    slug="year-targets",
    title="年度目标",
    icon="bullseye",
    menu=85,
    kept_at=KEPT_AT,
    units=lambda identity: real_units(identity).filter(level__in=_LEVELS),
    columns=COLUMNS,
    filters=YearTargetFilter,
    order=("-year", "division__path", "indicator_id"),
    shown=("indicator",),
    form=YearTargetForm,
    attachments=True,
    panel_levels=frozenset({Level.COUNTY}),
    hint="市里逐年下达的目标；登记在市一级的适用于各县(市、区)，某县另定的登记在该县。",
    hint_others="年度目标由市局业务员登记；适用于全市的写在各条核查结果的“为什么”里，这里列的是本单位另定的。",
    intro="一年一定：没有登记当年目标的，有关条款暂不下结论；年底的报表到期以前没有达到的，算未到期。",
    clause="三(二)2-2、三(二)3-2",
)
