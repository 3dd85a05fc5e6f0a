"""The one door for writes of facts: form, import, undo, transfer, merger, task and command all end here.

Inside the transaction that wrote them, ``finish`` re-reads the rows through the writer's scope, asks the guards whether
the rows may change at all (locked periods, closed registers), announces the units whose facts changed, and writes the
audit entry last. What it refuses rolls the whole write back. ``tests/test_one_door.py`` finds writes that go round it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from jian_minzheng.core import hooks
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action

Rows = Mapping[Any, Iterable[Any]]
"""Primary keys of written rows by model."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a write touched: the rows by model, and the ids of the units whose facts changed."""

    rows: Mapping[Any, frozenset[Any]]
    units: frozenset[int]


Guard = Callable[[Acting, Written], None]
"""Raises ``ValidationError``, in words for the user, where the rows must not change (any more)."""

_guards: list[Guard] = []


def guard(check: Guard) -> Guard:
    """Register a guard, e.g. for locked periods; called once, when the app that owns it is ready."""
    if check not in _guards:
        _guards.append(check)
    return check


def finish(
    actor: Acting,
    action: Action,
    *records: Any,
    units: Iterable[int] | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """End the write of a few records. The first is the subject of the audit entry.

    Args:
        units: ids of the units whose facts changed, where they are others than those the records name now.
        detail: as for ``trail.record``.

    Raises:
        OutOfScope: a record lies, or lies now, outside the writer's scope.
        ValidationError: a guard refuses.
    """
    rows: dict[Any, list[Any]] = defaultdict(list)
    for record in records:
        rows[type(record)].append(record.pk)
    touched = units_of(*records) if units is None else units
    finish_many(actor, action, rows, units=touched, subject=records[0], detail=detail)


def finish_many(
    actor: Acting,
    action: Action,
    rows: Rows,
    *,
    units: Iterable[int],
    subject: Any = None,
    label: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """End the write of many rows with one audit entry. Arguments and errors as for ``finish``."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a write of facts is finished inside the transaction that made it")
    written = Written({model: frozenset(pks) for model, pks in rows.items()}, frozenset(units))
    _require_scope(actor, written)
    for check in _guards:
        check(actor, written)
    hooks.facts_changed(written.units)
    trail.record(actor, action, subject=subject, label=label, detail=detail)


def units_of(*records: Any) -> frozenset[int]:
    """Ids of the units that these records are facts of.

    A record names them itself in ``fact_units`` where there are several; otherwise the way to its unit is the one that
    its scope takes.
    """
    found: set[int | None] = set()
    for record in records:
        named = getattr(record, "fact_units", None)
        found |= set(named()) if named else {_unit_id(record)}
    return frozenset(unit for unit in found if unit is not None)


def _unit_id(record: Any) -> int | None:
    *way, _path = record.scope_path.split("__")
    if not way:
        return int(record.pk)
    for step in way[:-1]:
        record = getattr(record, step)
    unit_id: int | None = getattr(record, f"{way[-1]}_id")
    return unit_id


def _require_scope(actor: Acting, written: Written) -> None:
    """A command of the system answers to no grant; everybody else to the one under which they act."""
    if actor.is_system:
        return
    for model, pks in written.rows.items():
        model._default_manager.require_visible(actor.scope, pks)
