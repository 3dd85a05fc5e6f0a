"""What happened to records after an import wrote them. Asked before an import is undone, or to say why it cannot be."""

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.utils import timezone

from intake.models import ImportBatch
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.editing.history import named_to

_BY_IMPORT = re.compile(r"(?:导入\w{1,8}|撤销导入)：")

_Naming = Callable[[Any], int | None]


def later_changes(batch: ImportBatch, records: Sequence[Any], readers: Identity) -> dict[int, str]:
    """Of records of one model, those that stand otherwise than ``batch`` left them → who changed them, and when.

    Values are compared, not versions: a later import that was undone leaves none of its own. The first entry in a
    record's history after the batch was claimed is the batch's, for no other write comes between claim and entry: it
    would have moved the version, and the row would have been a conflict. Of a later import that not every reader of
    this one may see, neither file nor account is named, nor any account that does not concern the ``readers``.
    """
    histories, number_of = _histories(batch, records), _naming_for_readers_of(batch)
    return {
        record.pk: _told(histories[record.pk], number_of, readers)
        for record in records
        if _differs(record, histories[record.pk])
    }


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
    if any(getattr(history[0], name) != getattr(record, name) for name in tracked):
        return True
    return any(_chosen(history[0], declared) != _chosen(record, declared) for declared in _choices_of(history[0]))


def _choices_of(entry: Any) -> Sequence[Any]:
    """The many-to-many fields that history keeps as well."""
    return getattr(type(entry), "_history_m2m_fields", ())


def _chosen(record: Any, declared: Any) -> set[int]:
    """What a record, or an entry of its history, has in a many-to-many field."""
    held = getattr(record, declared.name)
    if isinstance(record, declared.model):
        return set(held.values_list("pk", flat=True))
    return set(held.values_list(f"{declared.m2m_reverse_field_name()}_id", flat=True))


def _naming_for_readers_of(batch: ImportBatch) -> _Naming:
    """Tells of a change, by its entry in history, whether whoever sees ``batch`` sees what it came from: the number of
    that import, none for a change that came from no import; ``None`` where they do not see it."""

    @cache
    def imports(account: int | None, undo: bool, file_name: str) -> list[tuple[datetime.datetime, int]]:
        if batch.scope is None:
            return []
        moment, by = ("undone_at", "undone_by") if undo else ("committed_at", "committed_by")
        seen = ImportBatch.objects.filter(scope__path__under=batch.scope.path, **{by: account})
        done = seen.filter(file_name__startswith=file_name, **{f"{moment}__isnull": False})
        return list(done.order_by(moment).values_list(moment, "pk"))

    def number(entry: Any) -> int | None:
        found = _BY_IMPORT.search(entry.history_change_reason or "")
        if found is None:
            return 0
        of_file = entry.history_change_reason[found.end() :]
        known = imports(entry.history_user_id, found[0].startswith("撤销"), of_file)
        before = [pk for moment, pk in known if moment <= entry.history_date]
        return before[-1] if before else known[-1][1] if known else None

    return number


def _told(history: Sequence[Any], number_of: _Naming, readers: Identity) -> str:
    if not history:
        return "导入之后已被修改，保留现状"
    last = history[-1]
    number = number_of(last)
    if number is None:
        return "后来又被修改，保留现状"
    when = timezone.localtime(last.history_date).strftime("%Y-%m-%d %H:%M")
    who = f"由{named_to(readers, last.history_user)}" if last.history_user else ""
    numbered = f"，导入编号{number}" if number else ""
    why = f"（{last.history_change_reason}{numbered}）" if last.history_change_reason else ""
    return f"导入之后已于{when}{who}修改{why}，保留现状"
