"""Key figures: each a number, its meaning and the list behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from assessments.dashboards.board import Board
from assessments.dashboards.stations import StationStanding, in_state
from assessments.dashboards.tally import Tally


@dataclass(frozen=True, slots=True)
class Figure:
    """``tone`` is the colour class of the left edge."""

    label: str
    value: str
    note: str
    url: str
    tone: str = ""


def key_figures(board: Board, standings: Sequence[StationStanding]) -> list[Figure]:
    """The five figures at the top of a dashboard."""
    total, area = board.total, board.division.pk
    compliant = len(in_state(list(standings), "compliant"))

    def findings(outcome: str) -> str:
        return board.choice.findings_url(division=area, outcome=outcome)

    return [
        Figure("应核查项", str(total.judged), _left_out(total), findings("judged")),
        Figure("达标率", total.percent, f"达标 {total.met} 项", findings("met"), "met"),
        Figure("未达标", str(total.unmet), "项", findings("unmet"), "unmet"),
        Figure("数据缺失", str(total.unknown), "项，待补充资料", findings("unknown"), "unknown"),
        Figure("全部达标的民政所", str(compliant), f"共 {len(standings)} 个", stations_url(board, "compliant"), "met"),
    ]


def _left_out(total: Tally) -> str:
    """What the count of due items leaves out."""
    return f"不含不适用，另有 {total.not_due} 项未到期" if total.not_due else "不含不适用"


def stations_url(board: Board, state: str) -> str:
    """The list of stations of the board's division in one state."""
    query = f"?state={state}" + (f"&{board.choice.query}" if board.choice.query else "")
    return reverse("assessments:station_standings", args=[board.division.pk]) + query
