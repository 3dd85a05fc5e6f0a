"""What the values of a row settle beyond their own columns, anew each time the row is judged."""

from typing import Any

from intake.issues import Severity
from intake.lines.rows import Row
from intake.values import Option
from jian_minzheng.core.registers.tables import Follows, RegisterTable


def settle_what_follows(row: Row, table: RegisterTable) -> None:
    """Take in what follows, and tell it; a column of its own that says otherwise is asked about."""
    row.unsettled.clear()
    for one in table.follows(row.values):
        own = row.values.get(one.column)
        if one.value is None:
            _leave_open(row, one)
            continue
        if one.column in row.problems or (own == one.value and one.column not in row.derived):
            continue
        if own is not None and row.derived.get(one.column) != one.source:
            _ask(row, one, own)
            continue
        row.values[one.column], row.derived[one.column] = one.value, one.source
        label = row.kind.fields[one.column].label
        row.warn(one.source, "follows", f"{one.said}，“{label}”登记为{_shown(row, one, one.value)}，请核对。")


def _leave_open(row: Row, one: Follows) -> None:
    if row.derived.get(one.column) == one.source:
        del row.derived[one.column]
        row.values.pop(one.column, None)
    if one.column in row.values or one.column in row.problems:
        return
    row.unsettled.add(one.column)
    if one.said:
        row.complain(one.source, "value_unknown", one.said)


def _ask(row: Row, one: Follows, own: Any) -> None:
    label = row.kind.fields[one.column].label
    said = f"{one.said}，“{label}”应是{_shown(row, one, one.value)}，该列写的却是{_shown(row, one, own)}。"
    options = [Option(one.instead, f"以“{label}”一列为准")]
    message = f"{said}请确认；以这一格为准的请改“{label}”。"
    row.complain(one.source, "follows_differs", message, severity=Severity.QUESTION, options=options)


def _shown(row: Row, one: Follows, value: Any) -> str:
    return row.kind.fields[one.column].show(value)
