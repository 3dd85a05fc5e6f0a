"""Pickers of units and homes: only those in scope, those of a level, grouped by the unit above."""

from collections.abc import Iterable
from itertools import groupby

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from jian_minzheng.core.scope import Scope
from offices.models import Division, NursingHome
from staffing.posts.rules import LEVELS
from staffing.selectors import ancestors_by_path
from staffing.vocabulary import Kind

GroupedChoices = list[tuple[str, object]]


def units_in_scope(scope: Scope | None, *levels: str) -> QuerySet[Division]:
    """Real units of these levels that exist today and lie in the scope."""
    units: QuerySet[Division] = Division.objects.visible_to(scope).on(timezone.localdate()).real()
    return units.filter(level__in=levels)


def place_field(kind: str, scope: Scope | None) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    """The picker of the place for one kind of post: a home for home staff, a unit of the right level for all others."""
    if kind == Kind.NURSING_HOME_STAFF:
        homes = NursingHome.objects.visible_to(scope).all().live().filter(closed_on__isnull=True)
        return HomeField(homes.select_related("township"), label="敬老院", empty_label="请选择")
    return UnitField(units_in_scope(scope, LEVELS[kind]), label="工作单位")


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One unit out of a queryset. A single possible unit is chosen already; many are grouped by the unit above."""

    def __init__(self, units: QuerySet[Division], **options: object) -> None:
        super().__init__(units, empty_label="请选择", **options)  # type: ignore[arg-type]
        listed = list(units)
        self.choices = [*([("", "请选择")] if len(listed) != 1 or not self.required else []), *grouped(listed)]


class HomeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One nursing home, named together with its township."""

    def label_from_instance(self, obj: NursingHome) -> str:
        return f"{obj.township.name}·{obj.name}"


def grouped(units: Iterable[Division]) -> GroupedChoices:
    """Choices with one group per unit above, when there are several of those; order as given."""
    listed = list(units)
    above = ancestors_by_path(listed)
    groups = [
        (above[path].name if path in above else "", [(unit.pk, unit.name) for unit in group])
        for path, group in groupby(listed, key=lambda unit: unit.path[:-4])
    ]
    if len(groups) == 1:
        return list(groups[0][1])
    return [(name, choices) if name else choices[0] for name, choices in groups]
