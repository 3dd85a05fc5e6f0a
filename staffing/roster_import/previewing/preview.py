"""Room 4: what an import would do, stored, so that it can be looked at, left, and committed later."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models import Exists
from django.utils import timezone

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.limits import lock_accounts, refuse_beyond
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.masking import mask_text, masked_deep
from jian_minzheng.core.progress import Passes, Tell, silent
from offices.models import Division
from staffing.models import ImportBatch, ImportJob, ImportRow
from staffing.number_limits import refusals
from staffing.roster_import.books import Book, book_of
from staffing.roster_import.decisions import Decisions
from staffing.roster_import.fields import column_names
from staffing.roster_import.grid import Workbook, read_workbook
from staffing.roster_import.issues import masked
from staffing.roster_import.kinds import KINDS, RosterKind
from staffing.roster_import.layout.tables import lay_out
from staffing.roster_import.lines.crowd import People
from staffing.roster_import.lines.reading import read_rows, table_issues
from staffing.roster_import.lines.rows import RosterRow
from staffing.roster_import.lines.units import load_units
from staffing.roster_import.people.refusals import NumbersClosed, close_beyond, note_refusals, refuse_further
from staffing.roster_import.people.tried import answered, count_tried, tried_before
from staffing.roster_import.previewing.choosing import choice_issues, choose, look_at
from staffing.roster_import.previewing.eyes import seen_by_uploader
from staffing.roster_import.previewing.memory import look_of, recall
from staffing.roster_import.previewing.packing import ROWS_AT_ONCE, Packed
from staffing.roster_import.previewing.stored_tables import describe_columns, describe_table
from staffing.roster_import.previewing.tallying import Lines, Tally
from staffing.roster_import.previewing.uploader import insist_on_same_reading, is_uploader
from staffing.roster_import.writing.bulk import insert_records
from staffing.roster_import.writing.collecting import collector_held

Counts = dict[str, Any]
BLANK_LINES_KEPT = 200
"""Empty lines are counted; only so many are stored as rows."""
_BLANK = "空行"


@collector_held()
@transaction.atomic
def preview_build(
    actor: Acting,
    *,
    path: Path,
    file_name: str,
    kind: str,
    division: Division,
    decisions: Decisions | None = None,
    progress: Tell = silent,
) -> ImportBatch:
    """Read a file and store what importing it into ``division`` would do. Nothing is written to people or posts.

    The caller has fetched ``division`` through the actor's identity. The batch keeps its own copy of the file. Without
    ``decisions``, those remembered of the unit for a file that looks alike are applied (see ``memory``).

    Raises:
        UnreadableFile: the file cannot be read.
        NoHeader: it can, but no sheet of it looks like a roster (or the sheet named does not exist).
    """
    book = read_workbook(path, file_name)
    batch = _unread_batch(actor, path, file_name, kind, division)
    _understand(batch, book, actor, decisions, progress)
    _keep_file(batch, path)
    return batch


@transaction.atomic
def batch_store(actor: Acting, *, path: Path, file_name: str, kind: str, division: Division) -> ImportBatch:
    """Keep a file that is to be read later, by ``preview_rebuild``. See ``preview_build`` for the arguments."""
    batch = _unread_batch(actor, path, file_name, kind, division)
    batch.save()
    _keep_file(batch, path)
    return batch


@collector_held()
def preview_rebuild(actor: Acting, *, batch: ImportBatch, decisions: Decisions, progress: Tell = silent) -> ImportBatch:
    """Read the batch's file, for the first time or again under other decisions, and compare it with today.

    Raises:
        ImportBatch.DoesNotExist: the batch was committed or discarded in the meantime.
        UnreadableFile, NoHeader: see ``preview_build``; ``NumbersClosed`` where so many were refused that no further
            ones are looked up.
        PermissionDenied: it would be read otherwise, and somebody else uploaded it.
    """
    try:
        return _rebuilt(actor, batch, decisions, progress)
    except NumbersClosed:
        refuse_beyond(actor, refusals(), Action.NUMBER_HELD, subject=batch, label=batch.file_name)
        raise


@transaction.atomic
def _rebuilt(actor: Acting, batch: ImportBatch, decisions: Decisions, progress: Tell) -> ImportBatch:
    lock_accounts(actor, batch.owner_id)
    batch = waiting_batch(batch, ImportBatch.State.READ, ImportBatch.State.PREVIEWED)
    insist_on_same_reading(actor, batch, decisions)
    first = batch.state == ImportBatch.State.READ and decisions == Decisions()
    batch.tried = tried_before(batch)
    batch.answered = answered(batch.rows.values_list("outcome", "values__id_number").iterator(chunk_size=5000))
    batch.rows.all().delete()
    book = read_workbook(Path(batch.file.path), batch.file_name)
    _understand(batch, book, actor, None if first else decisions, progress)
    return batch


def waiting_batch(batch: ImportBatch, *states: str) -> ImportBatch:
    """The batch, locked until the transaction ends, if it is in one of ``states``.

    Without ``states``: if it is previewed and nobody has asked for it to be committed or read anew.

    Raises:
        ImportBatch.DoesNotExist: it does not wait for decisions any more.
    """
    locked = ImportBatch.objects.select_related("division", "scope").select_for_update(of=("self",))
    if not states:
        locked = locked.exclude(Exists(ImportJob.objects.open().of_batch()))
    waiting: ImportBatch = locked.get(pk=batch.pk, state__in=states or [ImportBatch.State.PREVIEWED])
    return waiting


def _unread_batch(actor: Acting, path: Path, file_name: str, kind: str, division: Division) -> ImportBatch:
    return ImportBatch(
        division=division,
        scope_id=actor.scope.division_id,
        kind=kind,
        owner_id=actor.scope.user_id,
        file_name=mask_text(Path(file_name).name)[-200:],
        file_hash=_digest(path),
    )


def _keep_file(batch: ImportBatch, path: Path) -> None:
    suffix = Path(batch.file_name).suffix.lower()[:6]
    with path.open("rb") as content:
        batch.file.save(f"{batch.file_hash[:32]}{suffix}", File(content), save=False)
    batch.save(update_fields=["file"])


def _understand(batch: ImportBatch, book: Workbook, actor: Acting, decided: Decisions | None, progress: Tell) -> None:
    """Without decisions, not even empty ones, what the office decided the last time applies."""
    kind = KINDS[batch.kind]
    with column_names(kind.column_names):
        _understand_tables(batch, book, kind, actor, decided, progress)


def _understand_tables(
    batch: ImportBatch, book: Workbook, kind: RosterKind, actor: Acting, decided: Decisions | None, progress: Tell
) -> None:
    units, pages = load_units(seen_by_uploader(actor, batch).scope, batch.division), look_at(book)
    decisions = decided or Decisions()
    sheets = choose(book, pages, _wanted(batch, decisions, actor), kind, units, batch.division)
    tables, refused = lay_out(sheets, decisions)
    looks = [look_of(batch, table, decisions) for table in tables]
    if decided is None and (kept := recall(batch, actor.scope, tables)):
        decisions = kept
        tables, refused = lay_out(sheets, kept)
    about = book_of(kind)
    lines, crowd, packed = Lines(tables[0].sheet.name), about.crowd(), Packed[RosterRow](ROWS_AT_ONCE)
    told = Passes(progress, sum(len(table.sheet.rows) for table in tables), passes=3)
    general = choice_issues(pages, [sheet.name for sheet in sheets], chosen=bool(decisions.sheets)) + refused
    today = timezone.localdate()
    for table in tables:
        told.advance(table.layout.last_header + 1)
        own = Lines(table.sheet.name)
        rows = read_rows(table, kind, units, batch.division, today, decisions, file_name=batch.file_name)
        for row in told.one_by_one(rows):
            own.add(row)
            crowd.add(row)
            if row.left_out != _BLANK or lines.left_out[_BLANK] + own.left_out[_BLANK] <= BLANK_LINES_KEPT:
                packed.add(row)
        general += table_issues(table, kind, own)
        lines.join(own)
    general = list(dict.fromkeys([*general, *about.missing(lines, kind, units)]))
    batch.state = ImportBatch.State.PREVIEWED
    batch.sheet = tables[0].sheet.name[:100]
    batch.header_row = tables[0].header_row
    batch.decisions = decisions.to_json()
    batch.columns = {
        "list": describe_columns(tables, kind, decisions.columns),
        "tables": [describe_table(table, *look) for table, look in zip(tables, looks, strict=True)],
        "sheets": [sheet.name for sheet in sheets],
        "recalled": batch.columns.get("recalled"),
    }
    summary = {
        "ignored": lines.left_out.total(),
        "left_out": masked_deep(lines.left_out),
        "issues": [issue.to_json() for issue in general],
        "sheets": [page.to_json() for page in pages],
        "format": book.format,
        "notes": list(book.notes),
    }
    for page in book.sheets:
        page.rows.clear()  # a large file's cells take more room than all that follows
    batch.save()
    counts = _compare(batch, packed, crowd, actor, told)
    batch.summary = {**counts, **summary}
    batch.save(update_fields=["summary", "tried"])
    note_refusals(actor, batch=batch)


def _wanted(batch: ImportBatch, decisions: Decisions, actor: Acting) -> Sequence[str]:
    """The sheets asked for; decisions about rows and columns mean those of the sheets that were read before.

    Nor does a colleague who takes the last of these back make the portal choose anew.
    """
    if decisions.sheets or (not decisions.names_places and is_uploader(actor.scope, batch)):
        return decisions.sheets
    return list(batch.columns.get("sheets", ()))


def _compare(batch: ImportBatch, packed: Packed[RosterRow], crowd: Any, actor: Acting, told: Passes) -> Counts:
    """Compare the rows with one another and with the records, and store them; returns the counts."""
    kind, today, seer = KINDS[batch.kind], timezone.localdate(), seen_by_uploader(actor, batch)
    about, tally = book_of(kind), Tally()
    if isinstance(crowd, People):
        lock_accounts(actor, batch.owner_id)  # until the numbers are stored, lest another file is judged without them
        refuse_further(actor, batch=batch, numbers=crowd.counted)
        count_tried(crowd, batch, actor, seer)
        close_beyond(actor, seer, batch=batch, crowd=crowd, numbers=crowd.numbers)
    for rows in packed.parts():
        for row in rows:
            crowd.tell(row)
        known = about.load(rows, kind, seer, today, crowd, lock=False)
        plans = [about.plan(row, known, kind, today) for row in told.over(rows)]
        tally.add((plan.outcome, plan.row.issues) for plan in plans)
        insert_records([stored_row(batch, plan, about) for plan in plans])
        told.advance(len(plans))
    if isinstance(crowd, People):
        batch.tried = sorted({*batch.tried, *crowd.guessed})
    return tally.to_json()


def stored_row(batch: ImportBatch, plan: Any, about: Book, pk: int | None = None) -> ImportRow:
    """As kept in the batch: cells and changes masked, ready to be shown; ``values`` whole, for the commit."""
    row = plan.row
    person_id, appointment_id = about.records(plan)
    return ImportRow(
        pk=pk,
        batch=batch,
        number=row.number,
        outcome=plan.outcome,
        key="" if row.left_out else row.key,
        cells={letter: masked(row.place.field_at(letter), text) for letter, text in row.cells.items()},
        values={} if row.left_out else {**row.to_json(), "_seen": plan.seen, **about.private(plan)},
        changes={"left_out": mask_text(row.left_out)} if row.left_out else about.shown(plan),
        issues=[issue.to_json() for issue in row.issues],
        person_id=person_id,
        appointment_id=appointment_id,
    )


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
