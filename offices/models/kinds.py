"""Dictionaries of kinds: what kinds of documents and of activities have in common."""

from typing import Any, Self

from django.db import models

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.records import Versioned, Voidable, VoidableRows
from jian_minzheng.core.scope import Scope, ScopedQuerySet
from offices.models.divisions import Division


class KindQuerySet(ScopedQuerySet[Any], VoidableRows):
    def visible_to(self, scope: Scope | None) -> Self:
        """A dictionary names no place: everybody with an identity reads it."""
        return self.none() if scope is None else self.all()


class Kind(Versioned, Voidable):
    """One kind of something. The city keeps the list; what is voided is offered no more and stays on old records."""

    keeper = models.ForeignKey(Division, models.PROTECT, related_name="+", verbose_name="维护单位")
    code = models.SlugField("代码", max_length=40, unique=True, error_messages={"unique": "这个代码已经有了。"})
    label = models.CharField("名称", max_length=60)
    standards = models.CharField("对应条款", max_length=80, blank=True)
    everyday_names = models.CharField("常见叫法", max_length=200, blank=True, help_text="多个以“|”分开，供查找")
    particulars = models.CharField("要点", max_length=300, blank=True, help_text="登记时提示填写，不作要求；以“|”分开")
    source = models.CharField("来源", max_length=100, blank=True)
    confidence = models.CharField("可信度", max_length=4, blank=True)

    objects: Any = KindQuerySet.as_manager()
    scope_path = "keeper__path"

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return mask_text(self.label)


def one_per_label(name: str, noun: str) -> models.UniqueConstraint:
    """No two kinds in use bear one label; ``name`` is the constraint's, ``noun`` what such a kind is called."""
    return models.UniqueConstraint(
        fields=["label"],
        condition=models.Q(voided_at__isnull=True),
        name=name,
        violation_error_message=f"已有同名的{noun}，请直接使用那一种，或换一个名称。",
    )
