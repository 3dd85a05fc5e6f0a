"""Write to the audit trail and check that it is whole."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action, AuditEntry, AuditHead
from jian_minzheng.core.masking import mask_text, masked_deep

_HASHED = ("sequence", "at", "actor_id", "actor_name", "role", "action", "object_type", "object_id", "object_label")


def record(
    actor: Acting,
    action: Action,
    *,
    subject: Any = None,
    label: str = "",
    detail: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry in the caller's transaction.

    Args:
        actor: who did it, as what, from where.
        action: what was done.
        subject: the model instance it was done to, if any.
        label: how the subject is called; defaults to ``str(subject)``. A personal number in it is masked.
        detail: JSON-ready figures under Chinese names, as the auditor reads them. Personal numbers in it are
            masked; never a password.
    """
    with transaction.atomic():
        head, _ = AuditHead.objects.select_for_update().get_or_create(pk=1)
        entry = AuditEntry(
            sequence=head.sequence + 1,
            at=timezone.now(),
            actor_id=actor.user.pk if actor.user else None,
            actor_name=actor.name,
            role=str(actor.identity or ""),
            action=action,
            object_type=subject._meta.label if subject is not None else "",
            object_id=str(subject.pk) if subject is not None else "",
            object_label=mask_text(label or (str(subject) if subject is not None else ""))[:200],
            detail=masked_deep(json.loads(json.dumps(dict(detail or {}), cls=DjangoJSONEncoder))),
            address=actor.address,
            previous_hash=head.entry_hash,
        )
        entry.entry_hash = _digest(entry)
        entry.save(force_insert=True)
        head.sequence, head.entry_hash = entry.sequence, entry.entry_hash
        head.save()
    return entry


def verify() -> list[int]:
    """Sequence numbers at which the trail is broken: a changed entry, a missing one, or a cut end. Empty when whole."""
    broken: list[int] = []
    expected, previous = 1, "0" * 64
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != expected or entry.previous_hash != previous or entry.entry_hash != _digest(entry):
            broken.append(entry.sequence)
        expected, previous = entry.sequence + 1, entry.entry_hash
    head = AuditHead.objects.filter(pk=1).first()
    if head is not None and (head.sequence, head.entry_hash) != (expected - 1, previous):
        broken.append(expected)
    return broken


def _digest(entry: AuditEntry) -> str:
    """SHA-256 over the previous hash and every field, so that no entry can be altered without breaking the chain."""
    fields = [str(getattr(entry, name)) for name in _HASHED]
    fields[1] = entry.at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    detail = json.dumps(entry.detail, sort_keys=True, ensure_ascii=False)
    payload = "\x1f".join([entry.previous_hash, *fields, detail, entry.address or ""])
    return hashlib.sha256(payload.encode()).hexdigest()
