"""清查: each county says of its registers, and of each township's rosters, since when nothing is wanting."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.days import IN_THE_FUTURE, Span
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.registers.columns import Column, field_columns, linked
from jian_minzheng.core.registers.declaration import Todo
from jian_minzheng.core.registers.filters import StateFilter
from jian_minzheng.core.registers.keeping import KeptBy
from offices.listing.filters import KeptFilter, PlacedFilter, county_filter
from offices.models import Stocktake
from offices.models.divisions import Level
from offices.registers.placed import real_units, unit_column, usual_register
from offices.roles import Capability
from offices.vocabulary import Stock

KEPT_AT = KeptBy(
    {
        Level.CITY: Capability.KEEP_CITY,
        Level.COUNTY: Capability.EDIT_OFFICES,
        Level.TOWNSHIP: Capability.EDIT_OFFICES,
    },
    {Level.CITY: [Level.CITY], Level.COUNTY: [Level.COUNTY], Level.TOWNSHIP: [Level.COUNTY]},
)
"""The county says that a register is complete, also of its townships' rosters; the city sets the day for all."""
STATES = {"open": "未完成", "done": "已完成", "void": "已作废"}


def _done() -> Q:
    return Q(finished_on__lte=timezone.localdate())


class StocktakeFilter(PlacedFilter):
    search = ("note",)
    search_hint = "单位名称或备注"

    county = county_filter("division__path")
    stock = StateFilter(Stock.choices, label="清查内容")
    kept = KeptFilter(KEPT_AT, "division__level")
    state = StateFilter(STATES.items(), label="状态", empty_label="全部", method="in_state")

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        if value == "open":
            return rows.exclude(_done())
        return rows.filter(_done()) if value == "done" else rows


COLUMNS = [
    unit_column(),
    Column(
        "stock",
        "清查内容",
        lambda row: row.get_stock_display(),
        show=lambda row: linked(row.row_url, row.get_stock_display()),
        order=("stock",),
        optional=False,
    ),
    *field_columns(Stocktake, "started_on", "finished_on", "note"),
]


class StocktakeForm(EditForm):
    two_columns, wide = True, ("note",)
    day_spans = {"finished_on": Span.COMING}

    class Meta:
        model = Stocktake
        fields = ["stock", "started_on", "finished_on", "note"]
        help_texts = {"finished_on": "自这一天起，没有登记的就是没有。市级填的是清查截止日，可以是将来的日期。"}


def check_stocktake(actor: Acting, row: Any) -> None:
    """For a row about to be stored.

    Raises:
        ValidationError: a unit other than the city says that it will have finished on a day to come.
    """
    coming = row.finished_on is not None and row.finished_on > timezone.localdate()
    if coming and row.division.level != Level.CITY:
        raise ValidationError({"finished_on": IN_THE_FUTURE})


STOCKTAKES = usual_register(
    model=Stocktake,
    name="stocktake",
    slug="stocktakes",
    title="清查",
    noun="清查",
    icon="clipboard-check",
    menu=48,
    kept_at=KEPT_AT,
    units=lambda identity: real_units(identity).filter(level__in=[Level.CITY, Level.COUNTY, Level.TOWNSHIP]),
    columns=COLUMNS,
    filters=StocktakeFilter,
    order=("division__path", "stock"),
    form=StocktakeForm,
    check=check_stocktake,
    bulk=("finished_on",),
    panel_levels=frozenset({Level.COUNTY, Level.TOWNSHIP}),
    todos=[
        Todo(
            label="清查未完成",
            query="state=open&kept=mine",
            hint="登记齐全的，勾选后批量填写完成日期；完成前，缺的不算未达标",
            order=20,
            levels=frozenset({Level.COUNTY}),
        )
    ],
    hint="各项登记是否齐全，从哪天起齐全。",
    hint_others="清查由县局业务员确认。",
    intro="清查完成以前，没有登记的只算数据缺失；完成以后，没有登记的就是没有。各县(市、区)按登记簿确认，花名册按乡镇(街道)确认；市级填的完成日期是清查截止日。",
    clause="三(三)",
)
