"""Void with a reason, bring back; both on record, nothing deleted."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.editing.fields import PortalWidgets
from jian_minzheng.core.records import EditConflict, Versioned

After = Callable[[Any], None]


class VoidForm(PortalWidgets, forms.Form):
    reason = forms.CharField(
        label="作废原因",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：重复登记、登记到了别的单位。原因会保留在历史记录中。",
    )


@transaction.atomic
def record_void(*, request: HttpRequest, record: Any, reason: str, after: After | None = None) -> None:
    """Void an authorised record and write it to the audit trail; ``after(record)`` runs in the same transaction.

    Raises:
        EditConflict: somebody changed the record a moment ago.
    """
    if isinstance(record, Versioned):
        record.claim(record.version)
    record.void(by=request.user, reason=reason)
    trail.record(Action.VOIDED, request=request, subject=record, detail={"原因": reason})
    if after is not None:
        after(record)


@transaction.atomic
def record_restore(*, request: HttpRequest, record: Any, after: After | None = None) -> None:
    """Bring a voided record back.

    Raises:
        EditConflict: somebody changed the record a moment ago.
        ValidationError: another record has taken its place meanwhile.
    """
    reason = record.void_reason
    if isinstance(record, Versioned):
        record.claim(record.version)
    record.voided_at = None
    record.validate_constraints()
    record.restore()
    trail.record(Action.RESTORED, request=request, subject=record, detail={"原作废原因": reason})
    if after is not None:
        after(record)


def void_page(request: HttpRequest, record: Any, *, back: str, after: After | None = None) -> HttpResponse:
    """Ask for the reason (GET) and void (POST); ``back`` is the URL to return to. ``record`` is authorised already."""
    if record.is_void:
        messages.info(request, f"“{record}”已经作废。")
        return redirect(back)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _attempt(
            request,
            lambda: record_void(request=request, record=record, reason=form.cleaned_data["reason"], after=after),
        ):
            messages.success(request, f"已作废“{record}”。如属误操作，可以恢复。")
        return redirect(back)
    return render(request, "core/editing/void.html", {"form": form, "record": record, "back": back})


def restore_page(request: HttpRequest, record: Any, *, back: str, after: After | None = None) -> HttpResponse:
    """Confirm (GET) and restore (POST)."""
    if not record.is_void:
        messages.info(request, f"“{record}”没有作废，无需恢复。")
        return redirect(back)
    if request.method == "POST":
        if _attempt(request, lambda: record_restore(request=request, record=record, after=after)):
            messages.success(request, f"已恢复“{record}”。")
        return redirect(back)
    return render(request, "core/editing/restore.html", {"record": record, "back": back})


def _attempt(request: HttpRequest, act: Callable[[], None]) -> bool:
    try:
        act()
    except ValidationError as error:
        messages.error(request, "不能恢复：" + "".join(error.messages))
    except (EditConflict, IntegrityError):
        messages.error(request, "这条记录刚刚被他人修改，请核对后再操作。")
    else:
        return True
    return False
