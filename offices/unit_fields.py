"""Pickers of units. Names recur – 新圩村委会 stands in several townships – so every picker says where a unit lies."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from offices.models import Division
from offices.places import Places, parent_path, paths_above

Choices = list[tuple[Any, Any]]


def unit_choices(units: Iterable[Division]) -> Choices:
    """Choices of a picker, no two labelled alike: one group per unit above, or none where all share one.

    Costs a query where there are several groups.
    """
    groups: dict[str, list[Division]] = {}
    for unit in units:
        groups.setdefault(parent_path(unit.path), []).append(unit)
    above = _groups_named(groups)
    labels = _labels({parent: (above[parent], members) for parent, members in groups.items()})
    choices: Choices = []
    for parent, members in groups.items():
        options = [(unit.pk, labels[unit.pk]) for unit in members]
        choices += [(above[parent], options)] if above[parent] else options
    return choices


def _groups_named(groups: dict[str, list[Division]]) -> dict[str, str]:
    """What to call the unit above each group, by its path: the way down from where the groups' ways part."""
    if len(groups) < 2:
        return dict.fromkeys(groups, "")
    shared = set.intersection(*(set(paths_above(parent, itself=True)) for parent in groups))
    places = Places.of(members[0] for members in groups.values())
    ways = {parent: places.above(members[0]) for parent, members in groups.items()}
    return {parent: "·".join(one.name for one in way if one.path not in shared) for parent, way in ways.items()}


def _labels(groups: dict[str, tuple[str, list[Division]]]) -> dict[int, str]:
    """A name as it is where it stands once; else with the unit above; else with what else tells units apart."""
    members = [(unit, above) for above, units in groups.values() for unit in units]
    plain = {unit.pk: unit.name for unit, _ in members}
    placed = {unit.pk: f"{above}·{unit.name}".strip("·") for unit, above in members}
    marked = {unit.pk: f"{placed[unit.pk]}({_mark(unit)})" for unit, _ in members}
    often, still = Counter(plain.values()), Counter(placed.values())
    return {
        pk: name if often[name] == 1 else placed[pk] if still[placed[pk]] == 1 else marked[pk]
        for pk, name in plain.items()
    }


def _mark(unit: Division) -> str:
    code = unit.stats_code or unit.civil_affairs_code or unit.own_code or f"编号{unit.pk}"
    return f"{unit.valid_to}撤销，{code}" if unit.valid_to else code


class UnitChoices(ModelChoiceIterator):  # type: ignore[type-arg]
    """Groups the options; a single possible unit that must be chosen is chosen already."""

    def __iter__(self) -> Iterator[Any]:
        units = list(self.queryset)
        if self.field.empty_label is not None and not (len(units) == 1 and self.field.required):
            yield "", self.field.empty_label
        yield from unit_choices(units)


class Narrowed:
    """A page puts a box above the select in which a long list is narrowed by name (``portal.js``)."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"data-narrow": ""}


class UnitField(Narrowed, forms.ModelChoiceField):  # type: ignore[type-arg]
    """One unit out of a queryset of divisions."""

    iterator = UnitChoices

    def __init__(self, queryset: Any, *, empty_label: str | None = "请选择", **options: Any) -> None:
        super().__init__(queryset, empty_label=empty_label, **options)


class UnitsField(Narrowed, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several units out of a queryset of divisions."""

    iterator = UnitChoices
