"""业务报表, what is returned: periods, each unit's submission for a period, and its values.

Reported, confirmed zero, missing and not applicable are four states that no sum, share or export may merge.
"""

import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.periods import PeriodKind, Term
from jian_minzheng.core.records import Versioned
from jian_minzheng.core.scope import ScopedQuerySet
from offices.models.divisions import Division
from offices.models.indicators import Indicator, ReadByAll


class Period(Versioned):
    """A period of report, opened by the city. Days follow from kind, year and number; ``due_on`` still is in time."""

    keeper = models.ForeignKey(Division, models.PROTECT, related_name="periods", verbose_name="开放单位")
    kind = models.CharField("周期", max_length=10, choices=PeriodKind.choices)
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveSmallIntegerField("第几期", default=1)
    first_day = models.DateField("起", blank=True, editable=False)
    last_day = models.DateField("止", blank=True, editable=False)
    due_on = models.DateField("截止日期", db_index=True, help_text="当天仍算按时")

    objects: Any = ReadByAll.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "keeper__path"

    class Meta:
        verbose_name = verbose_name_plural = "报送期"
        ordering = ["-first_day", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year", "number"],
                name="one_period_per_term",
                violation_error_message="这个报送期已经开放。",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gt=F("first_day"), due_on__gte=F("first_day")),
                name="period_days_in_order",
                violation_error_message="截止日期不能早于报送期的第一天。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.term)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._set_days()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self._set_days()
        if self.due_on and self.due_on > self.term.later().last_day:
            raise ValidationError({"due_on": f"截止日期不能晚于下一期的最后一天({self.term.later().last_day})。"})

    @property
    def term(self) -> Term:
        return Term(PeriodKind(self.kind), self.year, self.number)

    def _set_days(self) -> None:
        self.first_day, self.last_day = self.term.first_day, self.term.last_day


class Submission(Versioned):
    """What one unit returns for one period. ``filled_on``: the day on which it was said to be whole (已填).

    ``for_another`` marks 代填: somebody above the unit filled it in, so that its day says nothing of the unit.
    """

    class State(models.TextChoices):
        FILLING = "filling", "填报中"
        FILLED = "filled", "已填"

    division = models.ForeignKey(Division, models.PROTECT, related_name="submissions", verbose_name="填报单位")
    period = models.ForeignKey(Period, models.PROTECT, related_name="submissions", verbose_name="报送期")
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.FILLING)
    filled_on = models.DateField("填完日期", null=True, blank=True)
    filled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="填报人"
    )
    for_another = models.BooleanField("代填", default=False)

    objects: Any = ScopedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "division__path"

    class Meta:
        verbose_name = verbose_name_plural = "报送"
        constraints = [
            models.UniqueConstraint(
                fields=["division", "period"],
                name="one_submission_per_unit_and_period",
                violation_error_message="这个单位这一期的报表已经有了。",
            ),
            models.CheckConstraint(
                condition=~Q(state="filled") | Q(filled_on__isnull=False),
                name="a_filled_submission_has_its_day",
                violation_error_message="已填的报表须有填完日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.period}"

    def days_late(self, today: datetime.date) -> int:
        """Days after the due day on which it was filled, or is not filled yet; 0 in time, and for 代填."""
        day = self.filled_on or today
        return 0 if self.for_another else max((day - self.period.due_on).days, 0)


class Value(models.Model):
    """What a unit says of one indicator for one period. ``filled_on``: the day on which it first said anything."""

    class State(models.TextChoices):
        REPORTED = "reported", "已报"
        ZERO = "zero", "零报告"
        MISSING = "missing", "未报"
        NOT_APPLICABLE = "not_applicable", "不适用"

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="values", verbose_name="报送")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values", verbose_name="指标")
    state = models.CharField("状态", max_length=14, choices=State.choices)
    number = models.DecimalField("数值", max_digits=16, decimal_places=2, null=True, blank=True)
    answer = models.BooleanField("是否", null=True, blank=True)
    text = models.CharField("文字", max_length=500, blank=True)
    reason = models.CharField("不适用的理由", max_length=200, blank=True)
    filled_on = models.DateField("填报日期", null=True, blank=True)
    for_another = models.BooleanField("代填", default=False)

    objects: Any = ScopedQuerySet.as_manager()
    history = HistoricalRecords()
    scope_path = "submission__division__path"

    class Meta:
        verbose_name = verbose_name_plural = "指标值"
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator"],
                name="one_value_per_indicator_and_submission",
                violation_error_message="这张报表已经填了这一项。",
            ),
            models.CheckConstraint(
                condition=Q(state="reported", number__isnull=False, answer__isnull=True, text="")
                | Q(state="reported", number__isnull=True, answer__isnull=False, text="")
                | Q(state="reported", number__isnull=True, answer__isnull=True) & ~Q(text="")
                | ~Q(state="reported") & Q(number__isnull=True, answer__isnull=True, text=""),
                name="one_content_where_reported",
                violation_error_message="已报的须有且只有一个数值、是否或文字；零报告、未报和不适用的没有。",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gt=0),
                name="zero_only_confirmed",
                violation_error_message="数值须大于零；确实为零的，请作零报告。",
            ),
            models.CheckConstraint(
                condition=Q(state="not_applicable") & ~Q(reason="") | ~Q(state="not_applicable") & Q(reason=""),
                name="not_applicable_for_a_reason",
                violation_error_message="不适用须写明理由；其他状态不写。",
            ),
            models.CheckConstraint(
                condition=Q(state="missing", filled_on__isnull=True) | ~Q(state="missing") & Q(filled_on__isnull=False),
                name="a_value_has_its_day",
                violation_error_message="填了的须有填报日期，未报的没有。",
            ),
        ]

    def __str__(self) -> str:
        return mask_text(f"{self.submission} {self.indicator}：{self.shown}")

    @property
    def figure(self) -> Decimal | None:
        """The number that it stands for; a confirmed zero is one, what is missing or not applicable is none."""
        return Decimal(0) if self.state == self.State.ZERO else self.number

    @property
    def shown(self) -> str:
        """In words, as it could be typed again."""
        if self.state != self.State.REPORTED:
            told = f"：{self.reason}" if self.reason else ""
            return f"{self.get_state_display()}{told}"
        if self.answer is not None:
            return "是" if self.answer else "否"
        return self.text or plain(self.number or Decimal(0))


def plain(number: Decimal) -> str:
    """Without the zeros that nobody wrote: ``12``, ``1200.5``."""
    return f"{number.normalize():f}"
