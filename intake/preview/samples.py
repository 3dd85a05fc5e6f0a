"""A few values of each column, which let an official tell at a glance whether it was understood."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import F, Min, Q

from intake.addresses import LINES, column_address, sheet_of, table_of
from intake.headers import column_index
from intake.models import ImportBatch, ImportRow
from jian_minzheng.core.masking import mask_text

_PER_COLUMN, _ROWS_LOOKED_AT = 3, 60


def column_samples(batch: ImportBatch) -> dict[int, list[str]]:
    """Column → up to three different values from the first lines of its table, masked as stored."""
    samples: dict[int, list[str]] = {}
    for number, cells in _first_records(batch):
        columns = column_address(sheet_of(table_of(number)), 0)
        for name, stored in cells.items():
            text = mask_text(stored)
            found = samples.setdefault(columns + column_index(name), [])
            if len(found) < _PER_COLUMN and text not in found:
                found.append(text if len(text) <= 30 else f"{text[:29]}…")
    return samples


def _first_records(batch: ImportBatch) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and cells of the first records of each table."""
    records = batch.rows.exclude(outcome=ImportRow.Outcome.IGNORED)
    by_table = records.annotate(table=F("number") / LINES).order_by().values("table").annotate(first=Min("number"))
    near = [Q(number__range=(first, first + _ROWS_LOOKED_AT)) for first in by_table.values_list("first", flat=True)]
    if near:
        yield from records.filter(reduce(or_, near)).order_by("number").values_list("number", "cells")
