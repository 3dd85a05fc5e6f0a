"""The record a request is about, or the refusal it gets.

Whose role keeps no such record is told so (403); a record outside the scope does not exist (404); a record of a level
that somebody else keeps is told so again.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404

from jian_minzheng.core.access import actor_of
from jian_minzheng.core.acting import Acting, PortalRequest
from jian_minzheng.core.registers.declaration import Register
from jian_minzheng.core.registers.writes import not_kept


def may_keep(actor: Acting, register: Register) -> bool:
    """Whether the role keeps records of this kind at any level."""
    return any(actor.can(capability) for capability in register.needs_to_write)


def keeper(request: PortalRequest, register: Register) -> Acting:
    """Whoever acts, provided the role keeps records of this kind at some level.

    Raises:
        PermissionDenied: it does not.
    """
    actor = actor_of(request)
    if not may_keep(actor, register):
        wanted = "”或“".join(sorted(str(capability.label) for capability in register.needs_to_write))
        raise PermissionDenied(f"您当前的身份“{actor.identity}”没有“{wanted}”的权限。")
    return actor


def record_or_404(actor: Acting, register: Register, pk: int) -> Any:
    return register.records().fetch_or_404(actor.scope, pk=pk)


def kept_record(request: PortalRequest, register: Register, pk: int) -> tuple[Acting, Any]:
    """Whoever acts, and a record that they keep, voided or not.

    Raises:
        PermissionDenied: the role keeps none of these, or another level keeps this one.
        Http404: the record is out of scope.
    """
    actor = keeper(request, register)
    record = record_or_404(actor, register, pk)
    if not register.may_write(actor, record):
        raise PermissionDenied(not_kept(actor, register, record))
    return actor, record


def brought_back_first(request: PortalRequest, record: Any) -> bool:
    """Whether a form is not opened since its record is voided; its page, to be shown instead, says so.

    What was already typed when somebody voided it is posted all the same: the service refuses, the form keeps it.
    """
    if request.method == "POST" or not getattr(record, "is_void", False):
        return False
    messages.info(request, f"“{record}”已作废，先恢复，再修改。")
    return True


def unit_or_404(actor: Acting, register: Register, pk: int) -> Any:
    """The unit at which a record is begun.

    Raises:
        Http404: it is out of scope, or owes no such record.
        PermissionDenied: another level keeps its records.
    """
    unit = register.units(actor.scope).filter(pk=pk).first()
    if unit is None:
        raise Http404("没有找到这个单位，或者它不需要登记这类内容。")
    draft = register.start(unit)
    if not register.may_write(actor, draft):
        raise PermissionDenied(not_kept(actor, register, draft))
    return unit


def list_url(request: PortalRequest, register: Register) -> str:
    """The list as whoever asks left it: filter, sort and page."""
    return register.url("list") + register.listing.way_back(request.session)
