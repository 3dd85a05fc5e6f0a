"""How every form and history list of the portal is drawn: ``{% load editing %}``.

``{% edit_form form %}`` draws the error summary, the conflict notice and all fields; ``{% edit_start form %}`` the
first two and the hidden fields only, for forms that lay out ``{% edit_field form.name %}`` themselves;
``{% history changes %}`` draws what ``history_of`` returned. Pages load ``core/editing.css``.
"""

from itertools import groupby
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, RadioSelect

from jian_minzheng.core.editing.history import Change

register = template.Library()


@register.inclusion_tag("core/editing/field.html")
def edit_field(field: BoundField) -> dict[str, Any]:
    """Label with clause, control, unit, value in force now (``form.previous``), help and errors of one field."""
    previous = getattr(field.form, "previous", {}).get(field.name)
    widget = field.field.widget
    return {
        "field": field,
        "previous": previous,
        "clause": getattr(field.form, "clauses", {}).get(field.name, ""),
        "unit": getattr(field.form, "units", {}).get(field.name, ""),
        "radio": isinstance(widget, RadioSelect),
        "checkbox": isinstance(widget, CheckboxInput),
        "wide": field.name in getattr(field.form, "wide", ()),
    }


@register.inclusion_tag("core/editing/start.html")
def edit_start(form: Any) -> dict[str, Any]:
    """Error summary with links to the fields, conflict notice, hidden fields; one for a list of forms sent together."""
    forms = form if isinstance(form, list) else [form]
    return {
        "hidden": [field for form in forms for field in form.hidden_fields()],
        "errors": [error for form in forms for error in form.non_field_errors()],
        "faulty": [(field, field.errors) for form in forms for field in form.visible_fields() if field.errors],
        "conflicts": [form.conflict for form in forms if getattr(form, "conflict", None)],
    }


@register.inclusion_tag("core/editing/form.html")
def edit_form(form: Any) -> dict[str, Any]:
    """A whole form, one field below the other."""
    return {"form": form}


@register.inclusion_tag("core/editing/history.html")
def history(changes: list[Change], shown: int = 20) -> dict[str, Any]:
    """Changes grouped by save; the older ones fold away."""
    events = [list(group) for _, group in groupby(changes, key=lambda change: change.event)]
    return {"recent": events[:shown], "older": events[shown:]}


@register.simple_tag
def save_label(form: Any, label: str = "保存") -> str:
    """What the button of a form says: after a conflict it says what it would do."""
    return "仍按我填写的保存" if getattr(form, "conflict", None) else label
