"""What an import would do, stored, so that it can be looked at, left, and committed later."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.decisions import Decide, Decisions
from intake.grid import UnreadableFile, Workbook
from intake.issues import Issue
from intake.kinds import KINDS, Kind
from intake.layout.columns import NoHeader
from intake.layout.tables import Table, lay_out
from intake.lines.books import Judging, book_of
from intake.lines.of_tables import table_issues
from intake.lines.reading import read_rows
from intake.lines.rows import Row
from intake.lines.tallying import Lines, Tally
from intake.models import ImportBatch
from intake.models.summaries import Counts, Summary
from intake.preview.choosing import choice_issues, choose, look_at, unread_notes
from intake.preview.judged import judging_of, stored_row, waiting_batch
from intake.preview.memory import fingerprint_of, recall
from intake.preview.recognising import TAKEN, kind_fitting, kind_issue, kind_recognised, taken_issue
from intake.preview.stored_files import keep_file, opened, stored_workbook, unread_batch
from intake.preview.stored_tables import describe_columns, describe_table
from intake.preview.uploader import insist_on_same_reading, insist_on_uploader, is_uploader
from intake.units.book import UnitBook, load_units
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.bulk.collecting import collector_held
from jian_minzheng.core.bulk.packing import ROWS_AT_ONCE, Packed
from jian_minzheng.core.bulk.records import insert_records
from jian_minzheng.core.masking import masked_deep
from jian_minzheng.core.progress import Passes, Tell, silent
from offices.models import Division

BLANK_LINES_KEPT = 200
"""Empty lines are counted; only so many are stored as rows."""
_BLANK = "空行"


@collector_held()
def preview_build(
    actor: Acting,
    *,
    path: Path,
    file_name: str,
    kind: str,
    division: Division,
    decisions: Decisions | None = None,
    progress: Tell = silent,
    at_once: bool = False,
) -> ImportBatch:
    """Read a file and store what importing it into ``division`` would do. No record is written.

    The caller has fetched ``division`` through the actor's identity. The batch keeps its own copy of the file. Without
    ``decisions``, those remembered of the unit for a file that looks alike are applied (see ``memory``).

    They also leave it to the portal to read a file of which nothing looks like ``kind`` as what it is; that is told.
    ``at_once``: somebody waits for it.

    Raises:
        ReadLater: it is too long for that.
        UnreadableFile: the file cannot be read.
        NoHeader: it can, but no sheet of it looks like such a table (or the sheet named does not exist).
    """
    workbook = opened(path, file_name, at_once=at_once)
    with transaction.atomic():
        batch = unread_batch(actor, path, file_name, kind, division)
        try:
            _understand(batch, workbook, judging_of(actor, batch), decisions, progress)
        except NoHeader:
            other = _fitting(actor, workbook, batch) if decisions is None else None
            if other is None:
                raise
            batch = unread_batch(actor, path, file_name, other.key, division)
            _understand(batch, workbook, judging_of(actor, batch), None, progress, chosen=KINDS[kind])
        keep_file(batch, path)
    return batch


@collector_held()
def preview_rebuild(
    actor: Acting,
    *,
    batch: ImportBatch,
    decisions: Decisions | Decide,
    progress: Tell = silent,
    workbook: Workbook | None = None,
    kind: str = "",
) -> ImportBatch:
    """Read the batch's file, for the first time or again under other decisions, and compare it with today.

    Args:
        decisions: all of them, or what becomes of those that stand once the batch is locked.
        workbook: the batch's file where it is open already.
        kind: read it as a table of this kind from now on.

    Raises:
        ImportBatch.DoesNotExist: the batch was committed or discarded in the meantime.
        UnreadableFile, NoHeader: see ``preview_build``; the former also where the book compares nothing further.
        PermissionDenied: it would be read otherwise, and somebody else uploaded it.
    """
    workbook = workbook or stored_workbook(batch)
    try:
        return _rebuilt(actor, batch, decisions, progress, workbook, kind)
    except UnreadableFile as refused:
        refused.put_on_record()
        raise
    except NoHeader:
        never_read = batch.state == ImportBatch.State.READ and not kind
        other = _fitting(actor, workbook, batch) if never_read else None
        if other is None:
            raise
        return _rebuilt(actor, batch, decisions, progress, workbook, other.key, chosen=batch.table_kind)


def _fitting(actor: Acting, workbook: Workbook, batch: ImportBatch) -> Kind | None:
    """What else a file may be that nobody has read yet, where tables of that kind are compared at present."""
    other = kind_fitting(workbook, batch.table_kind)
    return None if other is None or book_of(other).closed(actor) else other


@transaction.atomic
def _rebuilt(
    actor: Acting,
    batch: ImportBatch,
    decided: Decisions | Decide,
    progress: Tell,
    workbook: Workbook,
    kind: str,
    *,
    chosen: Kind | None = None,
) -> ImportBatch:
    judging = anew = judging_of(actor, batch)
    if kind and type(book_of(KINDS[kind])) is not type(book_of(batch.table_kind)):
        anew = judging_of(actor, batch, KINDS[kind])
        anew.lock()
    judging.lock()
    batch = waiting_batch(batch, *ImportBatch.UNWRITTEN)
    judging.batch = anew.batch = batch
    if kind and kind != batch.kind:
        insist_on_uploader(actor, batch)
    decisions = decided(Decisions.from_json(batch.decisions)) if callable(decided) else decided
    insist_on_same_reading(actor, batch, decisions)
    first = batch.state == ImportBatch.State.READ and decisions == Decisions()
    chosen = chosen or (None if kind else _once_chosen(batch))
    judging.forget()
    batch.rows.all().delete()
    batch.kind = kind or batch.kind
    _understand(batch, workbook, anew, None if first else decisions, progress, chosen=chosen)
    return batch


def _understand(
    batch: ImportBatch,
    workbook: Workbook,
    judging: Judging,
    decided: Decisions | None,
    progress: Tell,
    *,
    chosen: Kind | None = None,
) -> None:
    """Without decisions, not even empty ones, what the account decided the last time applies.

    ``chosen`` is the kind that the official chose, if it is another one that can read the file.
    """
    kind, actor = batch.table_kind, judging.actor
    units, pages = load_units(judging.uploader.scope, batch.division), look_at(workbook, kind)
    decisions = decided or Decisions()
    sheets = choose(workbook, pages, _wanted(batch, decisions, actor), kind, units, batch.division)
    tables, refused = lay_out(sheets, decisions, kind.lexicon)
    looks = [fingerprint_of(batch, table, decisions) for table in tables]
    if decided is None and (kept := recall(batch, judging.uploader.scope, tables)):
        decisions = kept
        tables, refused = lay_out(sheets, kept, kind.lexicon)
    read_sheets, by_choice = [sheet.name for sheet in sheets], bool(decisions.sheets)
    general = choice_issues(pages, read_sheets, chosen=by_choice) + refused
    passes = Passes(progress, sum(len(table.sheet.rows) for table in tables), passes=3)
    read = _Read(batch, kind, units, decisions, book_of(kind).file_rows())
    for table in tables:
        general += read.table(table, passes)
    recognised = kind_recognised(tables[0], kind)
    general += _about_kind(tables[0], kind, recognised, chosen, general)
    general = list(dict.fromkeys([*general, *book_of(kind).missing(read.lines, kind, units)]))
    batch.state = ImportBatch.State.PREVIEWED
    batch.sheet = tables[0].sheet.name[:100]
    batch.header_row = tables[0].header_row
    batch.decisions = decisions.to_json()
    batch.columns = {
        "list": describe_columns(tables, kind, decisions.columns),
        "tables": [describe_table(table, kind, *look) for table, look in zip(tables, looks, strict=True)],
        "sheets": [sheet.name for sheet in sheets],
        "recalled": batch.columns.get("recalled") if decisions != decisions.of_lines_alone() else None,
    }
    summary: Summary = {
        "ignored": read.lines.left_out.total(),
        "left_out": masked_deep(read.lines.left_out),
        "issues": [issue.to_json() for issue in general],
        "sheets": [page.to_json() for page in pages],
        "format": workbook.format,
        "outside": workbook.outside,
        "notes": [*workbook.notes, *unread_notes(pages, read_sheets, chosen=by_choice)],
        "recognised": (chosen or recognised or kind).key,
    }
    for page in workbook.sheets:
        page.rows.clear()  # a large file's cells take more room than all that follows
    batch.save()
    counts = _compare(judging, read, passes)
    batch.summary = {**counts, **summary}
    batch.save(update_fields=["summary"])
    judging.stored(read.file_rows)


def _once_chosen(batch: ImportBatch) -> Kind | None:
    """The kind that the official chose, where the file was read as another one and nobody has changed that since."""
    taken = any(issue["code"] == TAKEN for issue in batch.summary.get("issues", ()))
    return KINDS[batch.summary["recognised"]] if taken else None


def _about_kind(
    table: Table, kind: Kind, recognised: Kind | None, chosen: Kind | None, told: Sequence[Issue]
) -> list[Issue]:
    """What is said where the table is of another kind than it is read as, or than was chosen."""
    if chosen is not None:
        return [taken_issue(table.sheet.name, chosen, kind)]
    if recognised is None or any(issue.code == "kind_differs" for issue in told):
        return []
    return [kind_issue(table, kind, recognised)]


class _Read:
    """The rows of all tables of a file: packed, counted, and remembered by what tells them apart."""

    def __init__(self, batch: ImportBatch, kind: Kind, units: UnitBook, decisions: Decisions, file_rows: Any) -> None:
        self.batch, self.kind, self.units, self.decisions, self.file_rows = batch, kind, units, decisions, file_rows
        self.today = timezone.localdate()
        self.lines = Lines("")
        self.packed = Packed[Row](ROWS_AT_ONCE)

    def table(self, table: Table, passes: Passes) -> list[Issue]:
        """Read one table; returns what is said of it as a whole."""
        passes.advance(table.layout.last_header + 1)
        own = Lines(table.sheet.name)
        self.lines.sheet = self.lines.sheet or table.sheet.name
        rows = read_rows(
            table,
            self.kind,
            self.units,
            self.batch.division,
            self.today,
            self.decisions,
            file_name=self.batch.file_name,
        )
        for row in passes.one_by_one(rows):
            own.add(row)
            self.file_rows.add(row)
            blank = self.lines.left_out[_BLANK] + own.left_out[_BLANK]
            if row.left_out != _BLANK or blank <= BLANK_LINES_KEPT:
                self.packed.add(row)
        said = table_issues(table, self.kind, own)
        self.lines.join(own)
        return said


def _wanted(batch: ImportBatch, decisions: Decisions, actor: Acting) -> Sequence[str]:
    """The sheets asked for; decisions about rows and columns mean those of the sheets that were read before.

    Nor does a colleague who takes the last of these back make the portal choose anew.
    """
    if decisions.sheets or (not decisions.names_places and is_uploader(actor.scope, batch)):
        return decisions.sheets
    return list(batch.columns.get("sheets", ()))


def _compare(judging: Judging, read: _Read, passes: Passes) -> Counts:
    """Compare the rows with one another and with the records, and store them; returns the counts."""
    book, tally = book_of(read.kind), Tally()
    judging.begin(read.file_rows)
    for rows in read.packed.parts():
        for row in rows:
            read.file_rows.tell(row)
        known = book.load(rows, read.kind, judging.uploader, read.today, read.file_rows, lock=False)
        plans = [book.plan(row, known, read.kind, read.today) for row in passes.over(rows)]
        tally.add((plan.outcome, plan.row.issues) for plan in plans)
        insert_records([stored_row(read.batch, plan, book) for plan in plans])
        passes.advance(len(plans))
    return tally.to_json()
