"""What of stations is more than a register: the seven haves on one page, and setting up many at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from jian_minzheng.core.acting import Acting, PortalRequest
from jian_minzheng.core.editing import save_or_explain
from jian_minzheng.core.registers.reaching import brought_back_first, keeper, kept_record
from jian_minzheng.core.returning import way_back
from jian_minzheng.core.scope import OutOfScope
from offices.registers import station_writes
from offices.registers.stations import STATIONS
from offices.stations.equipment import EquipmentGrid
from offices.stations.setting_up import SettingUp


@require_http_methods(["GET", "POST"])
def station_equipment(request: PortalRequest, pk: int) -> HttpResponse:
    """The seven haves, all kinds on one page."""
    actor, station = kept_record(request, STATIONS, pk)
    if brought_back_first(request, station):
        return redirect(STATIONS.url("detail", pk))
    grid, back = EquipmentGrid(station, request.POST or None), way_back(request, STATIONS.url("detail", pk))
    if request.method == "POST" and grid.is_valid():
        changed = grid.touched

        def save() -> None:
            station_writes.equipment_save(actor, station=station, forms=changed)

        if not changed:
            messages.info(request, "没有变化，未保存。")
            return redirect(back)
        if save_or_explain(grid, save, scope=actor.scope):
            messages.success(request, f"已保存{len(changed)}项设施情况。{grid.also_said}")
            return redirect(back)
    return render(request, "offices/equipment_form.html", {"grid": grid, "station": station, "back": back})


@require_http_methods(["GET", "POST"])
def station_setup(request: PortalRequest) -> HttpResponse:
    """Set up the stations of all townships that lack one: choose and name, look once more, confirm."""
    actor = keeper(request, STATIONS)
    setting_up = SettingUp(actor.scope, request.POST if request.method == "POST" else None)
    step = request.POST.get("step", "")
    able = step in {"preview", "save"} and setting_up.is_valid()
    if able and step == "save" and _set_up(actor, setting_up):
        messages.success(request, f"已设立{len(setting_up.stations)}个民政所，请接着填报情况。{setting_up.also_said}")
        return redirect(STATIONS.url("list"))
    context = {"setting_up": setting_up, "preview": able and not setting_up.refusal, "back": STATIONS.url("list")}
    return render(request, "offices/station_setup.html", context)


def _set_up(actor: Acting, setting_up: SettingUp) -> bool:
    """All or none; what stands in the way is said on the form.

    Raises:
        Http404: a township lies outside the scope.
    """
    try:
        station_writes.stations_set_up(actor, stations=setting_up.stations)
    except ValidationError as error:
        setting_up.refusal = ["没有设立任何一个民政所。", *error.messages]
    except IntegrityError:
        setting_up.refusal = ["刚刚有人设立了其中的民政所，没有设立任何一个。请核对后再确认。"]
    except OutOfScope as error:
        raise Http404(str(error)) from error
    else:
        return True
    return False
