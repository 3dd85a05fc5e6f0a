"""The audit trail as 安全审计员 reads it: search, check that it is whole, take it along."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jian_minzheng.core.access import actor_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import AuditEntry
from jian_minzheng.core.registers.listing import export_or_refuse
from offices.listing.trail import TRAIL
from offices.roles import Capability


@require_safe
@needs(Capability.VIEW_AUDIT)
def trail_list(request: PortalRequest) -> HttpResponse:
    context = {**TRAIL.shown(request).context(), "urls": {"export": reverse("audit_export")}}
    return render(request, "offices/audit.html", context)


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
    return redirect(reverse("audit") + TRAIL.way_back(request.session))


@require_safe
@needs(Capability.VIEW_AUDIT)
def trail_export(request: PortalRequest) -> HttpResponseBase:
    return export_or_refuse(request, TRAIL.shown(request), actor_of(request), list_url=reverse("audit"))
