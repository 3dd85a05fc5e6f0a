"""What narrows a list. A filter that cannot be read never widens: it says so at its field, and nothing is shown."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing.fields import DayInput, dress
from jian_minzheng.core.editing.one_form import TypedInOneForm
from jian_minzheng.core.editing.values import human_text
from jian_minzheng.core.editing.words import speak, words_for
from jian_minzheng.core.look_alikes import held_by, holds, looked_for_as_well
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.parameters import contradicts

Rows = Callable[[Identity, Mapping[str, Any]], "QuerySet[Any]"]
"""The rows of a list, given what was asked for: some lists begin with other rows for some states."""

States = Iterable[tuple[str, str]] | Callable[[Identity], Iterable[tuple[str, str]]]

UNREADABLE = "这个条件无法识别，没有显示任何记录。请重新选择，或清空条件。"


class AskedForm(TypedInOneForm, forms.Form):
    """What a list was asked for. Whatever is wrong with a condition is said in the same words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            speak(field, dict.fromkeys(words_for(field), UNREADABLE))

    def clean(self) -> None:
        """A condition of one value that is said twice, and differently, is none: the last must not win."""
        for name, field in self.fields.items():
            several = getattr(field.widget, "allow_multiple_selected", False)
            if not several and contradicts(self.data, self.add_prefix(name)):  # type: ignore[arg-type]
                self.add_error(name, UNREADABLE)


class ListFilter(django_filters.FilterSet):
    """The filters of one list, declared as django-filter does; ``identity`` is whoever looks.

    ``search`` names the lookups that ``q`` compares with; a subclass with more to say overrides ``search_rows``.
    """

    search: tuple[str, ...] = ()
    search_hint = "名称"
    own = frozenset({"sort", "page", "size", "column"})
    """Parameters of the list itself, which narrow nothing."""

    q = django_filters.CharFilter(method="_search", label="查找")

    class Meta:
        form = AskedForm

    def __init__(self, data: QueryDict, *, identity: Identity, rows: Rows) -> None:
        self.identity = identity
        super().__init__(data, rows(identity, {}))
        self.queryset = rows(identity, self.values)

    def get_form_class(self) -> type[forms.Form]:
        form: type[forms.Form] = super().get_form_class()
        for field in form.base_fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DayInput()
            dress(field.widget)
        hint = {"type": "search", "placeholder": self.search_hint, "maxlength": 60}
        form.base_fields["q"].widget.attrs.update(hint)
        return form

    @property
    def unknown(self) -> list[str]:
        """Names of parameters that no filter of this list reads."""
        return [name[:40] for name in self.data if name not in self.filters and name not in self.own]

    @property
    def readable(self) -> bool:
        return not self.unknown and bool(self.form.is_valid())

    @property
    def qs(self) -> "QuerySet[Any]":
        """The rows that match; none while a filter cannot be read."""
        rows: QuerySet[Any] = super().qs if self.readable else self.queryset.none()
        return rows

    @property
    def values(self) -> Mapping[str, Any]:
        """What was asked for by the names of the filters; nothing while a filter cannot be read."""
        return self.form.cleaned_data if self.readable else {}

    @property
    def also_said(self) -> str:
        """What became of what was asked for, in words; empty where it is looked for as it was written."""
        if not self.readable:
            return ""
        return f"{self.form.also_said}{looked_for_as_well(str(self.values.get('q') or ''))}"

    @property
    def drawn(self) -> list[forms.BoundField]:
        """The fields to draw: without choices that offer nothing to choose, unless something is wrong with them."""
        return [field for field in self.form if field.errors or self.offers(field)]

    def offers(self, field: forms.BoundField) -> bool:
        """Whether a field offers whoever looks anything to choose."""
        if isinstance(field.field, forms.ModelChoiceField):
            return field.field.queryset is not None and len(field.field.queryset) > 1
        if isinstance(self.filters[field.name], StateFilter):
            choices: Any = getattr(field.field, "choices", ())
            return any(value for value, _ in choices)  # the empty one offers nothing
        return True

    def words(self) -> dict[str, str]:
        """What the list is narrowed to, as it goes on record with an export."""
        said = {name: value for name, value in self.values.items() if value not in (None, "", [])}
        return {str(self.form.fields[name].label): _said(self.form.fields[name], value) for name, value in said.items()}

    def search_rows(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return rows.filter(text_holds(rows, self.search, text))

    def _search(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        text = value.strip()
        return self.search_rows(rows, text) if text else rows


def text_holds(rows: "QuerySet[Any]", lookups: Iterable[str], text: str) -> Q:
    """Rows whose fields hold the text as people see it: figures that are masked there find nothing, else they could be
    read off one by one.
    """
    found = Q()
    for lookup in lookups:
        matches = holds(lookup, text)
        told = rows.filter(matches).values_list("pk", lookup)
        hidden = [pk for pk, stored in told if not held_by(mask_text(str(stored)), text)]
        found |= matches & ~Q(pk__in=hidden) if hidden else matches
    return found


class SeveralField(forms.MultipleChoiceField):
    """Any number of choices; the empty one that a select sends for “全部” is none of them."""

    def to_python(self, value: Any) -> list[str]:
        return [one for one in super().to_python(value) if one]


class SeveralFilter(django_filters.MultipleChoiceFilter):
    """Any number of some choices, read when the list is asked for; drawn as a menu of checkboxes."""

    field_class = SeveralField

    def __init__(self, choices: Callable[[], Iterable[tuple[str, str]]], **kwargs: Any) -> None:
        self.read = choices
        error = {"invalid_choice": UNREADABLE}
        super().__init__(
            choices=(), error_messages=error, widget=forms.CheckboxSelectMultiple, distinct=False, **kwargs
        )

    @property
    def field(self) -> forms.Field:
        self.extra["choices"] = list(self.read())
        field: forms.Field = super().field
        return field


class StateFilter(django_filters.ChoiceFilter):
    """One of some states: keys with their words, or what gives those that an identity is offered."""

    def __init__(self, choices: States, *, empty_label: str = "全部", **kwargs: Any) -> None:
        self.states = choices if callable(choices) else list(choices)
        error = {"invalid_choice": UNREADABLE}
        super().__init__(choices=(), empty_label=empty_label, error_messages=error, **kwargs)

    @property
    def field(self) -> forms.Field:
        states = self.states(self.parent.identity) if callable(self.states) else self.states
        self.extra["choices"] = list(states)
        field: forms.Field = super().field
        return field


class YearFilter(StateFilter):
    """The year of a date. Every year up to this one can be asked for, so that a link may name one without records."""

    def __init__(self, field_name: str, *, label: str, since: int = 2000) -> None:
        super().__init__(lambda identity: _years(since), label=label, field_name=field_name, lookup_expr="year")


def void_filter() -> StateFilter:
    """有效, or 已作废 when that is asked for: the list's rows begin with those, so there is nothing left to narrow."""
    return StateFilter([("void", "已作废")], label="状态", empty_label="有效", method=lambda rows, name, value: rows)


def _years(since: int) -> list[tuple[str, str]]:
    return [(str(year), f"{year}年") for year in range(timezone.localdate().year, since - 1, -1)]


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(value, Model):
        return str(value)
    choices = dict(getattr(field, "choices", ()))
    if isinstance(value, list):
        return "、".join(str(choices.get(one, one)) for one in value)
    return str(choices[value]) if isinstance(value, str) and value in choices else human_text(value)
