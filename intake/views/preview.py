"""表格导入, steps 3 and 4: what the import would do, and what it did; row by row, and one row by itself."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from intake.codes import code_word
from intake.lines.books import Question, book_of
from intake.listing import IMPORTS
from intake.models import ImportBatch, ImportRow
from intake.preview.as_shown import mark_of_question
from intake.preview.outcome import stations_of, written_for
from intake.preview.own_numbers import numbers_shown
from intake.preview.preview_table import counts, known_by, shown_columns, table_rows, troubled, whole_row
from intake.preview.row_filter import RowFilter, next_to_do, read_page
from intake.preview.stored_tables import addresses_of, columns_understood, is_blocked, named_tables, not_recorded
from intake.preview.unread import is_mappable
from intake.preview.uploader import is_uploader
from intake.views.steps import batch_or_404, reading_context, sheets_context, steps
from intake.work.again import may_come_again
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.parameters import query_in
from offices.models.divisions import Level
from offices.roles import Capability


@require_GET
@needs(Capability.IMPORT_ROSTER)
def import_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Step 3 while the batch waits; step 4 with what was written once it is carried out; in between, its progress."""
    identity = identity_of(request)
    batch = batch_or_404(identity, pk)
    if batch.at_work or batch.state == ImportBatch.State.READ:  # type: ignore[attr-defined]  # annotated
        return redirect("intake:progress", pk)
    waiting = batch.state == ImportBatch.State.PREVIEWED
    understood = columns_understood(batch) if waiting else []
    context = {
        **head_context(request, batch),
        **_page_context(request, batch, RowFilter.from_query(request.GET.dict())),
        "steps": steps(3 if waiting else 4),
        "way_back": IMPORTS.way_back(request.session),
        "stations": [] if waiting else stations_of(identity, batch),
        "kept": _kept(batch),
        "understood": understood,
        "not_recorded": not_recorded(understood),
        "mappable": waiting and is_mappable(batch),
        "may_come_again": may_come_again(batch),
    }
    return render(request, "intake/preview.html" if waiting else "intake/result.html", context)


@require_GET
@needs(Capability.IMPORT_ROSTER)
def import_row(request: PortalRequest, pk: int, number: int) -> HttpResponse:
    """One row with all fields of its kind, where any of them can be corrected; for htmx the row of the table again."""
    batch = batch_or_404(identity_of(request), pk)
    stored = row_or_404(batch, number)
    if request.htmx:
        return render_changed(request, batch, [number])
    context = {
        **head_context(request, batch),
        "row": whole_row(batch, stored, numbers_shown(actor_of(request), batch, [stored])),
        "steps": steps(3),
        "waiting": batch.state == ImportBatch.State.PREVIEWED,
    }
    return render(request, "intake/row.html", context)


@require_GET
@needs(Capability.IMPORT_ROSTER)
def import_next(request: PortalRequest, pk: int) -> HttpResponse:
    """Lead to the next row to be put right, among those to be put right."""
    batch = batch_or_404(identity_of(request), pk)
    after = RowFilter.from_query({"row": request.GET.get("after", "")}).start
    number = next_to_do(batch, after)
    address = reverse("intake:detail", args=[pk])
    return redirect(f"{address}?show=todo&row={number}#row-{number}" if number else address)


def _kept(batch: ImportBatch) -> list[tuple[int, str, str, str]]:
    """What undo left as it was: row, how it is named, name, and why. Posts that the import ended stand on no line."""
    among = addresses_of(batch)
    return [(number, among.line_name(number), name, reason) for number, name, reason in batch.summary.get("kept", ())]


def row_or_404(batch: ImportBatch, number: int) -> ImportRow:
    """A row that is a record's."""
    row: ImportRow | None = batch.rows.exclude(outcome=ImportRow.Outcome.IGNORED).filter(number=number).first()
    if row is None:
        raise Http404("没有找到这一行。")
    return row


def head_context(request: PortalRequest, batch: ImportBatch) -> dict[str, Any]:
    """What stands over the rows: counts, and what may be done with the batch as a whole."""
    summary, kind = batch.summary, batch.table_kind
    level = written_for(actor_of(request), batch)
    return {
        "batch": batch,
        **sheets_context(batch),
        **reading_context(identity_of(request), batch),
        "kind": kind,
        "tabs": counts(batch),
        "to_do": summary.get("error", 0) + summary.get("ask", 0),
        "good": summary.get("new", 0) + summary.get("changed", 0),
        "blocked": is_blocked(batch),
        "for_another": Level(level).label if level else "",
        "absent": _absent(batch),
        "questions": [(question, mark_of_question(question)) for question in _questions(batch)],
    }


def _questions(batch: ImportBatch) -> list[Question]:
    return book_of(batch.table_kind).questions(batch) if batch.state == ImportBatch.State.PREVIEWED else []


def _absent(batch: ImportBatch) -> dict[str, str] | None:
    """The page about records that the file does not name, and what was decided there, in words."""
    kind = batch.table_kind
    if kind.absent is None:
        return None
    count = len(batch.decisions.get("absent", ()))
    done = sum(batch.summary.get("committed", {}).get("beside", {}).values())
    return {
        "page": book_of(kind).missing_page(batch),
        "label": kind.absent.page,
        "told": kind.absent.told.format(count) if count else "",
        "alone": kind.absent.alone.format(count) if count else "",
        "done": kind.absent.alone.format(done) if done else "",
    }


def render_changed(request: PortalRequest, batch: ImportBatch, numbers: Any, said: str = "") -> HttpResponse:
    """Rows, counters and actions anew, for htmx to put where they stand; ``said`` is read out to who cannot see it."""
    columns = shown_columns(batch)
    if request.headers.get("X-Narrow"):
        keys = request.headers["X-Narrow"].split(",")
        columns = [column for column in columns if column["field"] in keys]
    rows = list(batch.rows.filter(number__in=numbers))
    context = {
        **head_context(request, batch),
        "rows": table_rows(
            batch,
            rows,
            columns,
            numbers_shown(actor_of(request), batch, rows),
            uploader=is_uploader(identity_of(request), batch),
        ),
        "columns": columns,
        "known_by": known_by(batch, columns),
        "said": said,
        "show": _shown_tab(request),
        "waiting": batch.state == ImportBatch.State.PREVIEWED,
    }
    return render(request, "intake/partials/changed.html", context)


def _shown_tab(request: PortalRequest) -> str:
    """The tab that stands open on the page from which htmx asks."""
    return query_in(request.headers.get("HX-Current-URL")).get("show") or "all"


def _page_context(request: PortalRequest, batch: ImportBatch, wanted: RowFilter) -> dict[str, Any]:
    uploader = is_uploader(identity_of(request), batch)
    page = read_page(batch, wanted)
    columns = shown_columns(batch)
    if wanted.narrow:
        columns = troubled(columns, page.rows, batch.table_kind)
    codes = sorted(batch.summary.get("codes", {}).items(), key=lambda entry: -entry[1])
    return {
        "wanted": wanted,
        "page": page,
        "columns": columns,
        "known_by": known_by(batch, columns),
        "tables": named_tables(batch),
        "span": addresses_of(batch).span(page.first, page.last),
        "codes": [{"code": code, "word": code_word(code), "count": count} for code, count in codes],
        "rows": table_rows(
            batch, page.rows, columns, numbers_shown(actor_of(request), batch, page.rows), uploader=uploader
        ),
        "waiting": batch.state == ImportBatch.State.PREVIEWED,
    }
