"""Counts of outcomes per township, county and city, recounted from the stored findings."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Substr

from assessments.models import Finding, RollUp
from assessments.vocabulary import Outcome
from offices.models import Division

_COUNTS = ("met", "unmet", "unknown", "not_applicable")
Tallies = dict[tuple[str, int], dict[str, Any]]


def rollups_refresh(counties: Collection[str]) -> None:
    """Recount the counties with these paths, every township in them, and the city.

    Counted afresh, never added to and taken from: a lost update cannot stay. The caller holds the lock.
    """
    step = Division.steplen
    below = _below("division__path", counties)
    tallies = _tally(Finding.objects.filter(below), (3 * step, 2 * step))
    tallies |= _tally(Finding.objects.all(), (step,))
    places = Division.objects.filter(Q(depth=1) | (_below("path", counties) & Q(depth__in=(2, 3))))
    ids = dict(places.order_by().values_list("path", "pk"))
    wanted = {(ids[path], standard): tally for (path, standard), tally in tallies.items() if path in ids}
    _write(wanted, RollUp.objects.filter(division__in=list(ids.values())))


def _below(field: str, paths: Collection[str]) -> Q:
    below = Q(pk__in=())
    for path in paths:
        below |= Q(**{f"{field}__startswith": path})
    return below


def _tally(findings: "QuerySet[Finding]", lengths: tuple[int, ...]) -> Tallies:
    """Counts by path, cut to each of the lengths (longest first), and standard; ``gap`` adds up what is unmet."""
    rows = (
        findings.annotate(place=Substr("division__path", 1, lengths[0]))
        .order_by()
        .values("place", "standard_id", "outcome")
        .annotate(number=Count("pk"), short=Sum("gap", filter=Q(outcome=Outcome.UNMET)))
    )
    tallies: Tallies = defaultdict(lambda: {**dict.fromkeys(_COUNTS, 0), "gap": Decimal(0)})
    for row in rows:
        for path in {row["place"][:length] for length in lengths}:
            tally = tallies[path, row["standard_id"]]
            tally[row["outcome"]] += row["number"]
            tally["gap"] += row["short"] or 0
    return dict(tallies)


def _write(wanted: dict[tuple[int, int], dict[str, Any]], existing: "QuerySet[RollUp]") -> None:
    """Store what differs, drop what no finding stands behind any more."""
    stored: dict[tuple[int, int], Any] = {
        (row["division_id"], row["standard_id"]): row for row in existing.order_by().values()
    }
    changed = [
        RollUp(division_id=division, standard_id=standard, **tally)
        for (division, standard), tally in wanted.items()
        if (old := stored.get((division, standard))) is None or any(old[name] != tally[name] for name in tally)
    ]
    gone = [row["id"] for key, row in stored.items() if key not in wanted]
    if gone:
        RollUp.objects.filter(pk__in=gone).delete()
    RollUp.objects.bulk_create(
        changed,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["division", "standard"],
        update_fields=[*_COUNTS, "gap"],
    )
