"""Keep stored findings and roll-ups right after facts changed, in the transaction that changed them."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from assessments.compliance.evaluate import evaluate, evaluate_by_facts, evaluate_by_findings
from assessments.compliance.lock import hold
from assessments.compliance.over_findings import counts_stored
from assessments.compliance.rollups import rollups_refresh
from assessments.compliance.rules import codes_over_findings
from assessments.compliance.store import findings_store
from assessments.compliance.tasks import since_find_later
from assessments.models import Finding
from offices.models import Division
from offices.models.divisions import Level
from offices.places import Places, below_any, roots, topmost

MANY = 40
"""From so many townships on, the whole city is judged at once: one prefix comparison beats a long list of them."""


@transaction.atomic
def refresh_divisions(division_ids: frozenset[int]) -> None:
    """Judge again the townships that the divisions lie in, and their counties.

    A village stands for its township. Counties and the city stand for themselves alone.
    """
    hold()
    units = list(Division.objects.filter(pk__in=division_ids).order_by())
    places = Places.of(units)
    townships = {one.path: one for unit in units if (one := places.at(unit, Level.TOWNSHIP))}
    above = {one.path: one for unit in units for level in _ALONE if (one := places.at(unit, level))}
    if len(townships) > MANY:
        refresh_all(past_changed=True)
    elif units:
        _refresh(list(townships.values()), list(above.values()))


@transaction.atomic
def refresh_all(on: datetime.date | None = None, *, past_changed: bool = False) -> int:
    """Judge the whole city afresh, as of today unless told otherwise; returns the number of findings that changed.

    ``past_changed``: not only the day is another one, see ``findings_store``.
    """
    hold()
    day = on or timezone.localdate()
    city = list(roots())
    changed = findings_store(evaluate(city, day), Finding.objects.all(), day, past_changed=past_changed)
    rollups_refresh([one.path for one in city])
    since_find_later()
    return changed


_ALONE = (Level.CITY, Level.COUNTY)
"""Levels of units that are judged without what lies below them."""


def _refresh(townships: list[Division], alone: list[Division]) -> None:
    """The findings of the area, its roll-ups, and what is judged by those: of all units above it, the city included."""
    today, later = timezone.localdate(), Q(standard__code__in=codes_over_findings())
    area = Q(division__in=alone) | below_any("division__path", [one.path for one in townships])
    stored = Finding.objects.filter(area)
    judgements = evaluate_by_facts(townships, today, only=alone)
    findings_store(judgements, stored.exclude(later), today, past_changed=True)
    _recount(townships, alone)
    if codes_over_findings():
        units = [*townships, *alone]
        judgements = evaluate_by_findings(units, today, counts_stored([one.pk for one in units]))
        if findings_store(judgements, stored.filter(later), today, past_changed=True):
            _recount(townships, alone)
    since_find_later()


def _recount(townships: list[Division], alone: list[Division]) -> None:
    inside = [*townships, *(one for one in alone if one.level != Level.CITY)]
    rollups_refresh(topmost(one.path for one in inside), above=[one.path for one in alone if one.level == Level.CITY])
