"""Pickers of the places of posts: units and homes, only those in scope."""

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from jian_minzheng.core.scope import Scope
from offices.models import Division, NursingHome
from offices.unit_fields import UnitField
from staffing.posts.rules import LEVELS
from staffing.vocabulary import Kind


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


class HomeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One nursing home, named together with its township."""

    def label_from_instance(self, obj: NursingHome) -> str:
        return f"{obj.township.name}·{obj.name}"
