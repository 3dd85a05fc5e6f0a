"""Write what the rows say, with history, and a note of what undo must know."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError

from intake.lines.books import Pairs, Written
from intake.models import ImportRow
from intake.records.comparing import RecordsPlan
from intake.records.steps import Step, set_values, written_as
from intake.writing.commit import CommitRefused
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.bulk.records import bulk_change, bulk_insert, replace_choices, update_rows
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.tables import PARTS, TablePart
from offices.models import Division


def write_records(pairs: Pairs, *, actor: Acting, why: str) -> Written:
    """Create and change the records of the rows.

    Each import row's ``written`` then holds, by part key, ``{"id", "version", "created", "old": {attribute: value},
    "turn"}``; by its turn a row comes after others that are about the same record.
    """
    written = Written()
    by_level: dict[str, list[tuple[ImportRow, RecordsPlan]]] = defaultdict(list)
    for row, plan in pairs:
        if plan.steps and plan.row.unit:
            by_level[plan.row.unit.level].append((row, plan))
    for level, some in by_level.items():
        some.sort(key=lambda pair: pair[1].turn)
        steps = [step for _, plan in some for step in plan.steps]
        for model in dict.fromkeys(part.record_model for part in _parts_in_order(steps)):
            ours = [step for step in steps if step.part.record_model is model]
            rules = [step.part.register.kept_at for step in ours[:1]]
            _write_model(ours, actor, keeping.reason(actor, level, why, rules))
        for row, plan in some:
            row.written = {step.part.key: {**_note(step), "turn": plan.turn} for step in plan.steps}
        update_rows([row for row, _ in some], ["written"])
        written.division_ids |= {plan.row.unit.division_id for _, plan in some if plan.row.unit}
    written.rows[Division] = set(written.division_ids)
    return written


def _parts_in_order(steps: Sequence[Step]) -> list[TablePart]:
    """Those of the steps as their table declares them: what others are about comes first."""
    used = {step.part.key for step in steps}
    return [part for key, part in PARTS.items() if key in used]


def _write_model(steps: Sequence[Step], actor: Acting, reason: str) -> None:
    changed = [step for step in steps if step.record is not None]
    fields: set[str] = set()
    for step in changed:
        fields |= set_values(step.part, step.record, {name: new for name, (_, new) in step.own.items()})
    records = list({id(step.record): step.record for step in changed}.values())
    also = partial(_choose, {id(step.record): step for step in changed})
    bulk_change(records, sorted(fields), user=actor.user, reason=reason, also=also)
    made = [step for step in steps if step.record is None]
    for step in made:
        step.record, step.created = written_as(step), True
    agreed = [step for step in made if step.part.agreement]
    for agreement in dict.fromkeys(step.part.agreement for step in agreed):
        _begin(agreement, [step.record for step in agreed if step.part.agreement is agreement], actor, reason)
    made = [step for step in made if not step.part.agreement]
    also = partial(_choose, {id(step.record): step for step in made})
    bulk_insert([step.record for step in made], user=actor.user, reason=reason, also=also)


def _begin(agreement: Any, records: Sequence[Any], actor: Acting, reason: str) -> None:
    try:
        agreement.save(actor, records, reason)
    except ValidationError as refused:
        raise CommitRefused(f"{''.join(refused.messages)}本次没有写入任何内容，请重新预览。") from refused


def _choose(steps: Mapping[int, Step], records: Sequence[Any]) -> None:
    """What rows say of many-to-many attributes."""
    some = [steps[id(record)] for record in records]
    for name in dict.fromkeys(name for step in some for name in step.chosen):
        chosen = {step.record.pk: step.chosen[name][1] for step in some if name in step.chosen}
        replace_choices(type(records[0]), name, chosen)


def _note(step: Step) -> dict[str, Any]:
    old = {} if step.created else {name: _plain(before) for name, (before, _) in step.own.items()}
    if not step.created:
        old |= {name: before for name, (before, _) in step.chosen.items()}
    return {"id": step.record.pk, "version": step.record.version, "created": step.created, "old": old}


def _plain(value: Any) -> Any:
    """As JSON holds it; what ``Model.to_python`` of the field turns back."""
    return value if value is None or isinstance(value, bool | int | str) else str(value)
