"""A day that the table has no column for, taken from the one that comes nearest to it."""

import datetime
from collections.abc import Sequence

from intake.lines.rows import Row


def stand_in(row: Row, key: str, others: Sequence[str], today: datetime.date) -> None:
    """Give field ``key`` the first day that has come of the ``others``, and tell it; anew each time the row is judged.

    Where the table has the column, or somebody typed the day, nothing stands in for it.
    """
    if (before := row.derived.get(key)) and before in others:
        del row.derived[key]
        if row.values.get(key) == row.values.get(before):
            row.values.pop(key, None)
    if key in row.values or key in row.problems or key in row.place.letters:
        return
    source = next((one for one in others if one in row.values and row.values[one] <= today), None)
    if source is None:
        return
    row.values[key], row.derived[key] = row.values[source], source
    fields = row.kind.fields
    said = f"表里没有“{fields[key].label}”，按“{fields[source].label}”登记，请核对。"
    row.warn(source, "date_stands_in", said)
