"""Records that undo left as they are: each is told in the row of the file that wrote it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from staffing.models import ImportBatch
from staffing.roster_import.addresses import line_of, table_of
from staffing.roster_import.issues import Issue, Severity
from staffing.roster_import.kinds import KINDS
from staffing.roster_import.people.known import chunks
from staffing.roster_import.previewing.packing import ROWS_AT_ONCE
from staffing.roster_import.previewing.stored_tables import places_of
from staffing.roster_import.writing.bulk import update_rows

KEPT = "kept_on_undo"


@dataclass(frozen=True, slots=True)
class Kept:
    """Line of the file (0: none, somebody who was not in it), name of person or unit, and why it was left alone."""

    number: int
    name: str
    reason: str


def tell_rows(batch: ImportBatch, kept: Sequence[Kept]) -> dict[str, int]:
    """Add to each row what of it was kept, and why.

    Returns:
        How many rows were told, by code, for the summary.
    """
    reasons: dict[int, list[str]] = defaultdict(list)
    for record in kept:
        if record.number and record.reason not in reasons[record.number]:
            reasons[record.number].append(record.reason)
    field, places = KINDS[batch.kind].told_by, places_of(batch)
    for numbers in chunks(sorted(reasons), ROWS_AT_ONCE):
        rows = list(batch.rows.filter(number__in=numbers).only("number", "issues"))
        for row in rows:
            said = "；".join(reasons[row.number])
            sheet, line = places[table_of(row.number)].sheet, line_of(row.number)
            issue = Issue(sheet, line, "", field, KEPT, "", f"撤销时没有改动：{said}。", Severity.WARNING)
            row.issues = [*row.issues, issue.to_json()]
        update_rows(rows, ["issues"])
    return {KEPT: len(reasons)} if reasons else {}
