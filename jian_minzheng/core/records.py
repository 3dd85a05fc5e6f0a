"""Abstract bases for records that are never deleted, never overwritten unseen, and carry the date they hold from."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.scope import ScopedQuerySet


class EditConflict(Exception):
    """Somebody else saved the record since it was opened."""


class Versioned(models.Model):
    """Optimistic lock: a form carries the version it was opened with, and saving claims exactly that version."""

    version = models.PositiveIntegerField("版本", default=1, editable=False)

    class Meta:
        abstract = True

    def claim(self, opened_version: int) -> None:
        """Advance the version in the database if nobody has done so since.

        Raises:
            EditConflict: the stored version is not ``opened_version`` any more.
        """
        rows = type(self)._default_manager.filter(pk=self.pk, version=opened_version).update(version=opened_version + 1)
        if not rows:
            raise EditConflict("这条记录在您打开之后已被他人修改。")
        self.version = opened_version + 1


class VoidableRows:
    """Mixin for querysets of voidable records."""

    def live(self) -> Self:
        """Without the voided ones."""
        rows: Self = self.filter(voided_at__isnull=True)  # type: ignore[attr-defined]
        return rows


class VoidableQuerySet(ScopedQuerySet[Any], VoidableRows):
    """Rows that are scoped and can be voided: the queryset of most records."""


class Voidable(models.Model):
    """A record keyed in by mistake is voided with a reason and can be brought back; it is never deleted."""

    voided_at = models.DateTimeField("作废时间", null=True, blank=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="作废人",
    )
    void_reason = models.CharField("作废原因", max_length=200, blank=True, editable=False)

    void_words = "作废用于登记错误的记录：作废后不再参与核查和统计，但不会删除，可以随时恢复。"
    """What voiding one of these means, for the page that asks for the reason; where it means else, a kind says so."""
    restore_words = "恢复后重新参与核查和统计。"

    class Meta:
        abstract = True

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None

    def require_live(self) -> None:
        """Refuse a change of what is put aside, e.g. by a colleague while the form was filled in.

        Raises:
            ValidationError: it is voided; says why, and what to do.
        """
        if self.is_void:
            raise ValidationError(f"“{self}”已被作废，原因：{mask_text(self.void_reason)}。如需修改，请先恢复再保存。")

    def void(self, *, by: Any, reason: str) -> None:
        self.voided_at, self.voided_by, self.void_reason = timezone.now(), by, reason
        self.save(update_fields=["voided_at", "voided_by", "void_reason"])

    def restore(self) -> None:
        self.voided_at, self.voided_by, self.void_reason = None, None, ""
        self.save(update_fields=["voided_at", "voided_by", "void_reason"])


def in_force_on(day: datetime.date, *, start: str = "valid_from", end: str = "valid_to") -> Q:
    """Rows whose validity covers ``day``; the end date is the last day that still counts, an empty end means open."""
    return Q(**{f"{start}__lte": day}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day}))


def latest_on(rows: QuerySet[Any], day: datetime.date, *, by: tuple[str, ...]) -> QuerySet[Any]:
    """Of rows that carry ``as_of``, the newest one not after ``day`` for each value of the fields ``by``."""
    newest = (
        rows.model._default_manager.filter(as_of__lte=day, **{field: OuterRef(field) for field in by})
        .order_by("-as_of")
        .values("pk")[:1]
    )
    return rows.filter(pk=Subquery(newest))
