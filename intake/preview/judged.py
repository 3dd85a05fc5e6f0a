"""A batch whose rows are judged, and a judged row as it is stored."""

from typing import Any

from django.db.models import Exists

from intake.kinds import Kind
from intake.lines.books import Book, Judging, book_of
from intake.models import ImportBatch, ImportJob, ImportRow
from intake.preview.left_out import told_left_out
from intake.preview.scopes import as_uploader
from jian_minzheng.core.acting import Acting


def judging_of(actor: Acting, batch: ImportBatch, kind: Kind | None = None) -> Judging:
    """What the book of the batch's kind, or of another one, does around the judging of its rows."""
    return book_of(kind or batch.table_kind).judging(actor, batch, as_uploader(actor, batch))


def waiting_batch(batch: ImportBatch, *states: str) -> ImportBatch:
    """The batch, locked until the transaction ends, if it is in one of ``states``.

    Without ``states``: if it is previewed and nobody has asked for it to be committed or read anew.

    Raises:
        ImportBatch.DoesNotExist: it does not wait for decisions any more, or is another kind than ``batch`` says: what
            judges its rows is chosen by the kind, before the lock.
    """
    locked = ImportBatch.objects.select_related("division", "scope").select_for_update(of=("self",))
    if not states:
        locked = locked.exclude(Exists(ImportJob.objects.open().of_batch()))
    wanted = states or [ImportBatch.State.PREVIEWED]
    waiting: ImportBatch = locked.get(pk=batch.pk, kind=batch.kind, state__in=wanted)
    return waiting


def stored_row(batch: ImportBatch, plan: Any, book: Book, pk: int | None = None) -> ImportRow:
    """As kept in the batch: cells and changes masked, ready to be shown; ``values`` whole, for the commit."""
    row, kind = plan.row, plan.row.kind
    return ImportRow(
        pk=pk,
        batch=batch,
        number=row.number,
        outcome=plan.outcome,
        key="" if row.left_out else row.key,
        cells={letter: kind.masked(row.place.field_at(letter), text) for letter, text in row.cells.items()},
        values={} if row.left_out else {**row.to_json(), "_seen": plan.seen, **book.private(plan)},
        changes=told_left_out(row) if row.left_out else book.shown(plan),
        issues=[issue.to_json() for issue in row.issues],
        subject=book.subject(plan),
    )
