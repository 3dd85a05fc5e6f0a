"""达标看板: city → county → township, each page read from stored roll-ups."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.dashboards.board import Board, read_board
from assessments.dashboards.choice import chosen_standards
from assessments.dashboards.figures import key_figures, stations_url
from assessments.dashboards.gaps import worst_findings
from assessments.dashboards.stations import STATES, in_state, station_standings
from assessments.dashboards.tables import heat_table, ranking
from assessments.dashboards.tiles import tile_map
from assessments.dashboards.township import offer_entries, township_findings
from assessments.dashboards.workbooks import heat_headers, heat_rows
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.spreadsheets import xlsx_response
from offices.models import Division
from offices.roles import Capability

LEVELS = ("city", "county", "township")
PAGE_SIZE = 50
MOST_FAILING = 10


@require_safe
@needs(Capability.VIEW_FINDINGS)
def dashboard(request: PortalRequest) -> HttpResponse:
    """The acting identity's own area."""
    return _page(request, identity_of(request).division_id)


@require_safe
@needs(Capability.VIEW_FINDINGS)
def division_dashboard(request: PortalRequest, pk: int) -> HttpResponse:
    """One division's board; 404 out of scope. The own area has one address only."""
    if pk == identity_of(request).division_id:
        query = request.GET.urlencode()
        return redirect(reverse("assessments:dashboard") + (f"?{query}" if query else ""))
    return _page(request, pk)


@require_safe
@needs(Capability.VIEW_FINDINGS)
def station_list(request: PortalRequest, pk: int) -> HttpResponse:
    """The stations of a division with the counts of their standards, by state (``?state=``)."""
    board = _board(request, pk)
    standings = station_standings(identity_of(request), board.division, board.choice)
    state = request.GET.get("state", "")
    page = Paginator(in_state(standings, state), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"board": board, "page_obj": page, "state": state, "states": STATES, "choice": board.choice}
    context["judged"] = board.judged
    return render(request, "assessments/station_standings.html", context)


@require_safe
@needs(Capability.VIEW_FINDINGS)
def heat_download(request: PortalRequest, pk: int) -> HttpResponseBase:
    """The heat table of a division as a workbook; goes to the audit trail. Refused for standards there are not."""
    board = _board(request, pk)
    if board.choice.unknown:
        return _refused(request, board)
    heat = heat_table(board, by_mechanism=_by_mechanism(request))
    label = f"{board.division.name}达标汇总"
    trail.record(actor_of(request), Action.EXPORTED, label=label, detail={"行数": len(heat.rows) + 1})
    return xlsx_response(f"{label}.xlsx", heat_headers(heat), heat_rows(heat, board), sheet="达标汇总")


def _refused(request: PortalRequest, board: Board) -> HttpResponse:
    """No workbook of a choice that cannot be read."""
    context = {
        "listing": {"title": f"{board.division.name}达标汇总"},
        "filter": {"unknown": board.choice.unknown},
        "back": reverse("assessments:division_dashboard", args=[board.division.pk]),
    }
    return render(request, "core/registers/refused.html", context, status=400)


def _page(request: PortalRequest, pk: int) -> HttpResponse:
    board = _board(request, pk)
    context = _context(request, board)
    # A refresh asks for the parts alone; the browser's history asks for whole pages.
    parts_only = request.htmx and not request.htmx.history_restore_request
    template = "assessments/partials/dashboard_parts.html" if parts_only else "assessments/dashboard.html"
    return render(request, template, context)


def _board(request: PortalRequest, pk: int) -> Board:
    identity = identity_of(request)
    division = Division.objects.fetch_or_404(identity, pk=pk, level__in=LEVELS)
    return read_board(identity, division, chosen_standards(request.GET))


def _context(request: PortalRequest, board: Board) -> dict[str, Any]:
    identity = identity_of(request)
    standings = station_standings(identity, board.division, board.choice)
    context: dict[str, Any] = {
        "board": board,
        "choice": board.choice,
        "figures": key_figures(board, standings),
        "judged": board.judged,
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
    }
    if board.division.level == "township":
        township = township_findings(identity, board.division, board.choice)
        offer_entries(actor_of(request), township.own, back=request.get_full_path())
        return context | {"township": township}
    urls = {child.pk: _child_url(board, child) for child in board.children}
    return context | {
        "ranking": [(ranked, urls[ranked.division.pk]) for ranked in ranking(board)],
        "heat": heat_table(board, by_mechanism=_by_mechanism(request)),
        "tiles": tile_map(board, urls),
        "worst": worst_findings(identity, board.division, board.choice),
        "failing": [standing for standing in standings if standing.tally.unmet][:MOST_FAILING],
        "failing_url": stations_url(board, "failing"),
    }


def _child_url(board: Board, child: Division) -> str:
    query = f"?{board.choice.query}" if board.choice.query else ""
    return reverse("assessments:division_dashboard", args=[child.pk]) + query


def _by_mechanism(request: PortalRequest) -> bool:
    return request.GET.get("columns") == "mechanism"
