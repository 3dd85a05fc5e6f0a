"""A new value of a parameter: a number, a day, a word or bands, each in a form of its own, never as raw JSON."""

import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory

from assessments.values.shapes import BANDS, BASIS_KEYS, DAYS
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.days import Span
from jian_minzheng.core.editing.fields import PortalWidgets
from offices.models import Division, PopulationFigure
from offices.unit_fields import UnitField


class ParameterChangeForm(PortalWidgets, forms.Form):
    """From when, where and on what ground; subclasses add the value as ``cleaned_data["value"]``."""

    day_spans = {"valid_from": Span.COMING}

    valid_from = forms.DateField(label="自哪一天起")
    county = UnitField(
        Division.objects.none(),
        label="适用范围",
        required=False,
        empty_label="全市",
        help_text="选择一个县(市、区)，则只覆盖该县的取值。",
    )
    source = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")
    clause = forms.CharField(label="条款", max_length=40, required=False)
    note = forms.CharField(label="说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, identity: Identity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counties = Division.objects.visible_to(identity).filter(level="county")
        self.fields["county"].queryset = counties  # type: ignore[attr-defined]


class NumberForm(ParameterChangeForm):
    value = forms.DecimalField(label="新的取值", min_value=0, max_digits=12, decimal_places=4)
    field_order = ("value", "valid_from", "county", "source", "clause", "note")

    def clean_value(self) -> int | float:
        return plain_number(self.cleaned_data["value"])


class DayForm(ParameterChangeForm):
    day_spans = {**ParameterChangeForm.day_spans, "value": Span.COMING}

    value = forms.DateField(label="新的取值")
    field_order = ("value", "valid_from", "county", "source", "clause", "note")


class WordForm(ParameterChangeForm):
    value = forms.ChoiceField(label="新的取值", choices=PopulationFigure.Basis.choices)
    field_order = ("value", "valid_from", "county", "source", "clause", "note")


class BandForm(PortalWidgets, forms.Form):
    """One band: up to where it reaches, who owns the edge, and its value. An empty row is left out."""

    up_to = forms.IntegerField(label="上限(人)", min_value=1, required=False)
    inclusive = forms.ChoiceField(
        label="恰好等于上限时", choices=[("no", "归下一档"), ("yes", "归本档")], required=False
    )
    value = forms.DecimalField(label="取值", min_value=0, max_digits=12, decimal_places=4, required=False)


class BandsBase(BaseFormSet[BandForm]):
    """Bands in rising order; exactly the last one is open at the top."""

    default_error_messages = {
        **BaseFormSet.default_error_messages,
        "too_many_forms": "最多填%(num)d档，请合并或删去一些。",
    }

    def clean(self) -> None:
        if any(self.errors):
            return
        rows = self._filled()
        if not rows:
            raise forms.ValidationError("请至少填写一档。")
        edges = [row["up_to"] for row in rows]
        if edges[-1] is not None or any(edge is None for edge in edges[:-1]):
            raise forms.ValidationError("只有最后一档的上限留空，其余各档都要填写上限。")
        if any(left >= right for left, right in pairwise(edges[:-1])):
            raise forms.ValidationError("各档上限应从小到大。")

    @property
    def value(self) -> dict[str, Any]:
        """The bands as ``Parameter.value`` keeps them."""
        return {
            "bands": [
                {"up_to": row["up_to"], "inclusive": row["inclusive"] == "yes", "value": plain_number(row["value"])}
                for row in self._filled()
            ]
        }

    def _filled(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("value") is not None]


BandFormSet = formset_factory(BandForm, formset=BandsBase, extra=1, max_num=8, validate_max=True)


def plain_number(value: Decimal) -> int | float:
    """A JSON number that reads back as the same decimal."""
    return int(value) if value == value.to_integral_value() else float(value)


class ChangeForms:
    """The circumstances and the value of one change, whichever shape the value has."""

    def __init__(self, identity: Identity, key: str, current: Any, data: Any = None) -> None:
        value = getattr(current, "value", None)
        self.bands: BandsBase | None = None
        if key in BANDS:
            # A bound formset takes a row that equals its initial value for an untouched, empty one: so none are given.
            initial = None if data else _band_initial(value)
            self.bands = cast(BandsBase, BandFormSet(data, prefix="band", initial=initial))
            self.form = ParameterChangeForm(data, identity=identity)
        else:
            kind = WordForm if key in BASIS_KEYS else DayForm if key in DAYS else NumberForm
            self.form = kind(data, identity=identity, initial={"value": value})

    def is_valid(self) -> bool:
        """Both parts are checked, so that every error is shown at once."""
        return self.form.is_valid() & (self.bands is None or self.bands.is_valid())

    @property
    def value(self) -> Any:
        """As ``Parameter.value`` keeps it."""
        value = self.bands.value if self.bands else self.form.cleaned_data["value"]
        return value.isoformat() if isinstance(value, datetime.date) else value

    @property
    def circumstances(self) -> dict[str, Any]:
        """Everything but the value, as ``services.parameter_change`` takes it."""
        return {name: value for name, value in self.form.cleaned_data.items() if name != "value"}


def _band_initial(value: Any) -> list[dict[str, Any]]:
    bands = value.get("bands", []) if isinstance(value, dict) else []
    return [{**band, "inclusive": "yes" if band.get("inclusive") else "no"} for band in bands]
