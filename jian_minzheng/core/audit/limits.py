"""What may be done only so often: counted in the audit trail itself, which all web processes share."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action, AuditEntry, AuditHead

Done = tuple[datetime.datetime, Mapping[str, Any]]
"""When something was done, and the detail of its entry."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``times`` within ``hours``: by one account, or with ``on_subject`` to one record, whoever does it.

    ``by`` names the part of an entry's detail that says how often it counts; an entry without it counts once.
    """

    times: int
    hours: int
    on_subject: bool = False
    by: str = ""

    def left(self, done: Sequence[Done]) -> int:
        """How often more it may be done; none or less where the limit is reached."""
        since = timezone.now() - datetime.timedelta(hours=self.hours)
        return self.times - sum(detail.get(self.by, 1) if self.by else 1 for at, detail in done if at >= since)


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
    return any(times <= 0 for _, times in left(actor, limits, action, subject=subject))


def left(actor: Acting, limits: Sequence[Limit], action: Action, *, subject: Any = None) -> list[tuple[Limit, int]]:
    """The limits, each with how often more it may be done."""
    since = timezone.now() - datetime.timedelta(hours=max(limit.hours for limit in limits))
    entries = AuditEntry.objects.filter(action=action, at__gte=since)
    found: list[tuple[Limit, int]] = []
    for on_subject in {limit.on_subject for limit in limits}:
        asked = {"object_type": subject._meta.label, "object_id": str(subject.pk)} if on_subject else _by(actor)
        done = list(entries.filter(**asked).values_list("at", "detail"))
        found += [(limit, limit.left(done)) for limit in limits if limit.on_subject == on_subject]
    return found


def _by(actor: Acting) -> dict[str, Any]:
    return {"actor_id": actor.user.pk if actor.user else None}
