"""Who keeps a record of which level, and who may write it for somebody else (代填).

A station's records are kept by its clerk or by its county, a village's by its township or its own specialist, those of
a county or of the city by nobody else. A county that writes for a village does so for another and it is marked. What
lies below the city's own records the city changes only by sending back.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import TextChoices

from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.editing.history import FOR_ANOTHER

KeptAt = Mapping[str, TextChoices]
"""Level of a record's unit → the capability that keeps such records."""

CITY, COUNTY, TOWNSHIP, VILLAGE = "city", "county", "township", "village"
_DOWNWARDS = (CITY, COUNTY, TOWNSHIP, VILLAGE)

_KEEPERS = {
    CITY: {CITY},
    COUNTY: {COUNTY},
    TOWNSHIP: {TOWNSHIP, COUNTY},
    VILLAGE: {VILLAGE, TOWNSHIP},
}
_FOR_ANOTHER = {VILLAGE: {COUNTY}}
"""Levels that may write for a unit of the level although they do not keep its records."""


class KeptBy(dict[str, TextChoices]):
    """A rule of a register's own: records of units of a level are kept by other levels than usual, and by nobody else.

    ``keepers``: level of a record's unit → levels of those who keep it.
    """

    def __init__(self, kept_at: KeptAt, keepers: Mapping[str, Collection[str]]) -> None:
        super().__init__(kept_at)
        self.keepers = keepers


Rules = Collection[KeptAt]
"""Those of all records that are written together."""

_USUAL: KeptAt = {}
"""Of records whose register has no rule of its own."""


def _keepers(kept_at: KeptAt, level: str) -> Collection[str]:
    return kept_at.keepers[level] if isinstance(kept_at, KeptBy) else _KEEPERS[level]


def _writers(kept_at: KeptAt, level: str) -> Collection[str]:
    keepers = _keepers(kept_at, level)
    return keepers if isinstance(kept_at, KeptBy) else {*keepers, *_FOR_ANOTHER.get(level, ())}


def levels_written_by(actor: Acting | Identity, kept_at: KeptAt) -> list[str]:
    """Levels of units for which whoever acts may write records of this kind at all."""
    return [level for level in kept_at if may_write(actor, kept_at, level)]


def levels_kept_by(identity: Identity, kept_at: KeptAt) -> list[str]:
    """Levels of units whose records of this kind are the identity's own duty; what it may write for others is not."""
    return [level for level in levels_written_by(identity, kept_at) if identity.level in _keepers(kept_at, level)]


def may_write(actor: Acting | Identity, kept_at: KeptAt, level: str) -> bool:
    """Whether the role has the capability, and its level writes records of units of ``level``."""
    capability = kept_at.get(level)
    if capability is None or not actor.can(capability):
        return False
    identity = actor if isinstance(actor, Identity) else actor.scope
    return identity.level in _writers(kept_at, level)


def for_another(actor: Acting, level: str, rules: Rules = (_USUAL,)) -> bool:
    """Whether a write for a unit of ``level`` is 代填: the unit lies below, and its records are kept by others."""
    if actor.is_system:
        return False
    own = actor.scope.level
    if _DOWNWARDS.index(own) >= _DOWNWARDS.index(level):
        return False
    return any(own not in _keepers(rule, level) for rule in rules)


def mark(actor: Acting, level: str, *rows: Any, rules: Rules = (_USUAL,)) -> dict[str, str]:
    """Mark rows, about to be stored for a unit of ``level``, where they are 代填; what the audit entry says of it."""
    for row in rows:
        row._change_reason = reason(actor, level, rules=rules) or None
    return told(actor, level, rules)


def reason(actor: Acting, level: str, words: str = "", rules: Rules = (_USUAL,)) -> str:
    """The reason that history gives for a write: ``words``, after 代填 where that is so."""
    if not for_another(actor, level, rules):
        return words
    return "；".join(filter(None, [f"{FOR_ANOTHER}：{actor.scope}", words]))[:100]


def told(actor: Acting, level: str, rules: Rules = (_USUAL,)) -> dict[str, str]:
    """What the audit entry of such a write says besides."""
    return {FOR_ANOTHER: str(actor.scope)} if for_another(actor, level, rules) else {}
