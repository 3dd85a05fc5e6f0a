"""One division's board: its own counts, its children's counts, and where it stands in the tree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from assessments.dashboards.area import findings_in
from assessments.dashboards.choice import Choice
from assessments.dashboards.judged import Judged, judged_among
from assessments.dashboards.tally import Tally
from assessments.models import Finding, RollUp, Standard
from assessments.vocabulary import Outcome
from jian_minzheng.core.acting import Identity
from offices.models import Division
from offices.places import paths_above, right_below

NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class Board:
    """``trail`` leads from the identity's division down to ``division``; ``tallies`` by (division id, standard id).

    ``findings`` are those that are counted.
    """

    division: Division
    trail: list[Division]
    children: list[Division]
    choice: Choice
    tallies: Mapping[tuple[int, int], Tally]
    findings: "QuerySet[Finding]"

    @property
    def judged(self) -> Judged | None:
        """When what is counted was judged. One query."""
        return judged_among(self.findings)

    def tally(self, division: Division, standards: Iterable[Standard] | None = None) -> Tally:
        """Counts of a division over some of the chosen standards, by default over all of them."""
        total = NOTHING
        for standard in self.choice.selected if standards is None else standards:
            total += self.tallies.get((division.pk, standard.pk), NOTHING)
        return total

    @property
    def total(self) -> Tally:
        return self.tally(self.division)


def read_board(identity: Identity, division: Division, choice: Choice) -> Board:
    """Two queries for the tree, one for the counts."""
    visible = Division.objects.visible_to(identity)
    parents = visible.filter(path__in=paths_above(division.path, itself=True))
    children = list(visible.filter(right_below(division)).on(timezone.localdate()))
    tallies = _tallies(identity, [division, *children], choice)
    counted = {division_id for division_id, _ in tallies}
    shown = [child for child in children if not child.virtual or child.pk in counted]
    findings = findings_in(identity, division).filter(standard__in=[standard.pk for standard in choice.selected])
    return Board(division, [*parents], shown, choice, tallies, findings)


def _tallies(identity: Identity, divisions: list[Division], choice: Choice) -> dict[tuple[int, int], Tally]:
    rows = (
        RollUp.objects.visible_to(identity)
        .filter(division__in=[division.pk for division in divisions], standard__in=[s.pk for s in choice.selected])
        .values_list("division_id", "standard_id", *Outcome.values)
    )
    tallies: dict[tuple[int, int], Tally] = {}
    for division, standard, *counts in rows:
        tallies[division, standard] = tallies.get((division, standard), NOTHING) + Tally(*counts)
    return tallies
