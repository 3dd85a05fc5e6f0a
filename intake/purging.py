"""Previews that nobody came back to are put aside, and what was put aside is forgotten: rows, decisions and file.

Of an import that was carried out everything stays, for its undo and for whoever asks later what the file said.
"""

import datetime
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Q
from django.utils import timezone

from intake.kinds import KINDS
from intake.lines.books import book_of
from intake.models import ImportBatch, ImportJob
from intake.models.batches import REFUSED
from jian_minzheng.core.bulk.chunks import chunks

log = logging.getLogger(__name__)

_FOLDER = str(ImportBatch._meta.get_field("file").upload_to).partition("/")[0]
"""Where uploads are kept."""


@dataclass(slots=True)
class Purged:
    """How many waiting batches were put aside, of how many the content was forgotten, and how many files went.

    ``unknown`` are files that stay although no batch names them: the database knows of no import at all.
    """

    put_aside: int = 0
    forgotten: int = 0
    swept: int = 0
    unknown: int = 0


def imports_purge(now: datetime.datetime | None = None) -> Purged:
    """Put aside what nobody touched for ``IMPORTS_WAIT_DAYS``, and forget what was put aside as long ago.

    Batches of which a job is open are left alone. Files of uploads that were cut off go too, ``IMPORTS_UNNAMED_DAYS``
    later: by then nobody puts back an older state of the database, which would not know the files sent since. That a
    file was refused is forgotten once it counts in no quota any more.
    """
    now = now or timezone.now()
    long_ago = now - datetime.timedelta(days=settings.IMPORTS_WAIT_DAYS)
    touched = Q(touched_at__lt=long_ago) | Q(touched_at=None, created_at__lt=long_ago)
    untouched = ImportBatch.objects.filter(touched).exclude(Exists(ImportJob.objects.open().of_batch()))
    purged = Purged()
    ImportBatch.objects.filter(summary__has_key=REFUSED, created_at__lt=now - datetime.timedelta(days=1)).delete()
    purged.put_aside = untouched.filter(state__in=ImportBatch.UNWRITTEN).update(state=ImportBatch.State.DISCARDED)
    for pk in untouched.filter(state=ImportBatch.State.DISCARDED).exclude(file="").values_list("pk", flat=True):
        _forget(pk)
        purged.forgotten += 1
    _sweep(now - datetime.timedelta(days=settings.IMPORTS_UNNAMED_DAYS), purged)
    return purged


def _sweep(before: datetime.datetime, purged: Purged) -> None:
    """Delete files that no batch names, if they are older; none where the database is empty, or another one."""
    field: Any = ImportBatch._meta.get_field("file")
    old = [name for name in _files(field.storage, _FOLDER) if field.storage.get_modified_time(name) < before]
    if old and not ImportBatch.objects.exists():
        purged.unknown = len(old)
        log.error("%s files of imports were kept: the database knows of no import", purged.unknown)
        return
    named: set[str] = set()
    for some in chunks(old):
        named.update(ImportBatch.objects.filter(file__in=some).values_list("file", flat=True))
    nobodys = [name for name in old if name not in named]
    for name in nobodys:
        field.storage.delete(name)
    purged.swept = len(nobodys)


def _files(storage: Any, folder: str) -> Iterator[str]:
    """Names of all files in a folder of uploads and in the folders of the years below it."""
    if not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from _files(storage, f"{folder}/{name}")


def _forget(pk: int) -> None:
    """The file goes last: should it fail, the batch is taken up again the next time."""
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=pk)
        batch.rows.all().delete()
        if batch.kind in KINDS:
            book_of(batch.table_kind).forget(batch)
        file, batch.file = batch.file.name, ""
        batch.decisions, batch.columns = {}, {}
        batch.save(update_fields=["file", "decisions", "columns"])
        batch.jobs.update(options={}, notes=[])  # of a reading they hold what was typed into cells
    if file:
        batch.file.storage.delete(file)
