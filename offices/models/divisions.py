"""The administrative tree, with the eras through which each unit's name, kind and parent went."""

import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from jian_minzheng.core.editing.values import human_date
from jian_minzheng.core.look_alikes import holds
from jian_minzheng.core.records import Versioned, Voidable, VoidableQuerySet, in_force_on
from jian_minzheng.core.scope import ScopedQuerySet
from jian_minzheng.core.texts import clean
from offices.roles import Role


class Level(models.TextChoices):
    CITY = "city", "设区市"
    COUNTY = "county", "县(市、区)"
    TOWNSHIP = "township", "乡镇(街道)"
    VILLAGE = "village", "村(居)"


class DivisionQuerySet(ScopedQuerySet[Any], MP_NodeQuerySet):
    def on(self, day: datetime.date) -> Self:
        """Units that existed on ``day``."""
        return self.filter(in_force_on(day))

    def real(self) -> Self:
        """Without the units that exist for statistics only: nothing is owed for those."""
        return self.filter(virtual=False)

    def search(self, text: str) -> Self:
        """By name or part of it, former name, pinyin or its initials, or either official code; 麦斜 finds 麦㙦镇."""
        text = clean(text).strip()
        if not text:
            return self
        match = holds("name", text) | holds("eras__name", text)
        if text.isascii():
            plain = text.lower().replace(" ", "")
            match |= Q(initials__startswith=plain) | Q(pinyin__startswith=plain)
            match |= Q(stats_code__startswith=plain) | Q(civil_affairs_code__startswith=plain)
        return self.filter(match).distinct()


class DivisionManager(MP_NodeManager.from_queryset(DivisionQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> DivisionQuerySet:
        return DivisionQuerySet(self.model, using=self._db).order_by("path")


class Division(MP_Node):
    """One unit of the tree as it stands today; ``eras`` tells how it stood before.

    The two official code systems disagree, so both are kept and neither is ever used as a key; ``own_code`` names the
    units that have none. ``node_order_by`` stays unset: order follows the official lists.
    """

    level = models.CharField("层级", max_length=10, choices=Level.choices, db_index=True)
    kind = models.CharField("类别", max_length=20, help_text="街道、镇、乡、社区、村、功能区等")
    name = models.CharField("名称", max_length=60, db_index=True)
    pinyin = models.CharField("全拼", max_length=200, blank=True, db_index=True)
    initials = models.CharField("拼音首字母", max_length=60, blank=True, db_index=True)
    stats_code = models.CharField("统计用区划代码", max_length=12, blank=True, db_index=True)
    civil_affairs_code = models.CharField("民政区划代码", max_length=12, blank=True, db_index=True)
    own_code = models.CharField("本系统代码", max_length=12, blank=True, db_index=True)
    virtual = models.BooleanField("仅供统计", default=False, help_text="统计虚拟单位：不要求设立民政所或配备专干")
    valid_from = models.DateField("设立日期", default=datetime.date(1949, 10, 1))
    valid_to = models.DateField("撤销日期", null=True, blank=True, help_text="最后一天仍然有效；空表示存续")

    objects = DivisionManager()
    history = HistoricalRecords(excluded_fields=["path", "depth", "numchild"])
    scope_path = "path"

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        permissions = Role.choices  # guardian grants a role as an object permission on the division it reaches from
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="division_dates_in_order",
                violation_error_message="撤销日期不能早于设立日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_community(self) -> bool:
        """社区, of which the policy owes the urban ones (城市社区, see ``UrbanMark``) a window of their own."""
        return self.level == Level.VILLAGE and self.kind == "社区"

    def contains(self, other: "Division") -> bool:
        return bool(other.path.startswith(self.path))

    def with_townships(self) -> set[int]:
        """Keys of the unit itself and of the counties and townships below it, for what is judged anew there."""
        below = Division.objects.filter(path__under=self.path, level__in=[Level.COUNTY, Level.TOWNSHIP])
        return {self.pk, *below.values_list("pk", flat=True)}


class DivisionEra(models.Model):
    """How a unit was named, classed and placed between two days (区划沿革). The open era mirrors the unit."""

    division = models.ForeignKey(Division, models.CASCADE, related_name="eras", verbose_name="单位")
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=20)
    parent = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="former_children", verbose_name="上级"
    )
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)
    source = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "区划沿革"
        ordering = ["division", "valid_from"]
        constraints = [models.UniqueConstraint(fields=["division", "valid_from"], name="one_era_per_day")]

    def __str__(self) -> str:
        return f"{self.name}({self.valid_from}起)"


class Succession(models.Model):
    """One unit's duties passing to another on a day: a merger has several predecessors, a split several successors."""

    class Kind(models.TextChoices):
        MERGE = "merge", "合并"
        SPLIT = "split", "分设"
        REPLACE = "replace", "改设"

    predecessor = models.ForeignKey(Division, models.PROTECT, related_name="successions_out", verbose_name="原单位")
    successor = models.ForeignKey(Division, models.PROTECT, related_name="successions_in", verbose_name="承接单位")
    kind = models.CharField("方式", max_length=10, choices=Kind.choices)
    on = models.DateField("日期")
    source = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "区划承接"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="one_succession_per_day"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor}→{self.successor}"


class PopulationFigure(Versioned, Voidable):
    """Population of a unit at the end of a year, or on a day within it, by basis. Persons."""

    class Basis(models.TextChoices):
        REGISTERED = "registered", "户籍人口"
        RESIDENT = "resident", "常住人口"

    division = models.ForeignKey(Division, models.CASCADE, related_name="populations", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年份")
    counted_on = models.DateField("截至日期", null=True, blank=True)
    basis = models.CharField("口径", max_length=12, choices=Basis.choices)
    persons = models.PositiveIntegerField("人数")
    source = models.CharField("来源", max_length=200, blank=True)

    objects: Any = VoidableQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "division__path"
    newest_first = ("-year", F("counted_on").desc(nulls_first=True), "basis")

    class Meta:
        verbose_name = verbose_name_plural = "人口数"
        ordering = ["division", "-year", "basis"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "year", "basis"],
                condition=Q(voided_at__isnull=True, counted_on__isnull=True),
                name="one_population_per_year_and_basis",
                violation_error_message="这个单位该年份、该口径的人口数已经登记。",
            ),
            models.UniqueConstraint(
                fields=["division", "counted_on", "basis"],
                condition=Q(voided_at__isnull=True),
                name="one_population_per_day_and_basis",
                violation_error_message="这个单位该日、该口径的人口数已经登记。",
            ),
        ]

    def __str__(self) -> str:
        when = human_date(self.counted_on) if self.counted_on else f"{self.year}年"
        return f"{self.division} {when} {self.get_basis_display()}"

    @property
    def day(self) -> datetime.date:
        """The day of which it tells: of a year-end figure the last of the year."""
        return self.counted_on or datetime.date(self.year, 12, 31)

    @property
    def when(self) -> str:
        """``2025年末``, or the day."""
        return human_date(self.counted_on) if self.counted_on else f"{self.year}年末"

    def clean(self) -> None:
        if self.year and self.year > timezone.localdate().year:
            raise ValidationError({"year": "年份不能晚于今年。"})
        if self.counted_on and self.counted_on.year != self.year:
            raise ValidationError({"counted_on": "截至日期应在所填的年份之内。"})
