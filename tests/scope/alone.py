"""Takes away everything that lies outside an account's area: what it reads then must be what it read before.

One comparison for every list, count, search, choice and link at once: a page whose scope is lost somewhere says
another thing once the rest of the city is gone.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from jian_minzheng.core.acting import Identity
from offices.models import ActivityKind, BusinessLine, Division, DocumentKind, Indicator, Period
from offices.places import paths_above

READ_BY_ALL: frozenset[type[Model]] = frozenset({ActivityKind, BusinessLine, DocumentKind, Indicator, Period})
"""Dictionaries: kept by one unit and read by every unit."""

Rows = dict[Any, set[Any]]
"""Keys of rows by model."""


def scoped_models() -> list[Any]:
    """Every model whose rows belong somewhere in the tree."""
    return [model for model in apps.get_models() if hasattr(model, "scope_path") and model not in READ_BY_ALL]


def belongings(identity: Identity) -> Rows:
    """What there is for the identity: the rows in its scope, the units above it, and what any of these names."""
    rows: Rows = {
        model: set(model.objects.visible_to(identity).values_list("pk", flat=True)) for model in scoped_models()
    }
    rows[Division] |= set(Division.objects.filter(path__in=paths_above(identity.path)).values_list("pk", flat=True))
    while any([_named(rows, *way) for way in _ways(rows)]):  # noqa: C419  (each way, not as far as the first)
        pass
    return rows


def _ways(rows: Rows) -> Iterator[tuple[Any, str, Any]]:
    for model in rows:
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model in rows:
                yield model, field.attname, field.related_model


def _named(rows: Rows, model: Any, field: str, related: Any) -> bool:
    """Add the rows that one foreign key of those at hand leads to; whether there were any new ones."""
    before = len(rows[related])
    rows[related] |= set(model._base_manager.filter(pk__in=rows[model]).values_list(field, flat=True)) - {None}
    return len(rows[related]) > before


def take_away_all_but(rows: Rows) -> None:
    """Empty the tables of all other rows, past every signal and constraint; the caller rolls it back."""
    for model, pks in rows.items():
        others = model._base_manager.exclude(pk__in=pks)
        others._raw_delete(others.db)
