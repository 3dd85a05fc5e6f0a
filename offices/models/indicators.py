"""业务报表, what is asked: the dictionary of indicators."""

import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.periods import PeriodKind
from jian_minzheng.core.records import Versioned, in_force_on
from jian_minzheng.core.scope import Scope, ScopedQuerySet
from offices.models.divisions import Division, Level


class ReadByAll(ScopedQuerySet[Any]):
    """Rows of a dictionary: the city keeps them, everybody with an identity reads them."""

    def visible_to(self, scope: Scope | None) -> Self:
        return self.none() if scope is None else self.all()


class IndicatorQuerySet(ReadByAll):
    def asked_in(self, period: Any) -> Self:
        """Those that a period asks for: of its kind, and in use on its last day."""
        in_use = in_force_on(period.last_day, start="active_from", end="active_to")
        return self.filter(in_use, period_kind=period.kind)


class Indicator(Versioned):
    """One figure that units return each period. What is asked no more ends on a day; its values stay as they were.

    ``levels`` are levels of the units that return it, parted by ``|``. ``line`` is the code of its business line.
    How it adds up over units and how over time are two answers: what stands at the end of a period is added over units
    and never over periods.
    """

    class Kind(models.TextChoices):
        COUNT = "count", "数量"
        MONEY = "money", "金额"
        PERSONS = "persons", "年内累计人数(去重)"
        YES_NO = "yes_no", "是否"
        TICK = "tick", "清单打勾"
        TEXT = "text", "文字"
        SHARE = "share", "两项之比"

    class OverUnits(models.TextChoices):
        ADD = "add", "各单位相加"
        COUNT_YES = "count_yes", "数答“是”的单位"
        APART = "apart", "不相加，由上级另报"
        PARTS = "parts", "按分子、分母的合计算"

    class OverTime(models.TextChoices):
        ADD = "add", "各期相加"
        LAST = "last", "取最后一期"
        PARTS = "parts", "按分子、分母的合计算"

    keeper = models.ForeignKey(Division, models.PROTECT, related_name="indicators", verbose_name="维护单位")
    code = models.SlugField("代码", max_length=40, unique=True, error_messages={"unique": "这个代码已经有了。"})
    label = models.CharField("名称", max_length=60)
    kind = models.CharField("类型", max_length=8, choices=Kind.choices)
    measure = models.CharField("计量单位", max_length=10, blank=True)
    levels = models.CharField("填报层级", max_length=40, help_text="多个以“|”分开")
    period_kind = models.CharField("报送周期", max_length=10, choices=PeriodKind.choices)
    line = models.CharField("业务条线", max_length=40, blank=True)
    standards = models.CharField("对应条款", max_length=80, blank=True, help_text="多个以“|”分开")
    checklist = models.SlugField("所属清单", max_length=40, blank=True, help_text="清单打勾的各项写同一个代码")
    numerator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="numerator_of", verbose_name="分子"
    )
    denominator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="denominator_of", verbose_name="分母"
    )
    ceilings = models.ManyToManyField(
        "self", symmetrical=False, related_name="ceiling_of", blank=True, verbose_name="不得大于"
    )
    over_units = models.CharField("对下级怎样汇总", max_length=10, choices=OverUnits.choices)
    over_time = models.CharField("对各期怎样汇总", max_length=6, choices=OverTime.choices)
    zero_means = models.CharField("零的含义", max_length=100, blank=True)
    prefill = models.CharField("可由何处带出", max_length=100, blank=True)
    hard_checks = models.CharField("硬性校验", max_length=200, blank=True)
    soft_checks = models.CharField("须说明的情形", max_length=200, blank=True)
    target = models.CharField("目标", max_length=60, blank=True)
    note = models.CharField("填报说明", max_length=200, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)
    confidence = models.CharField("可信度", max_length=4, blank=True)
    active_from = models.DateField("启用日期", null=True, blank=True, help_text="不填即尚未启用")
    active_to = models.DateField("停用日期", null=True, blank=True, help_text="最后一天仍然有效")

    objects: Any = IndicatorQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"], m2m_fields=[ceilings])
    scope_path = "keeper__path"

    class Meta:
        verbose_name = verbose_name_plural = "指标"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="share", numerator__isnull=False, denominator__isnull=False)
                & ~Q(numerator=F("denominator"))
                | ~Q(kind="share") & Q(numerator__isnull=True, denominator__isnull=True),
                name="a_share_is_of_two_others",
                violation_error_message="“两项之比”须写明分子和分母，且不能是同一项；其他类型不写分子分母。",
            ),
            models.CheckConstraint(
                condition=Q(kind="tick") & ~Q(checklist="") | ~Q(kind="tick") & Q(checklist=""),
                name="a_tick_belongs_to_a_checklist",
                violation_error_message="“清单打勾”须写明所属清单，其他类型不写。",
            ),
            models.CheckConstraint(
                condition=Q(active_to__isnull=True) | Q(active_to__gte=F("active_from"), active_from__isnull=False),
                name="indicator_days_in_order",
                violation_error_message="停用日期不能早于启用日期；没有启用过的不用停用。",
            ),
        ]

    def __str__(self) -> str:
        return mask_text(self.label)

    def clean(self) -> None:
        if not set(self.levels.split("|")) <= set(Level.values):
            raise ValidationError({"levels": f"填报层级只能是{'、'.join(Level.values)}，多个以“|”分开。"})

    @property
    def is_number(self) -> bool:
        """Returned as a number, whose zero has to be confirmed."""
        return self.kind in {self.Kind.COUNT, self.Kind.MONEY, self.Kind.PERSONS}

    @property
    def is_answer(self) -> bool:
        """Returned as 是 or 否; 否 is an answer like any other."""
        return self.kind in {self.Kind.YES_NO, self.Kind.TICK}

    def is_in_use_on(self, day: datetime.date) -> bool:
        return self.active_from is not None and self.active_from <= day <= (self.active_to or day)

    def is_asked_of(self, level: str) -> bool:
        return level in self.levels.split("|")
