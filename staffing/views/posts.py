"""Posts: a further one, corrections, end, transfer, loan, void and back. Each form returns to the person's page."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.audit.refusals import put_on_record
from jian_minzheng.core.editing import EditForm, restore_page, save_or_explain, void_page
from jian_minzheng.core.editing.seen import ChangedMeanwhile, require_unchanged
from jian_minzheng.core.parameters import whole_number
from jian_minzheng.core.records import EditConflict
from jian_minzheng.core.returning import way_back
from offices.roles import Capability
from staffing import posts
from staffing.forms import EndForm, LendForm, PlacedPostForm, PostForm, TransferForm
from staffing.models import Appointment, Person
from staffing.posts.lent import why_not_voided
from staffing.posts.writing import lock_person
from staffing.views.kinds import asked_kind, kind_tabs

T = TypeVar("T")
editing = require_http_methods(["GET", "POST"])


@editing
@needs(Capability.EDIT_PEOPLE)
def post_new(request: PortalRequest, pk: int) -> HttpResponse:
    """A further post for somebody whom the acting area keeps."""
    identity = identity_of(request)
    person = Person.objects.kept_by(identity).fetch_or_404(identity, pk=pk)
    kind = asked_kind(request)
    post = Appointment(person=person, kind=kind)
    form = PlacedPostForm(request.POST or None, instance=post, scope=identity)
    return form_page(
        request,
        form,
        person=person,
        save=lambda: posts.appointment_start(actor_of(request), person=person, appointment=form.instance),
        title=f"为{person.name}新增任职",
        done="已新增任职。",
        tabs=kind_tabs(request, kind),
    )


@editing
@needs(Capability.EDIT_PEOPLE)
def post_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Correct the terms of a post, or say since when they are others."""
    post = live_post(request, pk)
    form = PostForm(request.POST or None, instance=post, scope=identity_of(request))
    return form_page(
        request,
        form,
        person=post.person,
        save=lambda: posts.appointment_update(
            actor_of(request),
            appointment=form.instance,
            opened_version=form.opened_version,
            changed_on=form.changed_from,
        ),
        title=f"修改任职：{post}",
        done="已保存任职。",
    )


@editing
@needs(Capability.EDIT_PEOPLE)
def post_end(request: PortalRequest, pk: int) -> HttpResponse:
    """End a post."""
    post = _open_post(request, pk)
    form = EndForm(request.POST or None, instance=post)
    return form_page(
        request,
        form,
        person=post.person,
        save=lambda: posts.appointment_end(
            actor_of(request),
            appointment=form.instance,
            opened_version=form.opened_version,
            on=form.cleaned_data["to_date"],
            reason=form.cleaned_data["end_reason"],
        ),
        title=f"登记离岗：{post}",
        done="已登记离岗。如属误操作，可以撤销离岗。",
        label="登记离岗",
    )


@editing
@needs(Capability.EDIT_PEOPLE)
def post_transfer(request: PortalRequest, pk: int) -> HttpResponse:
    """Move somebody to another post."""
    post = _open_post(request, pk)
    kind = asked_kind(request, post.kind)
    form = TransferForm(request.POST or None, predecessor=post, kind=kind, scope=identity_of(request))
    return form_page(
        request,
        form,
        person=post.person,
        save=lambda: posts.appointment_transfer(
            actor_of(request), appointment=post, opened_version=form.opened_version, successor=form.instance
        ),
        title=f"调动：{post}",
        done="已登记调动，原任职留作历史。",
        label="登记调动",
        note="原任职在新任职到岗的前一天结束。",
        tabs=kind_tabs(request, kind),
    )


@editing
@needs(Capability.EDIT_PEOPLE)
def post_lend(request: PortalRequest, pk: int) -> HttpResponse:
    """Lend somebody to another unit while this one keeps the post."""
    post = _open_post(request, pk)
    form = LendForm(request.POST or None, predecessor=post, scope=identity_of(request))
    return form_page(
        request,
        form,
        person=post.person,
        save=lambda: posts.appointment_lend(
            actor_of(request), appointment=post, opened_version=form.opened_version, successor=form.instance
        ),
        title=f"借调：{post}",
        done="已登记借调，编制仍在原单位。",
        label="登记借调",
        note="借调期间编制仍在原单位：在原单位计入编制，在借入单位计入在岗，各计一次。",
    )


