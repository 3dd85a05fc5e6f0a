"""表格导入, putting right in place: a cell, a text wherever it stands, rows left out; and taking each back."""

from collections.abc import Collection

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from intake.codes import asks_for_record
from intake.decisions import Decide, Decisions
from intake.fields import Field
from intake.forms.corrections import CellForm, MappingForm
from intake.lines.books import BadAnswer, book_of
from intake.models import ImportBatch, ImportRow
from intake.preview import revise
from intake.preview.answers import answers_for, answers_instead, meant_by
from intake.preview.as_shown import ShownOtherwise, mark_of_cell
from intake.preview.own_numbers import numbers_shown
from intake.preview.preview_table import TableCell, whole_row
from intake.preview.row_filter import RowFilter
from intake.preview.stored_tables import addresses_of
from intake.preview.unread import mappings, unread_texts
from intake.preview.uploader import insist_on_uploader
from intake.views.changing import at_row, may_change, read_or_tell, to_the_preview, too_late
from intake.views.preview import head_context, render_changed, row_or_404
from intake.views.steps import batch_or_404, steps, touch
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.errors import NOTICES, Words
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.parameters import ids
from offices.roles import Capability

_MOST_SHOWN = 200


@require_http_methods(["GET", "POST"])
@needs(Capability.IMPORT_ROSTER)
def import_cell(request: PortalRequest, pk: int, number: int, key: str) -> HttpResponse:
    """Show the box in which a cell is corrected, and take the correction."""
    identity = identity_of(request)
    batch = batch_or_404(identity, pk)
    stored = row_or_404(batch, number)
    field = _field_or_404(batch, key)
    form = CellForm(request.POST or None, field=field)
    if request.method == "POST" and form.is_valid():
        with book_of(batch.table_kind).in_turn(actor_of(request), batch, key):
            return _correct(request, batch, stored, key, form)
    if form.errors and request.htmx:
        return _refused(request, form)
    part = request.htmx
    row = whole_row(batch, stored, numbers_shown(actor_of(request), batch, [stored]))
    cell = next(cell for cell in row.cells if cell.key == key)
    context = {
        **head_context(request, batch),
        "number": number,
        "where": addresses_of(batch).line_name(number),
        "cell": cell,
        "seen": mark_of_cell(Decisions.from_json(batch.decisions), stored, key),
        "form": form,
        "example": "例如 2018-09 或 2018年9月" if field.dated else "",
        **_known(cell),
        "answers": answers_for(key, batch, identity),
        "steps": steps(3),
        "in_table": part,
    }
    template = f"intake/{'partials/cell_form' if part else 'cell'}.html"
    return render(request, template, context, status=400 if form.errors else 200)


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_cell_restore(request: PortalRequest, pk: int, number: int, key: str) -> HttpResponse:
    """Let what stands in the file count again."""
    batch = batch_or_404(identity_of(request), pk)
    row_or_404(batch, number)
    _field_or_404(batch, key)
    return _restored(request, batch, lambda decided: decided.without_cell(number, key), number)


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_row_skip(request: PortalRequest, pk: int, number: int) -> HttpResponse:
    """Leave one row out (``skip=1``), or take it in again."""
    identity = identity_of(request)
    batch = batch_or_404(identity, pk)
    row_or_404(batch, number)
    skip = request.POST.get("skip") == "1"
    try:
        touched = revise.rows_skip(actor_of(request), batch=batch, numbers=[number], skip=skip)
    except ImportBatch.DoesNotExist:
        return too_late(request, pk)
    return _done(
        request, pk, touched, f"{addresses_of(batch).line_name(number)}{'不导入' if skip else '重新纳入导入'}。", number
    )


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_row_reopen(request: PortalRequest, pk: int, number: int) -> HttpResponse:
    """Take back what was answered at a row: what it asked is asked again."""
    batch = batch_or_404(identity_of(request), pk)
    row_or_404(batch, number)
    try:
        touched = revise.record_answer(actor_of(request), batch=batch, number=number, answer="")
    except ImportBatch.DoesNotExist:
        return too_late(request, pk)
    return _done(request, pk, touched, f"{addresses_of(batch).line_name(number)}的回答已撤销。", number)


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_rows_skip(request: PortalRequest, pk: int) -> HttpResponse:
    """Leave out every row of the present filter that is in error or still asks."""
    identity = identity_of(request)
    batch = batch_or_404(identity, pk)
    wanted = RowFilter.from_query(request.POST.dict())
    numbers = list(wanted.rows(batch).filter(outcome__in=ImportRow.KEPT_OUT).values_list("number", flat=True))
    try:
        revise.rows_skip(actor_of(request), batch=batch, numbers=numbers, skip=True)
    except ImportBatch.DoesNotExist:
        return too_late(request, pk)
    touch(request, pk)
    messages.success(request, f"已把{len(numbers)}行设为不导入。要重新纳入，请在“不导入”里点“重新纳入”。")
    return redirect("intake:detail", pk)


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_question(request: PortalRequest, pk: int) -> HttpResponse:
    """Answer once what many rows ask."""
    batch = batch_or_404(identity_of(request), pk)
    key, answer = request.POST.get("question", ""), request.POST.get("answer", "")
    try:
        seen = request.POST.get("seen", "")
        count = revise.question_answer(actor_of(request), batch=batch, key=key, answer=answer, seen=seen)
    except ImportBatch.DoesNotExist:
        return too_late(request, pk)
    except (BadAnswer, ShownOtherwise) as refused:
        return to_the_preview(request, pk, str(refused))
    touch(request, pk)
    messages.success(request, f"已回答，共{count}行。请核对后导入。")
    return redirect("intake:detail", pk)


