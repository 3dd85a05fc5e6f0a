"""A workbook with whole numbers is handed out for a reason, which the audit trail keeps."""

from django.http import HttpResponse
from django.shortcuts import render

from jian_minzheng.core.acting import PortalRequest
from staffing.forms.numbers import ReasonForm


def given_reason(request: PortalRequest) -> str | None:
    """What was written as the reason; ``None`` while there is none that will do."""
    form = ReasonForm(request.POST or None)
    return form.cleaned_data["reason"] if form.is_valid() else None


def reason_page(request: PortalRequest, *, title: str, back: str, query: str | None = None) -> HttpResponse:
    """Ask for it; the same address answers with the workbook. ``query`` is sent along as it came."""
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    context = {"form": form, "title": title, "back": back, "query": query}
    return render(request, "staffing/whole_numbers.html", context, status=400 if form.errors else 200)
