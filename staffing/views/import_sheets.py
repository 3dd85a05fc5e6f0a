"""花名册导入, step 2: which sheets of the workbook are read, one of them or several in one go."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from offices.roles import Capability
from staffing.models import ImportBatch
from staffing.roster_import.addresses import MOST_SHEETS
from staffing.roster_import.decisions import Decisions
from staffing.roster_import.grid import UnreadableFile
from staffing.roster_import.layout.columns import NoHeader
from staffing.roster_import.previewing.preview import preview_rebuild
from staffing.roster_import.previewing.stored_tables import sheets_of
from staffing.roster_import.previewing.uploader import insist_on_uploader
from staffing.roster_import.work.jobs import is_large
from staffing.views.import_columns import TOO_LATE
from staffing.views.import_progress import read_again
from staffing.views.import_steps import batch_or_404, touch


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_sheets(request: PortalRequest, pk: int) -> HttpResponse:
    """Read the sheets that were ticked, and no others; what was put right on those that stay is kept."""
    identity = identity_of(request)
    batch = batch_or_404(identity, pk)
    if batch.at_work or batch.state != ImportBatch.State.PREVIEWED:  # type: ignore[attr-defined]  # annotated
        messages.warning(request, TOO_LATE)
        return redirect("staffing:import_detail", pk)
    insist_on_uploader(actor_of(request), batch)
    names, before = _ticked(request, batch), sheets_of(batch)
    if not names:
        messages.error(request, "请至少勾选一张工作表。")
        return redirect("staffing:import_columns", pk)
    decisions = Decisions.from_json(batch.decisions).on_sheets(names, before)
    touch(request, pk)
    if is_large(batch):
        return redirect(read_again(request, batch, decisions, "staffing:import_columns"), pk)
    try:
        preview_rebuild(actor_of(request), batch=batch, decisions=decisions)
    except (NoHeader, UnreadableFile) as error:
        messages.error(request, str(error))
    except ImportBatch.DoesNotExist:
        messages.warning(request, TOO_LATE)
        return redirect("staffing:import_detail", pk)
    return redirect("staffing:import_columns", pk)


def _ticked(request: PortalRequest, batch: ImportBatch) -> list[str]:
    """Sheets of the file, in its order."""
    asked = set(request.POST.getlist("sheet"))
    return [entry["name"] for entry in batch.summary.get("sheets", ()) if entry["name"] in asked][:MOST_SHEETS]
