"""Forms of one nursing home: own data, census, end and return, void and restore."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.editing import restore_page, save_or_explain, void_page
from jian_minzheng.core.editing.dated import DatedSave
from offices.homes import services
from offices.homes.forms import CensusForm, HomeCloseForm, HomeCreateForm, HomeForm
from offices.models import NursingHome
from offices.roles import Capability
from offices.views.homes import editable_home_or_404, home_or_404
from offices.views.sections import row_to_open, section_saved


@needs(Capability.EDIT_OFFICES)
def home_create(request: PortalRequest) -> HttpResponse:
    actor = actor_of(request)
    form = HomeCreateForm(
        request.POST or None, identity=actor.scope, initial={"township": request.GET.get("township", "")}
    )

    def save() -> None:
        services.home_create(actor, home=form.instance)

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save):
        messages.success(request, f"已登记“{form.instance}”，请接着填报床位和供养情况。")
        return redirect("offices:home_detail", pk=form.instance.pk)
    context = {"form": form, "form_title": "新增敬老院", "back": reverse("offices:home_list")}
    return render(request, "offices/home_form.html", context)


@needs(Capability.EDIT_OFFICES)
def home_edit(request: PortalRequest, pk: int) -> HttpResponse:
    return _own_data(request, pk, HomeForm, "修改基本信息", "已保存基本信息。")


@needs(Capability.EDIT_OFFICES)
def home_close(request: PortalRequest, pk: int) -> HttpResponse:
    return _own_data(request, pk, HomeCloseForm, "停办敬老院", "已登记停办日期。")


@needs(Capability.EDIT_OFFICES)
def home_reopen(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the end date back."""
    actor = actor_of(request)
    home = editable_home_or_404(actor.scope, pk)
    form = HomeCloseForm(request.POST or None, instance=home)
    form.fields.pop("closed_on")

    def save() -> None:
        home.closed_on = None
        services.home_update(actor, home=home, opened_version=form.opened_version)

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save):
        messages.success(request, f"“{home}”已重新启用。")
        return redirect("offices:home_detail", pk=pk)
    return _home_form(request, home, form, "重新启用敬老院")


@needs(Capability.EDIT_OFFICES)
def home_census(request: PortalRequest, pk: int) -> HttpResponse:
    """Beds and residents; ``?row=`` opens an earlier row for correction."""
    actor = actor_of(request)
    home = editable_home_or_404(actor.scope, pk)
    base, initial = row_to_open(home.censuses, request.GET.get("row", ""))
    form = CensusForm(request.POST or None, base=base, owner={"home": home}, earliest=home.opened_on, initial=initial)

    def save() -> DatedSave:
        return services.census_save(
            actor, home=home, row=form.instance, base=form.base, opened_version=form.opened_version
        )

    if section_saved(request, form, save):
        return redirect("offices:home_detail", pk=pk)
    return _home_form(request, home, form, "填报床位和供养情况")


@needs(Capability.EDIT_OFFICES)
def home_void(request: PortalRequest, pk: int) -> HttpResponse:
    return _void_or_restore(request, pk, void_page)


@needs(Capability.EDIT_OFFICES)
def home_restore(request: PortalRequest, pk: int) -> HttpResponse:
    return _void_or_restore(request, pk, restore_page)


def _void_or_restore(request: PortalRequest, pk: int, page: Callable[..., HttpResponse]) -> HttpResponse:
    home = home_or_404(identity_of(request), pk)
    back = reverse("offices:home_detail", args=[pk])
    return page(request, home, back=back)


def _own_data(request: PortalRequest, pk: int, form_class: Any, title: str, done: str) -> HttpResponse:
    actor = actor_of(request)
    home = editable_home_or_404(actor.scope, pk)
    form = form_class(request.POST or None, instance=home)

    def save() -> None:
        services.home_update(actor, home=form.instance, opened_version=form.opened_version)

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save):
        messages.success(request, done)
        return redirect("offices:home_detail", pk=pk)
    return _home_form(request, home, form, title)


def _home_form(request: PortalRequest, home: NursingHome, form: Any, title: str) -> HttpResponse:
    back = reverse("offices:home_detail", args=[home.pk])
    return render(request, "offices/home_form.html", {"form": form, "home": home, "form_title": title, "back": back})
