"""敬老院: list, export, and the page of one home."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jian_minzheng.core.access import identity_of, needs
from jian_minzheng.core.acting import Identity, PortalRequest
from jian_minzheng.core.editing import history_of
from jian_minzheng.core.listing import Listing
from offices.homes import columns
from offices.models import Division, NursingHome
from offices.panels import home_panels
from offices.roles import Capability
from offices.views.stations import chosen_county, conditions, counties_for


@needs(Capability.VIEW_OFFICES)
def home_list(request: PortalRequest) -> HttpResponse:
    identity = identity_of(request)
    context = {
        **_listing(request, identity).context(),
        "counties": counties_for(identity),
        "states": columns.STATES.items(),
        "query": request.GET.urlencode(),
        "filtered": any(request.GET.get(name) for name in ("q", "county", "state")),
    }
    return render(request, "offices/home_list.html", context)


@needs(Capability.VIEW_OFFICES)
def home_export(request: PortalRequest) -> FileResponse:
    return _listing(request, identity_of(request)).export(f"农村敬老院名册{timezone.localdate():%Y%m%d}.xlsx")


@needs(Capability.VIEW_OFFICES)
def home_detail(request: PortalRequest, pk: int) -> HttpResponse:
    identity = identity_of(request)
    home = home_or_404(identity, pk)
    censuses = list(home.censuses.all())
    context = {
        "home": home,
        "county": Division.objects.filter(path=home.township.path[: -Division.steplen]).first(),
        "census": censuses[0] if censuses else None,
        "earlier": censuses[1:],
        "panels": home_panels(identity, home),
        "changes": history_of(home, *censuses),
    }
    return render(request, "offices/home_detail.html", context)


def home_or_404(identity: Identity, pk: int) -> NursingHome:
    """The home with its township, voided ones included, if it lies within the scope."""
    home: NursingHome = NursingHome.objects.select_related("township", "voided_by").fetch_or_404(identity, pk=pk)
    return home


def editable_home_or_404(identity: Identity, pk: int) -> NursingHome:
    """The same for changes: a voided home is brought back first."""
    home = home_or_404(identity, pk)
    if home.is_void:
        raise Http404("已作废的敬老院先恢复，再修改。")
    return home


def _listing(request: PortalRequest, identity: Identity) -> Listing:
    state, text = request.GET.get("state", ""), request.GET.get("q", "")
    rows: Any = columns.home_rows(identity, state)
    county = chosen_county(request, identity)
    if county is not None:
        rows = rows.filter(township__path__under=county.path)
    return Listing(
        request=request,
        name="homes",
        columns=columns.COLUMNS,
        rows=columns.search(rows, text),
        load=columns.load_rows,
        default_order=("township__path", "name"),
        narrowed=conditions(text, county, columns.STATES.get(state, "")),
    )
