"""One field of many records at once: choose, see what it would change, confirm."""

from dataclasses import dataclass
from types import MethodType
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jian_minzheng.core.acting import Acting, PortalRequest
from jian_minzheng.core.editing.fields import PortalWidgets
from jian_minzheng.core.editing.values import human_value
from jian_minzheng.core.parameters import ids, whole_number
from jian_minzheng.core.records import EditConflict
from jian_minzheng.core.registers import writes
from jian_minzheng.core.registers.declaration import Register
from jian_minzheng.core.registers.reaching import keeper, list_url
from jian_minzheng.core.scope import OutOfScope

MOST = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One chosen record: what its field says now and would say; ``refusal`` where it cannot be changed."""

    record: Any
    old: str
    new: str
    refusal: str = ""

    @property
    def changes(self) -> bool:
        return not self.refusal and self.old != self.new


class ValueForm(PortalWidgets, forms.Form):
    """One field out of a declared form, with the manners of all forms."""


@require_POST
def records_bulk(request: PortalRequest, register: Register) -> HttpResponse:
    """Step by step: the chosen records and a field, its new value, the preview, the write."""
    actor = keeper(request, register)
    wanted = ids(key for ticked in request.POST.getlist("record") for key in ticked.split(","))
    back = list_url(request, register)
    if not 0 < len(wanted) <= MOST:
        messages.error(request, f"一次最多修改{MOST}条，请少选一些。" if wanted else "请先在列表中勾选要修改的记录。")
        return redirect(back)
    records = _chosen(actor, register, wanted)
    field = request.POST.get("field", "")
    context: dict[str, Any] = {
        "register": register,
        "records": records,
        "back": back,
        "choices": [(name, register.model._meta.get_field(name).verbose_name) for name in register.bulk],
        "field": field if field in register.bulk else "",
    }
    if not context["field"]:
        return render(request, "core/registers/bulk.html", context)
    form = _value_form(register, field, request.POST if "step" in request.POST else None)
    context |= {"form": form, "previewed": ",".join(request.POST.getlist(field))}
    if form.is_bound and form.is_valid():
        context["lines"] = _lines(actor, register, records, field, form.cleaned_data[field])
        confirmed = request.POST["step"] == "save" and _confirmed(request, form, context["previewed"])
        if confirmed and _saved(request, actor, register, records, field, form):
            return redirect(back)
    return render(request, "core/registers/bulk.html", context)


def _chosen(actor: Acting, register: Register, wanted: list[int]) -> list[Any]:
    """The live records that were ticked.

    Raises:
        Http404: one of them is out of scope.
    """
    rows = register.records().visible_to(actor.scope).filter(pk__in=wanted)
    found = list(rows.filter(voided_at__isnull=True) if register.voidable else rows)
    if len(found) < len(wanted):
        raise Http404("所选记录中有的已不存在，或者您当前的身份无权查看。")
    return found


def _value_form(register: Register, field: str, data: Any) -> Any:
    """The declared form's own field with its check, alone."""
    declared: Any = register.form(instance=register.start())
    form: Any = ValueForm(data)
    form.number_fields, form.day_spans = declared.number_fields, {field: declared.span_of(field)}
    form.fields[field] = declared.fields[field]
    if check := getattr(type(declared), f"clean_{field}", None):
        setattr(form, f"clean_{field}", MethodType(check, form))
    return form


def _lines(actor: Acting, register: Register, records: list[Any], field: str, value: Any) -> list[Line]:
    lines = []
    for record in records:
        old = human_value(register.model, field, getattr(record, field))
        refusal = "" if register.may_write(actor, record) else writes.not_kept(actor, register, record)
        lines.append(Line(record, old, human_value(register.model, field, value), refusal))
    return lines


def _saved(
    request: PortalRequest, actor: Acting, register: Register, records: list[Any], field: str, form: Any
) -> bool:
    """Write what the preview showed; where that cannot be done, say why and show it anew."""
    versions = {record.pk: _version(request, record) for record in records}
    value = form.cleaned_data[field]
    able = [record for record in records if register.may_write(actor, record)]
    try:
        changed = writes.records_change(
            actor, register=register, records=able, versions=versions, field=field, value=value
        )
    except (EditConflict, IntegrityError):
        form.add_error(None, "预览之后有人修改了其中的记录，没有保存任何一条。请核对下面的现状后再确认。")
        return False
    except ValidationError as error:
        form.add_error(None, ["没有保存任何一条。", *error.messages])
        return False
    except OutOfScope as error:
        raise Http404(str(error)) from error
    messages.success(request, f"已修改{changed}条记录。{form.also_said}")
    return True


def _confirmed(request: PortalRequest, form: Any, value: str) -> bool:
    """What is confirmed is what the preview showed; a value changed since then is shown first."""
    if request.POST.get("previewed") == value:
        return True
    form.add_error(None, "这个值在预览之后改过，还没有保存。请核对下面的预览后再确认。")
    return False


def _version(request: PortalRequest, record: Any) -> int:
    return whole_number(request.POST.get(f"version_{record.pk}")) or 0
