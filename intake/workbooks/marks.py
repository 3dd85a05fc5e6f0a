"""What is wrong with a file, gathered to be marked in a workbook: colours, comments, and texts that stay texts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from intake.issues import Severity
from intake.models import ImportBatch

AUTHOR = "导入核对"
MOST_COMMENTS = 5_000
MOST_TOLD = 20_000
"""Findings that are listed one by one; all are counted."""
_MOST_REMINDERS = 5_000
_LONGEST = 32_000

Issues = list[dict[str, Any]]

LEVELS = {
    Severity.ERROR: ("错误", PatternFill("solid", start_color="FFFFC7CE", end_color="FFFFC7CE")),
    Severity.QUESTION: ("需确认", PatternFill("solid", start_color="FFFCD5B4", end_color="FFFCD5B4")),
    Severity.WARNING: ("提醒", PatternFill("solid", start_color="FFFFEB9C", end_color="FFFFEB9C")),
}


def issues_of(batch: ImportBatch, *, reminders: bool = True) -> Issues:
    """Findings about the file as a whole, then those of its rows in their order.

    Of a very large file those of the first rows: ``MOST_TOLD`` that are kept out, some thousands with ``reminders``.
    """
    found = list(batch.summary.get("issues", []))
    room = {True: MOST_TOLD, False: _MOST_REMINDERS if reminders else 0}
    rows = batch.rows.exclude(issues=[]).order_by("number").values_list("issues", flat=True)
    for issues in rows.iterator(chunk_size=2000):
        kept_out = any(issue["severity"] != Severity.WARNING for issue in issues)
        if room[kept_out]:
            room[kept_out] -= 1
            found += issues
    return found


def by_cell(issues: Iterable[dict[str, Any]], sheet: str) -> Mapping[tuple[int, str], Issues]:
    """Row and column letter on that sheet → what is said there; findings without a column stand in the first."""
    found: dict[tuple[int, str], Issues] = defaultdict(list)
    for issue in issues:
        if issue["row"] and issue["sheet"][:100] == sheet[:100]:
            found[issue["row"], issue["column"] or "A"].append(issue)
    return found


def fill_of(issues: Sequence[dict[str, Any]]) -> PatternFill:
    """The colour of the gravest."""
    said = {issue["severity"] for issue in issues}
    return next(fill for level, (_, fill) in LEVELS.items() if level in said)


def comment_of(issues: Sequence[dict[str, Any]], before: Comment | None = None) -> Comment:
    """What is said about a cell, after what somebody else noted there ``before``."""
    lines = [before.text] if before else []
    lines += dict.fromkeys(issue_text(issue) for issue in issues)
    author = before.author if before else AUTHOR
    return Comment(clean("\n".join(lines)), author, width=320, height=40 + 22 * len(lines))


def issue_text(issue: Mapping[str, Any]) -> str:
    """The message, with the answers that can be written instead where there are some."""
    options = "；".join(option["label"] for option in issue.get("options", ()))
    return f"{issue['message']}（可选：{options}）" if options else str(issue["message"])


def text_cell(page: Any, text: str) -> Any:
    """Text as text, whatever it begins with."""
    cell = WriteOnlyCell(page, clean(text))
    cell.data_type = "s"
    return cell


def clean(text: str) -> str:
    """Without what a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST]


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """``wanted`` as far as a workbook allows it, and unlike those ``taken``, for which case makes no difference."""
    name = "".join(character for character in wanted if character not in "[]:*?/\\").strip("'")[:25] or "数据"
    names, free, number = {known.casefold() for known in taken}, name, 2
    while free.casefold() in names:
        free, number = f"{name}{number}", number + 1
    return free
