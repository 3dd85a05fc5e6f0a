"""One record of a row: what is to be done with it, and what it will be."""

from dataclasses import dataclass, field
from typing import Any

from staffing.roster_import.ledger.parts import Part

_IDENTITY = frozenset({"id", "version"})


@dataclass(slots=True)
class Step:
    """What is to be done with one record of a row's unit.

    Attributes:
        record: the one to be changed; ``None``: a new one is made.
        base: the one that a new one begins as a copy of.
        changes: attribute → (old, new).
        owner: attributes that say whose a new record is, and from which day or for which year.
        created: set once the new record is made.
    """

    part: Part
    record: Any = None
    base: Any = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    owner: dict[str, Any] = field(default_factory=dict)
    created: bool = False


def written_as(step: Step) -> Any:
    """The record as it will stand: a copy of the one that is there or in force with what is new; else a fresh one."""
    model, like = step.part.model, step.record or step.base
    given = _IDENTITY | step.owner.keys()
    names = [one.attname for one in model._meta.concrete_fields if not {one.name, one.attname} & given]
    copied = {name: getattr(like, name) for name in names} if like is not None else {}
    return model(**{**copied, **step.owner, **{name: new for name, (_, new) in step.changes.items()}})
