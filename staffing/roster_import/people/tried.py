"""Numbers are tried out file by file as well as in one: what somebody sent of late and did not register counts too."""

import datetime
from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action, AuditEntry
from staffing.models import ImportBatch, ImportRow
from staffing.roster_import.lines.crowd import People, beginning

_FEW = 50
_TYPED = (Action.NUMBER_TYPED, Action.NUMBER_HELD)
_WRITTEN = (ImportBatch.State.COMMITTED, ImportBatch.State.UNDONE)
_ON_THE_BOOKS = (ImportRow.Outcome.SAME, ImportRow.Outcome.CHANGED)


def count_tried(crowd: Any, batch: ImportBatch, actor: Acting, numbers: Collection[str] | None = None) -> None:
    """Add what other files of late hold that looks like the numbers of this one: see ``_sent``.

    The caller holds the accounts (``limits.lock_accounts``) until it has stored what it judges.

    Telephones that were tried are kept among the numbers of a batch (``People.recall_phones``) and come along.
    Of what was imported only numbers that the import brought: those of people who had them before are no attempt.
    Where only a few ``numbers`` of the file are about to be judged, the database looks for the like of them alone.
    """
    if not isinstance(crowd, People):
        return
    sent = _sent(batch, actor)
    for earlier in [batch.tried, *sent.exclude(tried=[]).values_list("tried", flat=True)]:
        crowd.recall_phones(earlier)
        crowd.recall(earlier)
    if not crowd.alike or (numbers is not None and not numbers):
        return
    had_before = Q(batch__state=ImportBatch.State.COMMITTED, outcome__in=_ON_THE_BOOKS)
    brought = Q(changes__has_key="id_number")
    rows = ImportRow.objects.filter(~had_before | brought, batch__in=sent, values__has_key="id_number").order_by()
    if numbers is not None and len(numbers) <= _FEW:
        rows = rows.filter(reduce(or_, (Q(values__id_number__startswith=beginning(one)) for one in numbers)))
    told = rows.values_list("values__id_number", "batch__state", "outcome", "changes__id_number")
    for number, state, outcome, change in told.iterator(chunk_size=5000):
        recalled = crowd.recall([str(number)])  # SQLite gives digits as a figure
        if state in _WRITTEN and (outcome == ImportRow.Outcome.NEW or change):
            crowd.registered |= recalled


def _sent(batch: ImportBatch, actor: Acting) -> Any:
    """The other files that the batch's owner and whoever acts sent of late, and those into which they typed numbers.

    Colleagues at one preview so share its count, and take their own along from one preview to the next.
    """
    since, label = days_that_count(), ImportBatch._meta.label
    accounts = {batch.owner_id, actor.user.pk if actor.user else None} - {None}
    typed = AuditEntry.objects.filter(actor_id__in=accounts, at__gte=since, action__in=_TYPED, object_type=label)
    into = {int(pk) for pk in typed.values_list("object_id", flat=True)}
    lately = Q(created_at__gte=since) | Q(touched_at__gte=since)
    return ImportBatch.objects.filter(lately & Q(owner_id__in=accounts) | Q(pk__in=into)).exclude(pk=batch.pk)


def days_that_count() -> datetime.datetime:
    """Since when numbers that were tried are remembered."""
    return timezone.now() - datetime.timedelta(days=settings.ALIKE_NUMBERS_DAYS)


def tried_before(batch: ImportBatch) -> list[str]:
    """Numbers that a batch has shown so far: what is read anew forgets its rows, not what was asked with them."""
    rows = batch.rows.filter(values__has_key="id_number").values_list("values__id_number", flat=True)
    return sorted({*batch.tried, *map(str, rows.iterator(chunk_size=5000))})
