"""表格导入: people on the books whom the file does not name. Nobody is ticked; who is, ends with the import."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from intake.decisions import Decisions
from intake.models import ImportBatch
from intake.views.changing import may_change, too_late
from intake.views.preview import head_context
from intake.views.steps import batch_or_404, steps, touch
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.parameters import ids
from offices.roles import Capability
from staffing import vocabulary as v
from staffing.rosters.departures import BadEnd, missing_people
from staffing.rosters.departures_decided import departures_decide


@require_http_methods(["GET", "POST"])
@needs(Capability.IMPORT_ROSTER)
def roster_left(request: PortalRequest, pk: int) -> HttpResponse:
    """List them, and take down who has left, when and why."""
    identity = identity_of(request)
    batch = batch_or_404(identity, pk)
    if batch.kind not in v.Kind.values:
        return redirect("intake:detail", pk)
    if not may_change(batch):
        return too_late(request, pk) if request.method == "POST" else redirect("intake:detail", pk)
    shown: dict[int, Any] = dict(Decisions.from_json(batch.decisions).absent)
    told, error = shown, ""
    if request.method == "POST":
        told, shown = _told(request), _told(request, "was-")
        try:
            count = departures_decide(actor_of(request), batch=batch, ends=told, shown=shown)
        except BadEnd as problem:
            error = str(problem)
        except ImportBatch.DoesNotExist:
            return too_late(request, pk)
        else:
            touch(request, pk)
            messages.success(request, f"已记下{count}人离岗，导入时一并办理。" if count else "没有人办理离岗。")
            return redirect("intake:detail", pk)
    people = [
        {"person": person, "end": told.get(person.appointment_id), "was": shown.get(person.appointment_id)}
        for person in missing_people(batch, identity)
    ]
    context = {
        **head_context(request, batch),
        "people": people,
        "error": error,
        "reasons": v.EndReason.choices,
        "today": timezone.localdate(),
        "steps": steps(3),
    }
    return render(request, "staffing/roster_left.html", context, status=400 if error else 200)


def _told(request: PortalRequest, when: str = "") -> dict[int, dict[str, str]]:
    """Who was ticked, with day and reason as they were typed; ``was-``: as the page had shown it."""
    given = request.POST
    return {
        pk: {"on": given.get(f"{when}on-{pk}", ""), "reason": given.get(f"{when}reason-{pk}", "")}
        for pk in ids(given.getlist(f"{when}left"))
    }
