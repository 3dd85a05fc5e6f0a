"""自 …… 起为此结果 of stored findings: found out beside other work, portion by portion, or at once for a page."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from assessments.compliance.evaluate import Judgement
from assessments.compliance.lock import hold
from assessments.compliance.past import Case, Ending, case_of, ending_of, since_of
from assessments.models import Finding

PORTION = 400
"""Findings whose day is found at once: enough to share many days, few enough to let more urgent tasks in between."""

AT_ONCE = 60
"""So many a page may find out while its reader waits; where there are more, it leaves them to the worker."""


def since_found(findings: Iterable[Any]) -> dict[int, datetime.date]:
    """By key of findings the day from which the facts say that they stand so. Nothing is stored."""
    by_day: dict[datetime.date, dict[Case, Any]] = defaultdict(dict)
    for one in findings:
        by_day[one.judged_on][Case(one.standard.code, one.subject_kind, one.subject_id, one.division_id)] = one
    return {
        cases[case].pk: since
        for day, cases in by_day.items()
        for case, since in since_of({case: Ending(one.outcome, one.due_on) for case, one in cases.items()}, day).items()
    }


def since_judged(judgements: Iterable[Judgement], day: datetime.date) -> dict[Case, datetime.date]:
    """The same of fresh judgements of a day; what is stored of it already is not looked for again."""
    endings = {case_of(one): ending_of(one) for one in judgements}
    rows = Finding.objects.filter(judged_on=day, since__isnull=False).order_by()
    columns = ("standard__code", "subject_kind", "subject_id", "division_id", "outcome", "due_on", "since")
    known = {
        Case(*case): since
        for *case, outcome, due_on, since in rows.values_list(*columns)
        if endings.get(Case(*case)) == Ending(outcome, due_on)
    }
    return known | since_of({case: ending for case, ending in endings.items() if case not in known}, day)


def since_shown(findings: Iterable[Any]) -> None:
    """Complete the findings of a page, read with their standards, where the day is not known yet and they are few."""
    unknown = [one for one in findings if one.since is None]
    if 0 < len(unknown) <= AT_ONCE:
        found = since_found(unknown)
        for one in unknown:
            one.since = found[one.pk]


def since_find_portion() -> bool:
    """Find and store the days of some findings, of one county at a time; whether there was anything to do.

    The walk reads without a lock. What was judged anew meanwhile has another ``turn``, and is left for the next time.
    """
    portion = list(_portion())
    if not portion:
        return False
    found = since_found(portion)
    with transaction.atomic():
        hold()
        turns = dict(Finding.objects.filter(pk__in=found).order_by().values_list("pk", "turn"))
        settled = [one for one in portion if turns.get(one.pk) == one.turn]
        for one in settled:
            one.since = found[one.pk]
        Finding.objects.bulk_update(settled, ["since"], batch_size=200)
    return True


def _portion() -> "QuerySet[Any]":
    """Days are shared most among findings that lie together."""
    waiting: QuerySet[Any] = Finding.objects.filter(since__isnull=True).select_related("standard").defer("explanation")
    return waiting.order_by("division__path", "pk")[:PORTION]
