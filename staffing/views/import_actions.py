"""花名册导入, what is done: commit, undo, discard."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from jian_minzheng.core.scope import OutOfScope
from offices.access import acting, needs
from offices.roles import Capability
from staffing.models import ImportBatch
from staffing.roster_import.commit import AlreadyCommitted, CommitRefused, batch_commit
from staffing.roster_import.issues import Issue
from staffing.roster_import.undo import batch_undo
from staffing.views.imports import batch_or_404

_CONFLICTS_NAMED = 10


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry the preview out; whoever clicks second is told who was first."""
    identity = acting(request)
    batch = batch_or_404(identity, pk)
    try:
        result = batch_commit(
            batch=batch,
            identity=identity,
            user=request.user,  # type: ignore[arg-type]  # signed in: the view asks for a capability
            good_rows_only=request.POST.get("rows") == "good",
            request=request,
        )
    except AlreadyCommitted as refusal:
        messages.warning(request, refusal.message)
    except CommitRefused as refusal:
        messages.error(request, refusal.message)
        _name_conflicts(request, refusal.issues)
    except OutOfScope as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"导入完成：新增{result.new}行，变更{result.changed}行，无变化{result.same}行。")
        _name_conflicts(request, result.conflicts)
    return redirect("staffing:import_detail", pk)


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    identity = acting(request)
    batch = batch_or_404(identity, pk)
    try:
        result = batch_undo(
            batch=batch,
            identity=identity,
            user=request.user,  # type: ignore[arg-type]  # signed in: the view asks for a capability
            request=request,
        )
    except CommitRefused as refusal:
        messages.error(request, refusal.message)
    except OutOfScope as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已撤销：作废任职{result.voided}条，恢复原值{result.restored}条。")
        if result.kept:
            messages.warning(request, f"有{len(result.kept)}条记录在导入之后又被修改，保留现状，名单见下。")
    return redirect("staffing:import_detail", pk)


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a waiting batch aside; nothing was written, and nothing will be."""
    batch = batch_or_404(acting(request), pk)
    waiting = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.PREVIEWED)
    if waiting.update(state=ImportBatch.State.DISCARDED):
        messages.success(request, f"已放弃导入“{batch.file_name}”，没有写入任何内容。")
    else:
        messages.warning(request, "这份花名册已经不在待确认状态。")
    return redirect("staffing:import_list")


def _name_conflicts(request: HttpRequest, issues: Sequence[Issue]) -> None:
    for issue in issues[:_CONFLICTS_NAMED]:
        messages.warning(request, f"第{issue.row}行：{issue.message}")
    if len(issues) > _CONFLICTS_NAMED:
        messages.warning(request, f"另有{len(issues) - _CONFLICTS_NAMED}行情况相同。")
