"""Forms of the import wizard: which file goes where, and what is to be read instead of what stands there."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from intake.fields import Field
from intake.kinds import Kind, kinds_by_group
from intake.work.quota import why_no_more
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing.fields import PortalWidgets, dress
from jian_minzheng.core.editing.words import PlainWords
from offices.models import Division
from offices.unit_fields import UnitField

ACCEPTED = ".xlsx,.xls,.xlsm,.xlsb,.et,.ods,.csv,.tsv,.txt,.html,.htm,.mht,.xml"


class UploadForm(PlainWords, forms.Form):
    """A table, its kind, and the unit it is for. Only units within the scope exist for the form."""

    kind = forms.ChoiceField(label="表格类别", choices=lambda: _kinds_by_group())
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
        self.identity = identity
        units = Division.objects.visible_to(identity).on(timezone.localdate()).real()
        choice: Any = self.fields["division"]
        choice.queryset = units.filter(level__in=["county", "township"])
        choice.initial = identity.division_id
        for name in ("kind", "division"):
            dress(self.fields[name].widget)

    def clean(self) -> dict[str, Any]:
        """So much of one account, and no more."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if why := why_no_more(self.identity.user_id, file.size or 0 if file else 0):
            self.add_error("file", why)
        return cleaned

    def clean_file(self) -> "UploadedFile[Any]":
        """Size before anything else: what is too large is not even opened."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.IMPORT_MAX_BYTES:
            limit = settings.IMPORT_MAX_BYTES // 1024 // 1024
            raise forms.ValidationError(f"文件超过 {limit} MB。请删除图片和无关的工作表，或按乡镇拆分后再上传。")
        return file


def _kinds_by_group() -> list[tuple[str, list[tuple[str, str]]]]:
    return [(group, [(kind.key, kind.label) for kind in kinds]) for group, kinds in kinds_by_group()]


class CellForm(PortalWidgets, forms.Form):
    """What is to be read instead of what stands in a cell of a field; nothing empties it."""

    text = forms.CharField(label="应读作", required=False, max_length=500)

    def __init__(self, *args: Any, field: Field, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number_fields = _texts_of_numbers(field)


class MappingForm(PortalWidgets, forms.Form):
    """What is to be read wherever ``written`` stands in the column of a field."""

    field = forms.ChoiceField(label="栏目", error_messages={"invalid_choice": "请从列表中选择。"})
    written = forms.CharField(label="原来写的", max_length=500)
    text = forms.CharField(label="应读作", max_length=500, error_messages={"required": "请选择或填写应读作什么。"})

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shared = [kind.fields[key] for key in kind.keys if not kind.fields[key].own]
        field: Any = self.fields["field"]
        field.choices = [(one.key, one.label) for one in shared]
        self.number_fields = _texts_of_numbers(kind.fields.get(self.data.get("field", "")))


def _texts_of_numbers(field: Field | None) -> frozenset[str]:
    """The fields of a form in which numbers may be typed: what is written in a table's columns of numbers."""
    return frozenset({"text", "written"}) if field and field.holds_numbers else frozenset()
