"""先进典型: persons and teams put forward as examples (三(一)2-2)."""

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.records import Versioned, Voidable, VoidableQuerySet
from offices.models.divisions import Division
from offices.models.documents import OfficeDocument


class Exemplar(Versioned, Voidable):
    """A person or team named as an example: by whom, when, by which paper, and how it was made known."""

    class Category(models.TextChoices):
        MORAL_MODEL = "moral_model", "道德模范"
        POST_PIONEER = "post_pioneer", "岗位先锋"

    division = models.ForeignKey(Division, models.PROTECT, related_name="exemplars", verbose_name="所在单位")
    category = models.CharField("类别", max_length=12, choices=Category.choices)
    name = models.CharField("姓名或集体名称", max_length=60)
    named_by = models.CharField("命名单位", max_length=60)
    named_on = models.DateField("命名日期", db_index=True)
    document = models.ForeignKey(OfficeDocument, models.PROTECT, null=True, blank=True, verbose_name="命名文件")
    published_how = models.CharField("公布方式", max_length=60, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)
    deeds = models.TextField("事迹摘要", max_length=500, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    objects: Any = VoidableQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "division__path"
    names_within = frozenset({"document"})

    class Meta:
        verbose_name = verbose_name_plural = "先进典型"

    def __str__(self) -> str:
        return mask_text(f"{self.name}（{self.get_category_display()}）")
