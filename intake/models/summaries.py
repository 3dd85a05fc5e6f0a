"""What a batch tells of itself as a whole (``ImportBatch.summary``), so that no page has to count its rows."""

from typing import Any, Literal, TypedDict, get_args

Outcome = Literal["new", "changed", "same", "error", "ask", "skipped", "ignored"]
"""As ``ImportRow.Outcome`` has them, in its order."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class Counts(TypedDict, total=False):
    """Rows by outcome, ``rows`` of records, number of ``warnings``, rows ``reminded`` of those, issues by ``codes``."""

    new: int
    changed: int
    same: int
    error: int
    ask: int
    skipped: int
    ignored: int
    rows: int
    warnings: int
    reminded: int
    codes: dict[str, int]


class Committed(TypedDict):
    """What the commit did, in rows; ``beside`` counts by a word what else it wrote."""

    new: int
    changed: int
    same: int
    left_in_error: int
    left_to_confirm: int
    conflicts: int
    beside: dict[str, int]


class Undone(TypedDict):
    """What taking back did, in records."""

    voided: int
    restored: int
    kept: int


class Summary(Counts, total=False):
    """All of it; what is missing has not come to pass, and of a file that is not read yet all is.

    Attributes:
        left_out: lines that are no record's, by reason.
        issues: of the file as a whole, see ``Issue.to_json``.
        sheets: of the workbook, see ``Page.to_json``.
        format, notes: of the file, and what its reader has to say of it.
        outside: words that stand in no table, masked; for the uploader alone.
        recognised: key of the kind that the file seems to be, or that was chosen.
        ended: what the commit ended besides the rows, as the kind tells it.
        kept: number of the row, name and reason of the first records that were not taken back.
        refused: nothing is kept of the file but that it was sent, for the quota.
    """

    left_out: dict[str, int]
    issues: list[dict[str, Any]]
    sheets: list[dict[str, Any]]
    format: str
    outside: str
    notes: list[str]
    recognised: str
    committed: Committed
    ended: list[dict[str, Any]]
    undone: Undone
    kept: list[list[Any]]
    refused: bool
