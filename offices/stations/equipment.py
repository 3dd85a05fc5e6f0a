"""The seven haves as one grid: one date for all, one line for each kind, saved together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jian_minzheng.core.editing import DatedEditForm
from jian_minzheng.core.editing.fields import PortalWidgets
from jian_minzheng.core.records import latest_on
from offices.models import EQUIPMENT_KINDS, Equipment, Station


class EquipmentForm(DatedEditForm):
    """One line. A kind that nobody has reported yet starts empty, and stays unreported while it is left so."""

    class Meta:
        model = Equipment
        fields = ["as_of", "total", "usable", "condition", "note"]
        widgets = {"as_of": forms.HiddenInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        if self.base is None:
            self.initial.update(total=None, usable=None)
        for name, label in (("total", "数量"), ("usable", "其中可用"), ("condition", "状况"), ("note", "说明")):
            self.fields[name].widget.attrs["aria-label"] = f"{self.instance.get_kind_display()}{label}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("total") == 0:
            cleaned["condition"] = Equipment.Condition.NONE
        return cleaned

    @classmethod
    def wrong_with(cls, given: Mapping[str, Any], base: Equipment | None) -> dict[str, str]:
        total, usable, wrong = given.get("total"), given.get("usable"), {}
        if total is not None and usable is not None and usable > total:
            wrong["usable"] = "“其中可用”不能多于“数量”。"
        if total and given.get("condition") == Equipment.Condition.NONE:
            wrong["condition"] = "数量不为零，状况不能是“未配置”。"
        return wrong


class GridDateForm(PortalWidgets, forms.Form):
    as_of = forms.DateField(
        label="以下情况自哪一天起属实",
        help_text="只保存有变化的行。填某行现有日期即更正该行，填更晚的日期即登记新情况，填更早的日期即补录历史。",
    )


@dataclass(frozen=True, slots=True)
class GridError:
    """One problem of one cell: the id to jump to, where it is, what to do."""

    anchor: str
    label: str
    message: str


class EquipmentGrid:
    """All seven lines over one station, with the manners of a form."""

    def __init__(self, station: Station, data: Any = None) -> None:
        self.fields: dict[str, Any] = {}
        self.own_errors: list[str] = []
        self.date = GridDateForm(data, initial={"as_of": timezone.localdate()})
        current = equipment_on(station)
        sent = _with_date(data)
        self.lines = [
            EquipmentForm(
                sent,
                base=current.get(kind),
                owner={"station": station, "kind": kind},
                earliest=station.opened_on,
                prefix=kind.value,
            )
            for kind in EQUIPMENT_KINDS
        ]

    @property
    def touched(self) -> list[EquipmentForm]:
        return [line for line in self.lines if line.touched]

    @property
    def also_said(self) -> str:
        return "".join([self.date.also_said, *(line.also_said for line in self.touched)])

    @property
    def conflicts(self) -> list[EquipmentForm]:
        return [line for line in self.lines if line.conflict]

    def is_valid(self) -> bool:
        checked = [line.is_valid() for line in self.touched]
        return self.date.is_valid() and all(checked)

    def explain_conflict(self, scope: Any) -> None:
        for line in self.touched:
            if line.stale():
                line.explain_conflict(scope)

    def add_error(self, field: Any, error: Any) -> None:
        self.own_errors += ValidationError(error).messages

    def errors(self) -> list[GridError]:
        """Every error of every line, the date first."""
        found = [GridError("id_as_of", "日期", str(message)) for message in self.date.errors.get("as_of", [])]
        for line in self.touched if self.date.is_bound else []:
            for name, messages in line.errors.items():
                kind = line.instance.get_kind_display()
                known = name in line.fields and name != "as_of"
                anchor = line[name].auto_id if known else "id_as_of"
                label = f"{kind}·{line.fields[name].label}" if known else kind
                found += [GridError(anchor, label, str(message)) for message in messages]
        return found


def equipment_on(station: Station, day: Any = None) -> dict[str, Equipment]:
    """The row of each kind in force on a day (default: the newest), by kind; kinds never reported are missing."""
    day = day or timezone.localdate()
    return {row.kind: row for row in latest_on(station.equipment.all(), day, by=("station", "kind"))}


def _with_date(data: Any) -> Any:
    """Give every line the one date that was asked."""
    if data is None:
        return None
    sent = data.copy()
    for kind in EQUIPMENT_KINDS:
        sent[f"{kind.value}-as_of"] = sent.get("as_of", "")
    return sent
