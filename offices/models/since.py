"""Facts that hold from a day on, or since ever, until the next one of the same thing."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from jian_minzheng.core.editing.values import human_date
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


class ShowsNewest(models.Model):
    """A record that shows what is so today of values whose past is kept as dated rows.

    ``dated_rows`` names for each such field the relation to its rows, which have a field of the same name. What never
    changed has no row: it has been so since ever. ``save`` writes the rows: a value that holds since ``holds_from``
    adds one, without that day it corrects the newest. ``replaced`` has what the last save replaced, by attribute.
    """

    dated_rows: ClassVar[Mapping[str, str]] = {}
    holds_from: datetime.date | None = None
    replaced: Mapping[str, Any] = {}

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the record and its dated rows.

        Raises:
            ValidationError: a change from a day that is not after the one from which the present value holds.
        """
        stored = kwargs.get("update_fields")
        names = [] if self._state.adding else [name for name in self.dated_rows if stored is None or name in stored]
        with transaction.atomic():
            before = type(self)._base_manager.only(*names).get(pk=self.pk) if names else self
            super().save(*args, **kwargs)
            day, self.holds_from, self.replaced = self.holds_from, None, {}
            for name in names:
                self._write_rows(name, before, day)

    def _write_rows(self, name: str, before: Any, day: datetime.date | None) -> None:
        attribute: str = self._meta.get_field(name).attname  # type: ignore[union-attr]
        was, rows = getattr(before, attribute), getattr(self, self.dated_rows[name])
        if was == getattr(self, attribute):
            return
        self.replaced = {**self.replaced, attribute: was}
        if day:
            _change(self, rows, attribute, was, day)
        else:
            _correct(self, rows, attribute)

    def held_since(self, name: str) -> datetime.date | None:
        """The day from which the present value of a dated field holds; ``None`` since ever."""
        newest = _in_order(getattr(self, self.dated_rows[name])).last()
        since: datetime.date | None = newest and newest.since
        return since


def value_on(day: datetime.date, rows: type[SinceRow], owner: str, field: str) -> Coalesce:
    """Of each record of an outer query, what a dated field said on a day; without any row, what the record says."""
    begun = rows._default_manager.live().filter(  # type: ignore[attr-defined]
        Q(since__isnull=True) | Q(since__lte=day), **{owner: OuterRef("pk")}
    )
    newest = begun.order_by(F("since").desc(nulls_last=True)).values(field)[:1]
    column: Any = rows._meta.get_field(field)
    return Coalesce(Subquery(newest), F(field), output_field=getattr(column, "target_field", column))


def _in_order(rows: Any) -> Any:
    """Live rows of one record, the oldest first."""
    return rows.live().order_by(F("since").asc(nulls_first=True))


def _change(record: Any, rows: Any, attribute: str, was: Any, day: datetime.date) -> None:
    newest = _in_order(rows).last()
    if newest is None:
        _store(record, rows.model(**{rows.field.name: record, attribute: was}))
    elif newest.since and newest.since >= day:
        raise ValidationError(f"{human_date(newest.since)}起的已经登记，请填这一天之后的日期，或者选更正。")
    _store(record, rows.model(**{rows.field.name: record, attribute: getattr(record, attribute)}, since=day))


def _correct(record: Any, rows: Any, attribute: str) -> None:
    """A row that says again what the one before it says was no change: it goes."""
    found = list(_in_order(rows))
    if not found:
        return
    newest = found.pop()
    setattr(newest, attribute, getattr(record, attribute))
    _store(record, newest)
    if found and getattr(found[-1], attribute) == getattr(newest, attribute):
        newest.void(by=getattr(record, "_history_user", None), reason="更正后与之前的相同")


def _store(record: Any, row: Any) -> None:
    """History says of a row what it says of the record."""
    for said in ("_history_user", "_change_reason"):
        if hasattr(record, said):
            setattr(row, said, getattr(record, said))
    row.save()
