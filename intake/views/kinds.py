"""花名册导入, the kind of table: what the file was recognised as is read as that with one click."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from intake.decisions import Decisions
from intake.kinds import KINDS, Kind
from intake.lines.books import book_of
from intake.models import ImportBatch
from intake.preview.changing_kind import decisions_for
from intake.preview.uploader import insist_on_uploader
from intake.views.changing import may_change, read_or_tell, too_late
from intake.views.steps import batch_or_404
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
    if not may_change(batch):
        return too_late(request, pk)
    if why := book_of(kind).closed(actor_of(request)):
        messages.error(request, why)
        return redirect("intake:detail", pk)
    return _read_as(request, batch, kind)


def _read_as(request: PortalRequest, batch: ImportBatch, kind: Kind) -> HttpResponse:
    before = batch.table_kind
    _, gone = decisions_for(Decisions.from_json(batch.decisions), before, kind)

    def decide(decided: Decisions) -> Decisions:
        return decisions_for(decided, before, kind)[0]

    return read_or_tell(
        request,
        batch,
        decide,
        kind=kind.key,
        told=f"已按“{kind.label}”读取。{gone}",
        failed=f"没有按“{kind.label}”读取，仍是“{before.label}”：",
    )
