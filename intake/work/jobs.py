"""Ask for long work on a batch, and learn how it stands."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from intake.decisions import Decide, Decisions
from intake.models import ImportBatch, ImportJob
from intake.preview.stored_files import batch_store
from intake.preview.uploader import insist_on_same_reading
from intake.work.queues import LARGE, SMALL, queue_of
from intake.work.tasks import import_job_run
from jian_minzheng.core import progress
from jian_minzheng.core.acting import Acting
from offices.models import Division

PATIENCE = timedelta(seconds=10)
"""A job that nobody fetched for so long, while no other is at work, waits for a worker that does not run."""

LONG_PATIENCE = timedelta(seconds=60)
"""The same for a large one while small ones are at work: the worker that takes both may be busy with one of them."""


GIVEN_UP = "已停止等待，没有写入任何内容；改过的内容都还在。"


class AlreadyAtWork(Exception):
    """Something else is being done with this batch."""

    def __init__(self) -> None:
        super().__init__("这份表格正在处理，请等它完成。")


class Phase(StrEnum):
    """How a job stands. DEAD: its process is gone; nothing of it was written."""

    WAITING = "waiting"
    BEHIND = "behind"
    NO_WORKER = "no_worker"
    RUNNING = "running"
    DEAD = "dead"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """A job, its phase, and what was last reported of its progress."""

    job: ImportJob
    phase: Phase
    progress: progress.Progress | None

    @property
    def may_restart(self) -> bool:
        return self.phase in (Phase.DEAD, Phase.NO_WORKER) or (self.phase == Phase.FAILED and self.job.retryable)

    @property
    def may_give_up(self) -> bool:
        """Whether nobody has to wait for it any longer; the batch stays as it was, with all that was put right."""
        unread = self.job.batch.state == ImportBatch.State.READ
        return self.phase in (Phase.DEAD, Phase.NO_WORKER) and not unread

    @property
    def may_discard(self) -> bool:
        """Whether the batch can be put aside now; a running commit decides that by itself."""
        return self.job.action != ImportJob.Action.UNDO and self.phase not in (Phase.RUNNING, Phase.DONE)


def job_start(
    actor: Acting,
    *,
    batch: ImportBatch,
    action: str,
    at_once: bool = False,
    decide: Decide | None = None,
    **options: Any,
) -> ImportJob:
    """Ask for ``action`` with the ``options`` that it takes (JSON-ready).

    Args:
        batch: fetched through the actor's identity.
        at_once: do it here and now instead of handing it to the worker. Either way the outcome is in the job.
        decide: what becomes of the decisions under which the file is read.

    Raises:
        AlreadyAtWork: another job of this batch is open, and its worker is not known to be dead.
        PermissionDenied: the file is to be read otherwise, and somebody else uploaded it.
    """
    _insist(actor, batch, action, options)
    values = {
        "batch": batch,
        "action": action,
        "options": options,
        "user_id": actor.scope.user_id,
        "role": actor.scope.role,
        "division_id": actor.scope.division_id,
        "address": actor.address,
    }
    try:
        with transaction.atomic():
            job = ImportJob.objects.create(**values)
            progress.clear(job.progress_key)  # of a job of that number in a database that was thrown away
            # Corrections that are just being stored come first: what is done is what everybody sees now.
            locked = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
            if decide is not None:
                _decide(actor, job, locked, decide)
            # Even what is done at once: should this process end before it begins, the worker takes it up.
            import_job_run.using(queue_name=queue_of(locked)).enqueue(job.pk)
    except IntegrityError as clash:
        raise AlreadyAtWork from clash
    if at_once:
        import_job_run.call(job.pk)
    job.refresh_from_db()
    return job


@transaction.atomic
def reading_start(
    actor: Acting, *, path: Path, file_name: str, kind: str, division: Division, decide: Decide | None = None
) -> ImportBatch:
    """Keep a file, and ask for it to be read. Neither without the other: nobody would ever read it."""
    batch = batch_store(actor, path=path, file_name=file_name, kind=kind, division=division)
    job_start(actor, batch=batch, action=ImportJob.Action.READ, decide=decide)
    return batch


def _decide(actor: Acting, job: ImportJob, batch: ImportBatch, decide: Decide) -> None:
    """Put down under which decisions the file is to be read, and in place of which."""
    standing = Decisions.from_json(batch.decisions)
    decisions = decide(standing)
    insist_on_same_reading(actor, batch, decisions)
    job.options = {**job.options, "decisions": decisions.to_json(), "instead_of": standing.to_json()}
    job.save(update_fields=["options"])


def _insist(actor: Acting, batch: ImportBatch, action: str, options: dict[str, Any]) -> None:
    if action == ImportJob.Action.READ and "decisions" in options:
        insist_on_same_reading(actor, batch, Decisions.from_json(options["decisions"]))


@transaction.atomic
def job_restart(actor: Acting, *, job: ImportJob) -> ImportJob:
    """Do the same again under the identity of whoever asks now.

    Should the first process not be dead after all, no harm is done: a batch is committed and undone only once.

    Raises:
        AlreadyAtWork: the job is not over, or somebody was quicker.
        PermissionDenied: as for ``job_start``; then the job stays as it is, for whoever may.
    """
    if not standing(job).may_restart:
        raise AlreadyAtWork
    _insist(actor, job.batch, job.action, job.options)
    job.finish("后台程序中断，没有写入任何内容。", failed=True)
    return job_start(actor, batch=job.batch, action=job.action, **job.options)


def job_give_up(job: ImportJob) -> bool:
    """Stop waiting for a job that no process is at; returns whether it was still so."""
    if not standing(job).may_give_up:
        return False
    waiting = ImportJob.objects.open().filter(pk=job.pk, started_at=job.started_at)
    return bool(waiting.update(finished_at=timezone.now(), message=GIVEN_UP, failed=True))


@transaction.atomic
def batch_discard(batch: ImportBatch) -> bool:
    """Put a batch aside, with the job that waits for it or was cut off. Nothing was written, and nothing will be.

    Returns:
        Whether it was done: not while a process is at work on it, nor when it waits no more.
    """
    job = latest_job(batch)
    if job is not None and standing(job).phase == Phase.RUNNING:
        return False
    waiting = ImportBatch.objects.filter(pk=batch.pk, state__in=ImportBatch.UNWRITTEN)
    if not waiting.update(state=ImportBatch.State.DISCARDED):
        return False
    if job is not None:
        job.finish("已放弃，没有写入任何内容。", failed=True)
    return True


def is_large(batch: ImportBatch) -> bool:
    """Whether its rows are more than a user should be kept waiting for."""
    rows: int = batch.summary.get("rows", 0)
    return rows > settings.IMPORT_ROWS_AT_ONCE


def is_read_by_worker(batch: ImportBatch) -> bool:
    """Whether reading its file anew is: as when it was sent, by its size and its lines, and by its rows."""
    lines = batch.summary.get("rows", 0) + batch.summary.get("ignored", 0)
    long = lines > settings.IMPORT_LINES_AT_ONCE or batch.file_size > settings.IMPORT_BYTES_AT_ONCE
    return long or is_large(batch)


def latest_job(batch: ImportBatch) -> ImportJob | None:
    """What was last asked for."""
    job: ImportJob | None = batch.jobs.select_related("user", "batch").order_by("-pk").first()
    return job


def standing(job: ImportJob) -> Standing:
    """How the job stands now, from the database and from what its process shows."""
    return Standing(job, _phase(job), progress.read(job.progress_key))


def _phase(job: ImportJob) -> Phase:
    if job.finished_at:
        return Phase.FAILED if job.failed else Phase.DONE
    now = timezone.now()
    if job.started_at:
        fresh = now - job.started_at < timedelta(seconds=progress.DEAD_AFTER_SECONDS)
        return Phase.RUNNING if fresh or progress.is_alive(job.progress_key) else Phase.DEAD
    return _waiting(job, now - job.requested_at)


def _waiting(job: ImportJob, waited: timedelta) -> Phase:
    """Behind whatever is at work, but for a large one behind small ones: these come to an end soon."""
    others = ImportJob.objects.open().exclude(pk=job.pk).exclude(started_at=None).select_related("batch")
    at_work = [other for other in others if progress.is_alive(other.progress_key)]
    if at_work and (queue_of(job.batch) == SMALL or any(queue_of(other.batch) == LARGE for other in at_work)):
        return Phase.BEHIND
    return Phase.NO_WORKER if waited > (LONG_PATIENCE if at_work else PATIENCE) else Phase.WAITING
