"""Writes of registered records: keeper checked, version claimed, row stored, then the one door."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.editing import dated_row_save, record_restore, record_void
from jian_minzheng.core.editing.dated import DatedSave
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.declaration import Register, Section


@transaction.atomic
def record_save(
    actor: Acting,
    *,
    register: Register,
    record: Any,
    opened_version: int | None = None,
    also: Callable[[], None] | None = None,
    action: Action | None = None,
) -> Any:
    """Store a new record, or a changed one that was opened as ``opened_version``.

    Args:
        also: runs after the row is stored and before the door: what hangs on it (many-to-many choices, files).

    Raises:
        EditConflict: somebody saved it since it was opened.
        ValidationError: a constraint is broken, or ``register.check`` refuses.
        PermissionDenied: whoever acts does not keep records of this unit's level.
        OutOfScope: it is not within the writer's scope.
    """
    detail = keep(actor, register, record, record)
    if opened_version is not None:
        record.claim(opened_version)
    if register.check is not None:
        register.check(actor, record)
    record.full_clean()
    record.save()
    if also is not None:
        also()
    done = action or (Action.RECORDED if opened_version is None else Action.EDITED)
    writes.finish(actor, done, record, detail=detail)
    return record


@transaction.atomic
def section_save(
    actor: Acting, *, register: Register, section: Section, record: Any, row: Any, base: Any, opened_version: int
) -> DatedSave:
    """Correct the row of that day, or add one that holds from it on. Errors as for ``record_save``."""
    detail = keep(actor, register, record, row)
    section.form.require_right(row, base)
    saved = dated_row_save(row=row, base=base, opened_version=opened_version, owner={section.owner: record})
    writes.finish(actor, saved.action, saved.row, detail=detail)
    return saved


@transaction.atomic
def record_end(actor: Acting, *, register: Register, record: Any, opened_version: int, on: Any) -> Any:
    """Enter the last day of a record (``on``), or take it back (``None``). Errors as for ``record_save``."""
    if register.ending is None:
        raise ValueError(f"records of {register.name} do not end")
    if on is None:
        _require_running(register, record)
    setattr(record, register.ending.field, on)
    action = Action.REOPENED if on is None else Action.CLOSED
    return record_save(actor, register=register, record=record, opened_version=opened_version, action=action)


@transaction.atomic
def record_put_aside(actor: Acting, *, register: Register, record: Any, reason: str) -> None:
    """Void a record. Errors as for ``record_void``; ``PermissionDenied`` as for ``record_save``."""
    told = _keep(actor, register, record, record)
    record_void(actor, record=record, reason=reason, told=told)


@transaction.atomic
def record_bring_back(actor: Acting, *, register: Register, record: Any) -> None:
    """Bring a voided record back: what holds for a new one holds for one that comes back.

    Errors as for ``record_restore``; ``PermissionDenied`` and ``ValidationError`` as for ``record_save``.
    """
    told = _keep(actor, register, record, record)
    if register.ending is not None and getattr(record, register.ending.field) is None:
        _require_running(register, record)
    record_restore(actor, record=record, told=told)
    if register.check is not None:
        register.check(actor, record)


@transaction.atomic
def records_change(
    actor: Acting, *, register: Register, records: Iterable[Any], versions: Mapping[int, int], field: str, value: Any
) -> int:
    """Give one field of many records the same value, all or none; returns how many changed.

    Args:
        records: as they stand; ``versions`` are those that the user saw in the preview.

    Raises:
        EditConflict: one of them was saved since.
        ValidationError, PermissionDenied, OutOfScope: as for ``record_save``, for any of them.
    """
    changed = [record for record in records if getattr(record, field) != value]
    marked: dict[str, str] = {}
    for record in changed:
        marked |= keep(actor, register, record, record)
        record.claim(versions.get(record.pk, 0))
        setattr(record, field, value)
        if register.check is not None:
            register.check(actor, record)
        record.full_clean()
        record.save()
    if changed:
        label = str(register.model._meta.get_field(field).verbose_name)
        writes.finish_many(
            actor,
            Action.EDITED,
            {register.model: [record.pk for record in changed]},
            units=writes.units_of(*changed),
            label=f"{register.title}·批量修改",
            detail={"修改项": label, "条数": len(changed), "对象": [str(one)[:60] for one in changed[:50]], **marked},
        )
    return len(changed)


def keep(actor: Acting, register: Register, record: Any, row: Any) -> dict[str, str]:
    """Refuse who does not keep such records; mark ``row``, about to be stored, where it is written for another.

    For the services that write what belongs to a record by ways of their own. Returns what the audit entry says of it.

    Raises:
        PermissionDenied: whoever acts does not keep records of this unit's level.
        ValidationError: the record is voided.
    """
    if register.voidable:
        record.require_live()
    return _keep(actor, register, record, row)


def _keep(actor: Acting, register: Register, record: Any, row: Any) -> dict[str, str]:
    """The same for a record that may be voided."""
    level = register.unit_of(record).level
    if not keeping.may_write(actor, register.kept_at, level):
        raise PermissionDenied(not_kept(actor, register, record))
    return keeping.mark(actor, level, row, rules=[register.kept_at])


def _require_running(register: Register, record: Any) -> None:
    """A record that runs on needs a unit that does.

    Raises:
        ValidationError: the unit is closed.
    """
    unit = register.unit_of(record)
    if getattr(unit, "valid_to", None) is not None:
        raise ValidationError(f"“{unit}”已撤销，它的{register.noun}不能恢复或重新启用。")


def not_kept(actor: Acting, register: Register, record: Any) -> str:
    """Why whoever acts may not write this record."""
    level = register.unit_of(record).get_level_display()
    return f"您当前的身份“{actor.identity}”不维护{level}一级的{register.noun}；如需更正，请退回由负责单位修改。"
