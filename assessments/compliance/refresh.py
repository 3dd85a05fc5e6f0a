"""Keep stored findings and roll-ups right after facts changed, in the transaction that changed them."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from assessments.compliance.evaluate import evaluate
from assessments.compliance.rollups import rollups_refresh
from assessments.compliance.store import findings_store
from assessments.models import Finding
from offices.models import Division

MANY = 40
"""From so many townships on, the whole city is judged at once: one prefix comparison beats a long list of them."""


@transaction.atomic
def refresh_divisions(division_ids: frozenset[int]) -> None:
    """Judge again the townships that the divisions lie in, and their counties.

    A village stands for its township: whether a township's roster has been begun concerns all its villages. A county
    stands for itself alone, the city for everything.
    """
    _hold()
    step = Division.steplen
    paths = list(Division.objects.filter(pk__in=division_ids).order_by().values_list("path", flat=True))
    townships = {path[: 3 * step] for path in paths if len(path) >= 3 * step}
    counties = {path[: 2 * step] for path in paths if len(path) >= 2 * step}
    if len(townships) > MANY or any(len(path) == step for path in paths):
        refresh_all()
    elif paths:
        _refresh(townships, counties)


@transaction.atomic
def refresh_all(on: datetime.date | None = None) -> int:
    """Judge the whole city afresh, as of today unless told otherwise; returns the number of findings that changed."""
    _hold()
    day = on or timezone.localdate()
    city = list(Division.objects.filter(depth=1))
    changed = findings_store(evaluate(city, day), Finding.objects.all(), day)
    rollups_refresh([one.path for one in city])
    return changed


def _refresh(townships: set[str], counties: set[str]) -> None:
    today = timezone.localdate()
    places = list(Division.objects.filter(path__in=townships | counties))
    roots = [one for one in places if one.path in townships]
    alone = [one for one in places if one.path in counties]
    area = Q(division__path__in=counties)
    for path in townships:
        area |= Q(division__path__under=path)
    findings_store(evaluate(roots, today, only=alone), Finding.objects.filter(area), today)
    rollups_refresh(counties)


def _hold() -> None:
    """One refresh at a time: two that overlapped would each count without the other's findings.

    Whoever waits here reads everything afterwards, so it sees what the other committed. SQLite has one writer anyway.
    The weaker lock lets other transactions go on referring to the city. Take it before the audit trail's: see
    docs/decisions.
    """
    list(Division.objects.filter(depth=1).order_by().select_for_update(no_key=True).values_list("pk"))
