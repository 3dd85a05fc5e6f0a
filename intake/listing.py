"""The list of imports: those that wait for somebody first, colleagues' included."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, Exists, Value, When
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from intake.kinds import kinds_offered
from intake.models import ImportBatch, ImportJob
from intake.models.batches import REFUSED
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing.history import named_to
from jian_minzheng.core.registers.columns import Column, linked
from jian_minzheng.core.registers.filters import ListFilter, StateFilter
from jian_minzheng.core.registers.listing import Listing

AT_WORK = Exists(ImportJob.objects.open().of_batch())
"""Annotation of batches: a job of it is open, so it is not to be changed."""

_STATES = ImportBatch.State
_WAITING_FIRST = Case(When(state__in=(_STATES.READ, _STATES.PREVIEWED), then=Value(0)), default=Value(1))


def batch_rows(identity: Identity, values: Mapping[str, Any]) -> Any:
    """Every import by somebody who saw no more than the scope; of a file that was refused there is none."""
    batches = ImportBatch.objects.visible_to(identity).exclude(summary__has_key=REFUSED)
    batches = batches.select_related("owner", "touched_by", "division")
    return batches.annotate(at_work=AT_WORK, waits=_WAITING_FIRST)


def load_rows(identity: Identity, rows: list[Any], values: Mapping[str, Any]) -> None:
    """Attach the address of each import, and who had it last, as the reader may know."""
    accounts = {batch.touched_by for batch in rows if batch.touched_by and batch.state == _STATES.PREVIEWED}
    names = {account: named_to(identity, account) for account in accounts}
    for batch in rows:
        batch.touched_told = names.get(batch.touched_by, "")
        batch.row_url = reverse("intake:detail", args=[batch.pk])


class ImportFilter(ListFilter):
    search = ("file_name", "owner__full_name", "division__name")
    search_hint = "文件、导入人或单位"

    state = StateFilter(_STATES.choices, label="状态", field_name="state")
    kind = StateFilter(
        lambda identity: [(kind.key, kind.label) for kind in kinds_offered()], label="类别", field_name="kind"
    )


def _moment(value: Any, shape: str) -> str:
    return date_format(timezone.localtime(value), shape)


def _owner(batch: Any) -> Any:
    if not batch.touched_told:
        return batch.owner
    touched = f"最近由{batch.touched_told}于{_moment(batch.touched_at, 'm-d H:i')}处理"
    return format_html('{}<span class="import-raw">{}</span>', batch.owner, touched)


def _errors(batch: Any) -> Any:
    asked = batch.summary.get("ask")
    count = batch.summary.get("error", 0)
    return format_html('{}<span class="import-raw">另有{}行需确认</span>', count, asked) if asked else count


def _state(batch: Any) -> SafeString:
    return SafeString(render_to_string("intake/partials/state.html", {"batch": batch}))


COLUMNS = [
    Column(
        "file",
        "文件",
        lambda batch: batch.file_name,
        show=lambda batch: linked(batch.row_url, batch.file_name),
        order=("file_name",),
        text=True,
        optional=False,
    ),
    Column("kind", "类别", lambda batch: batch.kind_label, order=("kind",)),
    Column("division", "导入到", lambda batch: batch.division, order=("division__path",)),
    Column("owner", "导入人", lambda batch: batch.owner, show=_owner),
    Column(
        "created",
        "上传时间",
        lambda batch: batch.created_at,
        show=lambda batch: _moment(batch.created_at, "Y-m-d H:i"),
        order=("created_at",),
        css="text-nowrap",
    ),
    Column("new", "新增", lambda batch: batch.summary.get("new", 0), number=True),
    Column("changed", "变更", lambda batch: batch.summary.get("changed", 0), number=True),
    Column("same", "无变化", lambda batch: batch.summary.get("same", 0), number=True),
    Column("error", "错误", lambda batch: batch.summary.get("error", 0), show=_errors, number=True),
    Column("state", "状态", lambda batch: batch.get_state_display(), show=_state, order=("state",)),
]

IMPORTS = Listing(
    name="imports",
    title="表格导入",
    rows=batch_rows,
    columns=COLUMNS,
    filters=ImportFilter,
    order=("waits", "-created_at"),
    load=load_rows,
)