@require_http_methods(["GET", "POST"])
@needs(Capability.IMPORT_ROSTER)
def import_values(request: PortalRequest, pk: int) -> HttpResponse:
    """Texts that were not understood, each once; one answer of the uploader's serves every row that writes the same."""
    identity = identity_of(request)
    batch = batch_or_404(identity, pk)
    if request.method == "POST":
        insist_on_uploader(actor_of(request), batch)
    form = MappingForm(request.POST or None, kind=batch.table_kind)
    if request.method == "POST" and form.is_valid() and (answer := _map(request, batch, form)):
        return answer
    if form.errors and request.htmx:
        return _refused(request, form)
    texts = unread_texts(batch)
    answers = {key: answers_instead(key, batch, identity) for key in {text.key for text in texts}}
    context = {
        **head_context(request, batch),
        "texts": [{"text": text, "answers": answers[text.key]} for text in texts],
        "mappings": mappings(batch),
        "form": form,
        "steps": steps(3),
    }
    part = request.htmx
    template = f"intake/{'partials/values' if part else 'values'}.html"
    return render(request, template, context, status=400 if form.errors else 200)


@require_POST
@needs(Capability.IMPORT_ROSTER)
def import_values_restore(request: PortalRequest, pk: int) -> HttpResponse:
    """Forget what was decided about a text."""
    batch = batch_or_404(identity_of(request), pk)
    insist_on_uploader(actor_of(request), batch)
    key, shown = request.POST.get("field", ""), request.POST.get("written", "")

    def decide(decided: Decisions) -> Decisions:
        written = next((kept for kept in decided.values.get(key, ()) if mask_text(kept) == shown), shown)
        return decided.without_value(key, written)

    return _restored(request, batch, decide)


def _known(cell: TableCell) -> dict[str, str]:
    """What the box begins with; nothing where a number is masked, which then stands beside it."""
    hidden = "*" in f"{cell.text}{cell.raw}"
    return {"initial": "" if hidden else cell.text, "masked": (cell.text or cell.raw) if hidden else ""}


