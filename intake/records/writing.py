"""Write what the rows say, with history, and a note of what undo must know."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from intake.lines.books import Pairs, Written
from intake.models import ImportRow
from intake.records.comparing import RecordsPlan
from intake.records.steps import Step, written_as
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.bulk.records import bulk_change, bulk_insert, update_rows
from jian_minzheng.core.registers import keeping
from offices.models import Division


def write_records(pairs: Pairs, *, actor: Acting, why: str) -> Written:
    """Create and change the records of the rows.

    Each import row's ``written`` then holds, by part key, ``{"id", "version", "created", "old": {attribute: value}}``.
    """
    written = Written()
    by_level: dict[str, list[tuple[ImportRow, RecordsPlan]]] = defaultdict(list)
    for row, plan in pairs:
        if plan.steps and plan.row.unit:
            by_level[plan.row.unit.level].append((row, plan))
    for level, some in by_level.items():
        steps = [step for _, plan in some for step in plan.steps]
        for model in dict.fromkeys(step.part.record_model for step in steps):
            ours = [step for step in steps if step.part.record_model is model]
            _write_model(ours, actor, keeping.reason(actor, level, why))
        for row, plan in some:
            row.written = {step.part.key: _note(step) for step in plan.steps}
        update_rows([row for row, _ in some], ["written"])
        written.division_ids |= {plan.row.unit.division_id for _, plan in some if plan.row.unit}
    written.rows[Division] = set(written.division_ids)
    return written


def _write_model(steps: Sequence[Step], actor: Acting, reason: str) -> None:
    changed = [step for step in steps if step.record is not None]
    for step in changed:
        for name, (_, new) in step.changes.items():
            setattr(step.record, name, new)
    fields = sorted({name for step in changed for name in step.changes})
    bulk_change([step.record for step in changed], fields, user=actor.user, reason=reason)
    made = [step for step in steps if step.record is None]
    for step in made:
        step.record, step.created = written_as(step), True
    bulk_insert([step.record for step in made], user=actor.user, reason=reason)


def _note(step: Step) -> dict[str, Any]:
    old = {} if step.created else {name: _plain(before) for name, (before, _) in step.changes.items()}
    return {"id": step.record.pk, "version": step.record.version, "created": step.created, "old": old}


def _plain(value: Any) -> Any:
    """As JSON holds it; what ``Model.to_python`` of the field turns back."""
    return value if value is None or isinstance(value, bool | int | str) else str(value)
