"""达标情况 on the pages of counties, townships and stations."""

from typing import Any

from django.http import QueryDict

from assessments.dashboards.board import read_board
from assessments.dashboards.choice import chosen_standards
from assessments.dashboards.figures import key_figures
from assessments.dashboards.stations import station_standings
from assessments.dashboards.township import township_findings
from jian_minzheng.core.acting import Identity
from offices.models import Division
from offices.panels import Panel, register
from offices.roles import Capability


def standing(identity: Identity, division: Division) -> dict[str, Any]:
    """Key figures of the division; for a township also what its station and it answer for themselves."""
    choice = chosen_standards(QueryDict())
    board = read_board(identity, division, choice)
    context: dict[str, Any] = {"division": division, "any": board.total.judged}
    if division.level == "township":
        found = township_findings(identity, division, choice)
        return context | {"findings": found.own, "total": board.total, "judged": found.judged}
    figures = key_figures(board, station_standings(identity, division, choice))
    return context | {"figures": figures, "judged": board.judged}


def register_panels() -> None:
    """Called once, from ``AssessmentsConfig.ready``."""
    register(
        Panel(
            slug="standing",
            title="达标情况",
            order=10,
            needs=Capability.VIEW_FINDINGS,
            levels=frozenset({"city", "county", "township"}),
            template="assessments/panels/standing.html",
            build=standing,
        )
    )
