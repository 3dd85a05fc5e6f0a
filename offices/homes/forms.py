"""Forms of one nursing home."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing import DatedEditForm, EditForm
from offices.models import Division, HomeCensus, NursingHome


class HomeForm(EditForm):
    class Meta:
        model = NursingHome
        fields = ["name", "address", "opened_on"]

    def clean_opened_on(self) -> Any:
        return _not_future(self.cleaned_data["opened_on"])


class HomeCreateForm(HomeForm):
    """A new home also says where it stands; only townships within the scope can be chosen."""

    class Meta(HomeForm.Meta):
        fields = ["township", *HomeForm.Meta.fields]

    def __init__(self, *args: Any, identity: Identity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        townships = Division.objects.visible_to(identity).on(timezone.localdate()).filter(level="township")
        self.fields["township"].queryset = townships  # type: ignore[attr-defined]
        if townships.count() == 1:
            self.fields["township"].initial = townships.first()


class HomeCloseForm(EditForm):
    class Meta:
        model = NursingHome
        fields = ["closed_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].required = True
        self.fields["closed_on"].help_text = "最后一天仍在运行。停办后资料保留，可以重新启用。"

    def clean_closed_on(self) -> Any:
        return _not_future(self.cleaned_data["closed_on"])


class CensusForm(DatedEditForm):
    """Beds and residents from a day on; an empty figure means not yet reported, zero means none."""

    two_columns = True
    units = {"beds": "张", "residents": "人", "dependent": "人"}
    clauses = {"residents": "三(三)2-8", "dependent": "三(三)2-9", "county_funded": "三(三)2-10"}

    class Meta:
        model = HomeCensus
        fields = ["as_of", "beds", "residents", "dependent", "county_funded"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        residents, dependent = cleaned.get("residents"), cleaned.get("dependent")
        if residents is not None and dependent is not None and dependent > residents:
            self.add_error("dependent", f"失能人数({dependent})不能多于供养对象人数({residents})。")
        return cleaned


def _not_future(day: Any) -> Any:
    if day and day > timezone.localdate():
        raise ValidationError("不能填将来的日期。")
    return day
