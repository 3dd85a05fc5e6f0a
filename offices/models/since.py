"""Facts that hold from a day on, or since ever, until the next one of the same thing."""

import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from jian_minzheng.core.records import Versioned, Voidable, VoidableRows
from jian_minzheng.core.scope import ScopedQuerySet


class SinceQuerySet(ScopedQuerySet[Any], VoidableRows):
    """Live rows of one thing (``held_by``) follow one another: none overlap, and none leave a gap."""

    def on(self, day: datetime.date) -> Self:
        """Of each thing the row that holds on ``day``."""
        begun = self._of_the_same().filter(Q(since__isnull=True) | Q(since__lte=day))
        newest = begun.order_by(F("since").desc(nulls_last=True)).values("pk")[:1]
        return self.live().filter(pk=Subquery(newest))

    def with_next(self) -> Self:
        """Annotate ``begun``, the day by which rows stand in order, and ``next_from``, that of the following row."""
        later = self._of_the_same().filter(since__gt=_begun(OuterRef("since"))).order_by("since")
        return self.annotate(begun=_begun(F("since")), next_from=Subquery(later.values("since")[:1]))

    def _of_the_same(self) -> Any:
        rows: Any = self.model._default_manager.filter(**{name: OuterRef(name) for name in self.model.held_by})
        return rows.live()


def _begun(since: Any) -> Coalesce:
    """What holds since ever comes first; where databases put rows without a day, they do not agree."""
    return Coalesce(since, Value(datetime.date.min), output_field=models.DateField())


class SinceRow(Versioned, Voidable):
    """One such fact. A subclass says in ``held_by`` by which fields things are told apart."""

    since = models.DateField("自哪天起", null=True, blank=True, help_text="一向如此或查不到从哪天起的，不填。")

    held_by: ClassVar[tuple[str, ...]]

    void_words = f"{Voidable.void_words}如果是后来变了，请登记新的一条。"

    class Meta:
        abstract = True

    @property
    def last_day(self) -> datetime.date | None:
        """The day before the next row, of rows read ``with_next``."""
        following: datetime.date | None = getattr(self, "next_from", None)
        return following and following - datetime.timedelta(days=1)


def one_a_day(*held_by: str, name: str, said: str) -> list[models.BaseConstraint]:
    """Constraints that keep rows of one thing apart: one of each day, and one without a day."""
    live = Q(voided_at__isnull=True)
    undated = live & Q(since__isnull=True)
    return [
        models.UniqueConstraint(
            fields=[*held_by, "since"], condition=live, name=f"one_{name}_per_day", violation_error_message=said
        ),
        models.UniqueConstraint(
            fields=held_by, condition=undated, name=f"one_undated_{name}", violation_error_message=said
        ),
    ]
