"""The screens that change a record of a register: begin, edit, end, put aside and bring back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from jian_minzheng.core.access import actor_of, identity_of
from jian_minzheng.core.acting import Acting, PortalRequest
from jian_minzheng.core.editing import restore_page, save_or_explain, void_page
from jian_minzheng.core.editing.dated import DatedSave
from jian_minzheng.core.parameters import whole_number
from jian_minzheng.core.registers import writes
from jian_minzheng.core.registers.declaration import Register, Section
from jian_minzheng.core.registers.endings import ending_notice
from jian_minzheng.core.registers.forms import ending_form, form_for, given_values
from jian_minzheng.core.registers.reaching import brought_back_first, keeper, kept_record, list_url, unit_or_404
from jian_minzheng.core.returning import way_back, with_way_back

editing = require_http_methods(["GET", "POST"])


@editing
def record_create(request: PortalRequest, register: Register, unit_pk: int | None = None) -> HttpResponse:
    """A new record; “保存并再登记一条” begins the next one at once, at the same unit."""
    actor = keeper(request, register)
    unit = None if unit_pk is None else unit_or_404(actor, register, unit_pk)
    form = form_for(
        register,
        actor,
        request.POST or None,
        request.FILES or None,
        record=register.start(unit),
        initial=given_values(register, request.GET),
        choose_unit=unit is None,
    )

    def save() -> None:
        writes.record_save(actor, register=register, record=form.instance, also=form.save_choices)

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save, scope=identity_of(request)):
        messages.success(request, f"已登记“{form.instance}”。{form.also_said}")
        if "again" in request.POST:
            anew = f"{request.path}?{register.place}={register.unit_of(form.instance).pk}"
            return redirect(with_way_back(anew, way_back(request, "")))
        return redirect(way_back(request, _after(register, form.instance)))
    title, back = f"登记{register.noun}", list_url(request, register)
    return _form_page(request, register, form, title, back=back, unit=unit, again=unit is None)


@editing
def record_edit(request: PortalRequest, register: Register, pk: int) -> HttpResponse:
    """A record's own data."""
    actor, record = kept_record(request, register, pk)
    if brought_back_first(request, record):
        return redirect(_after(register, record))
    form = form_for(register, actor, request.POST or None, request.FILES or None, record=record)

    def save() -> None:
        version = form.opened_version
        writes.record_save(
            actor, register=register, record=form.instance, opened_version=version, also=form.save_choices
        )

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save, scope=identity_of(request)):
        messages.success(request, f"已保存“{form.instance}”。{form.also_said}")
        return redirect(way_back(request, _after(register, form.instance)))
    return _form_page(request, register, form, f"修改{register.noun}", record=record)


@editing
def record_section(request: PortalRequest, register: Register, pk: int, section: Section) -> HttpResponse:
    """Facts from a day on; ``?row=`` opens an earlier row for correction."""
    actor, record = kept_record(request, register, pk)
    if brought_back_first(request, record):
        return redirect(_after(register, record))
    rows = getattr(record, section.related)
    base, initial = row_to_open(rows, request.GET.get("row", ""))
    owner = {section.owner: record}
    form = section.form(
        request.POST or None, base=base, owner=owner, earliest=section.earliest(record), initial=initial
    )

    def save() -> DatedSave:
        return writes.section_save(
            actor,
            register=register,
            section=section,
            record=record,
            row=form.instance,
            base=form.base,
            opened_version=form.opened_version,
        )

    if section_saved(request, form, save):
        return redirect(way_back(request, _after(register, record)))
    return _form_page(request, register, form, section.title, record=record)


@editing
def record_close(request: PortalRequest, register: Register, pk: int) -> HttpResponse:
    """The last day of a record."""
    return _end(request, register, pk, reopen=False)


@editing
def record_reopen(request: PortalRequest, register: Register, pk: int) -> HttpResponse:
    """Take the last day back."""
    return _end(request, register, pk, reopen=True)


@editing
def record_void(request: PortalRequest, register: Register, pk: int) -> HttpResponse:
    """Put a record aside that was entered by mistake."""
    _actor, record = kept_record(request, register, pk)

    def void(actor: Acting, *, record: Any, reason: str) -> None:
        writes.record_put_aside(actor, register=register, record=record, reason=reason)

    return void_page(request, record, back=_after(register, record), void=void)


@editing
def record_restore(request: PortalRequest, register: Register, pk: int) -> HttpResponse:
    """Bring it back."""
    _actor, record = kept_record(request, register, pk)

    def restore(actor: Acting, *, record: Any) -> None:
        writes.record_bring_back(actor, register=register, record=record)

    return restore_page(request, record, back=_after(register, record), restore=restore)


def row_to_open(rows: Any, chosen: str) -> tuple[Any, dict[str, Any]]:
    """The row to start from and the form's initial values: the newest row and today, or the chosen one and its day.

    Args:
        rows: the dated rows of one record.
        chosen: ``?row=`` of the page; a row of anybody else is ignored.
    """
    pk = whole_number(chosen)
    row = rows.filter(pk=pk).first() if pk else None
    if row is not None:
        return row, {"as_of": row.as_of}
    return rows.order_by("-as_of").first(), {}


def section_saved(request: PortalRequest, form: Any, save: Callable[[], DatedSave]) -> bool:
    """Save a posted section and tell the user what that did; ``False`` shows the form (again)."""
    if request.method != "POST" or not form.is_valid():
        return False
    if form.idle:
        messages.info(request, "没有变化，未保存。")
        return True
    done: list[DatedSave] = []
    if not save_or_explain(form, lambda: done.append(save()), scope=identity_of(request)):
        return False
    messages.success(request, f"{done[0].message}{form.also_said}")
    return True


def _end(request: PortalRequest, register: Register, pk: int, *, reopen: bool) -> HttpResponse:
    actor, record = kept_record(request, register, pk)
    if register.ending is None:
        raise Http404
    if brought_back_first(request, record):
        return redirect(_after(register, record))
    verb = register.ending.verb
    notice = ending_notice(actor, register, record, reopen=reopen)
    form = ending_form(register, request.POST or None, record=record, reopen=reopen)

    def save() -> None:
        on = None if reopen else form.cleaned_data[register.ending.field]  # type: ignore[union-attr]
        writes.record_end(actor, register=register, record=form.instance, opened_version=form.opened_version, on=on)

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save, scope=identity_of(request)):
        done = f"“{record}”已重新启用。" if reopen else f"已登记{verb}日期。"
        messages.success(request, f"{done}{form.also_said}")
        return redirect(_after(register, record))
    title = f"重新启用{register.noun}" if reopen else f"{verb}{register.noun}"
    label = "重新启用" if reopen else ""
    return _form_page(request, register, form, title, record=record, notice=notice, label=label)


def _after(register: Register, record: Any) -> str:
    return register.returns_to(record) if register.returns_to else register.url("detail", record.pk)


def _form_page(
    request: PortalRequest,
    register: Register,
    form: Any,
    title: str,
    *,
    record: Any = None,
    back: str = "",
    unit: Any = None,
    again: bool = False,
    notice: str = "",
    label: str = "",
) -> HttpResponse:
    own = register.notice(actor_of(request).scope, record or form.instance) if register.notice else ""
    context = {
        "register": register,
        "record": record,
        "unit": unit,
        "form": form,
        "form_title": title,
        "notice": own or notice,
        "back": way_back(request, back or _after(register, record)),
        "again": again,
        "label": label,
    }
    return render(request, "core/registers/form.html", context)
