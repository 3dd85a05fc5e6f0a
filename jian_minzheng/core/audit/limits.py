"""What may be done only so often: counted in the audit trail itself, which all web processes share."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action, AuditEntry, AuditHead


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``times`` within ``hours``: by one account, or with ``on_subject`` to one record, whoever does it.

    ``by`` names the part of an entry's detail that says how often it counts; an entry without it counts once.
    """

    times: int
    hours: int
    on_subject: bool = False
    by: str = ""

    def reached(self, done: QuerySet[AuditEntry], actor_id: int | None, subject: Any) -> bool:
        since = timezone.now() - datetime.timedelta(hours=self.hours)
        counted = done.filter(at__gte=since)
        if self.on_subject:
            counted = counted.filter(object_type=subject._meta.label, object_id=str(subject.pk))
        else:
            counted = counted.filter(actor_id=actor_id)
        if self.by:
            often: int = sum(detail.get(self.by, 1) for detail in counted.values_list("detail", flat=True))
            return often >= self.times
        return counted.count() >= self.times


@contextmanager
def one_at_a_time(actor: Acting, *others: int) -> Iterator[None]:
    """A transaction in which no other request of the same account asks whether it is beyond a limit.

    Nor one of the ``others``, accounts whose count it is as well. The account is locked and not the trail: the head of
    the trail comes last in every write, so that none waits for another in turn. SQLite lets only one transaction write
    anyway.
    """
    with transaction.atomic():
        lock_accounts(actor, *others)
        yield


def lock_accounts(actor: Acting, *others: int) -> None:
    """Until the transaction ends, see ``one_at_a_time``; always in one order, and before any record is locked."""
    wanted = {*others, *([actor.user.pk] if actor.user is not None else [])}
    accounts = get_user_model()._default_manager.filter(pk__in=wanted).order_by("pk")
    list(accounts.select_for_update(no_key=True).values_list("pk"))


@transaction.atomic
def record_within(
    actor: Acting,
    limits: Sequence[Limit],
    action: Action,
    *,
    subject: Any = None,
    label: str = "",
    detail: Mapping[str, Any] | None = None,
) -> bool:
    """Write the entry, unless a limit is reached; then the refusal is written instead, and the answer is ``False``.

    Two requests at once are counted one after the other: whoever writes to the trail waits for its head. Call it where
    no transaction is open that may roll back, lest the entry go with it.
    """
    AuditHead.objects.select_for_update().get_or_create(pk=1)
    if refuse_beyond(actor, limits, action, subject=subject, label=label):
        return False
    trail.record(actor, action, subject=subject, label=label, detail=detail)
    return True


@transaction.atomic
def refuse_beyond(
    actor: Acting, limits: Sequence[Limit], action: Action, *, subject: Any = None, label: str = ""
) -> bool:
    """Is a limit reached? Then that goes on record.

    Where the entry that counts is written only after what is asked for, both belong into ``one_at_a_time``.
    """
    if not reached(actor, limits, action, subject=subject):
        return False
    trail.record(actor, Action.LIMIT_REACHED, subject=subject, label=label, detail={"动作": action.label})
    return True


def reached(actor: Acting, limits: Sequence[Limit], action: Action, *, subject: Any = None) -> bool:
    """Is a limit reached? Without a word in the trail, for where a transaction may still be rolled back."""
    done = AuditEntry.objects.filter(action=action)
    return any(limit.reached(done, actor.user.pk if actor.user else None, subject) for limit in limits)
