"""城乡属性 of a village-level unit: what statistics class it as, and whether the policy counts it as 城市社区."""

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from offices.models.divisions import Division
from offices.models.since import SinceQuerySet, SinceRow, one_a_day

COMMUNITY = "社区"
"""Kind of the units that may be urban communities; of a 村 nobody asks."""


class UrbanMark(SinceRow):
    """城乡分类 (by statistics) and 城市社区 (三(三)1-6) of one unit, from a day on or since ever.

    The two are no function of one another: by statistics nearly every community of a 镇 is urban. ``urban`` is ``None``
    as long as nobody has said; that is the county's to say.
    """

    class Class(models.TextChoices):
        MAIN_CITY = "111", "111 主城区"
        CITY_FRINGE = "112", "112 城乡结合区"
        TOWN_CENTRE = "121", "121 镇中心区"
        TOWN_FRINGE = "122", "122 镇乡结合区"
        SPECIAL = "123", "123 特殊区域"
        RURAL_CENTRE = "210", "210 乡中心区"
        VILLAGE = "220", "220 村庄"

    division = models.ForeignKey(Division, models.PROTECT, related_name="urban_marks", verbose_name="村(居)")
    class_code = models.CharField("城乡分类", max_length=3, choices=Class.choices, blank=True)
    urban = models.BooleanField("城市社区", null=True, blank=True)
    source = models.CharField("依据", max_length=200, blank=True)
    confidence = models.CharField("可信度", max_length=4, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    objects: Any = SinceQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "division__path"
    held_by = ("division",)

    class Meta:
        verbose_name = verbose_name_plural = "城乡属性"
        ordering = ["division__path", "since"]
        constraints = one_a_day(
            "division", name="urban_mark", said="这个村(居)自这一天起的城乡属性已经登记，请打开那一条更正。"
        )

    def __str__(self) -> str:
        said = {True: "是", False: "不是", None: "未定是否"}[self.urban]
        return f"{self.division}：{said}城市社区"
