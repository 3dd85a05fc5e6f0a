"""Parameters: every value with its dates, and a new value from a day on, previewed before it is made."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments import parameters
from assessments.forms.parameters import ChangeForms
from assessments.services import parameter_change as change
from assessments.what_if import parameter_effect
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.returning import way_back
from offices.roles import Capability


@require_safe
@needs(Capability.VIEW_STANDARDS)
def parameter_list(request: PortalRequest) -> HttpResponse:
    """What is in force today, city-wide and by county."""
    values = parameters.in_force(identity_of(request), timezone.localdate())
    rows = [(row, parameters.value_lines(row.value, row.unit)) for found in values.values() for row in found]
    unset = [(key, label) for key, (label, _) in parameters.UNSET.items() if key not in values]
    return render(request, "assessments/parameter_list.html", {"rows": rows, "unset": unset})


@require_safe
@needs(Capability.VIEW_STANDARDS)
def parameter_detail(request: PortalRequest, key: str) -> HttpResponse:
    """Every value one parameter ever had, and what it is used for."""
    return render(request, "assessments/parameter_detail.html", _parameter(request, key))


@require_http_methods(["GET", "POST"])
@needs(Capability.EDIT_PARAMETERS)
def parameter_change(request: PortalRequest, key: str) -> HttpResponse:
    """Form → preview → made. The preview carries the same form, so nothing is kept between the two."""
    context, back = _parameter(request, key), way_back(request, reverse("assessments:parameter_detail", args=[key]))
    forms = ChangeForms(identity_of(request), key, context["current"], request.POST or None)
    if request.method == "POST" and forms.is_valid():
        if request.POST.get("step") == "save" and _make(request, key, forms):
            return redirect(back)
        context |= _preview(key, forms, context)
    return render(request, "assessments/parameter_change.html", {**context, "forms": forms, "back": back})


def _preview(key: str, forms: ChangeForms, context: dict[str, Any]) -> dict[str, Any]:
    """The new value in words and what it would change; nothing while something stands against it."""
    if forms.form.errors:
        return {}
    try:
        effects = parameter_effect(context["standards"], key=key, value=forms.value, **forms.circumstances)
    except ValidationError as error:
        forms.form.add_error(None, error.messages)
        return {}
    return {"preview": parameters.value_lines(forms.value, context["unit"]), "effects": effects}


def _make(request: PortalRequest, key: str, forms: ChangeForms) -> bool:
    """Write the change; what stands against it is shown at the form."""
    try:
        change(actor_of(request), key=key, value=forms.value, **forms.circumstances)
    except ValidationError as error:
        forms.form.add_error(None, error.messages)
        return False
    messages.success(request, f"新的取值已登记，相关核查结果已按新取值重新判定。{forms.form.also_said}")
    return True


def _parameter(request: PortalRequest, key: str) -> dict[str, Any]:
    """Name, unit, values and standards of one parameter.

    Raises:
        Http404: there is no such parameter.
    """
    rows = list(parameters.visible_parameters(identity_of(request)).filter(key=key))
    if not rows and key not in parameters.UNSET:
        raise Http404
    label, unit = (rows[0].label, rows[0].unit) if rows else parameters.UNSET[key]
    today = timezone.localdate()
    current = next((row for row in rows if row.county is None and row.valid_from <= today and _open(row, today)), None)
    return {
        "key": key,
        "label": label,
        "unit": unit,
        "today": today,
        "current": current,
        "rows": [(row, parameters.value_lines(row.value, row.unit)) for row in rows],
        "standards": parameters.standards_using(key),
    }


def _open(row: Any, day: Any) -> bool:
    return row.valid_to is None or row.valid_to >= day
