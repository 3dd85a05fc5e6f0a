"""Take back what an import wrote about records of registers: changed ones get their old values, new ones go.

A row that an import made was never true on anybody's word but the file's; taking it back removes it. History keeps it,
with who took it back and why.
"""

from collections.abc import Sequence
from typing import Any

from intake.models import ImportRow
from intake.records.steps import part_called
from intake.writing.kept import OUT_OF_SIGHT, Kept
from intake.writing.undo import Undo
from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.bulk.packing import ROWS_AT_ONCE
from jian_minzheng.core.bulk.records import bulk_change
from jian_minzheng.core.progress import Passes
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
        units = {row.values["_unit"][0] for row in rows}
        seen = Division.objects.visible_to(self.actor.scope).filter(pk__in=units)
        reached = set(seen.values_list("pk", flat=True))
        within = [row for row in rows if row.values["_unit"][0] in reached]
        gone = [row for row in rows if row.values["_unit"][0] not in reached]
        self.result.kept += [Kept(row.number, row.values["_unit"][2], OUT_OF_SIGHT) for row in gone]
        self.out_of_reach = self.out_of_reach or bool(gone)
        self.divisions |= reached
        for key in dict.fromkeys(key for row in within for key in row.written):
            self._take_part_back(key, [row for row in within if key in row.written])

    def _take_part_back(self, key: str, rows: Sequence[ImportRow]) -> None:
        model = part_called(key).record_model
        noted = {row.written[key]["id"]: row for row in rows}
        found: dict[int, Any] = {}
        for ids in chunks(sorted(noted)):
            locked = model.objects.filter(pk__in=ids).select_for_update(of=("self",), no_key=True)
            found |= {record.pk: record for record in locked}
        changed, fields = [], set()
        for pk, row in noted.items():
            note, record = row.written[key], found.get(pk)
            if record is None or record.version != note["version"]:
                self.result.kept.append(Kept(row.number, row.values["_unit"][2], _MOVED_ON))
            elif note["created"]:
                self._remove(record)
            else:
                for name, old in note["old"].items():
                    setattr(record, name, record._meta.get_field(name).to_python(old))
                fields |= note["old"].keys()
                changed.append(record)
        bulk_change(changed, sorted(fields), user=self.actor.user, reason=self.reason)
        self.result.restored += len(changed)

    def _remove(self, record: Any) -> None:
        record._history_user, record._change_reason = self.actor.user, self.reason[:100]
        record.delete()
        self.result.voided += 1
