"""村级民政专干 village by village, with the vacancies; and filing many of them at once."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import Identity, PortalRequest
from jian_minzheng.core.editing.fields import PortalWidgets
from jian_minzheng.core.editing.seen import ChangedMeanwhile
from jian_minzheng.core.parameters import ids, whole_number
from jian_minzheng.core.scope import OutOfScope
from offices.models import Division
from offices.models.divisions import Level
from offices.roles import Capability
from staffing.listing.villages import VILLAGES, specialists_on_duty
from staffing.posts import appointments_file
from staffing.specialists import VillageRow


class FilingForm(PortalWidgets, forms.Form):
    """The day on which the chosen specialists were filed with the county."""

    filed_on = forms.DateField(label="备案日期", error_messages={"required": "请填写备案日期。"})

    def clean_filed_on(self) -> Any:
        if self.cleaned_data["filed_on"] > timezone.localdate():
            raise ValidationError("备案日期不能晚于今天。")
        return self.cleaned_data["filed_on"]


@require_GET
@needs(Capability.VIEW_PEOPLE)
def village_roster(request: PortalRequest) -> HttpResponse:
    """Villages in scope with specialist or vacancy, narrowed to a township, to vacancies, to those not yet filed."""
    identity = identity_of(request)
    shown = VILLAGES.shown(request)
    township = _township(identity, shown.filter.values)
    context = shown.context()
    context |= {
        "township": township,
        "rows": [VillageRow(village, village.posts) for village in context["page_obj"].object_list],
        "places": identity.level != Level.TOWNSHIP,
        **_figures(identity, township),
        "form": FilingForm(initial={"filed_on": timezone.localdate()}),
    }
    return render(request, "staffing/village_roster.html", context)


def _figures(identity: Identity, township: Division | None) -> dict[str, Any]:
    """Of the township, or of all that the reader sees: villages, those without a specialist, specialists not filed."""
    villages = VILLAGES.found(identity, QueryDict(f"township={township.pk}" if township else ""))
    on_duty = specialists_on_duty(identity).filter(work_division__in=villages.order_by().values("pk"))
    there = Exists(on_duty.filter(work_division=OuterRef("pk")))
    counts = villages.aggregate(villages=Count("pk"), vacant=Count("pk", filter=~there))
    return {**counts, "unfiled": on_duty.filter(filed_on__isnull=True).count()}


@require_POST
@needs(Capability.EDIT_PEOPLE)
def village_file(request: PortalRequest) -> HttpResponse:
    """Set the filing date of the ticked specialists."""
    form = FilingForm(request.POST)
    ticked = set(ids(request.POST.getlist("post")))
    if not ticked:
        messages.error(request, "请先勾选要备案的专干。")
    elif not form.is_valid():
        messages.error(request, "".join(str(message) for errors in form.errors.values() for message in errors))
    else:
        _file(request, ticked, form)
    return redirect(reverse("staffing:village_roster") + VILLAGES.way_back(request.session))


def _file(request: PortalRequest, ticked: set[int], form: FilingForm) -> None:
    day = form.cleaned_data["filed_on"]
    seen = {pk: whole_number(request.POST.get(f"seen_{pk}")) or 0 for pk in ticked}
    try:
        changed = appointments_file(actor_of(request), appointment_ids=ticked, on=day, seen=seen)
    except ChangedMeanwhile as meanwhile:
        messages.error(request, f"没有登记备案：在您打开之后，{meanwhile.told}。请核对后再勾选登记。")
    except OutOfScope as error:
        raise Http404(str(error)) from error
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(request, f"已登记{changed}名专干的备案日期。{form.also_said}")


def _township(identity: Identity, asked: Mapping[str, Any]) -> Division | None:
    """The one township that the page is about: the reader's own, or the one that the list was narrowed to."""
    found: Division | None = asked.get("township")
    if identity.level == Level.TOWNSHIP:
        found = Division.objects.get(pk=identity.division_id)
    return found
