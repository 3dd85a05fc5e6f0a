"""Take back what an import wrote about records of registers: changed ones get their old values, new ones go.

A row that an import made was never true on anybody's word but the file's; taking it back removes it. History keeps it,
with who took it back and why.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intake.models import ImportRow
from intake.records.hanging import hanging_on
from intake.records.steps import set_values
from intake.writing.kept_records import OUT_OF_SIGHT, Kept
from intake.writing.later_changes import later_changes
from intake.writing.undo import Undo
from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.bulk.packing import ROWS_AT_ONCE
from jian_minzheng.core.bulk.records import bulk_change, replace_choices
from jian_minzheng.core.progress import Passes
from jian_minzheng.core.registers.tables import PARTS, TablePart
from offices.models import Division

_GONE = "导入之后已被删除，没有可以撤销的"


@dataclass(slots=True)
class _Noted:
    """What all rows of the file together did to one record.

    Attributes:
        row: the first of them, at which it is told.
        version: in which the import left the record.
        created: whether it was made.
        old: what its values were before the first of them.
    """

    row: ImportRow
    version: int
    created: bool
    old: dict[str, Any]


class UndoRecords(Undo):
    def take_all_back(self) -> None:
        rows = self.batch.rows.exclude(written={})
        told = Passes(self.tell, rows.count(), passes=1)
        for portion in _portions(rows.order_by("key", "number").values_list("key", "pk")):
            found = [row for some in chunks(portion) for row in rows.filter(pk__in=some)]
            self._take_portion_back(sorted(found, key=lambda row: row.number))
            told.advance(len(portion))

    def _take_portion_back(self, rows: list[ImportRow]) -> None:
        units = {row.values["_unit"]["division_id"] for row in rows}
        seen = Division.objects.visible_to(self.actor.scope).filter(pk__in=units)
        reached = set(seen.values_list("pk", flat=True))
        within = [row for row in rows if row.values["_unit"]["division_id"] in reached]
        gone = [row for row in rows if row.values["_unit"]["division_id"] not in reached]
        self.result.kept += [Kept(row.number, row.values["_unit"]["name"], OUT_OF_SIGHT) for row in gone]
        self.out_of_reach = self.out_of_reach or bool(gone)
        self.divisions |= reached
        noted = {key for row in within for key in row.written}
        for part in reversed([part for key, part in PARTS.items() if key in noted]):
            self._take_part_back(part, [row for row in within if part.key in row.written])

    def _take_part_back(self, part: TablePart, rows: Sequence[ImportRow]) -> None:
        """What other parts of its row rest on comes after them."""
        noted = _noted(part, rows)
        found: dict[int, Any] = {}
        for ids in chunks(sorted(noted)):
            locked = part.record_model.objects.filter(pk__in=ids).select_for_update(of=("self",), no_key=True)
            found |= {record.pk: record for record in locked}
        moved = [record for pk, record in found.items() if record.version != noted[pk].version]
        changed = later_changes(self.batch, moved, self.readers)
        changed |= {pk: _GONE for pk in noted if pk not in found}
        made = [pk for pk, note in noted.items() if note.created and pk in found]
        hanging = {pk: f"导入之后又登记了它的{name}，保留现状" for pk, name in hanging_on(part, made).items()}
        kept = hanging | changed
        for pk, note in noted.items():
            if pk in kept:
                self._keep(note.row, kept[pk])
            elif note.created:
                self._remove(found[pk])
        old = {pk: note.old for pk, note in noted.items() if pk not in kept and not note.created}
        self._restore(part, [found[pk] for pk in old], old)

    def _keep(self, row: ImportRow, reason: str) -> None:
        self.result.kept.append(Kept(row.number, row.values["_unit"]["name"], reason))

    def _restore(self, part: TablePart, records: Sequence[Any], old: Mapping[int, Mapping[str, Any]]) -> None:
        meta, fields = part.record_model._meta, set[str]()
        for record in records:
            values = {name: value for name, value in old[record.pk].items() if name not in part.several}
            values = {name: meta.get_field(name).to_python(value) for name, value in values.items()}
            fields |= set_values(part, record, values)

        def choose(some: Sequence[Any]) -> None:
            for name in part.several:
                chosen = {one.pk: old[one.pk][name] for one in some if name in old[one.pk]}
                replace_choices(part.record_model, name, chosen)

        bulk_change(records, sorted(fields), user=self.actor.user, reason=self.reason, also=choose)
        self.result.restored += len(records)

    def _remove(self, record: Any) -> None:
        record._history_user, record._change_reason = self.actor.user, self.reason[:100]
        record.delete()
        self.result.voided += 1


def _portions(rows: Any) -> Iterator[list[int]]:
    """Keys of rows, those of what may be one record together."""
    portion: list[int] = []
    last = ""
    for key, pk in rows.iterator(chunk_size=ROWS_AT_ONCE):
        if len(portion) >= ROWS_AT_ONCE and key != last:
            yield portion
            portion = []
        portion.append(pk)
        last = key
    if portion:
        yield portion


def _noted(part: TablePart, rows: Sequence[ImportRow]) -> dict[int, _Noted]:
    """By record, in the order of the file; of values that several rows set, the one before the first counts."""
    notes: dict[int, list[tuple[int, ImportRow]]] = defaultdict(list)
    for row in rows:
        note = row.written[part.key]
        notes[note["id"]].append((note["turn"], row))
    found = {}
    for pk, turns in notes.items():
        ours = [row.written[part.key] for _, row in sorted(turns, key=lambda turn: turn[0])]
        old = {name: value for note in reversed(ours) for name, value in note["old"].items()}
        created = any(note["created"] for note in ours)
        found[pk] = _Noted(turns[0][1], ours[-1]["version"], created, old)
    return found
