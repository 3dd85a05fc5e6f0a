"""制度文件: papers on file with their kinds, the term for which each holds, and the dictionary of kinds."""

import calendar
import datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.records import Versioned, Voidable, VoidableRows
from jian_minzheng.core.scope import ScopedQuerySet
from offices.models.divisions import Division
from offices.models.kinds import Kind, one_per_label


class DocumentKind(Kind):
    """One kind of document."""

    levels = models.CharField("一般由哪级制定", max_length=60, blank=True, help_text="多个以“|”分开")
    review_months = models.PositiveSmallIntegerField(
        "建议复审周期(月)", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    displayed = models.BooleanField("一般要求上墙公示", default=False)

    history = HistoricalRecords(excluded_fields=["version"])

    void_words = "作废即停用：登记制度文件时不再提供这个种类，已登记为这个种类的文件不变，可以随时恢复。"
    restore_words = "恢复后登记制度文件时可以重新选择。"

    class Meta(Kind.Meta):
        verbose_name = verbose_name_plural = "文件种类"
        constraints = [one_per_label("one_kind_per_label", "文件种类")]


class DocumentQuerySet(ScopedQuerySet[Any], VoidableRows):
    """Rows that are scoped and can be voided."""


class OfficeDocument(Versioned, Voidable):
    """A document of one unit, entered once, whatever it serves: one paper may be of several kinds."""

    class Expiry(models.TextChoices):
        NONE = "none", "长期有效"
        MONTHS = "months", "按复审周期"
        PLAN = "plan", "规划期满"
        EVENT = "event", "发生某事时"
        TERM = "term", "有明确期限"

    keeper = models.ForeignKey(Division, models.PROTECT, related_name="documents", verbose_name="制定(保管)单位")
    kinds = models.ManyToManyField(DocumentKind, related_name="documents", verbose_name="种类")
    units = models.ManyToManyField(
        Division, related_name="documents_applied", blank=True, verbose_name="适用单位", help_text="不选即适用于本单位"
    )
    title = models.CharField("标题", max_length=150)
    number = models.CharField("文号", max_length=60, blank=True, help_text="没有文号的不用填")
    dated = models.DateField("成文日期")
    valid_from = models.DateField("施行日期", null=True, blank=True, help_text="不填即自成文之日起")
    valid_to = models.DateField("废止日期", null=True, blank=True, help_text="最后一天仍有效；文件自己写明或另行宣布")
    expires_by = models.CharField("有效期", max_length=8, choices=Expiry.choices, default=Expiry.NONE)
    review_months = models.PositiveSmallIntegerField(
        "复审周期(月)", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    reviewed_on = models.DateField("最近复审日期", null=True, blank=True)
    plan_ends_on = models.DateField("规划期末", null=True, blank=True)
    expiry_event = models.CharField("何事发生即失效", max_length=100, blank=True)
    event_on = models.DateField("该事发生日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, editable=False, db_index=True)
    published = models.BooleanField("已公布", null=True, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)
    displayed = models.BooleanField("已上墙公示", null=True, blank=True)
    particulars = models.TextField("要点", max_length=2000, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    awaits_paper = models.BooleanField("待补文件", default=False, editable=False)
    """Made from a tick of old: somebody said that there is such a paper, nobody has entered it or hung it here."""

    objects: Any = DocumentQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version", "expires_on", "awaits_paper"], m2m_fields=[kinds, units])
    scope_path = "keeper__path"
    names_within = frozenset({"units"})

    void_words = (
        "作废用于登记错误的文件：作废后不再列入名册和统计，但不会删除，可以随时恢复。"
        "如果文件只是到期或已废止，请改填废止日期或有效期。"
    )
    restore_words = "恢复后重新列入名册和统计。"

    class Meta:
        verbose_name = verbose_name_plural = "制度文件"
        ordering = ["-dated", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="document_dates_in_order",
                violation_error_message="废止日期不能早于施行日期。",
            ),
        ]

    def __str__(self) -> str:
        return mask_text(f"{self.title}（{self.number}）" if self.number else self.title)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.expires_on = self.last_day()
        super().save(*args, **kwargs)

    def fact_units(self) -> set[int]:
        """Its keeper, the units to which it applies or ever applied, as an edit may have taken some away, and those
        that are told of it as the paper by which a line of business moved."""
        applied = (one.division_id for past in self.history.all() for one in past.units.all())
        moved = (unit for one in self.linestanding_set.filter(voided_at__isnull=True) for unit in one.fact_units())
        return {self.keeper_id, *applied, *moved}

    def last_day(self) -> datetime.date | None:
        """The last day on which it holds, as far as is known; ``None`` while no end is in sight."""
        by_rule = {
            self.Expiry.MONTHS: self._review_due(),
            self.Expiry.PLAN: self.plan_ends_on,
            self.Expiry.EVENT: self.event_on,
        }.get(self.Expiry(self.expires_by))
        return min((day for day in (self.valid_to, by_rule) if day), default=None)

    def in_force_on(self, day: datetime.date) -> bool:
        return (self.valid_from or self.dated) <= day and (self.expires_on is None or day <= self.expires_on)

    @property
    def in_force(self) -> bool:
        return self.in_force_on(timezone.localdate())

    def _review_due(self) -> datetime.date | None:
        since = self.reviewed_on or self.valid_from or self.dated
        if not self.review_months or since is None:
            return None  # an import looks at what is there of a paper as well where its date is wanting
        return months_after(since, self.review_months)


def months_after(since: datetime.date, months: int) -> datetime.date | None:
    """The day of the same number, or the last of its month; ``None`` beyond the calendar."""
    years, month = divmod(since.month - 1 + months, 12)
    year, month = since.year + years, month + 1
    if year > datetime.MAXYEAR:
        return None
    return since.replace(year=year, month=month, day=min(since.day, calendar.monthrange(year, month)[1]))
