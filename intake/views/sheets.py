"""表格导入, step 2: which sheets of the workbook are read, one of them or several in one go."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from intake.addresses import MOST_SHEETS
from intake.decisions import Decisions
from intake.models import ImportBatch
from intake.preview.fallen_away import fallen_away
from intake.preview.stored_tables import sheets_of
from intake.preview.uploader import insist_on_uploader
from intake.views.changing import may_change, read_or_tell, too_late
from intake.views.steps import batch_or_404
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from offices.roles import Capability


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_sheets(request: PortalRequest, pk: int) -> HttpResponse:
    """Read the sheets that were ticked, and no others; what was put right on those that stay is kept."""
    identity = identity_of(request)
    batch = batch_or_404(identity, pk)
    if not may_change(batch):
        return too_late(request, pk)
    insist_on_uploader(actor_of(request), batch)
    names, before = _ticked(request, batch), sheets_of(batch)
    if not names:
        messages.error(request, "请至少勾选一张工作表。")
        return redirect("intake:columns", pk)

    def decide(decided: Decisions) -> Decisions:
        return decided.on_sheets(names, before)

    standing = Decisions.from_json(batch.decisions)
    gone = fallen_away(standing, decide(standing))
    told = f"去掉的工作表里的决定没有保留：{gone}。" if gone else ""
    return read_or_tell(request, batch, decide, "intake:columns", told=told)


def _ticked(request: PortalRequest, batch: ImportBatch) -> list[str]:
    """Sheets of the file, in its order."""
    asked = set(request.POST.getlist("sheet"))
    return [entry["name"] for entry in batch.summary.get("sheets", ()) if entry["name"] in asked][:MOST_SHEETS]
