"""Forms of the changes of the division tree that 系统管理员 enters."""

from typing import Any

from django import forms

from jian_minzheng.core.editing.fields import PortalWidgets
from jian_minzheng.core.scope import Scope
from offices.models import Division
from offices.models.divisions import Level
from offices.places import parent_path
from offices.unit_fields import UnitField, UnitsField

TOWNSHIP_KINDS = ("镇", "乡", "民族乡", "街道")
_KINDS = {
    Level.CITY: ("设区市",),
    Level.COUNTY: ("县", "区", "县级市", "功能区"),
    Level.TOWNSHIP: TOWNSHIP_KINDS,
    Level.VILLAGE: ("村", "社区"),
}


class ChangeForm(PortalWidgets, forms.Form):
    """What every change of the tree says: from when, and on what authority."""

    on = forms.DateField(label="生效日期", help_text="变更生效后再登记；之前的统计仍按原区划。")
    source = forms.CharField(label="依据", max_length=200, help_text="批复文件的名称和文号。")

    def __init__(self, *args: Any, unit: Division, scope: Scope, **kwargs: Any) -> None:
        self.unit, self.scope = unit, scope
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name not in {"on", "source"}), "on", "source"])

    def others(self, level: str) -> Any:
        """Open units of a level that the acting administrator reaches, without the unit itself."""
        return (
            Division.objects.visible_to(self.scope).filter(level=level, valid_to__isnull=True).exclude(pk=self.unit.pk)
        )

    def arguments(self) -> dict[str, Any]:
        """What the service is called with."""
        return dict(self.cleaned_data)

    def touched(self) -> list[Division]:
        """The units whose subtrees the change concerns."""
        return [self.unit]


class RenameForm(ChangeForm):
    name = forms.CharField(label="新名称", max_length=60)
    kind = forms.ChoiceField(label="类别")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = self.unit.name
        self.fields["kind"] = _kind_field(self.unit, initial=self.unit.kind)
        self.order_fields(["name", "kind"])


class MoveForm(ChangeForm):
    parent = UnitField(Division.objects.none(), label="新的上级")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = Level.values[max(Level.values.index(self.unit.level) - 1, 0)]
        self.fields["parent"].queryset = self.others(above).filter(virtual=False)  # type: ignore[attr-defined]
        self.order_fields(["parent"])


class MergeForm(ChangeForm):
    successor = UnitField(Division.objects.none(), label="并入")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = self.others(self.unit.level).filter(path__under=parent_path(self.unit.path))
        self.fields["successor"].queryset = near.filter(virtual=False)  # type: ignore[attr-defined]
        self.order_fields(["successor"])

    def arguments(self) -> dict[str, Any]:
        return {**self.cleaned_data, "predecessors": [self.unit]}


class SplitForm(ChangeForm):
    name = forms.CharField(label="新单位名称", max_length=60)
    kind = forms.ChoiceField(label="类别")
    children = UnitsField(
        Division.objects.none(), label="划出的下级单位", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = _kind_field(self.unit, initial=self.unit.kind)
        children = Division.objects.get_children(self.unit).filter(valid_to__isnull=True)
        self.fields["children"].queryset = children  # type: ignore[attr-defined]
        self.order_fields(["name", "kind", "children"])

    def touched(self) -> list[Division]:
        return list(self.cleaned_data["children"])


def _kind_field(unit: Division, *, initial: str) -> forms.ChoiceField:
    kinds = dict.fromkeys([*_KINDS[Level(unit.level)], initial])
    return forms.ChoiceField(
        label="类别",
        choices=[(kind, kind) for kind in kinds],
        initial=initial,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
