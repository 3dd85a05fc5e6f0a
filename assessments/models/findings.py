"""Stored outcomes as of today, and their counts per division. A dashboard reads these; it does not compute."""

from typing import Any

from django.db import models

from assessments.models.standards import Standard
from assessments.values.wording import standing
from assessments.vocabulary import Outcome, SubjectKind
from jian_minzheng.core.scope import ScopedQuerySet
from offices.models import Division


class Finding(models.Model):
    """How one subject stands against one standard today, with the figures and the reason.

    ``subject_id`` is the primary key of the station, home or division that ``subject_kind`` names; ``division`` is
    where it lies (the township of a station or home). Of a standard made of ``parts`` (their number, else 0) the
    figures count parts. ``due_on`` is the last day of the running period that the outcome 未到期 waits for.

    ``since`` is the day from which the facts say that it stands so, ``None`` until that has been found out; ``turn``
    counts how often it had to be found out anew (``compliance.since``).
    """

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="findings", verbose_name="标准")
    division = models.ForeignKey(Division, models.CASCADE, related_name="findings", verbose_name="单位")
    subject_kind = models.CharField("对象类别", max_length=20, choices=SubjectKind.choices)
    subject_id = models.BigIntegerField("对象编号")
    subject_label = models.CharField("对象", max_length=80)
    outcome = models.CharField("结果", max_length=16, choices=Outcome.choices, db_index=True)
    measured = models.DecimalField("实际", max_digits=14, decimal_places=2, null=True)
    required = models.DecimalField("要求", max_digits=14, decimal_places=2, null=True)
    gap = models.DecimalField("缺口", max_digits=14, decimal_places=2, null=True)
    unit = models.CharField("单位", max_length=10, blank=True)
    reason = models.CharField("说明", max_length=300)
    explanation = models.JSONField("依据", default=dict)
    since = models.DateField("自", null=True)
    turn = models.PositiveIntegerField("推算次数", default=0)
    judged_on = models.DateField("核查日期")
    parts = models.PositiveSmallIntegerField("组成项数", default=0)
    due_on = models.DateField("期限", null=True)

    objects: Any = ScopedQuerySet.as_manager()
    scope_path = "division__path"

    class Meta:
        verbose_name = verbose_name_plural = "核查结果"
        ordering = ["division__path", "standard__order"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "subject_kind", "subject_id"], name="one_finding_per_subject")
        ]
        indexes = [models.Index(fields=["standard", "outcome"])]

    def __str__(self) -> str:
        return f"{self.subject_label} {self.standard.code} {self.get_outcome_display()}"

    @property
    def standing(self) -> str:
        """From when it stands so, in words; empty until that has been found out."""
        return standing(self.since) if self.since else ""


class RollUp(models.Model):
    """Counts of outcomes of one standard, for one kind of subject, over the whole subtree of a division."""

    division = models.ForeignKey(Division, models.CASCADE, related_name="rollups", verbose_name="单位")
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="rollups", verbose_name="标准")
    subject_kind = models.CharField("对象类别", max_length=20, choices=SubjectKind.choices)
    met = models.PositiveIntegerField("达标", default=0)
    unmet = models.PositiveIntegerField("未达标", default=0)
    not_due = models.PositiveIntegerField("未到期", default=0)
    unknown = models.PositiveIntegerField("数据缺失", default=0)
    not_applicable = models.PositiveIntegerField("不适用", default=0)
    gap = models.DecimalField("缺口合计", max_digits=16, decimal_places=2, default=0)

    objects: Any = ScopedQuerySet.as_manager()
    scope_path = "division__path"

    class Meta:
        verbose_name = verbose_name_plural = "汇总"
        constraints = [
            models.UniqueConstraint(fields=["division", "standard", "subject_kind"], name="one_rollup_per_standard")
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.standard.code}"
