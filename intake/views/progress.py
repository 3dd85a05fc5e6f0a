"""表格导入, the long parts: how far they have come, what became of them, and how to begin them again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect, HttpResponseStopPolling

from intake.decisions import Decide
from intake.models import ImportBatch, ImportJob
from intake.views.steps import after_reading, batch_or_404, steps
from intake.work.jobs import (
    GIVEN_UP,
    AlreadyAtWork,
    Phase,
    Standing,
    is_large,
    job_give_up,
    job_restart,
    job_start,
    latest_job,
    standing,
)
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from offices.roles import Capability

Action = ImportJob.Action
_POLLED = (Phase.WAITING, Phase.BEHIND, Phase.NO_WORKER, Phase.RUNNING)
_TITLES = {Action.READ: "正在读取表格", Action.COMMIT: "正在导入", Action.UNDO: "正在撤销导入"}


@require_GET
@needs(Capability.IMPORT_ROSTER)
def import_progress(request: PortalRequest, pk: int) -> HttpResponse:
    """The progress bar, for htmx the part of the page that changes; once the work is over, what comes next.

    A part that is over asks a last time, with ``end``, and is sent on: were the answer to a poll to send the browser
    on, further polls would be answered while the next page loads, each starting it anew.
    """
    batch = batch_or_404(identity_of(request), pk)
    job = latest_job(batch)
    if job is None:
        return redirect("intake:detail", pk)
    now = standing(job)
    polled = now.phase in _POLLED
    over = not polled and not _stays(now)
    if over and (not request.htmx or "end" in request.GET):
        _say(request, job)
        return _go(request, job)
    said = f"{now.phase}{now.progress.percent // 25 if now.progress else 0}"
    context = {
        "batch": batch,
        "job": job,
        "now": now,
        "polled": polled,
        "over": over,
        "title": _TITLES[Action(job.action)],
        "said": said,
        "aloud": said != request.GET.get("said"),
        "steps": steps(1 if job.action == Action.READ else 4),
    }
    if not request.htmx:
        return render(request, "intake/progress.html", context)
    part = render(request, "intake/partials/progress.html", context)
    return part if polled else HttpResponseStopPolling(part.content)


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_restart(request: PortalRequest, pk: int) -> HttpResponse:
    """Do again what was cut off; whoever of the office finds it may."""
    identity = identity_of(request)
    job = latest_job(batch_or_404(identity, pk))
    try:
        if job is not None:
            job_restart(actor_of(request), job=job)
    except AlreadyAtWork as refusal:
        messages.info(request, str(refusal))
    return redirect("intake:progress", pk)


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_give_up(request: PortalRequest, pk: int) -> HttpResponse:
    """Stop waiting for what no process does; the batch is as it was before it was asked for."""
    job = latest_job(batch_or_404(identity_of(request), pk))
    if job is None or not job_give_up(job):
        return redirect("intake:progress", pk)
    messages.success(request, GIVEN_UP)
    return redirect("intake:detail", pk)


def carry_out(request: PortalRequest, pk: int, action: str, **options: Any) -> HttpResponse:
    """Do something with a batch, at once if it is small, and go where its outcome is shown."""
    identity = identity_of(request)
    batch = batch_or_404(identity, pk)
    try:
        job = job_start(
            actor_of(request),
            batch=batch,
            action=action,
            at_once=not is_large(batch),
            **options,
        )
    except AlreadyAtWork as refusal:
        messages.info(request, str(refusal))
        return redirect("intake:progress", pk)
    if job.finished_at is None:
        return redirect("intake:progress", pk)
    _say(request, job)
    return _go(request, job)


def read_again(request: PortalRequest, batch: ImportBatch, decide: Decide, then: str, **options: Any) -> str:
    """Let the worker read a large file under other decisions; ``then`` names the page to go to afterwards.

    ``options``: the ``kind`` to read it as from now on, and what is ``told`` once it is done.

    Returns:
        The name of the page that shows the progress.
    """
    try:
        job_start(actor_of(request), batch=batch, action=Action.READ, decide=decide, then=then, **options)
    except AlreadyAtWork as refusal:
        messages.info(request, str(refusal))
    return "intake:progress"


def _stays(now: Standing) -> bool:
    """Whether the outcome has no better place than the page of the progress: a cut-off job, a file never read."""
    return now.phase == Phase.DEAD or (now.phase == Phase.FAILED and now.job.batch.state == ImportBatch.State.READ)


def _say(request: PortalRequest, job: ImportJob) -> None:
    if job.message:
        messages.add_message(request, messages.ERROR if job.failed else messages.SUCCESS, job.message)
    for note in job.notes:
        messages.warning(request, note)


def _after(job: ImportJob) -> str:
    if job.action != Action.READ:
        return "intake:detail"
    return after_reading(ImportBatch.objects.get(pk=job.batch_id))  # as it was read, and not as it was before


def _go(request: PortalRequest, job: ImportJob) -> HttpResponse:
    name = job.options.get("then") or _after(job)
    address = reverse(name, args=[job.batch_id])
    if request.htmx:
        return HttpResponseClientRedirect(address)
    return redirect(address)
