"""The audit trail as 安全审计员 reads it: search, check that it is whole, take it along."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from jian_minzheng.core.access import actor_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.spreadsheets import xlsx_response
from offices.roles import Capability

PAGE = 50
DATE = forms.DateInput(attrs={"type": "date"})


class TrailFilter(django_filters.FilterSet):
    """Search by words, action and days (both days included)."""

    q = django_filters.CharFilter(method="by_words", label="操作人、对象")
    action = django_filters.ChoiceFilter(choices=Action.choices, label="动作", empty_label="全部动作")
    after = django_filters.DateFilter(field_name="at", lookup_expr="date__gte", label="自", widget=DATE)
    before = django_filters.DateFilter(field_name="at", lookup_expr="date__lte", label="至", widget=DATE)

    class Meta:
        model = AuditEntry
        fields = ["q", "action", "after", "before"]

    def by_words(self, rows: QuerySet[AuditEntry], name: str, value: str) -> QuerySet[AuditEntry]:
        return rows.filter(Q(actor_name__icontains=value) | Q(object_label__icontains=value) | Q(role__icontains=value))


@needs(Capability.VIEW_AUDIT)
def trail_list(request: PortalRequest) -> HttpResponse:
    found = TrailFilter(request.GET, AuditEntry.objects.all())
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    return render(request, "offices/audit.html", {"filter": found, "page_obj": page})


@require_POST
@needs(Capability.VIEW_AUDIT)
def trail_verify(request: PortalRequest) -> HttpResponse:
    """Recompute the whole chain and say where it is broken, if anywhere."""
    broken = trail.verify()
    if broken:
        listed = "、".join(str(number) for number in broken[:10])
        messages.error(request, f"日志校验未通过：序号 {listed} 处与校验值不符，请立即报告并保全数据库。")
    else:
        messages.success(request, f"日志完整：{AuditEntry.objects.count()} 条记录逐条校验通过。")
    return redirect("audit")


@needs(Capability.VIEW_AUDIT)
def trail_export(request: PortalRequest) -> HttpResponseBase:
    found = TrailFilter(request.GET, AuditEntry.objects.all())
    response = xlsx_response("审计日志.xlsx", HEADERS, _cells(found.qs), sheet="审计日志")
    trail.record(actor_of(request), Action.EXPORTED, label="审计日志", detail={"行数": found.qs.count()})
    return response


HEADERS = ["序号", "时间", "操作人", "身份", "动作", "对象", "详情", "来源地址", "校验值"]


def _cells(rows: QuerySet[AuditEntry]) -> Iterator[list[Any]]:
    for entry in rows.iterator(chunk_size=2000):
        yield [
            entry.sequence,
            timezone.localtime(entry.at),
            entry.actor_name,
            entry.role,
            entry.get_action_display(),
            mask_text(entry.object_label),
            mask_text(str(entry.detail or "")),
            entry.address,
            entry.entry_hash,
        ]
