"""One record of a row: what is to be done with it, and what it will be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jian_minzheng.core.registers.tables import PARTS, TablePart

_IDENTITY = frozenset({"id", "version"})


@dataclass(slots=True)
class Step:
    """What is to be done with one record of a row's unit.

    Attributes:
        record: the one to be changed; ``None``: a new one is made.
        base: the one that a new one begins as a copy of.
        changes: attribute → (old, new); of one that is several records of a dictionary, their names.
        chosen: attribute → (old, new) keys of these.
        fresh: the new record, where other steps of the row are about it.
        owner: attributes that say whose a new record is, and from which day or for which year.
        follows: attribute → (old, new) of what is derived from the others; only to be shown.
        created: set once the new record is made.
    """

    part: TablePart
    record: Any = None
    base: Any = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    owner: dict[str, Any] = field(default_factory=dict)
    chosen: dict[str, tuple[list[int], list[int]]] = field(default_factory=dict)
    fresh: Any = None
    follows: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    created: bool = False

    def __reduce__(self) -> tuple[Any, ...]:
        """Packed steps name their part: a declaration is no value to be copied."""
        record = (self.record, self.base, self.changes, self.owner, self.chosen, self.fresh)
        return _step, (self.part.key, *record, {}, self.created)

    @property
    def does_something(self) -> bool:
        return bool(self.changes) or self.fresh is not None

    @property
    def own(self) -> dict[str, tuple[Any, Any]]:
        """The changes of the record's own row."""
        return {name: change for name, change in self.changes.items() if name not in self.chosen}


def _step(key: str, *rest: Any) -> Step:
    return Step(PARTS[key], *rest)


def written_as(step: Step) -> Any:
    """The record as it will stand: a copy of the one that is there or in force with what is new; else a fresh one."""
    if step.fresh is not None:
        return step.fresh
    model, like = step.part.record_model, step.record or step.base
    given = _IDENTITY | step.owner.keys()
    names = [one.attname for one in model._meta.concrete_fields if not {one.name, one.attname} & given]
    copied = {name: getattr(like, name) for name in names} if like is not None else {}
    record = model(**{**copied, **step.owner})
    set_values(step.part, record, {name: new for name, (_, new) in step.own.items()})
    return record


def set_values(part: TablePart, record: Any, values: Mapping[str, Any]) -> set[str]:
    """Give a record about to be stored these values, and what follows from them; returns what was set."""
    for name, value in values.items():
        setattr(record, name, value)
    derived = part.derived(record) if part.derived else {}
    for name, value in derived.items():
        setattr(record, name, value)
    return {*values, *derived}
