"""Numbers of persons as the file writes them, for whoever sent it, where a row is asked about them. Never stored."""

from collections.abc import Iterable, Mapping

from intake.decisions import Decisions
from intake.issues import Severity
from intake.kinds import Kind
from intake.lines.books import book_of
from intake.lines.told import Problem
from intake.models import ImportBatch, ImportRow
from jian_minzheng.core.acting import Acting

Numbers = Mapping[int, Mapping[str, str]]
"""Row → field key → the number, whole."""
NONE_SHOWN: Numbers = {}


def numbers_shown(actor: Acting, batch: ImportBatch, rows: Iterable[ImportRow]) -> Numbers:
    """Those that whoever acts sees in these rows; what somebody typed into the preview is not repeated.

    Only while the batch waits: afterwards nothing is asked any more.
    """
    if batch.state != ImportBatch.State.PREVIEWED:
        return {}
    kind, typed = batch.table_kind, Decisions.from_json(batch.decisions).cells
    asked = {row.number: _asked(row, kind, typed.get(row.number, {})) for row in rows}
    found = {number: numbers for number, numbers in asked.items() if numbers}
    return found if found and book_of(kind).shows_numbers(actor, batch) else {}


def _asked(row: ImportRow, kind: Kind, typed: Mapping[str, str]) -> dict[str, str]:
    open_issues = [issue for issue in row.issues if issue["severity"] != Severity.WARNING]
    if row.outcome == ImportRow.Outcome.SKIPPED:
        return {}
    keys = {kind.lexicon.asked_with.get(issue["code"], issue["field"]) for issue in open_issues} - typed.keys()
    numbers = {key: _written(row, key) for key in keys if key in kind.keys and kind.fields[key].holds_own_numbers}
    return {key: text for key, text in numbers.items() if text}


def _written(row: ImportRow, key: str) -> str:
    problem = Problem.at(row.values, key)
    return str(row.values.get(key) or (problem.whole if problem else ""))
