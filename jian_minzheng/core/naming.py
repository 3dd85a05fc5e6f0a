"""Records name others that lie within their own place. A division that is handed over takes those along: from then on
they are another area's, and whoever reads the record is not told their names any more."""

from typing import Any

from django.db.models import Model

MOVED_AWAY = "已划归其他单位的记录"


def place_of(model: type[Model], record: Any) -> str:
    """Tree path of the division to which the model's ``scope_path`` leads, from a record or a version of it."""
    found = record
    for step in model.scope_path.split("__"):  # type: ignore[attr-defined]  # of scoped models
        found = getattr(found, step)
    return str(found)


def ways_to_places(model: type[Model]) -> list[str]:
    """For ``select_related``: what ``named`` asks of the foreign keys of many records."""
    keys = [field for field in model._meta.concrete_fields if field.name in getattr(model, "names_within", ())]
    return [f"{key.name}__{key.related_model.scope_path.rpartition('__')[0]}" for key in keys]  # type: ignore[union-attr]


def named(model: type[Model], record: Any, name: str, other: Model) -> str:
    """The record that the field ``name`` leads to (of a many-to-many field one of them), in words.

    Fields that a model lists in ``names_within`` are named only as long as the other lies within the record's place.
    """
    if name not in getattr(model, "names_within", ()):
        return str(other)
    return str(other) if place_of(type(other), other).startswith(place_of(model, record)) else MOVED_AWAY
