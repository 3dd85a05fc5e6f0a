"""One page of a preview as a table: each cell with what was understood, what it replaces, and what is wrong with it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from intake.addresses import Addresses, line_of, table_of
from intake.codes import asks_for_record
from intake.decisions import Decisions
from intake.issues import Severity
from intake.kinds import Kind
from intake.lines.books import Book, book_of
from intake.lines.rows import stored_unit
from intake.lines.told import Problem
from intake.models import ImportBatch, ImportRow
from intake.models.summaries import OUTCOMES
from intake.preview.as_shown import mark_of_cell
from intake.preview.own_numbers import NONE_SHOWN, Numbers
from intake.preview.row_filter import REMINDERS, TO_DO
from intake.preview.stored_tables import addresses_of
from jian_minzheng.core.masking import mask_text

Issues = list[dict[str, Any]]

_WAYS = 3
"""Different letters of one column that are named over it."""


@dataclass(slots=True)
class TableCell:
    """``text`` is the value as understood (or as written, when it was not); ``raw`` what stood there if it reads
    differently; ``old`` the value on record that it replaces; ``corrected``: the official wrote ``text`` instead of
    ``raw``. Personal numbers are masked everywhere; but where the reader sees one ``whole`` (see ``own_numbers``), it
    is the text."""

    key: str
    label: str
    text: str = ""
    raw: str = ""
    old: str | None = None
    corrected: bool = False
    whole: bool = False
    issues: Issues = field(default_factory=list)

    @property
    def is_error(self) -> bool:
        return any(issue["severity"] == Severity.ERROR for issue in self.issues)

    @property
    def asks(self) -> bool:
        return any(issue["severity"] == Severity.QUESTION for issue in self.issues)

    @property
    def to_do(self) -> bool:
        """Does the cell keep its row out?"""
        return self.is_error or self.asks


@dataclass(slots=True)
class TableRow:
    """A line; ``issues`` are those that no shown column can carry, ``address`` is that of the record it was written to.

    ``left_out`` is why the line is no record's, ``left_text`` what it says; ``answered``: somebody said which record it
    is about, or what is to become of it.

    ``number`` is its number in the batch, ``line`` that in its sheet; ``table`` names the sheet where there
    are several, ``where`` both.
    """

    number: int
    line: int
    table: str
    where: str
    outcome: str
    label: str
    unit: str
    cells: list[TableCell]
    left_out: str
    left_text: str
    issues: Issues
    extra_changes: list[dict[str, str]]
    address: str
    named_by: str
    answered: bool

    @property
    def name(self) -> str:
        """Whom or what the row is about, as far as is known."""
        return next((cell.text for cell in self.cells if cell.key == self.named_by), "")


def shown_columns(batch: ImportBatch) -> list[dict[str, Any]]:
    """The columns that this kind of table reads, left to right; several of one field (ticks) are shown as one.

    ``letters`` holds for each table the letters of the columns there, ``letter`` all of them in words.
    """
    shown: dict[str, dict[str, Any]] = {}
    for column in batch.columns.get("list", []):
        if column["used"]:
            found = shown.setdefault(column["field"], {**column, "letters": {}})
            found["letters"].setdefault(column.get("table", 0), []).append(column["letter"])
    for column in shown.values():
        ways = list(dict.fromkeys("、".join(letters) for letters in column["letters"].values()))
        column["letter"] = "／".join(ways[:_WAYS]) + ("等" if len(ways) > _WAYS else "")
    return list(shown.values())


def known_by(batch: ImportBatch, columns: Iterable[dict[str, Any]]) -> str:
    """The field of the shown column by which people know a row; empty where it is told by its unit alone."""
    key = batch.table_kind.name_field
    return key if any(column["field"] == key for column in columns) else ""


def table_rows(
    batch: ImportBatch,
    rows: Iterable[ImportRow],
    columns: Sequence[dict[str, Any]] | None = None,
    numbers: Numbers = NONE_SHOWN,
    *,
    uploader: bool = False,
) -> list[TableRow]:
    """Rows with a cell for each of ``columns`` (all shown ones by default), with the ``numbers`` that are shown; lines
    left out whole for the uploader."""
    wanted = shown_columns(batch) if columns is None else columns
    decisions, among = Decisions.from_json(batch.decisions), addresses_of(batch)
    kind = batch.table_kind
    return [_with_numbers(_row(row, kind, wanted, decisions, among, whole=uploader), numbers) for row in rows]


def whole_row(batch: ImportBatch, row: ImportRow, numbers: Numbers = NONE_SHOWN) -> TableRow:
    """One row with a cell for every field of the kind, those without a column in the file included."""
    found = {column["field"]: column for column in shown_columns(batch)}
    kind, missing = batch.table_kind, {"letter": "", "letters": {}}
    columns = [found.get(key) or {"field": key, "label": kind.fields[key].label, **missing} for key in kind.keys]
    shown = _row(row, kind, columns, Decisions.from_json(batch.decisions), addresses_of(batch))
    return _with_numbers(shown, numbers)


def _with_numbers(row: TableRow, numbers: Numbers) -> TableRow:
    shown = numbers.get(row.number, {})
    for cell in row.cells:
        if cell.key in shown:
            cell.text, cell.raw, cell.whole = shown[cell.key], "", True
    return row


def troubled(columns: Sequence[dict[str, Any]], rows: Iterable[ImportRow], kind: Kind) -> list[dict[str, Any]]:
    """The columns in which one of these rows has an issue, and that by which rows are known."""
    keys = {issue["field"] for row in rows for issue in row.issues} | {kind.name_field}
    return [column for column in columns if column["field"] in keys]


def _row(
    row: ImportRow,
    kind: Kind,
    columns: Sequence[dict[str, Any]],
    decisions: Decisions,
    among: Addresses,
    *,
    whole: bool = False,
) -> TableRow:
    left_out = row.changes.get("left_out", "") if row.outcome == ImportRow.Outcome.IGNORED else ""
    by_field: dict[str, Issues] = {}
    book = book_of(kind)
    for issue in row.issues if row.outcome != ImportRow.Outcome.SKIPPED else ():  # nothing is to be done about it
        by_field.setdefault(issue["field"], []).append(
            {**_with_links(issue, book), "seen": mark_of_cell(decisions, row, issue["field"])}
        )
    shown = () if left_out else columns
    cells = [_cell(row, kind, column, by_field.pop(column["field"], []), decisions) for column in shown]
    placed = {column["field"] for column in columns}
    changes = {} if left_out else row.changes
    unit = stored_unit(row.values)
    return TableRow(
        number=row.number,
        line=line_of(row.number),
        table=among.labels.get(table_of(row.number), ""),
        where=among.line_name(row.number),
        outcome=row.outcome,
        label=row.get_outcome_display(),
        unit=unit.name if unit else "",
        cells=cells,
        left_out=left_out,
        left_text=row.changes.get("text" if whole else "read", "") if left_out else "",
        issues=[issue for issues in by_field.values() for issue in issues],
        extra_changes=[
            *(change for key, change in changes.items() if key not in placed),
            *_typed_beside(row, kind, decisions, placed | changes.keys()),
        ],
        address=book.page_of(row.subject) if row.written and row.subject else "",
        named_by=kind.name_field,
        answered=row.number in decisions.records,
    )


def _typed_beside(row: ImportRow, kind: Kind, decisions: Decisions, shown: Collection[str]) -> list[dict[str, str]]:
    """What was filled in for a field that neither a column nor a change shows."""
    typed = {key: text for key, text in decisions.cells.get(row.number, {}).items() if key not in shown}
    return [{"label": kind.fields[key].label, "old": "", "new": kind.masked(key, text)} for key, text in typed.items()]


def _with_links(issue: dict[str, Any], book: Book) -> dict[str, Any]:
    """An issue, its options with where the records that they name can be looked at."""
    if "options" not in issue or not asks_for_record(issue["code"]):
        return issue
    return {**issue, "options": [{**option, "link": book.record_link(option["text"])} for option in issue["options"]]}


def _cell(row: ImportRow, kind: Kind, column: dict[str, Any], issues: Issues, decisions: Decisions) -> TableCell:
    key = column["field"]
    declared = kind.fields[key]
    own = row.values.get("_letters")  # the row stands below a further head, whose columns are others
    here = column["letters"].get(table_of(row.number), ())
    letters = here if own is None else [own[key]] if key in own else []
    raw = "、".join(mask_text(row.cells[letter]) for letter in letters if letter in row.cells)
    stored = row.values.get(key)
    understood = declared.show(declared.from_json(stored)) if stored is not None else ""
    text = understood or _as_read(row, kind, key, decisions)
    change = row.changes.get(key)
    corrected = key in decisions.cells.get(row.number, {})
    return TableCell(
        key=key,
        label=declared.label,
        text=text if corrected else text or kind.masked(key, raw),
        raw=raw if corrected or (text and _reads_differently(raw, text)) else "",
        old=(mask_text(change["old"]) or "未填") if change else None,
        corrected=corrected,
        issues=issues,
    )


def _as_read(row: ImportRow, kind: Kind, key: str, decisions: Decisions) -> str:
    """What a cell without a value of its own says now: a unit's name, or a text that could not be understood."""
    if problem := Problem.at(row.values, key):
        return mask_text(problem.text)
    if instead := decisions.values.get(key, {}).get(row.values.get("_instead", {}).get(key, "")):
        return kind.masked(key, instead)
    return kind.masked(key, row.values.get("_names", {}).get(key, ""))


def _reads_differently(raw: str, understood: str) -> bool:
    return "".join(raw.split()) != "".join(understood.split())


def counts(batch: ImportBatch) -> list[dict[str, Any]]:
    """Tabs over the table: ``{key, label, count}`` for all rows, what is to be done, each outcome, and reminders.

    All from the summary: nothing is counted. Tabs without rows are left out, but for 全部 and 错误.
    """
    summary, labels = batch.summary, dict(ImportRow.Outcome.choices)
    found = [(name, labels[name], summary.get(name, 0)) for name in OUTCOMES]
    tabs = [
        ("all", "全部", sum(count for _, _, count in found)),
        (TO_DO, "待处理", summary.get("error", 0) + summary.get("ask", 0)),
        *found,
        (REMINDERS, "提醒", summary.get("reminded", 0)),
    ]
    return [
        {"key": key, "label": label, "count": count} for key, label, count in tabs if count or key in ("all", "error")
    ]
