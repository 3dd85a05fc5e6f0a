"""A few values of every column, so that an official can tell at a glance whether it was understood."""

from staffing.models import ImportBatch, ImportRow

_PER_COLUMN, _ROWS_LOOKED_AT = 3, 60


def column_samples(batch: ImportBatch) -> dict[str, list[str]]:
    """Column letter → up to three different values from the first people of the sheet, masked as stored."""
    people = batch.rows.exclude(outcome=ImportRow.Outcome.IGNORED).order_by("number")
    samples: dict[str, list[str]] = {}
    for cells in people.values_list("cells", flat=True)[:_ROWS_LOOKED_AT]:
        for letter, text in cells.items():
            found = samples.setdefault(letter, [])
            if len(found) < _PER_COLUMN and text not in found:
                found.append(text if len(text) <= 30 else f"{text[:29]}…")
    return samples
