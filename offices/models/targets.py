"""年度目标: what a figure of 业务报表 is to come to in one year, for all counties or for one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from jian_minzheng.core.days import FIRST
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.records import Versioned, Voidable, VoidableQuerySet
from offices.models.divisions import Division, Level
from offices.models.indicators import Indicator


class YearTarget(Versioned, Voidable):
    """The target of one indicator for one year, and the paper that set it; a county's own goes before the city's.

    ``value`` is in the unit of the indicator, of a share in percent. It holds for no other year: without one of its own
    a year has no target.
    """

    division = models.ForeignKey(Division, models.PROTECT, related_name="year_targets", verbose_name="适用单位")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="year_targets", verbose_name="指标")
    year = models.PositiveSmallIntegerField("年份")
    value = models.DecimalField("目标值", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    paper = models.CharField("依据文件", max_length=200)
    note = models.CharField("备注", max_length=200, blank=True)

    objects: Any = VoidableQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "division__path"

    class Meta:
        verbose_name = verbose_name_plural = "年度目标"
        ordering = ["-year", "division__path", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "indicator", "year"],
                condition=Q(voided_at__isnull=True),
                name="one_target_per_year",
                violation_error_message="这个单位这项指标这一年的目标已经登记，请打开那一条更正。",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0), name="target_not_below_zero", violation_error_message="目标值不能小于零。"
            ),
        ]

    def __str__(self) -> str:
        return mask_text(f"{self.year}年{self.indicator}")

    def clean(self) -> None:
        if self.year is not None and not FIRST.year <= self.year <= LATEST:
            raise ValidationError({"year": f"年份应在{FIRST.year}年至{LATEST}年之间。"})
        counted = self.indicator_id is not None and self.indicator.kind not in IN_PARTS
        if counted and self.value is not None and self.value % 1:
            raise ValidationError({"value": f"“{self.indicator}”的目标应填整数。"})
        is_share = self.indicator_id is not None and self.indicator.kind == Indicator.Kind.SHARE
        if is_share and self.value is not None and not 0 < self.value <= 100:
            raise ValidationError({"value": "比率的目标应大于0、不超过100(单位是%)。"})

    def fact_units(self) -> set[int]:
        """All counties that it holds for, and what stands at their level above."""
        levels = (Level.CITY, Level.COUNTY)
        return set(
            Division.objects.filter(path__under=self.division.path, level__in=levels).values_list("pk", flat=True)
        )


LATEST = 2100
IN_PARTS = frozenset({Indicator.Kind.MONEY, Indicator.Kind.SHARE})
"""Kinds of indicators that are no whole numbers."""
