"""Forms of registered records, made from the declared one: with the unit for a new record, with the last day alone."""

from typing import Any

from django import forms
from django.http import QueryDict

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.parameters import storable, whole_number
from jian_minzheng.core.registers.declaration import Register


def form_for(
    register: Register,
    actor: Acting,
    data: Any,
    files: Any = None,
    *,
    record: Any,
    initial: dict[str, Any] | None = None,
    choose_unit: bool = False,
) -> Any:
    """The declared form over ``record``; ``choose_unit`` puts the unit in front, out of those it may be written for."""
    form_class: Any = register.form
    if not choose_unit:
        form = form_class(data, files, instance=record, initial=initial)
        form.offer_to(actor)
        return form
    fields = list(dict.fromkeys([register.place, *(form_class._meta.fields or ())]))
    meta = type("Meta", (form_class.Meta,), {"fields": fields})
    with_unit = type(f"{form_class.__name__}WithUnit", (form_class,), {"Meta": meta})
    form = with_unit(data, files, instance=record, initial=initial)
    _offer_units(form, register, actor)
    form.offer_to(actor)
    return form


def ending_form(register: Register, data: Any, *, record: Any, reopen: bool) -> Any:
    """The last day and nothing else; to take it back, only the version that the user saw."""
    ending = register.ending
    if ending is None:
        raise ValueError(f"records of {register.name} do not end")
    form_class = forms.modelform_factory(register.model, form=EditForm, fields=[] if reopen else [ending.field])
    form: Any = form_class(data, instance=record)
    for name in form.fields.keys() & {ending.field}:
        form.fields[name].required, form.fields[name].help_text = True, ending.help_text
    return form


def given_values(register: Register, asked: QueryDict) -> dict[str, Any]:
    """Values that an address gives to a new record: its unit, and what the form has by these names.

    Kinds of a dictionary are named by their codes, as standards know them, or by their keys.
    """
    known = {register.place, *(register.form._meta.fields or ())}
    given: dict[str, Any] = {name: asked.get(name) for name in asked if name in known}
    kinds, _, code = register.evidence.kind.partition("__") if register.evidence else ("", "", "")
    if code and (named := given.get(kinds)) and whole_number(named) is None and storable(named):
        dictionary = register.model._meta.get_field(kinds).related_model
        given[kinds] = list(dictionary._default_manager.filter(**{code: named}).values_list("pk", flat=True))
    return given


def _offer_units(form: Any, register: Register, actor: Acting) -> None:
    """Only units in scope whose records the acting level writes; a single one is chosen already."""
    units = register.writable_units(actor)
    model_field = register.model._meta.get_field(register.place)
    form.fields[register.place] = register.picker(units, label=model_field.verbose_name, required=True)
    form.fields[register.place].widget.attrs["class"] = "form-select"
    form.order_fields([register.place])
    only = list(units[:2])
    if len(only) == 1:
        form.initial.setdefault(register.place, only[0].pk)
