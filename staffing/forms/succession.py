"""Moving and lending: forms over the post that follows, opened on the one that goes before."""

from typing import Any

from django.utils import timezone

from offices.models.divisions import Level
from offices.unit_fields import UnitField
from staffing.forms.posts import AGREED, PlacedPostForm
from staffing.forms.sections import SectionedForm
from staffing.forms.units import units_in_scope
from staffing.models import Appointment
from staffing.vocabulary import Kind


class _Succession(SectionedForm):
    """Carries the version of the predecessor, whose end is part of the same write."""

    predecessor: Appointment

    def explain_conflict(self, scope: Any, current: Any = None) -> None:
        super().explain_conflict(scope, current or Appointment.objects.get(pk=self.predecessor.pk))


class TransferForm(PlacedPostForm, _Succession):
    """The post that follows a transfer; starts as a copy of the one before."""

    def __init__(self, *args: Any, predecessor: Appointment, kind: str, **kwargs: Any) -> None:
        self.predecessor = predecessor
        carried = ("title", "employment", "working_mode", "channel", "monthly_pay", "payer", "insured")
        values = {name: getattr(predecessor, name) for name in carried}
        if kind == predecessor.kind:
            values |= {"position": predecessor.position, "treatment": predecessor.treatment}
        new = Appointment(person=predecessor.person, kind=kind, from_date=timezone.localdate(), **values)
        super().__init__(*args, instance=new, **kwargs)
        self._remember(predecessor)


class LendForm(_Succession):
    """Where somebody is lent to, and from which day on."""

    day_spans = AGREED
    sections = (("借调", ("place", "from_date", "title", "note")),)

    class Meta:
        model = Appointment
        fields = ["from_date", "title", "note"]

    def __init__(self, *args: Any, predecessor: Appointment, scope: Any, **kwargs: Any) -> None:
        self.predecessor = predecessor
        new = Appointment(person=predecessor.person, from_date=timezone.localdate(), title=predecessor.title)
        super().__init__(*args, instance=new, **kwargs)
        self._remember(predecessor)
        units = units_in_scope(scope, Level.TOWNSHIP, Level.COUNTY).exclude(pk=predecessor.work_division_id)
        self.fields["place"] = UnitField(
            units,
            label="借调到",
            help_text="借到民政系统以外的，请在“修改任职”里把在岗方式改为借出，并写明自哪天起变更。",
        )
        self.fields["place"].widget.attrs["class"] = "form-select"
        self.fields["from_date"].label = "借调开始日期"

    def _post_clean(self) -> None:
        place = self.cleaned_data.get("place")
        if place is not None:
            self.instance.work_division = place
            self.instance.kind = Kind.BUREAU_STAFF if place.level == Level.COUNTY else Kind.STATION_STAFF
        super()._post_clean()  # type: ignore[misc]
