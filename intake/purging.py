"""Previews that nobody came back to are put aside, and what was put aside is forgotten: rows, decisions and file.

Of an import that was carried out everything stays, for its undo and for whoever asks later what the file said.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Q
from django.utils import timezone

from intake.kinds import KINDS
from intake.lines.books import book_of
from intake.models import ImportBatch, ImportJob

_WAITING = (ImportBatch.State.READ, ImportBatch.State.PREVIEWED)


@dataclass(slots=True)
class Purged:
    """How many waiting batches were put aside, and of how many the content was forgotten."""

    put_aside: int = 0
    forgotten: int = 0


def imports_purge(now: datetime.datetime | None = None) -> Purged:
    """Put aside what nobody touched for ``IMPORTS_WAIT_DAYS``, and forget what was put aside as long ago.

    Batches of which a job is open are left alone.
    """
    long_ago = (now or timezone.now()) - datetime.timedelta(days=settings.IMPORTS_WAIT_DAYS)
    touched = Q(touched_at__lt=long_ago) | Q(touched_at=None, created_at__lt=long_ago)
    untouched = ImportBatch.objects.filter(touched).exclude(Exists(ImportJob.objects.open().of_batch()))
    purged = Purged()
    purged.put_aside = untouched.filter(state__in=_WAITING).update(state=ImportBatch.State.DISCARDED)
    for pk in untouched.filter(state=ImportBatch.State.DISCARDED).exclude(file="").values_list("pk", flat=True):
        _forget(pk)
        purged.forgotten += 1
    return purged


def _forget(pk: int) -> None:
    """The file goes last: should it fail, the batch is taken up again the next time."""
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=pk)
        batch.rows.all().delete()
        if batch.kind in KINDS:
            book_of(KINDS[batch.kind]).forget(batch)
        file, batch.file = batch.file.name, ""
        batch.decisions, batch.columns = {}, {}
        batch.save(update_fields=["file", "decisions", "columns"])
    if file:
        batch.file.storage.delete(file)
