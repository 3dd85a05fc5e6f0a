"""清查: when the records of one register were gone through at a unit, and from which day on nothing is wanting."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from jian_minzheng.core.records import Versioned, Voidable, VoidableQuerySet
from offices.models.divisions import Division, Level
from offices.vocabulary import ROSTERS, Stock

ASKED_FOR = datetime.date(2018, 1, 1)
"""The policy is of that year; nobody went through a register for its sake before."""


def levels_of(register: str) -> frozenset[str]:
    """Levels of units at which a register is gone through: where it lies, and the city for all of them."""
    return frozenset({Level.TOWNSHIP if register in ROSTERS else Level.COUNTY, Level.CITY})


class Stocktake(Versioned, Voidable):
    """One register gone through at one unit.

    Until it is finished, what is not on record may only not have been entered yet; from ``finished_on`` on it is not
    there. The city's own row is its 清查截止日: from that day on every unit's register counts as complete.
    """

    division = models.ForeignKey(Division, models.PROTECT, related_name="stocktakes", verbose_name="单位")
    stock = models.CharField("清查内容", max_length=20, choices=Stock.choices)
    started_on = models.DateField("开始日期", null=True, blank=True)
    finished_on = models.DateField("完成日期", null=True, blank=True, help_text="空表示还没有完成")
    note = models.CharField("备注", max_length=200, blank=True)

    objects: Any = VoidableQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "division__path"

    void_words = f"{Voidable.void_words}如果发现还有遗漏，请改为清空完成日期。"

    class Meta:
        verbose_name = verbose_name_plural = "清查"
        ordering = ["division__path", "stock"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "stock"],
                condition=Q(voided_at__isnull=True),
                name="one_stocktake_per_register",
                violation_error_message="这个单位的这项清查已经登记，请打开那一条填写。",
            ),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(finished_on__gte=models.F("started_on")),
                name="stocktake_dates_in_order",
                violation_error_message="完成日期不能早于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division}：{self.get_stock_display()}清查"

    def clean(self) -> None:
        for name in ("started_on", "finished_on"):
            day = getattr(self, name)
            if day is not None and day < ASKED_FOR:
                raise ValidationError({name: f"不能早于{ASKED_FOR.year}年，请核对年份。"})
        if self.division_id and self.stock and self.division.level not in levels_of(self.stock):
            raise ValidationError({"stock": f"“{self.get_stock_display()}”不在{self.division}这一级清查。"})

    def fact_units(self) -> set[int]:
        """The unit and everything below it: what is wanting there is judged anew."""
        return self.division.with_townships()
