"""A workbook with whole numbers is handed out for a reason, which the audit trail keeps."""

from django.http import HttpResponse
from django.shortcuts import render

from jian_minzheng.core.access import actor_of
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.audit.limits import refuse_beyond
from jian_minzheng.core.audit.models import Action
from staffing import number_limits
from staffing.forms.numbers import ReasonForm


def given_reason(request: PortalRequest) -> str | None:
    """What was written as the reason; ``None`` while there is none that will do.

    Nor is any once the account has looked at as many numbers one by one as it may: a workbook is no way round that.
    """
    form = ReasonForm(request.POST or None)
    if not form.is_valid() or refuse_beyond(actor_of(request), number_limits.looks(), Action.NUMBER_REVEALED):
        return None
    return str(form.cleaned_data["reason"])


def reason_page(request: PortalRequest, *, title: str, back: str, query: str | None = None) -> HttpResponse:
    """Ask for it; the same address answers with the workbook. ``query`` is sent along as it came."""
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    beyond = form.is_valid()
    if beyond:
        form.add_error("reason", number_limits.TOO_MANY_LOOKS)
    context = {"form": form, "title": title, "back": back, "query": query}
    status = 429 if beyond else 400 if form.errors else 200
    return render(request, "staffing/whole_numbers.html", context, status=status)
