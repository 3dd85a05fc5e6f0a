"""Dated rows of a post: enter an earlier one, correct, void, bring back. Each returns to the person's page."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.editing import restore_page, void_page
from offices.roles import Capability
from staffing.forms.terms import term_form
from staffing.models import TERMS, Term
from staffing.posts import term_rows
from staffing.views.posts import form_page, live_post, person_page

editing = require_http_methods(["GET", "POST"])


@editing
@needs(Capability.EDIT_PEOPLE)
def term_new(request: PortalRequest, pk: int, fact: str) -> HttpResponse:
    """Enter what a post was on an earlier day, or is since a later one."""
    term = _model(fact)(appointment=live_post(request, pk))
    form = term_form(term, request.POST)
    return form_page(
        request,
        form,
        person=term.appointment.person,
        save=lambda: term_rows.term_add(actor_of(request), term=form.instance),
        title=f"补登{term._meta.verbose_name}：{term.appointment}",
        done="已补登。",
        note="补登的是到岗以来各段时间的情况；现在的情况按日期最晚的一条。",
    )


@editing
@needs(Capability.EDIT_PEOPLE)
def term_edit(request: PortalRequest, fact: str, pk: int) -> HttpResponse:
    """Put right what was never so."""
    term = _term(request, fact, pk)
    if term.is_void and request.method != "POST":
        raise Http404("这条登记已经作废。")
    form = term_form(term, request.POST)
    return form_page(
        request,
        form,
        person=term.appointment.person,
        save=lambda: term_rows.term_correct(actor_of(request), term=form.instance, opened_version=form.opened_version),
        title=f"更正：{term}",
        done="已更正。",
        note="更正的是原来登记错的；后来变了的，请在“修改任职”里选“自以下日期起变更”。",
    )


@editing
@needs(Capability.EDIT_PEOPLE)
def term_void(request: PortalRequest, fact: str, pk: int) -> HttpResponse:
    """Void what was entered by mistake."""
    term = _term(request, fact, pk)
    return void_page(request, term, back=person_page(term.appointment.person), void=term_rows.term_void)


@editing
@needs(Capability.EDIT_PEOPLE)
def term_restore(request: PortalRequest, fact: str, pk: int) -> HttpResponse:
    """Bring it back."""
    term = _term(request, fact, pk)
    return restore_page(request, term, back=person_page(term.appointment.person), restore=term_rows.term_restore)


def _model(fact: str) -> type[Any]:
    if fact not in TERMS:
        raise Http404("没有这一项登记。")
    return TERMS[fact]


def _term(request: PortalRequest, fact: str, pk: int) -> Term:
    known = _model(fact).objects.select_related("appointment__person", "appointment__work_division")
    found: Term = known.fetch_or_404(identity_of(request), pk=pk)
    return found
