"""An import that was taken back or given up is previewed once more, with all that had been put right in it."""

from pathlib import Path

from django.utils import timezone

from intake.decisions import Decisions
from intake.lines.books import book_of
from intake.models import ImportBatch
from intake.preview.preview import preview_build
from intake.preview.uploader import insist_on_uploader
from intake.work.jobs import is_read_by_worker, reading_start
from intake.work.quota import why_no_more
from jian_minzheng.core.acting import Acting
from offices.models import Division

_OVER = (ImportBatch.State.UNDONE, ImportBatch.State.DISCARDED)


class NotAgain(Exception):
    """It cannot be previewed once more; the message says why."""


def may_come_again(batch: ImportBatch) -> bool:
    """Is the batch over with nothing of it written, and its file still kept?"""
    return batch.state in _OVER and bool(batch.file)


def import_once_more(actor: Acting, *, batch: ImportBatch) -> ImportBatch:
    """A further batch of the same file, under the decisions of ``batch``; a large one is read by the worker.

    Raises:
        NotAgain: the batch is not over, its unit cannot be imported to any more, or the account has sent too much.
        PermissionDenied: somebody else uploaded the file.
        UnreadableFile, NoHeader: as for ``preview_build``.
    """
    insist_on_uploader(actor, batch)
    division = Division.objects.visible_to(actor.scope).on(timezone.localdate()).real().filter(pk=batch.division_id)
    path = Path(batch.file.path) if may_come_again(batch) else None
    if path is None or not path.exists():
        raise NotAgain("这份文件已不再保存，请重新上传。")
    if not division.exists():
        raise NotAgain("原来导入到的单位现在不能导入，请重新上传并选择单位。")
    if why := why_no_more(actor.scope.user_id, batch.file_size) or book_of(batch.table_kind).closed(actor):
        raise NotAgain(why)
    decisions = Decisions.from_json(batch.decisions)
    file = {"path": path, "file_name": batch.file_name, "kind": batch.kind, "division": division.get()}
    if is_read_by_worker(batch):
        return reading_start(actor, decide=lambda _: decisions, **file)
    return preview_build(actor, decisions=decisions, **file)
