"""Numbers of a roster that may not be registered here go on record: whoever sends many finds out which are held."""

from collections.abc import Collection

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from staffing.models import ImportBatch
from staffing.number_limits import ROWS
from staffing.roster_import.people.held import REFUSED


def refused_in(batch: ImportBatch) -> int:
    """Rows of the preview as it stands whose numbers were refused."""
    count: int = batch.summary.get("codes", {}).get(REFUSED, 0)
    return count


def note_refusals(actor: Acting, *, batch: ImportBatch, before: int) -> None:
    """One entry when a file is read and more are refused than the last time."""
    if (now := refused_in(batch)) > before:
        _record(actor, batch, now)


def note_typed(actor: Acting, *, batch: ImportBatch, numbers: Collection[int]) -> None:
    """One entry for a number that was typed into these rows, refused or not: either tells whether somebody has it."""
    issues = batch.rows.filter(number__in=list(numbers)[:500]).values_list("issues", flat=True)
    refused = sum(any(issue["code"] == REFUSED for issue in found) for found in issues)
    if refused:
        _record(actor, batch, refused)
    else:
        _record(actor, batch, len(issues), Action.NUMBER_TYPED)


def _record(actor: Acting, batch: ImportBatch, rows: int, action: Action = Action.NUMBER_HELD) -> None:
    detail = {"内容": "导入花名册", ROWS: rows}
    trail.record(actor, action, subject=batch, label=batch.file_name, detail=detail)
