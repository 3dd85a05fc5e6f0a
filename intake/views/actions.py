"""表格导入, what is done: commit, undo, discard."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from intake.grid import UnreadableFile
from intake.layout.columns import NoHeader
from intake.models import ImportBatch, ImportJob
from intake.preview.memory import remember
from intake.views.progress import carry_out
from intake.views.steps import batch_or_404
from intake.work.again import NotAgain, import_once_more
from intake.work.jobs import batch_discard
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from offices.roles import Capability


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_commit(request: PortalRequest, pk: int) -> HttpResponse:
    """Carry the preview out; whoever clicks second is told who was first."""
    remember(actor_of(request), batch=batch_or_404(identity_of(request), pk))
    return carry_out(request, pk, ImportJob.Action.COMMIT, good_rows_only=request.POST.get("rows") == "good")


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_undo(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a committed batch back."""
    return carry_out(request, pk, ImportJob.Action.UNDO)


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_again(request: PortalRequest, pk: int) -> HttpResponse:
    """Preview the file once more, with all that was put right before the import was taken back or given up."""
    batch = batch_or_404(identity_of(request), pk)
    try:
        again = import_once_more(actor_of(request), batch=batch)
    except (NotAgain, UnreadableFile, NoHeader) as refused:
        messages.warning(request, str(refused))
        return redirect("intake:detail", pk)
    read = again.state == ImportBatch.State.PREVIEWED
    told = "已按原来的选择和更正重新核对，请确认后导入。" if read else "正在按原来的选择和更正重新读取。"
    messages.success(request, told)
    return redirect("intake:detail", again.pk)


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Put a waiting batch aside; nothing was written, and nothing will be."""
    batch = batch_or_404(identity_of(request), pk)
    if batch_discard(batch):
        messages.success(request, f"已放弃导入“{batch.file_name}”，没有写入任何内容。")
    else:
        messages.warning(request, "这份表格正在处理，或已经不在待确认状态。")
    return redirect("intake:list")
