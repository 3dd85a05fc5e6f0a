"""业务线: the dictionary of lines of business, kept by the city."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.days import Span
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.registers.columns import field_columns, link_column
from jian_minzheng.core.registers.declaration import REGISTRY, Link, Register
from jian_minzheng.core.registers.filters import ListFilter, StateFilter
from jian_minzheng.core.registers.listing import Listing
from offices.models import BusinessLine, Division
from offices.models.divisions import Level
from offices.roles import Capability


def line_rows(identity: Identity, values: Mapping[str, Any]) -> Any:
    """Lines in use, or those out of use."""
    return BusinessLine.objects.visible_to(identity).filter(voided_at__isnull=values.get("state") != "void")


def load_rows(identity: Identity, rows: list[Any], values: Mapping[str, Any]) -> None:
    for line in rows:
        line.row_url = BUSINESS_LINES.url("detail", line.pk)


class LineFilter(ListFilter):
    search = ("label", "department", "standards")
    search_hint = "名称、部门或条款"

    state = StateFilter([("void", "已停用")], label="状态", empty_label="在用", method="as_rows")

    def as_rows(self, rows: Any, name: str, value: str) -> Any:
        return rows  # ``line_rows`` has begun with those of the state


class LineForm(EditForm):
    two_columns, wide = True, ("note",)
    day_spans = {"cutover": Span.COMING}

    class Meta:
        model = BusinessLine
        fields = [
            "label", "code", "elsewhere", "department", "cutover", "township_serves", "serves_how", "standards",
            "standard_part", "policy", "source", "confidence", "note",
        ]  # fmt: skip


def ways_on(actor: Acting) -> list[Link]:
    return [Link("各县归属", reverse("offices:line_standing_list"), "signpost-split")]


BUSINESS_LINES = REGISTRY.add(
    Register(
        model=BusinessLine,
        name="business_line",
        slug="business-lines",
        app="offices",
        title="业务线",
        icon="diagram-2",
        menu=196,
        view=Capability.KEEP_CITY,
        kept_at={Level.CITY: Capability.KEEP_CITY},
        place="keeper",
        units=lambda identity: Division.objects.visible_to(identity).filter(level=Level.CITY),
        listing=Listing(
            name="business_lines",
            title="业务线",
            rows=line_rows,
            columns=[
                link_column("label", "名称"),
                *field_columns(BusinessLine, "elsewhere", "department", "cutover", "township_serves", "standards"),
                *field_columns(BusinessLine, "standard_part", "serves_how", "policy", "source", hidden=True),
                *field_columns(BusinessLine, "confidence", "note", "code", hidden=True),
            ],
            filters=LineFilter,
            order=("pk",),
            load=load_rows,
        ),
        form=LineForm,
        hint="民政部门承担或者划转过的业务；标准随业务线走，各县(市、区)的归属另行登记。",
        links=ways_on,
    )
)
