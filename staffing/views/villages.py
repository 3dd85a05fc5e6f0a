"""村级民政专干 of a township, village by village, with the vacancies; and filing many of them at once."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import Identity, PortalRequest
from jian_minzheng.core.editing.fields import PortalWidgets
from jian_minzheng.core.editing.seen import ChangedMeanwhile
from jian_minzheng.core.parameters import asked_id, ids, only, whole_number
from jian_minzheng.core.scope import OutOfScope
from offices.models import Division
from offices.models.divisions import Level
from offices.roles import Capability
from offices.unit_fields import UnitField
from staffing.forms.units import units_in_scope
from staffing.posts import appointments_file
from staffing.specialists import village_rows


class FilingForm(PortalWidgets, forms.Form):
    """The day on which the chosen specialists were filed with the county."""

    filed_on = forms.DateField(label="备案日期", error_messages={"required": "请填写备案日期。"})

    def clean_filed_on(self) -> Any:
        if self.cleaned_data["filed_on"] > timezone.localdate():
            raise ValidationError("备案日期不能晚于今天。")
        return self.cleaned_data["filed_on"]


class TownshipPicker(PortalWidgets, forms.Form):
    """Which township's villages to show."""

    def __init__(self, *args: Any, townships: QuerySet[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["township"] = UnitField(townships, label="乡镇(街道)", required=False)
        self.fields["township"].widget.attrs["class"] = "form-select"


@require_GET
@needs(Capability.VIEW_PEOPLE)
def village_roster(request: PortalRequest) -> HttpResponse:
    """Villages of the township in ``?township=`` (the only one in scope without asking) with specialist or vacancy."""
    identity = identity_of(request)
    townships = units_in_scope(identity, Level.TOWNSHIP)
    township = _chosen(identity, townships, asked_id(only(request.GET, "township")))
    rows = village_rows(township, on=timezone.localdate(), scope=identity) if township else []
    context = {
        "township": township,
        "picker": TownshipPicker(request.GET, townships=townships) if identity.level != Level.TOWNSHIP else None,
        "rows": rows,
        "vacant": sum(row.vacant for row in rows),
        "unfiled": sum(post.filed_on is None for row in rows for post in row.posts),
        "form": FilingForm(initial={"filed_on": timezone.localdate()}),
    }
    return render(request, "staffing/village_roster.html", context)


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
        _file(request, ticked, form.cleaned_data["filed_on"])
    township = whole_number(request.POST.get("township"))
    query = f"?township={township}" if township else ""
    return redirect(reverse("staffing:village_roster") + query)


def _file(request: PortalRequest, ticked: set[int], day: Any) -> None:
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
        messages.success(request, f"已登记{changed}名专干的备案日期。")


def _chosen(identity: Identity, townships: Any, asked: int | None) -> Division | None:
    if identity.level == Level.TOWNSHIP:
        asked = identity.division_id
    if asked is None:
        return None
    found: Division | None = townships.filter(pk=asked).first()
    if found is None:
        raise Http404("没有找到这个乡镇(街道)，或者您当前的身份无权查看。")
    return found
