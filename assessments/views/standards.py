"""标准与参数: what is asked, by which clause, with which parameters in force."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments import parameters
from assessments.dashboards.board import Board, read_board
from assessments.dashboards.choice import chosen_standards, findings_url
from assessments.models import Standard
from jian_minzheng.core.access import identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from offices.models import BusinessLine, Division
from offices.roles import Capability


@require_safe
@needs(Capability.VIEW_STANDARDS)
def standard_list(request: PortalRequest) -> HttpResponse:
    """Every standard with its requirement, the parameters now in force, and how the own area stands."""
    board = _own_board(request)
    values = parameters.in_force(identity_of(request), timezone.localdate())
    rows = [_row(board, standard, values) for standard in board.choice.selected]
    context = {"rows": rows, "choice": board.choice, "board": board, "judged": board.judged}
    return render(request, "assessments/standard_list.html", context)


@require_safe
@needs(Capability.VIEW_STANDARDS)
def standard_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One standard with every value that its parameters ever had."""
    standard = get_object_or_404(Standard, pk=pk)
    identity = identity_of(request)
    history = parameters.visible_parameters(identity).filter(key__in=standard.parameter_keys)
    board = _own_board(request)
    context = {
        "standard": standard,
        "line": BusinessLine.objects.filter(code=standard.line).first() if standard.line else None,
        "board": board,
        "judged": board.judged,
        **_row(board, standard, parameters.in_force(identity, timezone.localdate())),
        "history": [(row, parameters.value_lines(row.value, row.unit)) for row in history],
        "children": [(child, board.tally(child, [standard])) for child in board.children],
        "findings_url": findings_url(standard=standard.code),
    }
    return render(request, "assessments/standard_detail.html", context)


def _own_board(request: PortalRequest) -> Board:
    identity = identity_of(request)
    division = Division.objects.fetch_or_404(identity, pk=identity.division_id)
    return read_board(identity, division, chosen_standards(request.GET))


def _row(board: Board, standard: Standard, values: Mapping[str, list[Any]]) -> dict[str, Any]:
    return {
        "standard": standard,
        "tally": board.tally(board.division, [standard]),
        "findings_url": findings_url(standard=standard.code),
        "values": [
            (row, parameters.value_lines(row.value, row.unit))
            for key in standard.parameter_keys
            for row in values.get(key, [])
        ],
        "unset": [parameters.UNSET.get(key, (key, ""))[0] for key in standard.parameter_keys if key not in values],
    }
