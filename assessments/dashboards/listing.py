"""The finding list: one place that turns the filters of an address into rows, for the screen and for the export."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q
from django.http import QueryDict
from django.utils import timezone

from assessments.dashboards.area import findings_in
from assessments.dashboards.choice import Choice, chosen_standards
from assessments.vocabulary import Outcome, SubjectKind
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.parameters import asked_id, one_of, whole_number
from jian_minzheng.core.records import in_force_on
from offices.models import Division
from offices.models.divisions import Level
from offices.places import Places, paths_above, right_below

JUDGED = "judged"
"""Pseudo outcome 应核查: every finding but 不适用."""

OUTCOMES = [(JUDGED, "应核查(不含不适用)"), *Outcome.choices]
SORTS = [("", "按单位"), ("gap", "缺口从大到小"), ("since", "最近变化在前")]
_ORDERS = {
    "": ("division__path", "standard__order", "subject_label"),
    "gap": (F("gap").desc(nulls_last=True), "division__path", "standard__order"),
    "since": ("-since", "division__path", "standard__order"),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """The filters as understood; what is unknown or out of scope was dropped. ``division`` defaults to the own area."""

    choice: Choice
    division: Division
    outcome: str
    kind: str
    subject: int | None
    text: str
    sort: str

    @property
    def query(self) -> str:
        """Query string of these filters."""
        values = {
            "mechanism": self.choice.mechanism,
            "standard": sorted(self.choice.codes),
            "division": self.division.pk,
            "outcome": self.outcome,
            "kind": self.kind,
            "subject": self.subject,
            "q": self.text,
            "sort": self.sort,
        }
        return urlencode({key: value for key, value in values.items() if value}, doseq=True)


def read_listing(identity: Identity, parameters: QueryDict) -> Listing:
    """Understand an address.

    Raises:
        Http404: the division does not exist or is out of scope.
    """
    division_id = asked_id(parameters.get("division"))
    return Listing(
        choice=chosen_standards(parameters),
        division=Division.objects.fetch_or_404(
            identity, pk=identity.division_id if division_id is None else division_id
        ),
        outcome=one_of(parameters.get("outcome"), OUTCOMES),
        kind=one_of(parameters.get("kind"), SubjectKind.choices),
        subject=whole_number(parameters.get("subject")),
        text=parameters.get("q", "").strip()[:50],
        sort=one_of(parameters.get("sort"), SORTS),
    )


def listed_findings(identity: Identity, listing: Listing) -> Any:
    """Findings of the listing in its order, without their explanations."""
    found = findings_in(identity, listing.division)
    found = found.filter(standard__in=[standard.pk for standard in listing.choice.selected])
    if listing.outcome == JUDGED:
        found = found.exclude(outcome=Outcome.NOT_APPLICABLE)
    elif listing.outcome:
        found = found.filter(outcome=listing.outcome)
    if listing.kind:
        found = found.filter(subject_kind=listing.kind)
    if listing.subject is not None:
        found = found.filter(subject_id=listing.subject)
    if listing.text:
        found = found.filter(Q(subject_label__icontains=listing.text) | Q(division__name__icontains=listing.text))
    return found.select_related("standard", "division").defer("explanation").order_by(*_ORDERS[listing.sort])


def places_of(findings: Iterable[Any]) -> dict[int, str]:
    """Where each finding's division lies: 县 乡镇, by division id. One query."""
    divisions = {finding.division_id: finding.division for finding in findings}
    places = Places.of(divisions.values())
    return {pk: " ".join(places.names(one, Level.COUNTY, Level.TOWNSHIP)) for pk, one in divisions.items()}


def division_options(identity: Identity, division: Division) -> list[Division]:
    """What the unit filter offers: the way down to the chosen unit, and the units right below it."""
    trail = Q(path__in=paths_above(division.path, itself=True))
    below = right_below(division) & in_force_on(timezone.localdate())
    return list(Division.objects.visible_to(identity).filter(trail | below))
