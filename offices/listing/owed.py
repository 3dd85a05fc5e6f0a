"""待补资料: lists narrowed to what still lacks data, as an upper app finds it, without knowing that app."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.registers.filters import StateFilter
from offices.roles import Capability

Lacking = Callable[[Identity, str], "QuerySet[Any]"]
"""Keys of the subjects of one kind, in the identity's scope, that lack data."""

_sources: list[Lacking] = []


def tell_lacking(source: Lacking) -> None:
    """Register who knows what lacks data; called once, when the app that judges is ready."""
    if source not in _sources:
        _sources.append(source)


class OwedFilter(StateFilter):
    """Only rows that lack data. Offered to those who see the checks.

    Args:
        kinds: what the address says → its words, the kind of subject that is asked for, and the field of a row that
            holds the subject's key.
    """

    def __init__(self, kinds: Mapping[str, tuple[str, str, str]]) -> None:
        self.kinds = kinds
        super().__init__(self._offered, label="待补资料")

    def filter(self, qs: Any, value: Any) -> Any:
        if not value:
            return qs
        _, kind, key = self.kinds[value]
        for source in _sources:
            qs = qs.filter(**{f"{key}__in": source(self.parent.identity, kind)})
        return qs if _sources else qs.none()

    def _offered(self, identity: Identity) -> list[tuple[str, str]]:
        if not identity.can(Capability.VIEW_FINDINGS):
            return []
        return [(value, words) for value, (words, _, _) in self.kinds.items()]


def owed_filter(kind: str) -> OwedFilter:
    """For lists whose rows are the subjects of one kind themselves."""
    return OwedFilter({"missing": ("缺资料的", kind, "pk")})
