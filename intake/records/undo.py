"""Take back what an import wrote about records of registers: changed ones get their old values, new ones go.

A row that an import made was never true on anybody's word but the file's; taking it back removes it. History keeps it,
with who took it back and why.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from intake.models import ImportRow
from intake.records.hanging import hanging_on
from intake.records.steps import set_values
from intake.writing.kept_records import OUT_OF_SIGHT, Kept
from intake.writing.undo import Undo
from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.bulk.packing import ROWS_AT_ONCE
from jian_minzheng.core.bulk.records import bulk_change, replace_choices
from jian_minzheng.core.progress import Passes
from jian_minzheng.core.registers.tables import PARTS, TablePart
from offices.models import Division

_MOVED_ON = "导入之后已被修改，保留现状"


class UndoRecords(Undo):
    def take_all_back(self) -> None:
        rows = self.batch.rows.exclude(written={}).order_by("number").only("number", "written", "values")
        told = Passes(self.tell, rows.count(), passes=1)
        for portion in chunks(list(rows.values_list("pk", flat=True)), ROWS_AT_ONCE):
            self._take_portion_back(list(rows.filter(pk__in=portion)))
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
        noted = {row.written[part.key]["id"]: row for row in rows}
        found: dict[int, Any] = {}
        for ids in chunks(sorted(noted)):
            locked = part.record_model.objects.filter(pk__in=ids).select_for_update(of=("self",), no_key=True)
            found |= {record.pk: record for record in locked}
        made = [pk for pk, row in noted.items() if row.written[part.key]["created"]]
        hanging = hanging_on(part, [pk for pk in made if pk in found])
        old: dict[int, Mapping[str, Any]] = {}
        for pk, row in noted.items():
            note, record = row.written[part.key], found.get(pk)
            if record is None or record.version != note["version"]:
                self._keep(row, _MOVED_ON)
            elif pk in hanging:
                self._keep(row, f"导入之后又登记了它的{hanging[pk]}，保留现状")
            elif note["created"]:
                self._remove(record)
            else:
                old[pk] = note["old"]
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
