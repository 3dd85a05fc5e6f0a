"""Filters that lists of records at units have: by words, by county, by unit, by who keeps them."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.filters import ListFilter, StateFilter, text_holds
from jian_minzheng.core.registers.keeping import KeptAt
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


class KeptFilter(StateFilter):
    """Only what whoever looks keeps, as tasks count it. ``level`` leads from a row to the level of its unit."""

    def __init__(self, kept_at: KeptAt, level: str) -> None:
        self.kept_at, self.level = kept_at, level
        super().__init__([("mine", "只看本级负责的")], label="保管")

    def narrows(self, identity: Identity) -> bool:
        """Whether the identity keeps some of what it sees, and not all of it."""
        kept = keeping.levels_kept_by(identity, self.kept_at)
        return bool(kept) and any(_at_or_below(level, identity.level) and level not in kept for level in self.kept_at)

    def filter(self, qs: Any, value: Any) -> Any:
        kept = keeping.levels_kept_by(self.parent.identity, self.kept_at)
        return qs.filter(**{f"{self.level}__in": kept}) if value else qs


class PlacedFilter(ListFilter):
    """``q`` also finds what belongs to a unit of that name, former name, pinyin or code; ``place`` names the unit."""

    place = "division"

    def offers(self, field: forms.BoundField) -> bool:
        """Whoever stands at or below a level has one unit of it to choose from, which need not be looked up; whoever
        keeps all or nothing of what they see need not narrow to it.
        """
        one = self.filters[field.name]
        if isinstance(one, KeptFilter):
            return one.narrows(self.identity)
        if isinstance(one, UnitFilter) and _at_or_below(self.identity.level, one.level):
            return False
        return super().offers(field)

    def search_rows(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        there = Q(**{f"{self.place}__in": Division.objects.search(text).values("pk")})
        return rows.filter(there | text_holds(rows, self.search, text))


def _at_or_below(one: str, other: str) -> bool:
    levels = list(Level)
    return levels.index(Level(one)) >= levels.index(Level(other))
