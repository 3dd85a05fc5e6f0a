"""花名册导入, the kind of table: what the file was recognised as is read as that with one click."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from intake.decisions import Decisions
from intake.grid import UnreadableFile
from intake.kinds import KINDS, Kind
from intake.layout.columns import NoHeader
from intake.lines.books import book_of
from intake.models import ImportBatch
from intake.preview.changing_kind import decisions_for
from intake.preview.preview import preview_rebuild
from intake.preview.uploader import insist_on_uploader
from intake.views.columns import TOO_LATE
from intake.views.progress import read_again
from intake.views.steps import batch_or_404, touch
from intake.work.jobs import is_read_by_worker
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from offices.roles import Capability


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_kind(request: PortalRequest, pk: int) -> HttpResponse:
    """Read the file as a table of another kind; what was decided and still means something stays."""
    batch = batch_or_404(identity_of(request), pk)
    insist_on_uploader(actor_of(request), batch)
    kind = KINDS.get(request.POST.get("kind", ""))
    if kind is None:
        raise Http404("没有这一类表格。")
    if batch.at_work or batch.state != ImportBatch.State.PREVIEWED:  # type: ignore[attr-defined]  # annotated
        messages.warning(request, TOO_LATE)
    elif why := book_of(kind).closed(actor_of(request)):
        messages.error(request, why)
    else:
        return redirect(_read_as(request, batch, kind), pk)
    return redirect("intake:detail", pk)


def _read_as(request: PortalRequest, batch: ImportBatch, kind: Kind) -> str:
    """Returns the page to go on with."""
    before = batch.table_kind
    _, gone = decisions_for(Decisions.from_json(batch.decisions), before, kind)
    told = f"已按“{kind.label}”读取。{gone}"

    def decide(decided: Decisions) -> Decisions:
        return decisions_for(decided, before, kind)[0]

    touch(request, batch.pk)
    if is_read_by_worker(batch):
        return read_again(request, batch, decide, "intake:detail", kind=kind.key, told=told)
    try:
        preview_rebuild(actor_of(request), batch=batch, decisions=decide, kind=kind.key)
    except (NoHeader, UnreadableFile) as error:
        messages.error(request, f"没有按“{kind.label}”读取，仍是“{before.label}”：{error}")
    except ImportBatch.DoesNotExist:
        messages.warning(request, TOO_LATE)
    else:
        messages.success(request, told)
    return "intake:detail"
