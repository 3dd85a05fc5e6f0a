"""业务线归属: which line lies with whom in each county, since when, and whether townships still serve it."""

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.days import Span
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.registers.columns import Column, field_columns, linked
from jian_minzheng.core.registers.declaration import Todo
from jian_minzheng.core.registers.filters import UNREADABLE, StateFilter
from jian_minzheng.core.registers.keeping import KeptBy
from offices.listing.filters import PlacedFilter, county_filter
from offices.models import BusinessLine, LineStanding
from offices.models.divisions import Level
from offices.models.since import SinceQuerySet
from offices.registers.papers import check_paper, offer_papers
from offices.registers.placed import real_units, unit_column, usual_register
from offices.registers.since import check_since, until_column
from offices.roles import Capability

KEPT_AT = KeptBy({Level.COUNTY: Capability.KEEP_LINES}, {Level.COUNTY: [Level.CITY, Level.COUNTY]})
"""The city keeps them; what happened in a county its own bureau knows, and confirms."""
STATES = {"now": "现行", "open": "划转待确认", "void": "已作废"}


def open_standings(rows: Any) -> Any:
    """Moves that have come, in force today, that nobody has confirmed; what lay somewhere since ever did not move."""
    return rows.on(timezone.localdate()).filter(since__isnull=False, confirmed=False, line__voided_at__isnull=True)


class LineStandingFilter(PlacedFilter):
    search = ("line__label", "department", "paper")
    search_hint = "县(市、区)、业务线、部门或依据"

    county = county_filter("division__path")
    line = django_filters.ModelChoiceFilter(
        queryset=BusinessLine.objects.all(),
        label="业务线",
        empty_label="全部",
        error_messages={"invalid_choice": UNREADABLE},
    )
    where = StateFilter(LineStanding.Where.choices, label="主管部门")
    state = StateFilter(STATES.items(), label="状态", empty_label="有效", method="in_state")

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        if value == "open":
            return open_standings(rows)
        return rows.on(timezone.localdate()) if value == "now" else rows


COLUMNS = [
    unit_column("县(市、区)"),
    Column(
        "line",
        "业务线",
        lambda row: row.line.label,
        show=lambda row: linked(row.row_url, row.line.label),
        order=("line__label",),
        text=True,
        optional=False,
    ),
    Column("responsible", "主管部门", lambda row: row.responsible, order=("where", "department")),
    *field_columns(LineStanding, "since"),
    until_column(),
    *field_columns(LineStanding, "township_serves", "confirmed", "paper"),
    *field_columns(LineStanding, "document", "note", hidden=True),
]


class LineStandingForm(EditForm):
    two_columns, wide = True, ("document", "note")
    day_spans = {"since": Span.COMING}
    shown_with = {"township_serves": ("where", "elsewhere")}

    class Meta:
        model = LineStanding
        fields = [
            "line", "since", "where", "department", "township_serves", "confirmed", "paper", "document", "note",
        ]  # fmt: skip
        help_texts = {
            "since": "从哪天起归这个部门；一向如此的不填。以后又划回来的，另登记一条。",
            "township_serves": "划出以后，乡镇(街道)民政所是否仍在受理或办理。",
            "confirmed": "县(市、区)或市里已经核实。",
        }

    def offer_to(self, actor: Acting) -> None:
        lines: Any = self.fields["line"]
        lines.queryset = BusinessLine.objects.filter(Q(voided_at__isnull=True) | Q(pk=self.instance.line_id))
        offer_papers(self, actor, own=True)


def check_standing(actor: Acting, standing: Any) -> None:
    """For a standing about to be stored, whatever way it came.

    Raises:
        ValidationError: it begins before its county did, names a paper of another unit, or is confirmed although nobody
            said whether townships still serve the line.
    """
    check_since(actor, standing)
    check_paper(actor, standing, instead="依据", own=True)
    elsewhere = standing.where == LineStanding.Where.ELSEWHERE
    if standing.confirmed and elsewhere and standing.township_serves is None:
        raise ValidationError({"township_serves": f"“{standing.line}”：确认前请先说明乡镇(街道)是否仍在办。"})


LINE_STANDINGS = usual_register(
    model=LineStanding,
    name="line_standing",
    slug="line-standings",
    title="业务线归属",
    icon="signpost-split",
    menu=80,
    kept_at=KEPT_AT,
    units=lambda identity: real_units(identity).filter(level=Level.COUNTY),
    columns=COLUMNS,
    filters=LineStandingFilter,
    order=("division__path", "line_id", "begun"),
    shown=("line", "document__keeper"),
    listed=SinceQuerySet.with_next,
    form=LineStandingForm,
    attachments=True,
    check=check_standing,
    bulk=("confirmed", "township_serves"),
    panel_levels=frozenset({Level.COUNTY}),
    todos=[
        Todo(
            label="业务线划转待确认",
            query="state=open",
            hint="核对划转日期和依据，说明乡镇(街道)是否仍在办",
            order=35,
            levels=frozenset({Level.COUNTY}),
        )
    ],
    hint="各项业务由哪个部门主管、从哪天起；划出又划回的，按日期各登记一条。",
    hint_others="业务线归属由市局业务员维护，各县(市、区)确认。",
    intro="标准随业务线走：划出民政、乡镇(街道)也不再办的，有关条款不适用；划转没有确认的，有关条款暂不下结论。",
    clause="三(二)、四3-1",
)
