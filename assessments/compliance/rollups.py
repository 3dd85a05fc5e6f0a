"""Counts of outcomes per township, county and whatever stands above, recounted from the stored findings."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Substr

from assessments.models import Finding, RollUp
from assessments.vocabulary import Outcome
from offices.models import Division
from offices.models.divisions import Level
from offices.places import below_any, paths_above

_COUNTS = tuple(Outcome.values)
Key = tuple[int, str]
"""A standard and a kind of subject."""
Tallies = dict[tuple[str, Key], dict[str, Any]]


def rollups_refresh(areas: Collection[str], *, above: Iterable[str] = ()) -> None:
    """Recount the units with these paths (counties, the whole tree), every township in them, and the units above.

    ``above`` are units to recount whose own findings alone have changed.

    Counted afresh, never added to and taken from: a lost update cannot stay. The caller holds the lock.
    """
    over = {*above, *(path for area in areas for path in paths_above(area))} - set(areas)
    inside = below_any("path", areas) & ~Q(level=Level.VILLAGE)
    places = Division.objects.filter(Q(path__in=over) | inside)
    ids = dict(places.order_by().values_list("path", "pk"))
    tallies = _tally(Finding.objects.filter(below_any("division__path", areas)), ids.keys() - over)
    tallies |= _tally(Finding.objects.all(), over)
    wanted = {(ids[path], key): tally for (path, key), tally in tallies.items()}
    _write(wanted, RollUp.objects.filter(division__in=list(ids.values())))


def _tally(findings: "QuerySet[Finding]", places: AbstractSet[str]) -> Tallies:
    """Counts of what lies at or below each place, by its path and key; ``gap`` adds up what is unmet."""
    if not places:
        return {}
    rows = (
        findings.annotate(place=Substr("division__path", 1, max(map(len, places))))
        .order_by()
        .values("place", "standard_id", "subject_kind", "outcome")
        .annotate(number=Count("pk"), short=Sum("gap", filter=Q(outcome=Outcome.UNMET)))
    )
    tallies: Tallies = defaultdict(lambda: {**dict.fromkeys(_COUNTS, 0), "gap": Decimal(0)})
    for row in rows:
        for path in places & set(paths_above(row["place"], itself=True)):
            tally = tallies[path, (row["standard_id"], row["subject_kind"])]
            tally[row["outcome"]] += row["number"]
            tally["gap"] += row["short"] or 0
    return dict(tallies)


def _write(wanted: dict[tuple[int, Key], dict[str, Any]], existing: "QuerySet[RollUp]") -> None:
    """Store what differs, drop what no finding stands behind any more."""
    stored: dict[tuple[int, Key], Any] = {
        (row["division_id"], (row["standard_id"], row["subject_kind"])): row for row in existing.order_by().values()
    }
    changed = [
        RollUp(division_id=division, standard_id=standard, subject_kind=kind, **tally)
        for (division, (standard, kind)), tally in wanted.items()
        if (old := stored.get((division, (standard, kind)))) is None or any(old[name] != tally[name] for name in tally)
    ]
    gone = [row["id"] for key, row in stored.items() if key not in wanted]
    if gone:
        RollUp.objects.filter(pk__in=gone).delete()
    RollUp.objects.bulk_create(
        changed,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["division", "standard", "subject_kind"],
        update_fields=[*_COUNTS, "gap"],
    )
