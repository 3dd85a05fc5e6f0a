"""Write what the rows say about units, with history, and a note of what undo must know."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from staffing.models import ImportRow
from staffing.roster_import.ledger.facts import LedgerPlan
from staffing.roster_import.ledger.steps import Step, written_as
from staffing.roster_import.writing.bulk import bulk_change, bulk_insert, update_rows


def write_facts(
    pairs: Sequence[tuple[ImportRow, LedgerPlan]], *, user: AbstractBaseUser | None, reason: str
) -> set[int]:
    """Create and change the records of the rows.

    Each import row's ``written`` then holds, by part key, ``{"id", "version", "created", "old": {attribute: value}}``.

    Returns:
        The divisions whose facts changed.
    """
    steps = [step for _, plan in pairs for step in plan.steps]
    for model in dict.fromkeys(step.part.model for step in steps):
        _write_model(model, [step for step in steps if step.part.model is model], user, reason)
    noted, divisions = [], set()
    for row, plan in pairs:
        if plan.steps and plan.row.unit:
            row.written = {step.part.key: _note(step) for step in plan.steps}
            divisions.add(plan.row.unit.division_id)
            noted.append(row)
    update_rows(noted, ["written"])
    return divisions


def _write_model(model: Any, steps: Sequence[Step], user: AbstractBaseUser | None, reason: str) -> None:
    changed = [step for step in steps if step.record is not None]
    for step in changed:
        for name, (_, new) in step.changes.items():
            setattr(step.record, name, new)
    fields = sorted({name for step in changed for name in step.changes})
    bulk_change([step.record for step in changed], fields, user=user, reason=reason)
    made = [step for step in steps if step.record is None]
    for step in made:
        step.record, step.created = written_as(step), True
    bulk_insert([step.record for step in made], user=user, reason=reason)


def _note(step: Step) -> dict[str, Any]:
    old = {} if step.created else {name: _plain(before) for name, (before, _) in step.changes.items()}
    return {"id": step.record.pk, "version": step.record.version, "created": step.created, "old": old}


def _plain(value: Any) -> Any:
    """As JSON holds it; what ``Model.to_python`` of the field turns back."""
    return value if value is None or isinstance(value, bool | int | str) else str(value)
