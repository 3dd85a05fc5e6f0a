"""The units that a change of divisions begins with: found by name, none until something is asked for."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.registers.columns import Column
from jian_minzheng.core.registers.filters import ListFilter, StateFilter
from jian_minzheng.core.registers.listing import Listing
from offices.models import Division
from offices.models.divisions import Level
from offices.places import units_above


def unit_rows(identity: Identity, values: Mapping[str, Any]) -> Any:
    """Units in scope; thousands of them say nothing to somebody who looks for one."""
    asked = values.get("q", "").strip() or values.get("level")
    return Division.objects.visible_to(identity) if asked else Division.objects.none()


def load_rows(identity: Identity, rows: list[Any], values: Mapping[str, Any]) -> None:
    """Attach what stands above each unit, and the address of its changes."""
    above = units_above(rows, scope=identity)
    for unit in rows:
        unit.way = " › ".join(one.name for one in above[unit.pk])
        unit.row_url = reverse("offices:division_changes", args=[unit.pk])


class UnitsFilter(ListFilter):
    search_hint = "名称、曾用名、拼音首字母、区划代码"

    level = StateFilter(Level.choices, label="层级", field_name="level")

    def search_rows(self, rows: Any, text: str) -> Any:
        return rows.search(text)


def _name(unit: Any) -> SafeString:
    marks = SafeString(render_to_string("offices/divisions/partials/marks.html", {"unit": unit}))
    return format_html('<a href="{}">{}</a>{}', unit.row_url, unit.name, marks)


COLUMNS = [
    Column("name", "单位", lambda unit: unit.name, show=_name, order=("pinyin",), optional=False),
    Column("level", "层级", lambda unit: unit.get_level_display()),
    Column("way", "上级", lambda unit: unit.way, order=("path",)),
]

UNITS = Listing(
    name="units",
    title="区划维护",
    rows=unit_rows,
    columns=COLUMNS,
    filters=UnitsFilter,
    order=("path",),
    load=load_rows,
)
