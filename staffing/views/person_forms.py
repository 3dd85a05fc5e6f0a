"""Entering a person with the first post, and correcting particulars."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.limits import one_at_a_time
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.editing import save_or_explain
from jian_minzheng.core.returning import way_back
from offices.roles import Capability
from staffing import alike, number_limits
from staffing.forms import PersonForm, PlacedPostForm
from staffing.listing.people import PEOPLE
from staffing.models import Appointment, Person
from staffing.models.people import NOT_HERE
from staffing.posts import person_create_with_appointment, person_update
from staffing.views.kinds import asked_kind, kind_tabs

_LABEL = "登记人员"


@require_http_methods(["GET", "POST"])
@needs(Capability.EDIT_PEOPLE)
def person_new(request: PortalRequest) -> HttpResponse:
    """Particulars and first post on one page; ``?kind=`` says which kind of post, ``?place=`` which unit or home."""
    identity = identity_of(request)
    kind = asked_kind(request)
    data = request.POST or None
    person_form = PersonForm(data, prefix="person", scope=identity, closed=_closed(request, "person-"))
    post_form = PlacedPostForm(
        data,
        prefix="post",
        scope=identity,
        instance=Appointment(kind=kind),
        initial={"place": request.GET.get("place")},
    )
    if request.method == "POST" and all([person_form.is_valid(), post_form.is_valid()]):
        person, post = person_form.instance, post_form.instance

        def enter() -> bool:
            return save_or_explain(
                post_form,
                lambda: person_create_with_appointment(actor_of(request), person=person, appointment=post),
                scope=identity,
            )

        if _saved(request, person_form, enter, why_closed=lambda: _closed(request, "person-")):
            said = f"{person_form.also_said}{post_form.also_said}"
            messages.success(request, f"已登记{person.name}的{post.get_kind_display()}任职。{said}")
            return redirect(way_back(request, reverse("staffing:person_detail", args=[person.pk])))
    context = {"forms": [person_form, post_form], "tabs": kind_tabs(request, kind), "title": "新增人员"}
    back = way_back(request, reverse("staffing:person_list") + PEOPLE.way_back(request.session))
    return render(request, "staffing/edit.html", {**context, "label": "登记", "back": back})


@require_http_methods(["GET", "POST"])
@needs(Capability.EDIT_PEOPLE)
def person_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Correct the particulars of somebody whom the acting area keeps."""
    identity = identity_of(request)
    person = Person.objects.kept_by(identity).fetch_or_404(identity, pk=pk)
    name = person.name
    form = PersonForm(request.POST or None, instance=person, scope=identity, closed=_closed(request, person=person))

    def correct() -> bool:
        return save_or_explain(
            form,
            lambda: person_update(actor_of(request), person=form.instance, opened_version=form.opened_version),
            scope=identity,
        )

    def closed() -> str:
        return _closed(request, person=person)

    if request.method == "POST" and form.is_valid() and _saved(request, form, correct, why_closed=closed):
        messages.success(request, f"已保存{person.name}的基本情况。{form.also_said}")
        return redirect("staffing:person_detail", pk=pk)
    context = {
        "forms": [form],
        "title": f"修改{name}的基本情况",
        "label": "保存",
        "back": reverse("staffing:person_detail", args=[pk]),
    }
    return render(request, "staffing/edit.html", context)


def _closed(request: PortalRequest, prefix: str = "", person: Person | None = None) -> str:
    """Why a number that was typed is not looked up any more, if so; telephones count where one is on record."""
    typed = request.POST.get(f"{prefix}id_number_typed") or (
        person and person.phone and request.POST.get("phone_typed")
    )
    return number_limits.why_closed(actor_of(request), label=_LABEL, person=person) if typed else ""


def _saved(
    request: PortalRequest, form: PersonForm, save: Callable[[], bool], *, why_closed: Callable[[], str]
) -> bool:
    """Look the number up and save. What was looked up goes on record either way, without the number; another telephone
    once it is stored, for nothing is told before.

    Of several requests at once each is told whether numbers are still looked up once the one before is on record.
    """
    if not (form.new_number or form.other_phone):
        return save()
    actor, saved, gone = actor_of(request), False, None
    with one_at_a_time(actor):
        if closed := why_closed():
            form.add_error("id_number_typed" if form.new_number else "phone_typed", closed)
            return False
        if form.new_number and not alike.may_look_up(actor, form.new_number):
            form.add_error("id_number_typed", NOT_HERE)
            trail.record(actor, Action.NUMBER_HELD, label=_LABEL)
            return False
        try:
            saved = form.number_is_free() and save()
        except Http404 as error:  # told only after what was looked up is on record
            gone = error
        if saved:
            trail.record(actor, Action.NUMBER_TYPED, subject=form.instance, label=_LABEL)
        elif form.new_number:
            trail.record(actor, Action.NUMBER_HELD, subject=alike.Tried.of(form.new_number), label=_LABEL)
    if gone is not None:
        raise gone
    return saved
