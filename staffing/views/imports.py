"""花名册导入: the list, and step 2, what was understood."""

from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from offices.access import acting, needs
from offices.identity import Identity
from offices.roles import Capability
from staffing.forms.imports import ColumnsForm
from staffing.models import ImportBatch
from staffing.roster_import.columns import NoHeader
from staffing.roster_import.decisions import Decisions
from staffing.roster_import.grid import UnreadableFile
from staffing.roster_import.jobs import is_large
from staffing.roster_import.preview import preview_rebuild
from staffing.roster_import.samples import column_samples
from staffing.views.import_progress import read_again
from staffing.views.import_steps import AT_WORK, batch_or_404, steps

BATCHES_PER_PAGE = 30


@needs(Capability.IMPORT_ROSTER)
def import_list(request: HttpRequest) -> HttpResponse:
    """Every import within the scope, colleagues' included."""
    batches = (
        ImportBatch.objects.visible_to(acting(request)).select_related("owner", "division").annotate(at_work=AT_WORK)
    )
    page = Paginator(batches, BATCHES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "staffing/import_list.html", {"page_obj": page})


@needs(Capability.IMPORT_ROSTER)
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 2: sheet, header row, and column by column what it was taken for; everything can be changed."""
    identity = acting(request)
    batch = batch_or_404(identity, pk)
    if batch.at_work or batch.state != ImportBatch.State.PREVIEWED:  # type: ignore[attr-defined]  # annotated
        return redirect("staffing:import_detail", pk)
    form = ColumnsForm(request.POST or None, batch=batch)
    if request.method == "POST" and form.is_valid():
        target = _reread(request, identity, batch, form)
        if target:
            return redirect(target, pk)
    samples = column_samples(batch)
    columns = [
        {**column, "select": form[f"column-{column['index']}"], "samples": samples.get(column["letter"], [])}
        for column in form.columns
    ]
    context = {"batch": batch, "form": form, "columns": columns, "steps": steps(2)}
    return render(request, "staffing/import_columns.html", context, status=400 if form.errors else 200)


def _reread(request: HttpRequest, identity: Identity, batch: ImportBatch, form: ColumnsForm) -> str | None:
    """Apply a change of sheet or columns; returns the page to go on with, ``None`` to stay and show the errors."""
    sheet = request.POST.get("sheet", batch.sheet)
    known = {entry["name"] for entry in batch.summary.get("sheets", ())}
    other_sheet = sheet != batch.sheet and sheet in known
    target = "staffing:import_columns" if other_sheet else "staffing:import_detail"
    before = Decisions.from_json(batch.decisions)
    after = replace(before, columns=form.decisions())
    if other_sheet:
        after = replace(before.without_rows(), sheet=sheet)
    if after != before and is_large(batch):
        return read_again(request, batch, after, target)
    try:
        if after != before:
            preview_rebuild(batch, identity=identity, decisions=after)
    except (NoHeader, UnreadableFile) as error:
        form.add_error(None, str(error))
        return None
    except ImportBatch.DoesNotExist:
        messages.warning(request, "这份花名册已被导入或放弃，不能再改列的含义。")
    return target
