"""活动: what a unit held, on which day and what came of it, and the dictionary of kinds."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.records import Versioned, Voidable, VoidableQuerySet
from offices.models.divisions import Division, Level
from offices.models.kinds import Kind, one_per_label


class ActivityKind(Kind):
    """One kind of activity, and the levels of the units at which it is recorded."""

    at_county = models.BooleanField("县(市、区)登记", default=False)
    at_township = models.BooleanField("乡镇(街道)登记", default=False)
    at_village = models.BooleanField("村(居)登记", default=False)
    reminder = models.CharField("登记时提醒", max_length=100, blank=True, help_text="显示在种类旁边，不作要求")

    history = HistoricalRecords(excluded_fields=["version"])

    void_words = "作废即停用：登记活动时不再提供这个种类，已登记为这个种类的活动不变，可以随时恢复。"
    restore_words = "恢复后登记活动时可以重新选择。"

    class Meta(Kind.Meta):
        verbose_name = verbose_name_plural = "活动种类"
        constraints = [
            one_per_label("one_activity_kind_per_label", "活动种类"),
            models.CheckConstraint(
                condition=models.Q(at_county=True) | models.Q(at_township=True) | models.Q(at_village=True),
                name="activity_kind_at_some_level",
                violation_error_message="请至少勾选由哪一级登记。",
            ),
        ]

    def fits(self, level: str) -> bool:
        """Whether it is recorded at units of this level."""
        return bool(getattr(self, f"at_{level}", False))

    @property
    def levels_told(self) -> str:
        """``县(市、区)、乡镇(街道)``."""
        return "、".join(str(level.label) for level in Level if self.fits(level))


class Activity(Versioned, Voidable):
    """An activity of one unit, entered once, whatever it serves: one may be of several kinds.

    It counts on its first day, ``held_on``. ``participants`` are heads; ``None`` where nobody has said how many.
    """

    division = models.ForeignKey(Division, models.PROTECT, related_name="activities", verbose_name="开展单位")
    kinds = models.ManyToManyField(ActivityKind, related_name="activities", verbose_name="种类")
    title = models.CharField("活动名称", max_length=100)
    held_on = models.DateField("开展日期", db_index=True)
    ended_on = models.DateField("结束日期", null=True, blank=True, help_text="一天结束的不用填")
    venue = models.CharField("地点", max_length=100, blank=True)
    host = models.CharField("主办单位", max_length=100, blank=True)
    participants = models.PositiveIntegerField(
        "参加人数", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(999_999)]
    )
    summary = models.TextField("内容摘要", max_length=1000, blank=True)
    outcome = models.TextField("成效", max_length=500, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    objects: Any = VoidableQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"], m2m_fields=[kinds])
    scope_path = "division__path"

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("held_on")),
                name="activity_days_in_order",
                violation_error_message="结束日期不能早于开展日期。",
            ),
        ]

    def __str__(self) -> str:
        return mask_text(self.title)
