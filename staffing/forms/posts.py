"""The terms of a post: what is asked depends on the kind of post."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from jian_minzheng.core.days import Span
from jian_minzheng.core.editing import CorrectionOrChange
from jian_minzheng.core.scope import Scope
from offices.models import Division
from offices.models.divisions import Level
from offices.unit_fields import UnitField
from staffing.forms.sections import SectionedForm
from staffing.forms.units import place_field, units_in_scope
from staffing.models import TERMS, Appointment
from staffing.posts.dated import newest_terms
from staffing.vocabulary import EndReason, Kind, Position

POSITIONS: dict[str, tuple[Position, ...]] = {
    Kind.STATION_STAFF: (Position.HEAD, Position.DEPUTY_HEAD, Position.STAFF, Position.OTHER),
    Kind.VILLAGE_SPECIALIST: (Position.SPECIALIST,),
    Kind.NURSING_HOME_STAFF: (
        Position.DIRECTOR,
        Position.ACCOUNTANT,
        Position.CARER,
        Position.COOK,
        Position.STAFF,
        Position.OTHER,
    ),
    Kind.BUREAU_STAFF: (Position.STAFF, Position.OTHER),
}
_ONLY: dict[str, tuple[str, ...]] = {
    "filed_on": (Kind.VILLAGE_SPECIALIST,),
    "holder": (Kind.STATION_STAFF, Kind.BUREAU_STAFF),
    "post_division": (Kind.STATION_STAFF, Kind.BUREAU_STAFF),
    "treatment": (Kind.NURSING_HOME_STAFF,),
}


def asked_of(kind: str, name: str) -> bool:
    """Is this field asked of posts of a kind?"""
    return kind in _ONLY.get(name, (kind,))


_CLAUSES: dict[str, dict[str, str]] = {
    Kind.STATION_STAFF: {"employment": "三(三)2-2", "payer": "三(三)2-3", "channel": "三(三)4-1、4-2"},
    Kind.VILLAGE_SPECIALIST: {"monthly_pay": "三(三)2-5", "filed_on": "三(三)4-4"},
    Kind.NURSING_HOME_STAFF: {
        "position": "三(三)2-7",
        "payer": "三(三)2-10",
        "treatment": "三(三)2-10",
        "insured": "三(三)2-10",
    },
}
_HOLDERS = [("work", "工作单位"), ("other", "民政系统内其他单位"), ("outside", "民政系统以外")]


AGREED = dict.fromkeys(("from_date", "to_date"), Span.COMING)
"""When somebody comes or leaves is settled, and entered, some time before."""


class PostForm(CorrectionOrChange, SectionedForm):
    """The terms of a post whose place is settled; ``kind`` is taken from the instance."""

    day_spans = AGREED
    dated_fields = tuple(TERMS)
    holder = forms.ChoiceField(label="编制(岗位)所在", choices=_HOLDERS, initial="work", widget=forms.RadioSelect)

    sections = (
        ("任职", ("place", "position", "title", "from_date", "from_date_known", "to_date", "end_reason", "filed_on")),
        ("身份", ("employment", "working_mode", "channel", "holder", "post_division")),
        ("待遇", ("monthly_pay", "payer", "treatment", "insured", "note", "how", "changes_on")),
    )

    class Meta:
        model = Appointment
        fields = [
            "position", "title", "from_date", "from_date_known", "to_date", "end_reason", "filed_on", "employment",
            "working_mode", "channel", "post_division", "monthly_pay", "payer",
            "treatment", "insured", "note",
        ]  # fmt: skip

    def __init__(self, *args: Any, scope: Scope | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.kind = self.instance.kind
        self.clauses = _CLAUSES.get(self.kind, {})
        self._drop_what_the_kind_does_not_ask()
        position = self.fields.get("position")
        if isinstance(position, forms.TypedChoiceField):
            position.choices = [(p.value, p.label) for p in POSITIONS[self.kind]]
        if "holder" in self.fields:
            self._offer_holders()

    def held_since(self, name: str) -> datetime.date:
        newest = newest_terms(name, [self.instance]).get(self.instance.pk)
        return (newest and newest.since) or self.instance.from_date

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("holder") == "other" and not data.get("post_division"):
            self.add_error("post_division", "请选择编制所在的单位。")
        return data

    def _post_clean(self) -> None:
        super()._post_clean()
        self._settle_holder()

    def _settle_holder(self) -> None:
        """Translate the answer about the holder; where that is not asked, a new post is held at the work place."""
        if self.instance.pk and "holder" not in self.fields:
            return
        holder = self.cleaned_data.get("holder", "work")
        if holder == "work":
            self.instance.post_division_id = self.instance.work_division_id
        elif holder == "outside":
            self.instance.post_division = None

    def _drop_what_the_kind_does_not_ask(self) -> None:
        unasked = [name for name in _ONLY if not asked_of(self.kind, name)]
        if self.instance.to_date is None:
            unasked += ["to_date", "end_reason"]
        if self.instance.from_date_known:
            unasked.append("from_date_known")
        for name in unasked:
            self.fields.pop(name, None)

    def _offer_holders(self) -> None:
        """Units of today in scope, and the present holder of the post wherever that is."""
        reach = units_in_scope(self.scope, Level.TOWNSHIP, Level.COUNTY)
        pks = Q(pk__in=reach.values("pk")) | Q(pk=self.instance.post_division_id)
        self.fields["post_division"] = UnitField(
            Division.objects.filter(pks),
            label="编制所在单位",
            required=False,
            help_text="仅选“民政系统内其他单位”时填写",
        )
        self.fields["post_division"].widget.attrs["class"] = "form-select"
        held = self.instance.post_division_id
        if self.instance.pk:
            same = held == self.instance.work_division_id
            self.initial["holder"] = "work" if same else "other" if held else "outside"


class PlacedPostForm(PostForm):
    """A post together with its place: for a new post or a transfer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = place_field(self.kind, self.scope)
        field.widget.attrs["class"] = "form-select"
        self.fields["place"] = field

    def _post_clean(self) -> None:
        place = self.cleaned_data.get("place")
        if isinstance(place, Division):
            self.instance.work_division, self.instance.home = place, None
        elif place is not None:
            self.instance.work_division, self.instance.home = place.township, place
        super()._post_clean()


class EndForm(SectionedForm):
    """The last day in post and why it was the last."""

    day_spans = AGREED
    sections = (("离岗", ("to_date", "end_reason", "note")),)

    class Meta:
        model = Appointment
        fields = ["to_date", "end_reason", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("to_date", "end_reason"):
            self.fields[name].required = True
        self.fields["to_date"].help_text = "最后一天仍在岗"
        self._leave_loans_to_their_own_form()

    def _leave_loans_to_their_own_form(self) -> None:
        reason = self.fields["end_reason"]
        if isinstance(reason, forms.TypedChoiceField):
            kept: list[Any] = list(reason.choices)  # type: ignore[arg-type]
            reason.choices = [choice for choice in kept if choice[0] != EndReason.LENT]

    def clean_to_date(self) -> Any:
        day = self.cleaned_data["to_date"]
        if day < self.instance.from_date:
            raise ValidationError("离岗日期不能早于到岗日期。")
        return day
