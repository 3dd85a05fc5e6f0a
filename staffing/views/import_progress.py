"""花名册导入, the long parts: how far they have come, what became of them, and how to begin them again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect, HttpResponseStopPolling

from offices.access import acting, needs
from offices.roles import Capability
from staffing.models import ImportBatch, ImportJob
from staffing.roster_import.decisions import Decisions
from staffing.roster_import.work.jobs import (
    AlreadyAtWork,
    Phase,
    Standing,
    is_large,
    job_restart,
    job_start,
    latest_job,
    standing,
)
from staffing.views.import_steps import batch_or_404, steps

Action = ImportJob.Action
_POLLED = (Phase.WAITING, Phase.BEHIND, Phase.NO_WORKER, Phase.RUNNING)
_TITLES = {Action.READ: "正在读取花名册", Action.COMMIT: "正在导入", Action.UNDO: "正在撤销导入"}


@require_GET
@needs(Capability.IMPORT_ROSTER)
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress bar, for htmx the part of the page that changes; once the work is over, what comes next.

    A part that is over asks a last time, with ``end``, and is sent on: were the answer to a poll to send the browser
    on, further polls would be answered while the next page loads, each starting it anew.
    """
    batch = batch_or_404(acting(request), pk)
    job = latest_job(batch)
    if job is None:
        return redirect("staffing:import_detail", pk)
    now = standing(job)
    polled = now.phase in _POLLED
    over = not polled and not _stays(now)
    if over and (not request.htmx or "end" in request.GET):  # type: ignore[attr-defined]  # django_htmx sets it
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
    if not request.htmx:  # type: ignore[attr-defined]  # django_htmx sets it
        return render(request, "staffing/import_progress.html", context)
    part = render(request, "staffing/partials/import_progress.html", context)
    return part if polled else HttpResponseStopPolling(part.content)


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_restart(request: HttpRequest, pk: int) -> HttpResponse:
    """Do again what was cut off; whoever of the office finds it may."""
    identity = acting(request)
    job = latest_job(batch_or_404(identity, pk))
    user: Any = request.user
    try:
        if job is not None:
            job_restart(job, identity=identity, user=user, request=request)
    except AlreadyAtWork as refusal:
        messages.info(request, str(refusal))
    return redirect("staffing:import_progress", pk)


def carry_out(request: HttpRequest, pk: int, action: str, **options: Any) -> HttpResponse:
    """Do something with a batch, at once if it is small, and go where its outcome is shown."""
    identity = acting(request)
    batch = batch_or_404(identity, pk)
    user: Any = request.user
    try:
        job = job_start(
            batch=batch,
            action=action,
            identity=identity,
            user=user,
            request=request,
            at_once=not is_large(batch),
            **options,
        )
    except AlreadyAtWork as refusal:
        messages.info(request, str(refusal))
        return redirect("staffing:import_progress", pk)
    if job.finished_at is None:
        return redirect("staffing:import_progress", pk)
    _say(request, job)
    return _go(request, job)


def read_again(request: HttpRequest, batch: ImportBatch, decisions: Decisions, then: str) -> str:
    """Let the worker read a large file under other decisions; ``then`` names the page to go to afterwards.

    Returns:
        The name of the page that shows the progress.
    """
    options: dict[str, Any] = {"decisions": decisions.to_json(), "then": then}
    user: Any = request.user
    try:
        job_start(batch=batch, action=Action.READ, identity=acting(request), user=user, request=request, **options)
    except AlreadyAtWork as refusal:
        messages.info(request, str(refusal))
    return "staffing:import_progress"


def _stays(now: Standing) -> bool:
    """Whether the outcome has no better place than the page of the progress: a cut-off job, a file never read."""
    return now.phase == Phase.DEAD or (now.phase == Phase.FAILED and now.job.batch.state == ImportBatch.State.READ)


def _say(request: HttpRequest, job: ImportJob) -> None:
    if job.message:
        messages.add_message(request, messages.ERROR if job.failed else messages.SUCCESS, job.message)
    for note in job.notes:
        messages.warning(request, note)


def _go(request: HttpRequest, job: ImportJob) -> HttpResponse:
    name = job.options.get("then", "staffing:import_columns" if job.action == Action.READ else "staffing:import_detail")
    address = reverse(name, args=[job.batch_id])
    if request.htmx:  # type: ignore[attr-defined]  # django_htmx sets it
        return HttpResponseClientRedirect(address)
    return redirect(address)
