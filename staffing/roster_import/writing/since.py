"""What happened to records after an import wrote them. Asked before an import is undone, or to say why it cannot be."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from staffing.models import ImportBatch
from staffing.roster_import.people.known import chunks


def changed_since(batch: ImportBatch, records: Sequence[Any]) -> dict[int, str]:
    """Of records of one model, those that stand otherwise than ``batch`` left them → who changed them, and when.

    Values are compared, not versions: a later import that was undone leaves none of its own. The first entry in a
    record's history after the batch was claimed is the batch's, for no other write comes between claim and entry: it
    would have moved the version, and the row would have been a conflict.
    """
    histories = _histories(batch, records)
    return {record.pk: _told(histories[record.pk]) for record in records if _differs(record, histories[record.pk])}


def _histories(batch: ImportBatch, records: Sequence[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for chunk in chunks(records):
        entries = type(chunk[0]).history.filter(
            id__in=[record.pk for record in chunk], history_date__gte=batch.committed_at
        )
        for entry in entries.select_related("history_user").order_by("history_id"):
            found[entry.id].append(entry)
    return found


def _differs(record: Any, history: Sequence[Any]) -> bool:
    if not history:
        return True
    tracked = [field.attname for field in type(history[0]).tracked_fields]
    return any(getattr(history[0], name) != getattr(record, name) for name in tracked)


def _told(history: Sequence[Any]) -> str:
    if not history:
        return "导入之后已被修改，保留现状"
    last = history[-1]
    when = timezone.localtime(last.history_date).strftime("%Y-%m-%d %H:%M")
    who = f"由{last.history_user}" if last.history_user else ""
    why = f"（{last.history_change_reason}）" if last.history_change_reason else ""
    return f"导入之后已于{when}{who}修改{why}，保留现状"
