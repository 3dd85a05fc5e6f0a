"""活动: what was held where and when, of which kinds (三(一)1-1 and others); a kind says at which levels."""

from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import Q

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.editing.fields import OfferedBoxes
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.registers.columns import field_columns, link_column
from jian_minzheng.core.registers.declaration import Evidence
from jian_minzheng.core.registers.filters import YearFilter
from offices.listing.filters import KeptFilter, UnitFilter
from offices.models import Activity, ActivityKind
from offices.models.divisions import Level
from offices.registers.kinds import kind_filter, kinds_column, kinds_offered, particulars_of
from offices.registers.placed import KEPT_AT, UsualFilter, real_units, unit_column, usual_register

ACTIVITIES_KEPT_AT = {level: needs for level, needs in KEPT_AT.items() if level != Level.CITY}
"""What the city itself holds, joint meetings and study visits, is recorded elsewhere."""


class ActivityFilter(UsualFilter):
    search, search_hint = ("title", "host", "kinds__everyday_names"), "活动名称、主办单位或单位"

    township = UnitFilter(Level.TOWNSHIP, "division__path")
    kind = kind_filter(ActivityKind)
    year = YearFilter("held_on", label="开展年份")
    since = django_filters.DateFilter(field_name="held_on", lookup_expr="gte", label="开展日期从")
    until = django_filters.DateFilter(field_name="held_on", lookup_expr="lte", label="到")
    kept = KeptFilter(ACTIVITIES_KEPT_AT, "division__level")

    def search_rows(self, rows: Any, text: str) -> Any:
        return super().search_rows(rows, text).distinct()


COLUMNS = [
    unit_column("开展单位"),
    link_column("title", "活动名称"),
    kinds_column(),
    *field_columns(Activity, "held_on", "host", "participants"),
    *field_columns(Activity, "ended_on", "venue", "summary", "outcome", "note", hidden=True),
]


class KindsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Kinds, each with what there is to be minded of it."""

    def label_from_instance(self, kind: Any) -> str:
        return mask_text(f"{kind.label}（{kind.reminder}）" if kind.reminder else kind.label)


class ActivityForm(EditForm):
    """Kinds offered are those in use that fit the unit, and those that the activity has."""

    two_columns, wide = True, ("kinds", "title", "summary", "outcome", "note")
    units = {"participants": "人"}

    class Meta:
        model = Activity
        fields = [
            "kinds", "title", "held_on", "ended_on", "venue", "host", "participants", "summary", "outcome", "note",
        ]  # fmt: skip
        field_classes = {"kinds": KindsField}
        widgets = {"kinds": forms.CheckboxSelectMultiple}

    def offer_to(self, actor: Acting) -> None:
        """Where the form asks for the unit, each kind goes with the units that it fits."""
        kinds: Any = self.fields["kinds"]
        if "division" in self.fields:
            offered = kinds_offered(self.instance)
            going_with = _units_of(offered, self.fields["division"])
            kinds.widget = OfferedBoxes(other="division", going_with=going_with, attrs=kinds.widget.attrs)
        else:
            offered = kinds_offered(self.instance, Q(**{f"at_{self.instance.division.level}": True}))
        kinds.queryset = offered
        self.fields["summary"].help_text = particulars_of(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("held_on"), cleaned.get("ended_on")
        if begins and ends and ends < begins:
            self.add_error("ended_on", "不能早于开展日期。")
        self._check_kinds(cleaned)
        return cleaned

    @cached_property
    def _kinds(self) -> dict[int, ActivityKind]:
        """The dictionary, read once for all lines of a table."""
        return ActivityKind.objects.in_bulk()

    def _check_kinds(self, cleaned: dict[str, Any]) -> None:
        """A kind is recorded at the levels that it says; one that the activity has may stay."""
        unit = cleaned.get("division") or (self.instance.division if self.instance.division_id else None)
        chosen = {getattr(kind, "pk", kind) for kind in cleaned.get("kinds") or ()}  # a table says keys
        had = set(self.instance.kinds.values_list("pk", flat=True)) if self.instance.pk else set()
        for kind in (self._kinds[pk] for pk in sorted(chosen - had)):
            if unit and not kind.fits(unit.level):
                told = (
                    f"“{kind}”由{kind.levels_told}登记，不在{unit.get_level_display()}登记；请去掉这一种，或改选单位。"
                )
                self.add_error("kinds", told)


def _units_of(kinds: Any, asked: Any) -> dict[str, list[int]]:
    """Keys of the units on offer that each kind fits, by the key of the kind."""
    units = list(asked.queryset.values_list("pk", "level"))
    return {str(kind.pk): [pk for pk, level in units if kind.fits(level)] for kind in kinds}


ACTIVITIES = usual_register(
    model=Activity,
    name="activity",
    slug="activities",
    title="活动",
    icon="calendar-event",
    menu=77,
    kept_at=ACTIVITIES_KEPT_AT,
    units=lambda identity: real_units(identity).exclude(level=Level.CITY),
    columns=COLUMNS,
    filters=ActivityFilter,
    order=("-held_on", "pk"),
    several=("kinds",),
    form=ActivityForm,
    attachments=True,
    panel_levels=frozenset({Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE}),
    hint="一次活动登记一次，可以同时属于几个种类。",
    clause="三(一)1-1、2-1、3-1，三(二)2-1、4-4",
    evidence=Evidence(kind="kinds__code", units=("division",), since=("held_on",)),
)
