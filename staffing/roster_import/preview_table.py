"""One page of a preview as a table: each cell with what was understood, what it replaces, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from staffing.models import ImportBatch, ImportRow
from staffing.roster_import.fields import FIELDS
from staffing.roster_import.issues import masked

REMINDERS = "reminders"
_GOING_IN = (ImportRow.Outcome.NEW, ImportRow.Outcome.CHANGED, ImportRow.Outcome.SAME)


@dataclass(slots=True)
class TableCell:
    """``text`` is the value as understood (or as written, when it was not); ``raw`` what stood there if it reads
    differently; ``old`` the value on record that it replaces."""

    key: str
    text: str = ""
    raw: str = ""
    old: str | None = None
    issues: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_error(self) -> bool:
        return any(issue["severity"] == "error" for issue in self.issues)


@dataclass(slots=True)
class TableRow:
    """A line; ``issues`` are those that no shown column can carry, ``person_id`` is whom the import wrote it to."""

    number: int
    outcome: str
    label: str
    unit: str
    cells: list[TableCell]
    left_out: str
    issues: list[dict[str, Any]]
    extra_changes: list[dict[str, str]]
    person_id: int | None


def shown_columns(batch: ImportBatch) -> list[dict[str, Any]]:
    """The columns that this kind of roster reads, left to right as in the file."""
    return [column for column in batch.columns.get("list", []) if column["used"]]


def table_rows(batch: ImportBatch, rows: Iterable[ImportRow]) -> list[TableRow]:
    columns = shown_columns(batch)
    return [_row(row, columns) for row in rows]


def _row(row: ImportRow, columns: list[dict[str, Any]]) -> TableRow:
    left_out = row.changes.get("left_out", "") if row.outcome == ImportRow.Outcome.IGNORED else ""
    by_field: dict[str, list[dict[str, Any]]] = {}
    for issue in row.issues:
        by_field.setdefault(issue["field"], []).append(issue)
    cells = [] if left_out else [_cell(row, column, by_field.pop(column["field"], [])) for column in columns]
    placed = {column["field"] for column in columns}
    changes = {} if left_out else row.changes
    unit = row.values.get("_unit")
    return TableRow(
        number=row.number,
        outcome=row.outcome,
        label=row.get_outcome_display(),
        unit=unit[2] if unit else "",
        cells=cells,
        left_out=left_out,
        issues=[issue for issues in by_field.values() for issue in issues],
        extra_changes=[change for key, change in changes.items() if key not in placed],
        person_id=row.person_id if row.written else None,
    )


def _cell(row: ImportRow, column: dict[str, Any], issues: list[dict[str, Any]]) -> TableCell:
    key = column["field"]
    raw = row.cells.get(column["letter"], "")
    stored = row.values.get(key)
    understood = FIELDS[key].show(FIELDS[key].from_json(stored)) if stored is not None else ""
    change = row.changes.get(key)
    return TableCell(
        key=key,
        text=understood or masked(key, raw),
        raw=raw if understood and _reads_differently(raw, understood) else "",
        old=(change["old"] or "未填") if change else None,
        issues=issues,
    )


def _reads_differently(raw: str, understood: str) -> bool:
    return "".join(raw.split()) != "".join(understood.split())


def counts(batch: ImportBatch) -> list[dict[str, Any]]:
    """Tabs over the table: ``{key, label, count}`` for all rows, each outcome, and rows with a reminder."""
    summary = batch.summary
    found = [
        {"key": str(key), "label": label, "count": summary.get(key, 0)} for key, label in ImportRow.Outcome.choices
    ]
    reminders = {"key": REMINDERS, "label": "提醒", "count": reminded(batch).count()}
    everything = {"key": "all", "label": "全部", "count": sum(entry["count"] for entry in found)}
    return [everything, *found, reminders]


def reminded(batch: ImportBatch) -> Any:
    """Rows that go in although something about them is worth a look."""
    return batch.rows.exclude(issues=[]).filter(outcome__in=_GOING_IN)


def filtered_rows(batch: ImportBatch, show: str) -> Any:
    """The rows behind one tab, in the order of the file; an unknown tab shows all."""
    if show == REMINDERS:
        return reminded(batch).order_by("number")
    rows = batch.rows.order_by("number")
    return rows.filter(outcome=show) if show in ImportRow.Outcome.values else rows
