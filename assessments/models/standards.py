"""Standards and the dated parameters that fill them in."""

import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from assessments.values.definitions import definition_error
from assessments.values.shapes import shape_error
from assessments.vocabulary import SubjectKind
from jian_minzheng.core.records import in_force_on
from offices.models import Division


class StandardQuerySet(models.QuerySet[Any]):
    def on(self, day: datetime.date) -> Self:
        """In force on a day; a standard no longer is on the day it is retired."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun, Q(retired_on__isnull=True) | Q(retired_on__gt=day))


class Standard(models.Model):
    """One clause of the policy as something that can be checked. Loaded from ``assessments/data/standards.csv``.

    ``subject_kinds`` are those whom it judges, codes of ``SubjectKind``; one standard may judge stations and counties.
    ``line`` is the code of the line of business that it follows as a whole, if it follows any.
    """

    class Measure(models.TextChoices):
        COMPUTED = "computed", "系统计算"
        EVIDENCED = "evidenced", "凭据"
        RETURNED = "returned", "报表"

    code = models.CharField("编号", max_length=20, unique=True)
    clause = models.CharField("条款", max_length=20, db_index=True)
    title = models.CharField("名称", max_length=60)
    requirement = models.CharField("要求", max_length=200)
    subject_kinds = models.JSONField("考察对象", default=list)
    measure = models.CharField("方式", max_length=12, choices=Measure.choices)
    mechanism = models.CharField("所属机制", max_length=40)
    unit = models.CharField("单位", max_length=10, blank=True)
    parameter_keys = models.JSONField("所用参数", default=list, blank=True)
    line = models.CharField("业务线", max_length=40, blank=True)
    order = models.PositiveSmallIntegerField("次序", unique=True)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    retired_on = models.DateField("停用日期", null=True, blank=True)

    objects: Any = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "标准"
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def subjects(self) -> str:
        """考察对象 in words."""
        return "、".join(SubjectKind(kind).label for kind in self.subject_kinds)


class DefinitionQuerySet(models.QuerySet[Any]):
    def on(self, day: datetime.date) -> Self:
        return self.filter(in_force_on(day))


class Definition(models.Model):
    """What an evidenced or returned standard asks for from a day on; see ``assessments.values.definitions``."""

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="definitions", verbose_name="标准")
    body = models.JSONField("定义")
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)
    source = models.CharField("依据文件", max_length=200)
    note = models.CharField("说明", max_length=300, blank=True)

    objects: Any = DefinitionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "标准定义"
        ordering = ["standard__order", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="definition_dates_in_order",
                violation_error_message="“至”不能早于“自”。",
            ),
            models.UniqueConstraint(
                fields=["standard", "valid_from"],
                name="one_definition_per_day",
                violation_error_message="同一标准在同一天已有定义。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard}({self.valid_from}起)"

    def clean(self) -> None:
        """It can be read, and exactly one answers a question: no two overlap in time."""
        if error := definition_error(self.body):
            raise ValidationError({"body": error})
        rivals = Definition.objects.filter(standard=self.standard).exclude(pk=self.pk)
        if self.valid_to:
            rivals = rivals.filter(valid_from__lte=self.valid_to)
        if rivals.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from)).exists():
            raise ValidationError("与同一标准的另一定义在时间上重叠，请先结束原来的定义。")


class ParameterQuerySet(models.QuerySet[Any]):
    def on(self, day: datetime.date) -> Self:
        return self.filter(in_force_on(day))


class Parameter(models.Model):
    """One value of law from a day on, for the whole city or overriding it for one county.

    ``value`` is JSON: a number; a day as ISO text; one of the words of ``PopulationFigure.Basis``; or bands
    ``{"bands": [{"up_to": 20000, "inclusive": false, "value": 2}, …, {"up_to": null, "value": 5}]}`` where
    ``inclusive`` says that the edge itself still belongs to the lower band.
    """

    class Confidence(models.TextChoices):
        HIGH = "high", "高"
        MEDIUM = "medium", "中"
        LOW = "low", "低"

    key = models.CharField("参数", max_length=60, db_index=True)
    label = models.CharField("名称", max_length=80)
    value = models.JSONField("取值")
    unit = models.CharField("单位", max_length=20, blank=True)
    county = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parameter_overrides",
        verbose_name="适用县(市、区)",
    )
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)
    source = models.CharField("依据文件", max_length=200)
    clause = models.CharField("条款", max_length=40, blank=True)
    confidence = models.CharField("可信度", max_length=8, choices=Confidence.choices, default=Confidence.HIGH)
    note = models.CharField("说明", max_length=300, blank=True)

    objects: Any = ParameterQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "参数"
        ordering = ["key", "county__path", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="parameter_dates_in_order",
                violation_error_message="“至”不能早于“自”。",
            ),
            # Two constraints, because SQLite takes every empty county for a different one.
            models.UniqueConstraint(
                fields=["key", "valid_from"],
                condition=Q(county__isnull=True),
                name="one_parameter_per_day",
                violation_error_message="同一参数在同一天已有取值。",
            ),
            models.UniqueConstraint(
                fields=["key", "county", "valid_from"],
                condition=Q(county__isnull=False),
                name="one_override_per_day",
                violation_error_message="该县(市、区)的同一参数在同一天已有取值。",
            ),
        ]

    def __str__(self) -> str:
        where = f"·{self.county}" if self.county else ""
        return f"{self.label}{where}({self.valid_from}起)"

    def clean(self) -> None:
        """The value has the shape its key asks for, and exactly one answers a question: no two overlap in time."""
        if error := shape_error(self.key, self.value):
            raise ValidationError({"value": error})
        rivals = Parameter.objects.filter(key=self.key, county=self.county).exclude(pk=self.pk)
        if self.valid_to:
            rivals = rivals.filter(valid_from__lte=self.valid_to)
        if rivals.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from)).exists():
            raise ValidationError("与同一参数的另一取值在时间上重叠，请先结束原来的取值。")