@require_POST
@needs(Capability.EDIT_PEOPLE)
def post_reinstate(request: PortalRequest, pk: int) -> HttpResponse:
    """Take an end back; the posted ``version`` and ``seen`` are what the user saw."""
    post = live_post(request, pk)
    _in_turn(post.person, lambda: _reinstate(request, post))
    return redirect(person_page(post.person))


def _reinstate(request: PortalRequest, post: Appointment) -> None:
    version = request.POST.get("version")
    try:
        seen = {post.pk: whole_number(request.POST.get("seen")) or 0}
        require_unchanged([post], seen, scope=identity_of(request))
        posts.appointment_reinstate(actor_of(request), appointment=post, opened_version=whole_number(version) or 0)
    except ChangedMeanwhile as meanwhile:
        messages.error(request, f"没有撤销离岗：这条任职刚刚被他人修改，{meanwhile.told}。请核对后再操作。")
    except EditConflict:
        messages.error(request, "这条任职刚刚被他人修改，请核对后再操作。")
    except ValidationError as error:
        put_on_record(error)
        messages.error(request, "不能撤销离岗：" + "".join(error.messages))
    else:
        messages.success(request, "已撤销离岗。")


@editing
@needs(Capability.EDIT_PEOPLE)
def post_void(request: PortalRequest, pk: int) -> HttpResponse:
    """Void a post that was entered by mistake."""
    post = _post(request, pk)
    if why := why_not_voided(identity_of(request), post):
        return _refused(request, post, f"不能作废：{why}")
    return void_page(request, post, back=person_page(post.person), void=posts.appointment_void)


@editing
@needs(Capability.EDIT_PEOPLE)
def post_restore(request: PortalRequest, pk: int) -> HttpResponse:
    """Bring a voided post back."""
    post = _post(request, pk)
    if why := why_not_voided(identity_of(request), post):
        return _refused(request, post, f"不能恢复：{why}")
    return _in_turn(
        post.person,
        lambda: restore_page(request, post, back=person_page(post.person), restore=posts.appointment_restore),
    )


def _refused(request: PortalRequest, post: Appointment, why: str) -> HttpResponse:
    messages.error(request, why)
    return redirect(person_page(post.person))


def _post(request: PortalRequest, pk: int) -> Appointment:
    known = Appointment.objects.select_related("person", "work_division", "post_division", "home")
    found: Appointment = known.fetch_or_404(identity_of(request), pk=pk)
    return found


def live_post(request: PortalRequest, pk: int) -> Appointment:
    """A post whose form is opened; what was typed before somebody voided or ended it is left to the service."""
    post = _post(request, pk)
    if post.is_void and request.method != "POST":
        raise Http404("这条任职已经作废。")
    return post


def _open_post(request: PortalRequest, pk: int) -> Appointment:
    post = live_post(request, pk)
    if post.to_date is not None and request.method != "POST":
        raise Http404("这条任职已经结束。")
    return post


def _in_turn(person: Person, act: Callable[[], T]) -> T:
    """What others try with the same person waits until the outcome of this is on record."""
    with transaction.atomic():
        lock_person(person.pk)
        return act()


def person_page(person: Person) -> str:
    return reverse("staffing:person_detail", args=[person.pk])


def form_page(
    request: PortalRequest,
    form: EditForm,
    *,
    person: Person,
    save: Callable[[], Any],
    title: str,
    done: str,
    **more: Any,
) -> HttpResponse:
    """Show a form, save it, return to the person, or to the page that asked for it."""
    back = way_back(request, person_page(person))

    def attempt() -> bool:
        return save_or_explain(form, save, scope=identity_of(request))

    if request.method == "POST" and form.is_valid() and _in_turn(person, attempt):
        messages.success(request, f"{done}{form.also_said}")
        return redirect(back)
    context = {"forms": [form], "title": title, "back": back, "label": "保存", **more}
    return render(request, "staffing/edit.html", context)
