"""业务线: what civil affairs do or once did, and in each county who does it from which day on."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.records import Versioned, Voidable, VoidableRows
from jian_minzheng.core.scope import Scope, ScopedQuerySet
from offices.models.divisions import Division, Level
from offices.models.documents import OfficeDocument
from offices.models.since import SinceQuerySet, SinceRow, one_a_day


class BusinessLineQuerySet(ScopedQuerySet[Any], VoidableRows):
    def visible_to(self, scope: Scope | None) -> Self:
        """The dictionary names no place: everybody with an identity reads it."""
        return self.none() if scope is None else self.all()


class BusinessLine(Versioned, Voidable):
    """One line of business: which standards follow it, who does it now, and since when by default.

    ``elsewhere`` of ``department``: it lies with another department now. From ``cutover`` on, where there is one, it
    lies where it does now; before, it was the other way round. A county may have moved it on another day, or not yet.
    """

    keeper = models.ForeignKey(Division, models.PROTECT, related_name="business_lines", verbose_name="维护单位")
    code = models.SlugField("代码", max_length=40, unique=True, error_messages={"unique": "这个代码已经有了。"})
    label = models.CharField("名称", max_length=60)
    elsewhere = models.BooleanField("现由其他部门主管", default=False)
    department = models.CharField("其他主管部门", max_length=60, blank=True, help_text="现在或划转以前的主管部门")
    cutover = models.DateField("划转日期(默认)", null=True, blank=True, help_text="没有划转过的不填；各县可以不同")
    township_serves = models.BooleanField("划出后乡镇(街道)仍在办", null=True, blank=True)
    serves_how = models.CharField("乡镇(街道)怎样办", max_length=100, blank=True)
    standards = models.CharField("涉及条款", max_length=100, blank=True, help_text="多个以“|”分开")
    standard_part = models.CharField("只涉及条款中的", max_length=60, blank=True)
    policy = models.CharField("划转依据", max_length=200, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)
    confidence = models.CharField("可信度", max_length=4, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    objects: Any = BusinessLineQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "keeper__path"

    void_words = "作废即停用：不再登记这条业务线的归属，标准也不再随它；已登记的归属不变，可以随时恢复。"
    restore_words = "恢复后可以继续登记这条业务线的归属。"

    class Meta:
        verbose_name = verbose_name_plural = "业务线"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["label"],
                condition=Q(voided_at__isnull=True),
                name="one_line_per_label",
                violation_error_message="已有同名的业务线，请直接使用那一条，或换一个名称。",
            ),
            models.CheckConstraint(
                condition=Q(elsewhere=False, cutover__isnull=True) | ~Q(department=""),
                name="line_department_named",
                violation_error_message="现由其他部门主管或划转过的，请写明是哪个部门。",
            ),
        ]

    def __str__(self) -> str:
        return mask_text(self.label)

    def fact_units(self) -> set[int]:
        """All that lies below its keeper: once the line is voided, nothing follows it any more."""
        levels = (Level.CITY, Level.COUNTY, Level.TOWNSHIP)
        return set(Division.objects.filter(path__under=self.keeper.path, level__in=levels).values_list("pk", flat=True))


class LineStanding(SinceRow):
    """Where one line lies in one county, from a day on or since ever; it may leave and come back.

    ``township_serves`` of a line that lies elsewhere: whether townships still do it. ``confirmed``: the county or the
    city has said so; what the dictionary takes for granted nobody has.
    """

    class Where(models.TextChoices):
        CIVIL = "civil", "民政部门"
        ELSEWHERE = "elsewhere", "其他部门"

    division = models.ForeignKey(Division, models.PROTECT, related_name="line_standings", verbose_name="县(市、区)")
    line = models.ForeignKey(BusinessLine, models.PROTECT, related_name="standings", verbose_name="业务线")
    where = models.CharField("主管部门", max_length=10, choices=Where.choices, default=Where.CIVIL)
    department = models.CharField("主管部门名称", max_length=60, blank=True, help_text="归民政部门的可以不填")
    township_serves = models.BooleanField("乡镇(街道)仍在办", null=True, blank=True)
    document = models.ForeignKey(OfficeDocument, models.PROTECT, null=True, blank=True, verbose_name="依据文件")
    paper = models.CharField("依据", max_length=200, blank=True, help_text="文号或文件名称")
    confirmed = models.BooleanField("已确认", default=False)
    note = models.CharField("备注", max_length=200, blank=True)

    objects: Any = SinceQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "division__path"
    names_within = frozenset({"document"})
    held_by = ("division", "line")

    class Meta:
        verbose_name = verbose_name_plural = "业务线归属"
        ordering = ["division__path", "line", "since"]
        constraints = [
            *one_a_day(
                "division",
                "line",
                name="line_standing",
                said="这个县(市、区)的这条业务线自这一天起的归属已经登记，请打开那一条更正。",
            ),
            models.CheckConstraint(
                condition=Q(where="civil") | ~Q(department=""),
                name="standing_department_named",
                violation_error_message="归其他部门主管的，请写明是哪个部门。",
            ),
        ]

    def __str__(self) -> str:
        return mask_text(f"{self.line}：{self.responsible}")

    def fact_units(self) -> set[int]:
        """The county and its townships, which the line spares or does not."""
        return self.division.with_townships()

    @property
    def responsible(self) -> str:
        """Who is responsible, in words."""
        return self.department or str(self.Where.CIVIL.label)
