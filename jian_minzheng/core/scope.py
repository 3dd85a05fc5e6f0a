"""Row scope: what an identity cannot see does not exist for it.

A model states once, in ``scope_path``, how its rows lead to the path of a division. Every list then begins with
``Model.objects.visible_to(identity)`` and every single object with ``fetch_or_404``. Division paths are treebeard's
materialised paths, so the whole subtree of a grant is one prefix comparison that an index serves.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Protocol, Self, TypeVar

from django.db import models
from django.http import Http404

M = TypeVar("M", bound=models.Model)


@models.CharField.register_lookup
class Under(models.Lookup[Any]):
    """``path__under=prefix``: the node with that tree path and everything below it.

    A range, not a ``LIKE``: SQLite serves only a range from an index, PostgreSQL serves both. Tree paths are made of
    digits and capitals, which every collation sorts alike, with Z last.
    """

    lookup_name = "under"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, column_params = self.process_lhs(compiler, connection)
        first, last = str(self.rhs), f"{self.rhs}{'Z' * 60}"
        return f"({column} >= %s AND {column} <= %s)", (*column_params, first, *column_params, last)


class Scope(Protocol):
    """What row scope needs to know of an identity: the tree path its grant stands on."""

    @property
    def path(self) -> str: ...


class OutOfScope(Exception):
    """A write would leave a row where the writer cannot see it; the transaction around it must roll back."""


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset whose rows can be narrowed to one identity's subtree."""

    def visible_to(self, scope: Scope | None) -> Self:
        """Rows within the scope; none at all without one. There is no bypass for superusers."""
        if scope is None:
            return self.none()
        return self.filter(**{f"{self.model.scope_path}__under": scope.path})  # type: ignore[attr-defined]

    def fetch_or_404(self, scope: Scope | None, **lookup: Any) -> M:
        """Fetch and authorise in one step.

        Raises:
            Http404: the row does not exist or is out of scope; the two cannot be told apart.
        """
        found = self.visible_to(scope).filter(**lookup).first()
        if found is None:
            raise Http404("没有找到这条记录，或者您当前的身份无权查看。")
        return found

    def require_visible(self, scope: Scope | None, pks: Iterable[Any]) -> None:
        """Re-read freshly written rows through the scope; call inside the transaction that wrote them.

        Raises:
            OutOfScope: at least one row is not visible to the writer any more.
        """
        wanted = set(pks)
        seen = 0
        ordered = list(wanted)
        for start in range(0, len(ordered), 500):
            seen += self.visible_to(scope).filter(pk__in=ordered[start : start + 500]).count()
        if seen != len(wanted):
            raise OutOfScope("有记录不在您当前身份的管辖范围内，本次操作已全部撤回。")


class ScopedModel(models.Model):
    """Base of every record that belongs somewhere in the tree."""

    scope_path: ClassVar[str]

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True
