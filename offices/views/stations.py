"""民政所: the list with its export, and 一所一档."""

from django.db.models import Subquery
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import Identity, PortalRequest
from jian_minzheng.core.registers.listing import export_or_refuse
from offices.models import Station
from offices.models.divisions import Level
from offices.panels import panels_for
from offices.places import unit_above
from offices.roles import Capability
from offices.stations import columns
from offices.stations.page import station_changes, station_page


@needs(Capability.VIEW_OFFICES)
def station_list(request: PortalRequest) -> HttpResponse:
    return render(request, "offices/station_list.html", columns.STATIONS.shown(request).context())


@needs(Capability.VIEW_OFFICES)
def station_export(request: PortalRequest) -> HttpResponseBase:
    return export_or_refuse(request, columns.STATIONS.shown(request), actor_of(request))


@needs(Capability.VIEW_OFFICES)
def station_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """一所一档: one page is one station, and prints to A4."""
    identity = identity_of(request)
    station = station_or_404(identity, pk)
    context = {**station_page(identity, station), "panels": panels_for(identity, station.township)}
    return render(request, "offices/station_detail.html", context)


@needs(Capability.VIEW_OFFICES)
def station_history(request: PortalRequest, pk: int) -> HttpResponse:
    """The history section of 一所一档, fetched by the page once it stands."""
    identity = identity_of(request)
    station = station_or_404(identity, pk)
    return render(request, "offices/partials/changes.html", {"changes": station_changes(identity, station)})


def station_or_404(identity: Identity, pk: int) -> Station:
    """The station with its township and ``county_name``, voided ones included, if it lies within the scope."""
    county = unit_above("township__path", Level.COUNTY)
    rows = Station.objects.select_related("township", "voided_by").annotate(county_name=Subquery(county.values("name")))
    station: Station = rows.fetch_or_404(identity, pk=pk)
    return station


def editable_station_or_404(identity: Identity, pk: int) -> Station:
    """The same for changes: a voided station is brought back first."""
    station = station_or_404(identity, pk)
    if station.is_void:
        raise Http404("已作废的民政所先恢复，再修改。")
    return station
