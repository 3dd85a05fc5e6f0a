"""Form fields and widget manners that every form of the portal shares."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from jian_minzheng.core.days import Span, fault
from jian_minzheng.core.editing.one_form import TypedInOneForm, why_no_day
from jian_minzheng.core.editing.plain_text import KeepsNumbersOut
from jian_minzheng.core.editing.words import PlainWords


class TriStateField(forms.TypedChoiceField):
    """是 / 否 / 未填 as radio buttons: an unanswered question is neither yes nor no."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("True", "是"), ("False", "否"), ("", "未填")],
            coerce=lambda value: value == "True",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(initial != self.clean(data))


def says_something(reason: str) -> None:
    """Validator of reasons, which stand in the trail for others to read: signs that nobody sees say nothing.

    Raises:
        ValidationError: as for an empty field, in whose words the field says it.
    """
    if sum(map(str.isalnum, reason)) < 2:
        raise ValidationError("请写明原因。", code="required")


class DayInput(forms.DateInput):
    """The browser's own date picker; it takes and gives ISO dates whatever the page shows elsewhere."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Offered:
    """Widget mixin: choices go with what another field of the form says; ``portal.js`` hides those that do not.

    Args:
        other: name of the other field.
        going_with: values of it with which each choice goes, by the choice's own.
    """

    attrs: dict[str, Any]

    def __init__(self, *, other: str, going_with: Mapping[str, Iterable[Any]], **options: Any) -> None:
        super().__init__(**options)
        self.attrs["data-offered-by"] = other
        self.going_with = going_with

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        if str(value) in self.going_with:
            option["attrs"]["data-goes-with"] = " ".join(map(str, self.going_with[str(value)]))
        return option


class OfferedSelect(Offered, forms.Select):
    """One of choices that go with another field."""


class OfferedBoxes(Offered, forms.CheckboxSelectMultiple):
    """Several of such choices, a box each."""


class PossibleDays:
    """Form mixin: refuses days that cannot be true. ``day_spans`` names the fields whose days are not simply past."""

    day_spans: ClassVar[Mapping[str, Span]] = {}

    fields: dict[str, forms.Field]

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        cleaned: dict[str, Any] = self.cleaned_data  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            day = cleaned.get(name)
            if isinstance(field, forms.DateField) and self.has_error(name, "invalid"):  # type: ignore[attr-defined]
                self._explain_day(name)
            if isinstance(field, forms.DateField) and day and (said := fault(day, self.span_of(name))):
                self.add_error(name, said)  # type: ignore[attr-defined]

    def _explain_day(self, name: str) -> None:
        """What is no day is often nearly one: two of them, or one of which the month is missing."""
        if said := why_no_day(str(self[name].data)):  # type: ignore[index]
            del self._errors[name]  # type: ignore[attr-defined]
            self.add_error(name, f"“{self.fields[name].label}”{said}")  # type: ignore[attr-defined]

    @classmethod
    def span_of(cls, name: str) -> Span:
        """What a day in the field called so is the day of."""
        return cls.day_spans.get(name, Span.PAST)


class PortalWidgets(PlainWords, PossibleDays, KeepsNumbersOut, TypedInOneForm):
    """Form mixin: tri-state radio buttons, date pickers, Bootstrap classes, plain words for what is wrong, days that
    can be true, texts in one form and without personal numbers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.NullBooleanField):
                self.fields[name] = TriStateField(label=field.label, help_text=field.help_text)
            elif isinstance(field, forms.DateField) and isinstance(field.widget, forms.DateInput):
                field.widget = DayInput()
        for field in self.fields.values():
            dress(field.widget)


def as_posted(value: Any) -> str:
    """A stored value as a browser would send it back."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def dress(widget: forms.Widget) -> None:
    if isinstance(widget, forms.RadioSelect | forms.CheckboxInput | forms.CheckboxSelectMultiple):
        css = "form-check-input"
    elif isinstance(widget, forms.Select):
        css = "form-select"
    else:
        css = "form-control"
    widget.attrs["class"] = f"{widget.attrs.get('class', '')} {css}".strip()
