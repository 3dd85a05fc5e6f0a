"""Civil-affairs windows: who lacks one, open, change, close, void."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.editing import history_of, restore_page, save_or_explain, void_page
from jian_minzheng.core.registers.listing import export_or_refuse
from offices.models import Division, ServiceWindow
from offices.roles import Capability
from offices.stations import halls, services
from offices.stations.forms import WindowForm


@needs(Capability.VIEW_OFFICES)
def window_list(request: PortalRequest) -> HttpResponse:
    """Every place that owes a window, with the gap where it has none."""
    return render(request, "offices/window_list.html", halls.HALLS.shown(request).context())


@needs(Capability.VIEW_OFFICES)
def window_export(request: PortalRequest) -> HttpResponseBase:
    return export_or_refuse(request, halls.HALLS.shown(request), actor_of(request))


@needs(Capability.EDIT_OFFICES)
def window_create(request: PortalRequest, division_pk: int) -> HttpResponse:
    """Register a window of a county, township or urban community."""
    division = Division.objects.fetch_or_404(identity_of(request), pk=division_pk)
    place = services.window_place(division)
    if not place:
        raise Http404("这个单位不要求设民政服务窗口。")
    return _edit(request, ServiceWindow(division=division, place=place), "登记民政服务窗口")


@needs(Capability.EDIT_OFFICES)
def window_edit(request: PortalRequest, pk: int) -> HttpResponse:
    window = _window_or_404(request, pk)
    if window.is_void:
        raise Http404("已作废的窗口先恢复，再修改。")
    return _edit(request, window, "修改民政服务窗口")


@needs(Capability.EDIT_OFFICES)
def window_void(request: PortalRequest, pk: int) -> HttpResponse:
    return _void_or_restore(request, pk, void_page)


@needs(Capability.EDIT_OFFICES)
def window_restore(request: PortalRequest, pk: int) -> HttpResponse:
    return _void_or_restore(request, pk, restore_page)


def _edit(request: PortalRequest, window: ServiceWindow, title: str) -> HttpResponse:
    actor = actor_of(request)
    form = WindowForm(request.POST or None, instance=window)
    opened = (lambda: form.opened_version) if window.pk else (lambda: None)

    def save() -> None:
        services.window_save(actor, window=form.instance, opened_version=opened())

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save):
        messages.success(request, f"已保存“{form.instance}”。")
        return redirect(_back(request, window.division))
    context = {
        "form": form,
        "window": window,
        "form_title": title,
        "back": _back(request, window.division),
        "changes": history_of(window) if window.pk else [],
    }
    return render(request, "offices/window_form.html", context)


def _back(request: PortalRequest, division: Division) -> str:
    """A window of a township is read on its station's page; the others on the list."""
    station = division.stations.live().filter(closed_on__isnull=True).first()
    if station is not None:
        return reverse("offices:station_detail", args=[station.pk]) + "#windows"
    return reverse("offices:window_list")


def _window_or_404(request: PortalRequest, pk: int) -> ServiceWindow:
    rows = ServiceWindow.objects.select_related("division", "voided_by")
    window: ServiceWindow = rows.fetch_or_404(identity_of(request), pk=pk)
    return window


def _void_or_restore(request: PortalRequest, pk: int, page: Callable[..., HttpResponse]) -> HttpResponse:
    window = _window_or_404(request, pk)
    back = _back(request, window.division)
    return page(request, window, back=back)
