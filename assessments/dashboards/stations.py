"""How each station of an area stands over the chosen standards."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from assessments.dashboards.area import findings_in
from assessments.dashboards.choice import Choice
from assessments.dashboards.tally import Tally
from assessments.vocabulary import Outcome, SubjectKind
from jian_minzheng.core.acting import Identity
from offices.models import Division


@dataclass(frozen=True, slots=True)
class StationStanding:
    """One station with the counts of its own standards; ``township_path`` places it in the tree."""

    station_id: int
    name: str
    township_id: int
    township_path: str
    tally: Tally

    @property
    def compliant(self) -> bool:
        """Every standard that applies is met, and no figure is missing."""
        return self.tally.met == self.tally.judged > 0


STATES = {"compliant": "全部达标", "failing": "有未达标", "missing": "有数据缺失"}


def station_standings(identity: Identity, division: Division, choice: Choice) -> list[StationStanding]:
    """Every judged station below ``division``, those with most unmet standards first. One query."""
    rows = (
        findings_in(identity, division)
        .filter(subject_kind=SubjectKind.STATION)
        .filter(standard__in=[s.pk for s in choice.selected if SubjectKind.STATION in s.subject_kinds])
        .values("subject_id", "division_id", "division__path")
        .annotate(name=Max("subject_label"), **_counts())
        .order_by("-unmet", "-unknown", "division__path")
    )
    return [_standing(row) for row in rows]


def in_state(standings: list[StationStanding], state: str) -> list[StationStanding]:
    """Those of one of ``STATES``; all of them for anything else."""
    if state == "compliant":
        return [standing for standing in standings if standing.compliant]
    if state == "failing":
        return [standing for standing in standings if standing.tally.unmet]
    if state == "missing":
        return [standing for standing in standings if standing.tally.unknown]
    return standings


def _counts() -> dict[str, Any]:
    return {outcome.value: Count("pk", filter=Q(outcome=outcome)) for outcome in Outcome}


def _standing(row: dict[str, Any]) -> StationStanding:
    tally = Tally(*(row[outcome.value] for outcome in Outcome))
    return StationStanding(row["subject_id"], row["name"], row["division_id"], row["division__path"], tally)
