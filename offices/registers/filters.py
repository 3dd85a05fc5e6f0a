"""Filters that every list of records at units has: by words, by county, by unit."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from jian_minzheng.core.registers.filters import ListFilter
from offices.models import Division
from offices.models.divisions import Level
from offices.unit_fields import UnitField

OUT_OF_REACH = "没有这个单位，或者您当前的身份无权查看。请重新选择，或清空条件。"


class UnitFilter(django_filters.ModelChoiceFilter):
    """Records of one unit of a level and of all below it. ``path`` leads from a row to the path of its unit."""

    field_class = UnitField

    def __init__(self, level: str, path: str, **kwargs: Any) -> None:
        self.level, self.path = level, path
        super().__init__(
            label=Level(level).label,
            empty_label="全部",
            error_messages={"invalid_choice": OUT_OF_REACH},
            **kwargs,
        )

    def get_queryset(self, request: Any) -> "QuerySet[Division]":
        units: QuerySet[Division] = Division.objects.visible_to(self.parent.identity).on(timezone.localdate())
        return units.filter(level=self.level)

    def filter(self, qs: Any, value: Any) -> Any:
        return qs.filter(**{f"{self.path}__under": value.path}) if value else qs


def county_filter(path: str) -> UnitFilter:
    """By county, for those who see several."""
    return UnitFilter(Level.COUNTY, path)


class PlacedFilter(ListFilter):
    """``q`` also finds what belongs to a unit of that name, former name, pinyin or code; ``place`` names the unit."""

    place = "division"

    def offers(self, field: forms.BoundField) -> bool:
        """Whoever stands at or below a level has one unit of it to choose from, which need not be looked up."""
        one = self.filters[field.name]
        if isinstance(one, UnitFilter) and _at_or_below(self.identity.level, one.level):
            return False
        return super().offers(field)

    def search_rows(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        found = Q(**{f"{self.place}__in": Division.objects.search(text).values("pk")})
        for lookup in self.search:
            found |= Q(**{f"{lookup}__icontains": text})
        return rows.filter(found)


def _at_or_below(one: str, other: str) -> bool:
    levels = list(Level)
    return levels.index(Level(one)) >= levels.index(Level(other))
