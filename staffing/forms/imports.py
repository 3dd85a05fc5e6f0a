"""Forms of the import wizard: which file goes where, and what is to be read instead of what stands there."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing.fields import PortalWidgets
from jian_minzheng.core.editing.words import PlainWords
from offices.models import Division
from offices.unit_fields import UnitField
from staffing.roster_import.fields import FIELDS
from staffing.roster_import.kinds import KINDS, RosterKind
from staffing.roster_import.previewing.unread import OF_ONE_PERSON

ACCEPTED = ".xlsx,.xls,.xlsm,.et,.ods,.csv,.tsv,.txt,.html,.htm,.mht,.xml"

_MADE_FOR_NUMBERS = frozenset({"id_number", "phone", "office_phone"})


class UploadForm(PlainWords, forms.Form):
    """A roster, its kind, and the unit it is for. Only units within the scope exist for the form."""

    kind = forms.ChoiceField(label="表格类别", choices=[(key, kind.label) for key, kind in KINDS.items()])
    division = UnitField(
        Division.objects.none(),
        label="导入到",
        empty_label=None,
        error_messages={"invalid_choice": "请从列表中选择单位。"},
        help_text="表中的单位都应在这个单位之内。",
    )
    file = forms.FileField(
        label="表格文件",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": "请选择一个文件。", "empty": "文件是空的，请确认表格已经保存。"},
    )

    def __init__(self, *args: Any, identity: Identity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Division.objects.visible_to(identity).on(timezone.localdate()).real()
        choice: Any = self.fields["division"]
        choice.queryset = units.filter(level__in=["county", "township"])
        choice.initial = identity.division_id

    def clean_file(self) -> "UploadedFile[Any]":
        """Size before anything else: what is too large is not even opened."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.ROSTER_MAX_BYTES:
            limit = settings.ROSTER_MAX_BYTES // 1024 // 1024
            raise forms.ValidationError(f"文件超过 {limit} MB。请删除图片和无关的工作表，或按乡镇拆分后再上传。")
        return file


class CellForm(PortalWidgets, forms.Form):
    """What is to be read instead of what stands in a cell of field ``key``; nothing empties it."""

    text = forms.CharField(label="应读作", required=False, max_length=500)

    def __init__(self, *args: Any, key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number_fields = _texts_of_numbers(key)


class MappingForm(PortalWidgets, forms.Form):
    """What is to be read wherever ``written`` stands in the column of a field."""

    field = forms.ChoiceField(label="栏目", error_messages={"invalid_choice": "请从列表中选择。"})
    written = forms.CharField(label="原来写的", max_length=500)
    text = forms.CharField(label="应读作", max_length=500, error_messages={"required": "请选择或填写应读作什么。"})

    def __init__(self, *args: Any, kind: RosterKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["field"]
        field.choices = [(key, FIELDS[key].label) for key in kind.fields if key not in OF_ONE_PERSON]
        self.number_fields = _texts_of_numbers(self.data.get("field", ""))


def _texts_of_numbers(key: str) -> frozenset[str]:
    """The fields of a form in which numbers may be typed: what is written in a roster's columns of numbers."""
    return frozenset({"text", "written"}) if key in _MADE_FOR_NUMBERS else frozenset()
