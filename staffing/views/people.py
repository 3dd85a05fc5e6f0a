"""人员: the list, and the workbooks made of what it shows."""

from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jian_minzheng.core.access import actor_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.registers.listing import Shown, export_or_refuse
from offices.roles import Capability
from staffing.listing.people import PEOPLE, PEOPLE_WHOLE
from staffing.views.reasons import given_reason, reason_page


@require_GET
@needs(Capability.VIEW_PEOPLE)
def person_list(request: PortalRequest) -> HttpResponse:
    """One row per post in scope."""
    context = {**PEOPLE.shown(request).context(), "urls": {"export": reverse("staffing:person_export")}}
    return render(request, "staffing/person_list.html", context)


@require_GET
@needs(Capability.VIEW_PEOPLE)
def person_export(request: PortalRequest) -> HttpResponseBase:
    """What the list shows, numbers masked."""
    return _export(request, PEOPLE.shown(request), {"完整号码": "否"})


@require_POST
@needs(Capability.REVEAL_NUMBERS)
def person_export_full(request: PortalRequest) -> HttpResponseBase:
    """The same with whole numbers, for those whom the acting area keeps; the query comes as one posted field.

    Without a reason the answer is the page that asks for it.
    """
    query = request.POST.get("query", "")
    shown, reason = PEOPLE_WHOLE.shown(request, QueryDict(query)), given_reason(request)
    if shown.readable and reason is None:
        back = f"{reverse('staffing:person_list')}?{query}"
        return reason_page(request, title="导出完整号码", back=back, query=query)
    return _export(request, shown, {"完整号码": "是", "事由": reason or ""})


def _export(request: PortalRequest, shown: Shown, detail: dict[str, str]) -> HttpResponseBase:
    actor = actor_of(request)
    name = f"{actor.scope.division_name}{shown.listing.title}"
    url = reverse("staffing:person_list")
    return export_or_refuse(request, shown, actor, list_url=url, name=name, detail=detail)
