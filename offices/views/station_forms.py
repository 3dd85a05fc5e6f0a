"""Forms of one station, a page per section: own data, profile, seven haves, end and return, void and restore."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jian_minzheng.core.editing import restore_page, save_or_explain, void_page
from jian_minzheng.core.editing.dated import DatedSave
from jian_minzheng.core.hooks import facts_changed
from offices.access import acting, needs
from offices.models import Division, Station
from offices.roles import Capability
from offices.stations import services
from offices.stations.equipment import EquipmentGrid
from offices.stations.forms import ProfileForm, StationCloseForm, StationForm
from offices.views.sections import row_to_open, section_saved
from offices.views.stations import editable_station_or_404, station_or_404


@needs(Capability.EDIT_OFFICES)
def station_create(request: HttpRequest, township_pk: int) -> HttpResponse:
    """Set up the station of a township that has none in operation."""
    identity = acting(request)
    township = Division.objects.fetch_or_404(identity, pk=township_pk, level="township")
    station = Station(township=township, name=f"{township.name}民政所")
    form = StationForm(request.POST or None, instance=station)

    def save() -> None:
        services.station_create(identity=identity, station=form.instance)

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save):
        messages.success(request, f"已设立“{station}”，请接着填报情况。")
        return redirect("offices:station_detail", pk=form.instance.pk)
    former = Station.objects.visible_to(identity).filter(township=township)
    context = {"form": form, "township": township, "former": former, "back": reverse("offices:station_list")}
    return render(request, "offices/station_form.html", context)


@needs(Capability.EDIT_OFFICES)
def station_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _own_data(request, pk, StationForm, "修改基本信息", "已保存基本信息。")


@needs(Capability.EDIT_OFFICES)
def station_close(request: HttpRequest, pk: int) -> HttpResponse:
    return _own_data(request, pk, StationCloseForm, "撤销民政所", "已登记撤销日期。")


@needs(Capability.EDIT_OFFICES)
def station_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the end date back."""
    identity = acting(request)
    station = editable_station_or_404(identity, pk)
    form = StationCloseForm(request.POST or None, instance=station)
    form.fields.pop("closed_on")

    def save() -> None:
        station.closed_on = None
        services.station_update(identity=identity, station=station, opened_version=form.opened_version)

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save):
        messages.success(request, f"“{station}”已重新启用。")
        return redirect("offices:station_detail", pk=pk)
    return _station_form(request, station, form, "重新启用民政所")


@needs(Capability.EDIT_OFFICES)
def station_profile(request: HttpRequest, pk: int) -> HttpResponse:
    """How the station stands; ``?row=`` opens an earlier row for correction."""
    identity = acting(request)
    station = editable_station_or_404(identity, pk)
    base, initial = row_to_open(station.profiles, request.GET.get("row", ""))
    form = ProfileForm(
        request.POST or None, base=base, owner={"station": station}, earliest=station.opened_on, initial=initial
    )

    def save() -> DatedSave:
        return services.profile_save(
            identity=identity,
            station=station,
            row=form.instance,
            base=form.base,
            opened_version=form.opened_version,
        )

    if section_saved(request, form, save):
        return redirect("offices:station_detail", pk=pk)
    return _station_form(request, station, form, "填报基本情况")


@needs(Capability.EDIT_OFFICES)
def station_equipment(request: HttpRequest, pk: int) -> HttpResponse:
    """The seven haves, all kinds on one page."""
    identity = acting(request)
    station = editable_station_or_404(identity, pk)
    grid = EquipmentGrid(station, request.POST or None)
    if request.method == "POST" and grid.is_valid():
        changed = grid.touched

        def save() -> None:
            services.equipment_save(identity=identity, station=station, forms=changed)

        if not changed:
            messages.info(request, "没有变化，未保存。")
            return redirect("offices:station_detail", pk=pk)
        if save_or_explain(grid, save):
            messages.success(request, f"已保存{len(changed)}项设施情况。")
            return redirect("offices:station_detail", pk=pk)
    return render(request, "offices/equipment_form.html", {"grid": grid, "station": station})


@needs(Capability.EDIT_OFFICES)
def station_void(request: HttpRequest, pk: int) -> HttpResponse:
    return _void_or_restore(request, pk, void_page)


@needs(Capability.EDIT_OFFICES)
def station_restore(request: HttpRequest, pk: int) -> HttpResponse:
    return _void_or_restore(request, pk, restore_page)


def _void_or_restore(request: HttpRequest, pk: int, page: Callable[..., HttpResponse]) -> HttpResponse:
    station = station_or_404(acting(request), pk)
    back = reverse("offices:station_detail", args=[pk])
    return page(request, station, back=back, after=lambda record: facts_changed({record.township_id}))


def _own_data(request: HttpRequest, pk: int, form_class: Any, title: str, done: str) -> HttpResponse:
    identity = acting(request)
    station = editable_station_or_404(identity, pk)
    form = form_class(request.POST or None, instance=station)

    def save() -> None:
        services.station_update(identity=identity, station=form.instance, opened_version=form.opened_version)

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save):
        messages.success(request, done)
        return redirect("offices:station_detail", pk=pk)
    return _station_form(request, station, form, title)


def _station_form(request: HttpRequest, station: Station, form: Any, title: str) -> HttpResponse:
    back = reverse("offices:station_detail", args=[station.pk])
    context = {"form": form, "station": station, "township": station.township, "form_title": title, "back": back}
    return render(request, "offices/station_form.html", context)
