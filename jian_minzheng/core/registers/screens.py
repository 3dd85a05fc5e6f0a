"""The screens on which a register is read: list, export, page, panel, history. A URL names its register (see ``urls``);
what is particular stands in the declaration.
"""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jian_minzheng.core.access import require
from jian_minzheng.core.acting import Acting, PortalRequest
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.declaration import Register
from jian_minzheng.core.registers.listing import export_or_refuse
from jian_minzheng.core.registers.pages import newest_at, record_history, record_page
from jian_minzheng.core.registers.reaching import list_url, may_keep, record_or_404


@require_GET
def record_list(request: PortalRequest, register: Register) -> HttpResponse:
    """The list, filtered and sorted as its address says."""
    actor = require(request, register.view)
    context = {
        **register.listing.shown(request).context(),
        "register": register,
        "urls": {name: register.url(name) for name in _of_list(register)},
        "may_begin": may_begin(actor, register),
        "may_change_many": bool(register.bulk) and may_keep(actor, register),
        "links": register.links(actor) if register.links else (),
    }
    return render(request, "core/registers/list.html", context)


@require_GET
def record_export(request: PortalRequest, register: Register) -> HttpResponseBase:
    """What the list shows, as a workbook."""
    actor = require(request, register.view)
    return export_or_refuse(request, register.listing.shown(request), actor, list_url=register.url("list"))


@require_GET
def record_detail(request: PortalRequest, register: Register, pk: int) -> HttpResponse:
    """One record: facts, dated sections, files, what other apps add; its history follows by itself."""
    actor = require(request, register.view)
    record = record_or_404(actor, register, pk)
    context = record_page(actor, register, record, back=list_url(request, register))
    return render(request, register.page, context)


@require_GET
def records_at(request: PortalRequest, register: Register, unit_pk: int) -> HttpResponse:
    """The newest records of one unit, for the panel on its page."""
    actor = require(request, register.view)
    unit_model = register.model._meta.get_field(register.place).related_model
    unit = unit_model.objects.fetch_or_404(actor.scope, pk=unit_pk)
    return render(request, "core/registers/panel.html", newest_at(actor, register, unit))


@require_GET
def record_changes(request: PortalRequest, register: Register, pk: int) -> HttpResponse:
    """The history of a record, fetched by its page once it stands."""
    actor = require(request, register.view)
    record = record_or_404(actor, register, pk)
    return render(request, "core/registers/changes.html", {"changes": record_history(actor, register, record)})


def may_begin(actor: Acting, register: Register) -> bool:
    """Whether whoever looks is offered to begin a record."""
    return not register.begun_at_unit and bool(keeping.levels_written_by(actor, register.kept_at))


def _of_list(register: Register) -> list[str]:
    names = ["list", "export"]
    if not register.begun_at_unit:
        names.append("create")
    return [*names, "bulk"] if register.bulk else names
