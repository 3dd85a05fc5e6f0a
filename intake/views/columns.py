"""表格导入, step 2: sheet, header and columns as understood; the uploader may change all, and it is remembered."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from intake.decisions import Decisions
from intake.forms.columns import ColumnsForm, head_names
from intake.grid import UnreadableFile
from intake.layout.columns import NoHeader
from intake.layout.ticks import NO, YES
from intake.listing import IMPORTS
from intake.models import ImportBatch
from intake.preview.as_shown import ShownOtherwise, insist_on_reading, mark_of_reading
from intake.preview.memory import remember
from intake.preview.samples import column_samples
from intake.preview.stored_tables import addresses_of
from intake.preview.uploader import insist_on_uploader
from intake.views.changing import may_change, read_or_tell, read_under, too_late
from intake.views.steps import batch_or_404, reading_context, sheets_context, steps, touch
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from offices.roles import Capability


@require_http_methods(["GET", "POST"])
@needs(Capability.IMPORT_ROSTER)
def import_columns(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the form and take it; going on from here makes the portal remember what was decided.

    A colleague of the uploader's sees what was chosen, and changes none of it; nor what stands in columns that are not
    read, where pieces of numbers look like nothing.
    """
    identity = identity_of(request)
    batch = batch_or_404(identity, pk)
    if not may_change(batch):
        return too_late(request, pk) if request.method == "POST" else redirect("intake:detail", pk)
    if request.method == "POST":
        insist_on_uploader(actor_of(request), batch)
    samples = column_samples(batch)
    ticks = {column for column, texts in samples.items() if texts and {*texts} <= YES | NO}
    form = ColumnsForm(request.POST or None, batch=batch, ticks=ticks)
    if request.method == "POST" and form.is_valid() and (answer := _go_on(request, batch, form)):
        return answer
    context = {
        "batch": batch,
        "form": form,
        "seen": request.POST.get("seen") or mark_of_reading(form.before),
        "groups": _groups(batch, _columns(form, samples)),
        "heads": _heads(batch, form),
        "hidden_told": _hidden_told(form),
        **sheets_context(batch),
        **reading_context(identity, batch),
        "steps": steps(2),
        "way_back": IMPORTS.way_back(request.session),
    }
    return render(request, "intake/columns.html", context, status=400 if form.errors else 200)


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_forget(request: PortalRequest, pk: int) -> HttpResponse:
    """Read the file without what was remembered of the last one like it; what was put right in its lines stays."""
    identity = identity_of(request)
    batch = batch_or_404(identity, pk)
    if not may_change(batch):
        return too_late(request, pk)
    insist_on_uploader(actor_of(request), batch)
    told = "已不沿用上次的选择，按平台自己的理解重新读取。"
    return read_or_tell(request, batch, Decisions.of_lines_alone, "intake:columns", told=told)


def _groups(batch: ImportBatch, columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The columns of each table under its ``label``, which is empty where there is one table only."""
    labels = addresses_of(batch).labels
    return [
        {"label": labels.get(number, ""), "columns": list(some)}
        for number, some in groupby(columns, key=lambda column: column.get("table", 0))
    ]


def _heads(batch: ImportBatch, form: ColumnsForm) -> list[dict[str, Any]]:
    """What sets the head of each sheet, the sheet's name only where there are several."""
    several = len(form.heads) > 1
    return [
        {
            "name": form.heads[sheet]["sheet"] if several else "",
            "head": form.heads[sheet]["head"],
            "fields": [form[name] for name in head_names(sheet)],
        }
        for sheet in form.header
    ]


def _hidden_told(form: ColumnsForm) -> str:
    """How much of the sheets is hidden; nothing where nothing is, unless it is being read."""
    heads = [table["head"] or {} for table in form.heads.values()]
    rows, columns = (sum(head.get(part, 0) for head in heads) for part in ("hidden_rows", "hidden_columns"))
    return f"隐藏的 {rows} 行、{columns} 列" if rows or columns or form.before.hidden else ""


def _columns(form: ColumnsForm, samples: dict[int, list[str]]) -> list[dict[str, Any]]:
    """Each column with its select, its samples, and once per field what its empty cells do."""
    columns, seen = [], set()
    for column in form.columns:
        name = f"blank-{column['field']}"
        blank = form[name] if name in form.fields and name not in seen else None
        seen.add(name)
        select = form[f"column-{column['index']}"]
        groups = select.field.widget.optgroups(select.html_name, [select.value() or ""])
        found = {"select": select, "groups": groups, "blank": blank}
        columns.append({**column, **found, "samples": samples.get(column["index"], [])})
    return columns


def _go_on(request: PortalRequest, batch: ImportBatch, form: ColumnsForm) -> HttpResponse | None:
    """Apply what was changed and go on; ``None`` to stay and show the errors."""
    before, after = form.before, form.decide(form.before)
    again = (after.header, after.hidden) != (before.header, before.hidden)
    page = "intake:columns" if again else "intake:detail"

    def decide(standing: Decisions) -> Decisions:
        insist_on_reading(standing, request.POST.get("seen", ""))
        return form.decide(standing)

    try:
        if after != before:
            page = read_under(request, batch, decide, page)
        else:
            touch(request, batch.pk)
    except (NoHeader, UnreadableFile) as error:
        form.add_error(None, str(error))
        return None
    except ShownOtherwise as refused:
        messages.warning(request, str(refused))
        return redirect("intake:columns", batch.pk)
    except ImportBatch.DoesNotExist:
        return too_late(request, batch.pk)
    if page == "intake:detail":
        batch.refresh_from_db()
        remember(actor_of(request), batch=batch)
    return redirect(page, batch.pk)
