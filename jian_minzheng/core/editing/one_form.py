"""Whatever is typed comes in in one form, by every form and search box as by every file; what that changes is told.

A form tells it beside the field when it is drawn again, and in ``also_said`` for the message after saving.
"""

from typing import Any

from django import forms

from jian_minzheng.core.texts import alteration, clean


class TypedInOneForm:
    """Form mixin: what it was sent is read through ``core.texts``, before any field looks at it. Passwords are not."""

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
            if isinstance(sent, str) and sent != bound.data and (said := alteration(sent)):
                self.tell(name, said)

    def tell(self, name: str, said: str) -> None:
        """Say of a field what became of what was typed there, as in “已按……读取”; no personal number stands in it."""
        bound: forms.BoundField = self[name]  # type: ignore[index]
        self._told[name] = f"{before}，{said}" if (before := self._told.get(name)) else said
        bound.help_text = f"{bound.help_text} {said}。".strip()

    @property
    def also_said(self) -> str:
        """What the message after saving has to say besides; empty where nothing was changed."""
        return "".join(f"“{self.fields[name].label}”{said}。" for name, said in self._told.items())


def _in_one_form(widget: forms.Widget, sent: Any) -> Any:
    if isinstance(widget, forms.PasswordInput):
        return sent
    if isinstance(sent, list):
        return [clean(one) if isinstance(one, str) else one for one in sent]
    return clean(sent) if isinstance(sent, str) else sent
