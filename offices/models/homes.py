"""Rural nursing homes (农村敬老院) and how many residents they care for (三(三)2-7 … 2-10)."""

from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.dispatch import Signal
from simple_history.models import HistoricalRecords

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.records import Versioned, Voidable, VoidableQuerySet
from jian_minzheng.core.scope import ScopedQuerySet
from offices.models.divisions import Division
from offices.models.since import ShowsNewest, SinceQuerySet, SinceRow, one_a_day

home_moved = Signal()
"""Sent with a ``home`` that was found to lie, or came to lie, in another township, inside the write that says so."""


class NursingHome(ShowsNewest, Versioned, Voidable):
    """One rural nursing home; it belongs to the ``township`` that it stands in today, former ones are rows."""

    township = models.ForeignKey(Division, models.PROTECT, related_name="homes", verbose_name="所在乡镇(街道)")
    name = models.CharField("名称", max_length=60)
    address = models.CharField("地址", max_length=120, blank=True)
    opened_on = models.DateField("开办日期")
    closed_on = models.DateField("停办日期", null=True, blank=True)

    objects: Any = VoidableQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "township__path"
    dated_rows = {"township": "places"}

    void_words = f"{Voidable.void_words}如果敬老院只是停办了，请改为登记停办日期。"

    class Meta:
        verbose_name = verbose_name_plural = "农村敬老院"
        ordering = ["township__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"],
                condition=Q(closed_on__isnull=True, voided_at__isnull=True),
                name="one_open_home_per_name",
                violation_error_message="该乡镇已有同名的敬老院。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")),
                name="home_dates_in_order",
                violation_error_message="停办日期不能早于开办日期。",
            ),
        ]

    def __str__(self) -> str:
        return mask_text(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            if "township_id" in self.replaced:
                home_moved.send(type(self), home=self)

    def fact_units(self) -> set[int]:
        """Its township, and the one it was just taken out of."""
        return {self.township_id, self.replaced.get("township_id", self.township_id)}


class HomePlace(SinceRow):
    """In which township a home that was moved, or handed over by a merger, has lain from a day on, or since ever."""

    home = models.ForeignKey(NursingHome, models.CASCADE, related_name="places", verbose_name="敬老院")
    township = models.ForeignKey(Division, models.PROTECT, related_name="+", verbose_name="所在乡镇(街道)")

    objects: Any = SinceQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "home__township__path"
    held_by = ("home",)

    class Meta:
        verbose_name = verbose_name_plural = "敬老院所在地"
        ordering = ["home", "since"]
        constraints = one_a_day("home", name="home_place", said="敬老院自这一天起的所在乡镇(街道)已经登记。")

    def __str__(self) -> str:
        return f"{self.home}：{self.township}"


class HomeCensus(Versioned):
    """Residents and beds of a home from ``as_of`` on. Empty means not yet reported; zero means none."""

    home = models.ForeignKey(NursingHome, models.CASCADE, related_name="censuses", verbose_name="敬老院")
    as_of = models.DateField("情况截至日期")
    beds = models.PositiveIntegerField("床位数", null=True, blank=True)
    residents = models.PositiveIntegerField("供养对象人数", null=True, blank=True)
    dependent = models.PositiveIntegerField("其中失能人数", null=True, blank=True, help_text="生活不能自理的供养对象")
    county_funded = models.BooleanField("工作人员经费由县级财政安排", null=True, blank=True, help_text="三(三)2-10")

    objects: Any = ScopedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "home__township__path"

    class Meta:
        verbose_name = verbose_name_plural = "敬老院情况"
        ordering = ["home", "-as_of"]
        constraints = [
            models.UniqueConstraint(fields=["home", "as_of"], name="one_census_per_day"),
            models.CheckConstraint(
                condition=Q(dependent__isnull=True)
                | Q(residents__isnull=True)
                | Q(dependent__lte=models.F("residents")),
                name="dependent_within_residents",
                violation_error_message="失能人数不能多于供养对象人数。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home}({self.as_of})"
