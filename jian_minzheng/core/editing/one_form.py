"""Whatever is typed comes in in one form, by every form and search box as by every file; what that changes is told.

A form tells it beside the field when it is drawn again, and in ``also_said`` for the message after saving.
"""

import datetime
from typing import Any

from django import forms

from jian_minzheng.core.days import furthest_ahead
from jian_minzheng.core.editing.values import human_date
from jian_minzheng.core.texts import alteration, clean
from jian_minzheng.core.values.days import read_day, unreadable
from jian_minzheng.core.values.problems import ValueProblem, WithNote


class TypedInOneForm:
    """Form mixin: what it was sent is read through ``core.texts``, before any field looks at it, and days in whatever
    spelling tables may have. Passwords are left alone.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told: dict[str, str] = {}

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        return _in_one_form(widget, self._sent(widget, html_name))

    def _sent(self, widget: forms.Widget, html_name: str) -> Any:
        return super()._widget_data_value(widget, html_name)  # type: ignore[misc]

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name, bound in self._bound_items():  # type: ignore[attr-defined]
            sent = self._sent(bound.field.widget, bound.html_name)
            if isinstance(sent, str) and sent != bound.data:
                self._tell_difference(name, bound, sent)

    def _tell_difference(self, name: str, bound: forms.BoundField, sent: str) -> None:
        if said := alteration(sent):
            self.tell(name, said)
        day = self.cleaned_data.get(name)  # type: ignore[attr-defined]
        if isinstance(bound.field, forms.DateField) and day and clean(sent).strip() != bound.data:
            self.tell(name, f"已按{human_date(day)}读取")

    def tell(self, name: str, said: str) -> None:
        """Say of a field what became of what was typed there, as in “已按……读取”; no personal number stands in it."""
        bound: forms.BoundField = self[name]  # type: ignore[index]
        self._told[name] = f"{before}，{said}" if (before := self._told.get(name)) else said
        bound.help_text = f"{bound.help_text} {said}。".strip()

    @property
    def also_said(self) -> str:
        """What the message after saving has to say besides; empty where nothing was changed."""
        return "".join(f"“{self.fields[name].label}”：{said}。" for name, said in self._told.items())


def why_no_day(typed: str) -> str:
    """What is wrong with a text that is no day, where more is to be said than that; else empty."""
    try:
        found = _read(typed)
    except ValueProblem as problem:
        return "" if problem.message == unreadable().message else problem.message
    return found.message if isinstance(found, WithNote) else ""


def _in_one_form(widget: forms.Widget, sent: Any) -> Any:
    if isinstance(widget, forms.PasswordInput):
        return sent
    if isinstance(sent, list):
        return [clean(one) if isinstance(one, str) else one for one in sent]
    if not isinstance(sent, str):
        return sent
    return _as_day(clean(sent)) if isinstance(widget, forms.DateInput) else clean(sent)


def _as_day(typed: str) -> str:
    """As a browser's date picker sends it, where it can be read as one day and nothing besides."""
    try:
        found = _read(typed) if typed.strip() else typed
    except ValueProblem:
        return typed
    if isinstance(found, WithNote) and found.code != "remark_unread":
        found = found.value
    return found.isoformat() if isinstance(found, datetime.date) else typed


def _read(typed: str) -> Any:
    """Whether a day may lie ahead is for the form to say: none that it may take lies further off."""
    return read_day(typed, furthest_ahead())
