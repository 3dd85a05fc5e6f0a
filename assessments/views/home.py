"""首页: my unit, what to do first, how my area stands. What it shows follows from capabilities, not role names."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.dashboards.board import read_board
from assessments.dashboards.choice import chosen_standards
from assessments.dashboards.figures import key_figures
from assessments.dashboards.installation import installation_steps
from assessments.dashboards.stations import station_standings
from assessments.dashboards.tables import ranking
from assessments.dashboards.tasks import first_steps
from jian_minzheng.core.acting import Acting, Identity, PortalRequest
from jian_minzheng.core.todo import KINDS, kinds_for, tasks_for
from offices.models import Division
from offices.roles import Capability

LOWEST = 5


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """Open to every account, one without a grant included: it is told whom to ask."""
    identity = request.identity
    context: dict[str, Any] = {}
    if identity is not None and identity.can(Capability.VIEW_FINDINGS):
        context |= _area(identity)
    if identity is not None and identity.can(Capability.EDIT_OFFICES):
        context |= _work(identity)
    if identity is not None:
        context |= _waiting(request.actor)
    if identity is not None and identity.can(Capability.ADMINISTER):
        context["steps"] = installation_steps(identity)
    return render(request, "home.html", context)


def _area(identity: Identity) -> dict[str, Any]:
    division = Division.objects.fetch_or_404(identity, pk=identity.division_id)
    board = read_board(identity, division, chosen_standards(QueryDict()))
    standings = station_standings(identity, division, board.choice)
    ranked = [row for row in ranking(board) if row.place is not None] if division.level != "township" else []
    return {
        "board": board,
        "judged": board.judged,
        "figures": key_figures(board, standings),
        "lowest": ranked[: -LOWEST - 1 : -1],
    }


def _work(identity: Identity) -> dict[str, Any]:
    steps = first_steps(identity)
    return {"steps": [] if all(step.done for step in steps) else steps}


def _waiting(actor: Acting) -> dict[str, Any]:
    """Tasks by kind, nothing of a kind that has none; ``kinds`` are those of which there could be some."""
    tasks = tasks_for(actor)
    by_kind = {kind: found for kind in KINDS if (found := [task for task in tasks if task.kind == kind])}
    return {"kinds": kinds_for(actor), **by_kind}
