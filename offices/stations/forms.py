"""Forms of one station, section by section."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jian_minzheng.core.editing import DatedEditForm, EditForm
from offices.models import ServiceWindow, Station, StationProfile

LARGE_CHANGE = Decimal(2)
"""An area that more than doubles or halves is more often a slip than a move: the note has to say why."""


class StationForm(EditForm):
    clauses = {"name": "三(三)1-2"}
    number_fields = frozenset({"phone"})

    class Meta:
        model = Station
        fields = ["name", "address", "phone", "opened_on"]


class StationCloseForm(EditForm):
    class Meta:
        model = Station
        fields = ["closed_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].required = True
        self.fields["closed_on"].help_text = "最后一天仍在运行。撤销后资料保留，可以重新启用。"

    def clean_closed_on(self) -> Any:
        return _not_future(self.cleaned_data["closed_on"])


class ProfileForm(DatedEditForm):
    """How the station stands from a day on; every fact with its clause, unit and the value now in force."""

    two_columns = True
    clauses = {
        "sign_hung": "三(三)1-3",
        "rules_in_place": "三(三)1-4",
        "duties_in_place": "三(三)1-4",
        "workflow_in_place": "三(三)1-4",
        "notice_board": "三(三)1-5",
        "publicity_board": "三(三)1-5",
    }

    class Meta:
        model = StationProfile
        fields = [
            "as_of", "sign_hung", "rules_in_place", "duties_in_place", "workflow_in_place", "notice_board",
            "publicity_board", "office_area", "inside_nursing_home", "note",
        ]  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = "面积比原来增加一倍以上或减少一半以上时，请在此写明原因。"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self._large_change(cleaned.get("office_area")) and cleaned.get("note", "") in {"", self.base.note}:
            self.add_error(
                "note",
                f"办公用房面积由{self.previous['office_area']}㎡变为{cleaned['office_area']}㎡,变化很大："
                "如属实请写明原因，如有误请改正面积。",
            )
        return cleaned

    def _large_change(self, area: Decimal | None) -> bool:
        before = self.base.office_area if self.base else None
        if not before or area is None:
            return False
        return bool(area > before * LARGE_CHANGE or area * LARGE_CHANGE < before)


class WindowForm(EditForm):
    class Meta:
        model = ServiceWindow
        fields = ["dedicated", "location", "opened_on", "closed_on"]

    def clean_opened_on(self) -> Any:
        return _not_future(self.cleaned_data["opened_on"])


def _not_future(day: Any) -> Any:
    if day and day > timezone.localdate():
        raise ValidationError("不能填将来的日期。")
    return day
