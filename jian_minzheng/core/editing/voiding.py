"""Void with a reason, bring back; both on record, nothing deleted."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from jian_minzheng.core import writes
from jian_minzheng.core.access import actor_of, identity_of
from jian_minzheng.core.acting import Acting, PortalRequest
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.audit.refusals import put_on_record
from jian_minzheng.core.editing.fields import PortalWidgets, says_something
from jian_minzheng.core.editing.history import Change, as_told_to
from jian_minzheng.core.editing.seen import changes_since, seen_of
from jian_minzheng.core.parameters import whole_number
from jian_minzheng.core.records import EditConflict, Versioned
from jian_minzheng.core.scope import OutOfScope


class VoidForm(PortalWidgets, forms.Form):
    reason = forms.CharField(
        label="作废原因",
        max_length=200,
        validators=[says_something],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：重复登记、登记到了别的单位。原因会保留在历史记录中。",
    )


@transaction.atomic
def record_void(actor: Acting, *, record: Any, reason: str, told: Mapping[str, str] | None = None) -> None:
    """Void a record; ``told`` goes into the audit entry beside the reason.

    Raises:
        EditConflict: somebody changed the record a moment ago.
        OutOfScope: it is out of the actor's reach.
    """
    if isinstance(record, Versioned):
        record.claim(record.version)
    record.void(by=actor.user, reason=reason)
    writes.finish(actor, Action.VOIDED, record, detail={"原因": reason, **(told or {})})


@transaction.atomic
def record_restore(actor: Acting, *, record: Any, told: Mapping[str, str] | None = None) -> None:
    """Bring a voided record back; ``told`` as for ``record_void``.

    Raises:
        EditConflict: somebody changed the record a moment ago.
        OutOfScope: it is out of the actor's reach.
        ValidationError: another record has taken its place meanwhile.
    """
    reason = record.void_reason
    if isinstance(record, Versioned):
        record.claim(record.version)
    record.voided_at = None
    record.validate_constraints()
    record.restore()
    writes.finish(actor, Action.RESTORED, record, detail={"原作废原因": reason, **(told or {})})


class Void(Protocol):
    def __call__(self, actor: Acting, *, record: Any, reason: str) -> None: ...


class Restore(Protocol):
    def __call__(self, actor: Acting, *, record: Any) -> None: ...


def void_page(request: PortalRequest, record: Any, *, back: str, void: Void = record_void) -> HttpResponse:
    """Ask for the reason (GET) and void (POST); ``back`` is the URL to return to. ``record`` is authorised already.

    Whoever sends the page after others changed the record is told what they changed, once; so on ``restore_page``.
    """
    if record.is_void:
        messages.info(request, f"“{record}”已经作废。")
        return redirect(back)
    form = VoidForm(request.POST or None)
    changes = _changes_since(request, record)
    if request.method == "POST" and form.is_valid() and not changes:
        if _attempt(
            request, lambda: void(actor_of(request), record=record, reason=form.cleaned_data["reason"]), verb="作废"
        ):
            messages.success(request, f"已作废“{record}”。如属误操作，可以恢复。{form.also_said}")
        return redirect(back)
    context = {"form": form, "record": record, "back": back, "changes": changes, "seen": seen_of(record)}
    return render(request, "core/editing/void.html", context)


def restore_page(request: PortalRequest, record: Any, *, back: str, restore: Restore = record_restore) -> HttpResponse:
    """Confirm (GET) and restore (POST)."""
    if not record.is_void:
        messages.info(request, f"“{record}”没有作废，无需恢复。")
        return redirect(back)
    changes = _changes_since(request, record)
    if request.method == "POST" and not changes:
        if _attempt(request, lambda: restore(actor_of(request), record=record), verb="恢复"):
            messages.success(request, f"已恢复“{record}”。")
        return redirect(back)
    context = {"record": record, "back": back, "changes": changes, "seen": seen_of(record)}
    return render(request, "core/editing/restore.html", context)


def _changes_since(request: PortalRequest, record: Any) -> list[Change]:
    """What others changed since the page that is sent was opened."""
    return as_told_to(identity_of(request), changes_since(record, whole_number(request.POST.get("seen"))))


def _attempt(request: PortalRequest, act: Callable[[], None], *, verb: str) -> bool:
    try:
        act()
    except OutOfScope as error:
        raise Http404(str(error)) from error
    except ValidationError as error:
        put_on_record(error)
        messages.error(request, f"不能{verb}：" + "".join(error.messages))
    except (EditConflict, IntegrityError):
        messages.error(request, "这条记录刚刚被他人修改，请核对后再操作。")
    else:
        return True
    return False
