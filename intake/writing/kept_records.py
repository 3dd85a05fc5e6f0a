"""Records that undo left as they are: each is told in the row of the file that wrote it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from intake.addresses import line_of, table_of
from intake.issues import Issue
from intake.models import ImportBatch
from intake.preview.stored_tables import places_of
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.bulk.packing import ROWS_AT_ONCE
from jian_minzheng.core.bulk.records import update_rows

KEPT = "kept_on_undo"
OUT_OF_SIGHT = "这条记录已不在上传人的管辖范围内，保留现状"
_NAMED = 100
"""How many of those are looked up by name: no more are shown."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Line of the file (0: none), name of the record or its unit, and why it was left alone.

    ``record`` is what was kept, where that may have moved out of sight of those who read the batch.
    """

    number: int
    name: str
    reason: str
    record: Any = field(default=None, repr=False, compare=False)


def as_readers_see(batch: ImportBatch, kept: Sequence[Kept], readers: Identity) -> list[Kept]:
    """The same, of records out of sight of the ``readers`` no more than that they were kept, by the file's own name."""
    by_model: dict[Any, set[int]] = defaultdict(set)
    for one in kept:
        if one.record is not None:
            by_model[type(one.record)].add(one.record.pk)
    seen = {
        (model, pk)
        for model, keys in by_model.items()
        for some in chunks(sorted(keys))
        for pk in model.objects.visible_to(readers).filter(pk__in=some).values_list("pk", flat=True)
    }
    gone = [one for one in kept if one.record is not None and (type(one.record), one.record.pk) not in seen]
    key = batch.table_kind.name_field
    rows = batch.rows.filter(number__in=[one.number for one in gone][:_NAMED])
    names = dict(rows.values_list("number", f"values__{key}"))
    hidden = {id(one): Kept(one.number, names.get(one.number) or "", OUT_OF_SIGHT) for one in gone}
    return [hidden.get(id(one), one) for one in kept]


def kept_issues(batch: ImportBatch, kept: Sequence[Kept]) -> list[Issue]:
    """Each kept record as a finding at its row; of no row where it was written beside the rows."""
    key, places = batch.table_kind.name_field, places_of(batch)
    issues = []
    for one in sorted(kept, key=lambda one: one.number):
        sheet = places[table_of(one.number)].sheet if one.number else ""
        said = f"{one.name}：{one.reason}。" if one.name else f"{one.reason}。"
        issues.append(Issue.of_sheet(KEPT, said, sheet=sheet, row=line_of(one.number) if one.number else 0, key=key))
    return issues


def note_in_rows(batch: ImportBatch, kept: Sequence[Kept]) -> dict[str, int]:
    """Add to each row what of it was kept, and why.

    Returns:
        How many rows were told, by code, for the summary.
    """
    reasons: dict[int, list[str]] = defaultdict(list)
    for record in kept:
        if record.number and record.reason not in reasons[record.number]:
            reasons[record.number].append(record.reason)
    key, places = batch.table_kind.name_field, places_of(batch)
    for numbers in chunks(sorted(reasons), ROWS_AT_ONCE):
        rows = list(batch.rows.filter(number__in=numbers).only("number", "issues"))
        for row in rows:
            said = "；".join(reasons[row.number])
            sheet, line = places[table_of(row.number)].sheet, line_of(row.number)
            issue = Issue.of_sheet(KEPT, f"撤销时没有改动：{said}。", sheet=sheet, row=line, key=key)
            row.issues = [*row.issues, issue.to_json()]
        update_rows(rows, ["issues"])
    return {KEPT: len(reasons)} if reasons else {}
