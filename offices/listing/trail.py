"""The audit trail as a list: newest first, found by words, action and days."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.utils import timezone
from django.utils.formats import date_format

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.registers.columns import Column
from jian_minzheng.core.registers.filters import ListFilter, StateFilter
from jian_minzheng.core.registers.listing import Listing


def entry_rows(identity: Identity, values: Mapping[str, Any]) -> Any:
    """Every entry: the trail has no scope, whoever may see it sees all of it."""
    return AuditEntry.objects.all()


class TrailFilter(ListFilter):
    """By words, action and days, both days included."""

    search = ("actor_name", "object_label", "role")
    search_hint = "操作人、身份、对象"

    action = StateFilter(Action.choices, label="动作", field_name="action", empty_label="全部动作")
    after = django_filters.DateFilter(field_name="at", lookup_expr="date__gte", label="自")
    before = django_filters.DateFilter(field_name="at", lookup_expr="date__lte", label="至")


def _moment(entry: Any) -> str:
    return date_format(timezone.localtime(entry.at), "Y-m-d H:i:s")


def _detail(entry: Any) -> str:
    return "，".join(f"{key}：{value}" for key, value in (entry.detail or {}).items())


COLUMNS = [
    Column("sequence", "序号", lambda entry: entry.sequence, number=True, optional=False),
    Column("at", "时间", lambda entry: entry.at, show=_moment, css="text-nowrap"),
    Column("actor", "操作人", lambda entry: entry.actor_name, order=("actor_name",), css="text-nowrap"),
    Column("role", "身份", lambda entry: entry.role, css="text-nowrap"),
    Column("action", "动作", lambda entry: entry.get_action_display(), order=("action",), css="text-nowrap"),
    Column("object", "对象", lambda entry: entry.object_label),
    Column("detail", "详情", _detail, css="text-break"),
    Column("address", "来源地址", lambda entry: entry.address, css="numeric-code"),
    Column(
        "hash",
        "校验值",
        lambda entry: entry.entry_hash,
        hidden=True,
        always_exported=True,
        whole=True,  # hexadecimal digits may look like somebody's telephone
        css="numeric-code text-break",
    ),
]

TRAIL = Listing(
    name="trail",
    title="审计日志",
    rows=entry_rows,
    columns=COLUMNS,
    filters=TrailFilter,
    order=("-sequence",),
    sheet="审计日志",
)