def _map(request: PortalRequest, batch: ImportBatch, form: MappingForm) -> HttpResponse | None:
    """Decide what a text means; ``None`` where that says nothing either, as the form then tells."""
    key, written, text = (form.cleaned_data[name] for name in ("field", "written", "text"))
    try:
        count = revise.value_map(actor_of(request), batch=batch, key=key, written=written, text=text)
    except ImportBatch.DoesNotExist:
        return too_late(request, batch.pk)
    except revise.NotUnderstood as refused:
        form.add_error("text", f"没有改动，“{mask_text(text)}”也不能用：{refused}")
        return None
    shown = batch.table_kind.masked(key, text)
    said = f"“{mask_text(written)}”已按“{shown}”读取，共{count}行。{form.also_said}"
    return _done(request, batch.pk, _shown(request), said, 0)


def _correct(request: PortalRequest, batch: ImportBatch, stored: ImportRow, key: str, form: CellForm) -> HttpResponse:
    number, text = stored.number, form.cleaned_data["text"]
    where, seen = addresses_of(batch).line_name(number), request.GET.get("seen", "")
    try:
        if closed := book_of(batch.table_kind).closed_for(actor_of(request), key):
            return to_the_preview(request, batch.pk, closed)
        if _says_which(stored, key, text):
            touched = revise.record_answer(
                actor_of(request), batch=batch, number=number, answer=text, key=key, seen=seen
            )
            return _done(request, batch.pk, touched, f"{where}的问题已回答。", number)
        meant = meant_by(stored, key, text)
        touched = revise.cell_correct(actor_of(request), batch=batch, number=number, key=key, text=meant, seen=seen)
    except ImportBatch.DoesNotExist:
        return too_late(request, batch.pk)
    except ShownOtherwise as refused:
        return to_the_preview(request, batch.pk, str(refused), number)
    said = f"{where}“{batch.table_kind.fields[key].label}”已改。{form.also_said}"
    return _done(request, batch.pk, touched, said, number)


def _field_or_404(batch: ImportBatch, key: str) -> Field:
    kind = batch.table_kind
    if key not in kind.keys:
        raise Http404("这类表格没有这一项。")
    return kind.fields[key]


def _says_which(stored: ImportRow, key: str, text: str) -> bool:
    """Is this an answer to which record the row is about, and no text for the cell?"""
    return any(
        text == option["text"]
        for issue in stored.issues
        if issue["field"] == key and asks_for_record(issue["code"])
        for option in issue.get("options", ())
    )


def _done(request: PortalRequest, pk: int, numbers: Collection[int], said: str, number: int) -> HttpResponse:
    """What changed, for htmx; for a browser without scripts the preview at that row."""
    touch(request, pk)
    if not request.htmx:
        messages.success(request, said)
        return at_row(pk, number)
    batch = batch_or_404(identity_of(request), pk)
    kept = sorted(set(numbers) & set(_shown(request)))
    response = render_changed(request, batch, kept, said)
    response["HX-Trigger"] = "import-changed"
    return response


def _shown(request: PortalRequest) -> list[int]:
    """The rows that stand on the reader's page, as the script names them."""
    texts = request.headers.get("X-Rows", "").split(",")
    return ids(texts[:_MOST_SHOWN])


def _restored(request: PortalRequest, batch: ImportBatch, decide: Decide, number: int = 0) -> HttpResponse:
    if not may_change(batch):
        return too_late(request, batch.pk)
    return read_or_tell(request, batch, decide, told="已恢复为文件里的写法。", number=number)


def _refused(request: PortalRequest, form: Form) -> HttpResponse:
    """Why what was typed is not taken, at the top of the page from which htmx sent it."""
    words = Words("没有保存", " ".join(str(error) for errors in form.errors.values() for error in errors))
    response = render(request, "errors/notice.html", {"words": words}, status=400)
    response["HX-Retarget"], response["HX-Reswap"] = NOTICES, "innerHTML"
    return response
