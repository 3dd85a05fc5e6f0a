"""The worker's side of long work on a table. A task carries the number of its job and nothing else."""

import logging
import traceback

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django_tasks import task

from intake.grid import UnreadableFile
from intake.layout.columns import NoHeader
from intake.models import ImportBatch, ImportJob
from intake.preview.stored_tables import sheets_of
from intake.work.job_actions import ACTIONS, DecidedMeanwhile, Work, conflict_notes
from intake.writing.commit import CommitRefused
from jian_minzheng.core import progress
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.scope import OutOfScope
from offices.identity import identities_of
from offices.roles import Capability

log = logging.getLogger(__name__)

BROKEN = "处理时出现意外错误，没有写入任何内容。可以重新开始；如果再次出现，请联系管理员。"


class GrantGone(Exception):
    """Whoever asked for the work may not do it any more."""

    def __init__(self) -> None:
        super().__init__("发起人的账号或授权已经变更，没有写入任何内容。")


class GivenUp(Exception):
    """Somebody was told meanwhile that nothing was written: the worker had shown no sign of life."""


@task()
def import_job_run(job_id: int) -> None:
    """Do the job, unless it was begun by another process or given up. It ends with its outcome stored, never raises.

    What went wrong unexpectedly is logged without its message: a database's names the values it refused.
    """
    job = ImportJob.objects.select_related("user", "batch").filter(pk=job_id).first()
    if job is None or not job.claim():
        return
    with progress.pulse(job.progress_key):
        try:
            _perform(job)
        except CommitRefused as refusal:
            refusal.put_on_record()
            job.finish(
                refusal.message, conflict_notes(refusal.issues, several=len(sheets_of(job.batch)) > 1), failed=True
            )
        except (UnreadableFile, NoHeader, OutOfScope, GrantGone, PermissionDenied, DecidedMeanwhile) as refusal:
            job.finish(str(refusal), failed=True)
        except GivenUp:
            log.warning("import job %s was given up while it was at work: nothing was written", job.pk)
        except ImportBatch.DoesNotExist:
            job.finish("这份表格已被导入或放弃。", failed=True)
        except Exception as error:
            stack = "".join(traceback.format_tb(error.__traceback__))
            log.error("import job %s: %s\n%s", job.pk, type(error).__name__, stack)
            job.finish(BROKEN, failed=True, retryable=True)


def _perform(job: ImportJob) -> None:
    """The work and its end in one transaction: a process killed in between leaves neither."""
    actor = _actor(job)
    batch = ImportBatch.objects.visible_to(actor.scope).select_related("division").get(pk=job.batch_id)
    action = ACTIONS[ImportJob.Action(job.action)]
    tell = progress.teller(job.progress_key, action.words)
    tell(0, 0)
    workbook = action.open(batch) if action.open else None
    work = Work(actor=actor, batch=batch, options=job.options, tell=tell, workbook=workbook)
    with transaction.atomic():
        if not job.finish(*action.do(work)):
            raise GivenUp


def _actor(job: ImportJob) -> Acting:
    """Who asked for the work, from where, under the grant of that time as it stands now.

    Raises:
        GrantGone: the account is closed, the grant was taken back, or the role may not import any more.
    """
    for identity in identities_of(job.user):
        same = (identity.role, identity.division_id) == (job.role, job.division_id)
        if same and identity.can(Capability.IMPORT_ROSTER):
            return Acting(job.user, identity, job.address)
    raise GrantGone
