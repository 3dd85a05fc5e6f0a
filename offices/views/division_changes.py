"""区划维护: 系统管理员 renames, moves, merges, splits, closes and reopens units, seeing first what that touches."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from offices.divisions import forms, services
from offices.divisions.impact import impact_of
from offices.listing.units import UNITS
from offices.models import Division
from offices.roles import Capability


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change: its title, form and service; ``subject`` is what the service calls the unit, if it does."""

    title: str
    hint: str
    form: type[forms.ChangeForm]
    apply: Callable[..., Division]
    subject: str = "division"
    closed: bool = False


CHANGES = {
    "rename": Change(
        "更名或改设", "名称、类别变更，编号不变，民政所和人员不受影响。", forms.RenameForm, services.division_rename
    ),
    "move": Change("调整隶属", "连同下级单位、民政所和人员一起划到新的上级。", forms.MoveForm, services.division_move),
    "merge": Change(
        "合并", "下级单位和敬老院转入并入的单位；本单位及其民政所、窗口前一天撤销。", forms.MergeForm,
        services.division_merge, subject="",
    ),
    "split": Change(
        "分设", "在同一上级之下设立新单位，并把选定的下级单位划过去。", forms.SplitForm, services.division_split
    ),
    "close": Change("撤销", "生效日期是最后一天；还有下级单位、民政所或敬老院时不能撤销。", forms.ChangeForm,
                    services.division_close),
    "reopen": Change("恢复", "已撤销的单位重新设立。", forms.ChangeForm, services.division_reopen, closed=True),
}  # fmt: skip


@require_safe
@needs(Capability.ADMINISTER)
def division_change_list(request: PortalRequest) -> HttpResponse:
    """Find the unit to change."""
    return render(request, "offices/divisions/change_list.html", UNITS.shown(request).context())


@require_safe
@needs(Capability.ADMINISTER)
def division_changes(request: PortalRequest, pk: int) -> HttpResponse:
    """The changes that one unit can go through, and those it has gone through."""
    unit: Division = Division.objects.fetch_or_404(identity_of(request), pk=pk)
    offered = [(slug, change) for slug, change in CHANGES.items() if change.closed == bool(unit.valid_to)]
    eras = unit.eras.select_related("parent").order_by("-valid_from")
    context = {"unit": unit, "offered": offered, "eras": eras, "way_back": UNITS.way_back(request.session)}
    return render(request, "offices/divisions/changes.html", context)


@require_http_methods(["GET", "POST"])
@needs(Capability.ADMINISTER)
def division_change(request: PortalRequest, pk: int, change: str) -> HttpResponse:
    """Fill in a change, see what it touches, confirm it."""
    identity = identity_of(request)
    unit: Division = Division.objects.fetch_or_404(identity, pk=pk)
    kind = CHANGES.get(change)
    if kind is None:
        raise Http404
    form = kind.form(request.POST or None, unit=unit, scope=identity)
    impact = None
    if request.method == "POST" and form.is_valid():
        if "confirmed" in request.POST and _done(request, kind, unit, form):
            return redirect("offices:division_changes", pk=unit.pk)
        impact = impact_of(form.touched()) if not form.errors else None
    return render(
        request, "offices/divisions/change.html", {"unit": unit, "kind": kind, "form": form, "impact": impact}
    )


def _done(request: PortalRequest, kind: Change, unit: Division, form: forms.ChangeForm) -> bool:
    """Carry the change out; where it cannot be, the form says why."""
    arguments: dict[str, Any] = form.arguments() | ({kind.subject: unit} if kind.subject else {})
    try:
        with transaction.atomic():
            kind.apply(actor_of(request), **arguments)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, f"已登记：{unit.name}{kind.title}。{form.also_said}")
    return True
