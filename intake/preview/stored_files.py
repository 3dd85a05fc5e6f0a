"""The file of a batch: kept when it comes in, opened when it is read."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction

from intake.grid import UnreadableFile, Workbook, read_workbook
from intake.models import ImportBatch
from intake.models.batches import REFUSED
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.bulk.collecting import collector_held
from jian_minzheng.core.masking import mask_text
from offices.models import Division


@transaction.atomic
def batch_store(actor: Acting, *, path: Path, file_name: str, kind: str, division: Division) -> ImportBatch:
    """Keep a file that is to be read later, by ``preview_rebuild``. See ``preview_build`` for the arguments."""
    batch = unread_batch(actor, path, file_name, kind, division)
    batch.save()
    keep_file(batch, path)
    return batch


def refusal_store(actor: Acting, *, path: Path, kind: str, division: Division) -> None:
    """Remember for a day that a file was sent and refused: what an account may send counts what cannot be read too."""
    batch = unread_batch(actor, path, "", kind, division)
    batch.state, batch.summary = ImportBatch.State.DISCARDED, {REFUSED: True}
    batch.save()


@collector_held()
def stored_workbook(batch: ImportBatch) -> Workbook:
    """Open the batch's file. Best done before anything is locked: others need not wait for it.

    Raises:
        ImportBatch.DoesNotExist: the batch was committed or discarded.
        UnreadableFile: the file cannot be read.
    """
    stored = ImportBatch.objects.get(pk=batch.pk, state__in=ImportBatch.UNWRITTEN)
    return opened(Path(stored.file.path), stored.file_name)


class ReadLater(Exception):
    """The file is read by the worker: it has more lines than whoever waits for a page should be kept waiting for."""


def opened(path: Path, file_name: str, *, at_once: bool = False) -> Workbook:
    """What a file holds.

    Raises:
        UnreadableFile: it cannot be read, or holds more lines than the portal takes.
        ReadLater: somebody waits for it (``at_once``), and it is none of the small ones.
    """
    workbook = read_workbook(path, file_name)
    lines = workbook.lines
    if lines > settings.IMPORT_MAX_LINES:
        said = f"文件里有内容的行超过 {settings.IMPORT_MAX_LINES:,} 行的上限。请删除无关的行，或按乡镇拆分后再上传。"
        raise UnreadableFile("too_large", said)
    if at_once and lines > settings.IMPORT_LINES_AT_ONCE:
        raise ReadLater
    return workbook


def unread_batch(actor: Acting, path: Path, file_name: str, kind: str, division: Division) -> ImportBatch:
    """A batch of which nothing was read yet, not stored."""
    return ImportBatch(
        division=division,
        scope_id=actor.scope.division_id,
        kind=kind,
        owner_id=actor.scope.user_id,
        file_name=mask_text(Path(file_name).name)[-200:],
        file_size=path.stat().st_size,
        file_hash=_digest(path),
    )


def keep_file(batch: ImportBatch, path: Path) -> None:
    """Store the batch with a copy of its file."""
    suffix = Path(batch.file_name).suffix.lower()[:6]
    with path.open("rb") as content:
        batch.file.save(f"{batch.file_hash[:32]}{suffix}", File(content), save=False)
    batch.save(update_fields=["file"])


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
