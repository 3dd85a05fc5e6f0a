"""Take back what an import wrote about units: changed rows get their old values, new rows go.

A row of facts that an import made was never true on anybody's word but the file's; taking it back removes it. History
keeps it, with who took it back and why.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from staffing.models import ImportRow
from staffing.roster_import.ledger.parts import PARTS
from staffing.roster_import.people.known import chunks
from staffing.roster_import.writing.bulk import bulk_change

Kept = tuple[ImportRow, Any]


def facts_take_back(
    rows: Iterable[ImportRow], *, user: AbstractBaseUser | None, reason: str
) -> tuple[int, int, list[Kept]]:
    """Undo what the rows wrote; the caller has claimed the batch and checks scope.

    Returns:
        How many records were removed, how many got their old values, and the rows whose record has moved on since
        (with that record, or ``None`` where it is gone).
    """
    removed = restored = 0
    kept: list[Kept] = []
    rows = list(rows)
    for key, part in PARTS.items():
        noted = {row.written[key]["id"]: row for row in rows if key in row.written}
        found: dict[int, Any] = {}
        for ids in chunks(sorted(noted)):
            locked = part.model.objects.filter(pk__in=ids).select_for_update(of=("self",), no_key=True)
            found |= {record.pk: record for record in locked}
        changed, fields = [], set()
        for pk, row in noted.items():
            note, record = row.written[key], found.get(pk)
            if record is None or record.version != note["version"]:
                kept.append((row, record))
            elif note["created"]:
                record._history_user, record._change_reason = user, reason[:100]
                record.delete()
                removed += 1
            else:
                for name, old in note["old"].items():
                    setattr(record, name, record._meta.get_field(name).to_python(old))
                fields |= note["old"].keys()
                changed.append(record)
        bulk_change(changed, sorted(fields), user=user, reason=reason)
        restored += len(changed)
    return removed, restored, kept
