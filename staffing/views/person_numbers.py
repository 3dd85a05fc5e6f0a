"""The numbers of one person: shown whole for a reason, or checked by the last four characters; both on record."""

import hmac

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.audit.limits import record_within
from jian_minzheng.core.audit.models import Action
from offices.roles import Capability
from staffing import number_limits
from staffing.forms.numbers import LastFourForm, ReasonForm
from staffing.models import Person
from staffing.views.person import page_context

_TOO_MANY_CHECKS = "核对次数已到上限，请一小时后再试。"


@require_POST
@needs(Capability.REVEAL_NUMBERS)
def person_reveal(request: PortalRequest, pk: int) -> HttpResponse:
    """The whole numbers, with the reason on record; a fragment for htmx, else the page with the numbers in it."""
    person = Person.objects.kept_by(identity_of(request)).fetch_or_404(identity_of(request), pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _answer(request, person, "numbers", status=400, reason_error=form.errors["reason"][0])
    detail = {"事由": form.cleaned_data["reason"]}
    if not record_within(
        actor_of(request), number_limits.looks(), Action.NUMBER_REVEALED, subject=person, detail=detail
    ):
        return _answer(request, person, "numbers", status=429, reason_error=number_limits.TOO_MANY_LOOKS)
    return _answer(request, person, "numbers", revealed=True)


@require_POST
@needs(Capability.VIEW_PEOPLE)
def number_check(request: PortalRequest, pk: int) -> HttpResponse:
    """Do these four characters end the number? 一致 or 不一致, nothing else; the characters are not kept."""
    person = Person.objects.kept_by(identity_of(request)).fetch_or_404(identity_of(request), pk=pk)
    form = LastFourForm(request.POST)
    if not form.is_valid():
        return _answer(request, person, "number_check", status=400, check_error=form.errors["last_four"][0])
    same = hmac.compare_digest((person.id_number or "")[-4:], form.cleaned_data["last_four"])
    said = "一致" if same else "不一致"
    detail = {"结果": said}
    if not record_within(
        actor_of(request), number_limits.checks(), Action.NUMBER_CHECKED, subject=person, detail=detail
    ):
        return _answer(request, person, "number_check", status=429, check_error=_TOO_MANY_CHECKS)
    return _answer(request, person, "number_check", checked=said)


def _answer(request: PortalRequest, person: Person, part: str, *, status: int = 200, **shown: object) -> HttpResponse:
    """The part for htmx, which swaps in nothing but successes; else the whole page with its status."""
    if request.htmx:
        return render(request, f"staffing/partials/{part}.html", {"person": person, **shown})
    context = {**page_context(request, person), **shown}
    return render(request, "staffing/person_detail.html", context, status=status)
