"""The two forms of the import wizard: which file goes where, and what its columns mean."""

from collections import Counter
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from offices.identity import Identity
from offices.models import Division
from staffing.models import ImportBatch
from staffing.roster_import.fields import FIELDS, Target
from staffing.roster_import.kinds import KINDS, RosterKind

ACCEPTED = ".xlsx,.xls,.xlsm,.et,.ods,.csv,.tsv,.txt,.html,.htm,.mht,.xml"


class UploadForm(forms.Form):
    """A roster, its kind, and the unit it is for. Only units within the scope exist for the form."""

    kind = forms.ChoiceField(label="花名册类别", choices=[(key, kind.label) for key, kind in KINDS.items()])
    division = forms.ModelChoiceField(
        label="导入到",
        queryset=Division.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "请从列表中选择单位。"},
        help_text="表中的单位都应在这个单位之内。",
    )
    file = forms.FileField(
        label="花名册文件",
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


class ColumnsForm(forms.Form):
    """One select per column of the sheet, each holding what the portal took the column for."""

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns: list[dict[str, Any]] = batch.columns.get("list", [])
        own = [(key, FIELDS[key].label) for key in KINDS[batch.kind].fields]
        for column in self.columns:
            taken = column["field"]
            other = [(taken, f"{column['label']}(认识，本类花名册不用)")] if taken and not column["used"] else []
            self.fields[f"column-{column['index']}"] = forms.ChoiceField(
                choices=[("", "不读取"), *other, *own],
                initial=taken or "",
                required=False,
                label=f"{column['letter']}列 {column['header']}的含义",
                error_messages={"invalid_choice": "请从列表中选择。"},
            )

    def clean(self) -> dict[str, Any]:
        """A field may stand in one column only."""
        cleaned = super().clean() or {}
        counts = Counter(key for key in cleaned.values() if key and FIELDS[key].target != Target.NOTHING)
        for key, count in counts.items():
            if count > 1:
                letters = "、".join(c["letter"] for c in self.columns if cleaned.get(f"column-{c['index']}") == key)
                self.add_error(None, f"“{FIELDS[key].label}”选了{count}列({letters}列)，只能选一列。")
        return cleaned

    def decisions(self) -> dict[int, str | None]:
        """Column index → field for every column that the official decided, now or before; ``None``: do not read."""
        decided: dict[int, str | None] = {}
        for column in self.columns:
            chosen = self.cleaned_data[f"column-{column['index']}"] or None
            if column["decided"] or chosen != column["field"]:
                decided[column["index"]] = chosen
        return decided


class CellForm(forms.Form):
    """What is to be read instead of what stands in a cell; nothing empties it."""

    text = forms.CharField(required=False, max_length=500)


class MappingForm(forms.Form):
    """What is to be read wherever ``written`` stands in the column of a field."""

    field = forms.ChoiceField(error_messages={"invalid_choice": "请从列表中选择。"})
    written = forms.CharField(max_length=500)
    text = forms.CharField(max_length=500, error_messages={"required": "请选择或填写应读作什么。"})

    def __init__(self, *args: Any, kind: RosterKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["field"]
        field.choices = [(key, FIELDS[key].label) for key in kind.fields]
