"""民政所: the list with its export, and 一所一档."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jian_minzheng.core.access import identity_of, needs
from jian_minzheng.core.acting import Identity, PortalRequest
from jian_minzheng.core.listing import Listing
from offices.models import Division, Station
from offices.panels import panels_for
from offices.roles import Capability
from offices.stations import columns
from offices.stations.page import station_changes, station_page


@needs(Capability.VIEW_OFFICES)
def station_list(request: PortalRequest) -> HttpResponse:
    identity = identity_of(request)
    counties = counties_for(identity)
    listing = _listing(request, identity)
    return render(
        request,
        "offices/station_list.html",
        {
            **listing.context(),
            "counties": counties,
            "states": [(key, word) for key, (_, word, _) in columns.states_for(identity).items()],
            "query": request.GET.urlencode(),
            "filtered": any(request.GET.get(name) for name in ("q", "county", "state")),
        },
    )


@needs(Capability.VIEW_OFFICES)
def station_export(request: PortalRequest) -> FileResponse:
    return _listing(request, identity_of(request)).export(f"民政所名册{timezone.localdate():%Y%m%d}.xlsx")


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
    county = Division.objects.filter(level="county", path=Left(OuterRef("township__path"), 2 * Division.steplen))
    rows = Station.objects.select_related("township", "voided_by").annotate(county_name=Subquery(county.values("name")))
    station: Station = rows.fetch_or_404(identity, pk=pk)
    return station


def editable_station_or_404(identity: Identity, pk: int) -> Station:
    """The same for changes: a voided station is brought back first."""
    station = station_or_404(identity, pk)
    if station.is_void:
        raise Http404("已作废的民政所先恢复，再修改。")
    return station


def counties_for(identity: Identity) -> list[Division]:
    """Counties that the identity may filter by; empty for those who see one county or less."""
    counties = list(Division.objects.visible_to(identity).on(timezone.localdate()).filter(level="county"))
    return counties if len(counties) > 1 else []


def chosen_county(request: PortalRequest, identity: Identity) -> Division | None:
    """The county of ``?county=``, if it exists and is within the scope."""
    pk = request.GET.get("county", "")
    if not pk.isdecimal():
        return None
    county: Division = Division.objects.visible_to(identity).fetch_or_404(identity, pk=pk, level="county")
    return county


def conditions(text: str, county: Division | None, state: str) -> dict[str, str]:
    """What a list was narrowed to, as it goes on record."""
    return {"查找": text.strip(), "县(市、区)": county.name if county else "", "状态": state}


def _listing(request: PortalRequest, identity: Identity) -> Listing:
    asked = request.GET.get("state", "")
    states = columns.states_for(identity)
    state = asked if asked in states else ""
    county, text = chosen_county(request, identity), request.GET.get("q", "")
    rows: Any = columns.by_county(columns.township_rows(identity, state), county)
    rows = columns.with_state(columns.search(rows, text), state)
    return Listing(
        request=request,
        name="stations",
        columns=columns.COLUMNS,
        rows=rows,
        load=lambda page: columns.load_rows(identity, page, state),
        default_order=("path",),
        narrowed=conditions(text, county, states[state][1] if state else ""),
    )
