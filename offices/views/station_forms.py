"""Forms of one station, a page per section: own data, profile, seven haves, end and return, void and restore."""

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
from offices.models import Division, Station
from offices.roles import Capability
from offices.stations import services
from offices.stations.equipment import EquipmentGrid
from offices.stations.forms import ProfileForm, StationCloseForm, StationForm
from offices.views.sections import row_to_open, section_saved
from offices.views.stations import editable_station_or_404, station_or_404


@needs(Capability.EDIT_OFFICES)
def station_create(request: PortalRequest, township_pk: int) -> HttpResponse:
    """Set up the station of a township that has none in operation."""
    actor = actor_of(request)
    township = Division.objects.fetch_or_404(actor.scope, pk=township_pk, level="township")
    station = Station(township=township, name=f"{township.name}民政所")
    form = StationForm(request.POST or None, instance=station)

    def save() -> None:
        services.station_create(actor, station=form.instance)

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save):
        messages.success(request, f"已设立“{station}”，请接着填报情况。")
        return redirect("offices:station_detail", pk=form.instance.pk)
    former = Station.objects.visible_to(actor.scope).filter(township=township)
    context = {"form": form, "township": township, "former": former, "back": reverse("offices:station_list")}
    return render(request, "offices/station_form.html", context)


@needs(Capability.EDIT_OFFICES)
def station_edit(request: PortalRequest, pk: int) -> HttpResponse:
    return _own_data(request, pk, StationForm, "修改基本信息", "已保存基本信息。")


@needs(Capability.EDIT_OFFICES)
def station_close(request: PortalRequest, pk: int) -> HttpResponse:
    return _own_data(request, pk, StationCloseForm, "撤销民政所", "已登记撤销日期。")


@needs(Capability.EDIT_OFFICES)
def station_reopen(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the end date back."""
    actor = actor_of(request)
    station = editable_station_or_404(actor.scope, pk)
    form = StationCloseForm(request.POST or None, instance=station)
    form.fields.pop("closed_on")

    def save() -> None:
        station.closed_on = None
        services.station_update(actor, station=station, opened_version=form.opened_version)

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save):
        messages.success(request, f"“{station}”已重新启用。")
        return redirect("offices:station_detail", pk=pk)
    return _station_form(request, station, form, "重新启用民政所")


@needs(Capability.EDIT_OFFICES)
def station_profile(request: PortalRequest, pk: int) -> HttpResponse:
    """How the station stands; ``?row=`` opens an earlier row for correction."""
    actor = actor_of(request)
    station = editable_station_or_404(actor.scope, pk)
    base, initial = row_to_open(station.profiles, request.GET.get("row", ""))
    form = ProfileForm(
        request.POST or None, base=base, owner={"station": station}, earliest=station.opened_on, initial=initial
    )

    def save() -> DatedSave:
        return services.profile_save(
            actor,
            station=station,
            row=form.instance,
            base=form.base,
            opened_version=form.opened_version,
        )

    if section_saved(request, form, save):
        return redirect("offices:station_detail", pk=pk)
    return _station_form(request, station, form, "填报基本情况")


@needs(Capability.EDIT_OFFICES)
def station_equipment(request: PortalRequest, pk: int) -> HttpResponse:
    """The seven haves, all kinds on one page."""
    actor = actor_of(request)
    station = editable_station_or_404(actor.scope, pk)
    grid = EquipmentGrid(station, request.POST or None)
    if request.method == "POST" and grid.is_valid():
        changed = grid.touched

        def save() -> None:
            services.equipment_save(actor, station=station, forms=changed)

        if not changed:
            messages.info(request, "没有变化，未保存。")
            return redirect("offices:station_detail", pk=pk)
        if save_or_explain(grid, save):
            messages.success(request, f"已保存{len(changed)}项设施情况。")
            return redirect("offices:station_detail", pk=pk)
    return render(request, "offices/equipment_form.html", {"grid": grid, "station": station})


@needs(Capability.EDIT_OFFICES)
def station_void(request: PortalRequest, pk: int) -> HttpResponse:
    return _void_or_restore(request, pk, void_page)


@needs(Capability.EDIT_OFFICES)
def station_restore(request: PortalRequest, pk: int) -> HttpResponse:
    return _void_or_restore(request, pk, restore_page)


def _void_or_restore(request: PortalRequest, pk: int, page: Callable[..., HttpResponse]) -> HttpResponse:
    station = station_or_404(identity_of(request), pk)
    back = reverse("offices:station_detail", args=[pk])
    return page(request, station, back=back)


def _own_data(request: PortalRequest, pk: int, form_class: Any, title: str, done: str) -> HttpResponse:
    actor = actor_of(request)
    station = editable_station_or_404(actor.scope, pk)
    form = form_class(request.POST or None, instance=station)

    def save() -> None:
        services.station_update(actor, station=form.instance, opened_version=form.opened_version)

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save):
        messages.success(request, done)
        return redirect("offices:station_detail", pk=pk)
    return _station_form(request, station, form, title)


def _station_form(request: PortalRequest, station: Station, form: Any, title: str) -> HttpResponse:
    back = reverse("offices:station_detail", args=[station.pk])
    context = {"form": form, "station": station, "township": station.township, "form_title": title, "back": back}
    return render(request, "offices/station_form.html", context)
