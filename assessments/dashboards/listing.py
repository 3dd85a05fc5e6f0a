"""The finding list: its rows, what narrows them, its columns."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from assessments.compliance.since import since_shown
from assessments.models import Finding, Standard
from assessments.vocabulary import Outcome, SubjectKind
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.days import FIRST
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.parameters import LARGEST
from jian_minzheng.core.records import in_force_on
from jian_minzheng.core.registers.columns import Column
from jian_minzheng.core.registers.filters import ListFilter, SeveralFilter, StateFilter
from jian_minzheng.core.registers.listing import Listing
from jian_minzheng.core.templatetags.portal import figure
from jian_minzheng.core.templatetags.portal import outcome as badge
from offices.listing.filters import OUT_OF_REACH
from offices.models import Division
from offices.models.divisions import Level
from offices.places import Places, children_of, depth_of, paths_above
from offices.unit_fields import UnitField

JUDGED = "judged"
"""Pseudo outcome 应核查: every finding that is due, neither 不适用 nor 未到期."""
NOT_JUDGED = (Outcome.NOT_APPLICABLE, Outcome.NOT_DUE)

FINDING_OUT = "正在推算"
"""Stands for a day that the worker has yet to find out."""

OUTCOMES = [(JUDGED, "应核查(不含不适用、未到期)"), *Outcome.choices]


def finding_rows(identity: Identity, values: Mapping[str, Any]) -> Any:
    """Findings in scope, without their explanations; of standards in force unless a standard is named."""
    rows = Finding.objects.visible_to(identity).select_related("standard", "division").defer("explanation")
    return rows if values.get("standard") else rows.filter(standard__retired_on__isnull=True)


def load_rows(identity: Identity, rows: list[Any], values: Mapping[str, Any]) -> None:
    """Attach where each finding's unit lies, 县 乡镇, the address of 为什么, and since when it stands so."""
    since_shown(rows)
    places = Places.of(finding.division for finding in rows)
    for finding in rows:
        finding.place = " ".join(places.names(finding.division, Level.COUNTY, Level.TOWNSHIP))
        finding.row_url = reverse("assessments:finding_detail", args=[finding.pk])


def standard_choices() -> Iterable[tuple[str, str]]:
    """Standards by code, those no longer in force at the end."""
    rows = sorted(Standard.objects.all(), key=lambda one: one.retired_on is not None)
    return [(one.code, f"{one}(已停用)" if one.retired_on else str(one)) for one in rows]


def mechanism_choices(identity: Identity) -> Iterable[tuple[str, str]]:
    names = Standard.objects.filter(retired_on__isnull=True).values_list("mechanism", flat=True)
    return [(name, name) for name in dict.fromkeys(names)]


def unit_options(identity: Identity, chosen: Division | None) -> list[tuple[Any, str]]:
    """What the unit filter offers: the own area, the way down to the chosen unit, and the units right below it."""
    path = chosen.path if chosen else identity.path
    way = Q(path__in=paths_above(path, itself=True))
    below = children_of(path) & in_force_on(timezone.localdate())
    units = Division.objects.visible_to(identity).filter(way | below).exclude(path=identity.path)
    options = [(unit.pk, f"{'　' * (unit.depth > depth_of(path))}{unit.name}") for unit in units]
    return [("", identity.division_name), *options]


class AreaFilter(django_filters.ModelChoiceFilter):
    """Findings of one unit of any level and of all below it; the own area is the scope itself."""

    field_class = UnitField

    def __init__(self) -> None:
        super().__init__(label="单位", error_messages={"invalid_choice": OUT_OF_REACH})

    def get_queryset(self, request: Any) -> Any:
        return Division.objects.visible_to(self.parent.identity)

    @property
    def field(self) -> forms.Field:
        field: forms.Field = super().field
        try:
            chosen = field.clean(self.parent.data.get("division"))
        except ValidationError:
            chosen = None
        field.choices = unit_options(self.parent.identity, chosen)  # type: ignore[attr-defined]
        return field

    def filter(self, qs: Any, value: Any) -> Any:
        own = value is None or value.path == self.parent.identity.path
        return qs if own else qs.filter(division__path__under=value.path)


class SubjectFilter(django_filters.Filter):
    """The findings of one subject; where a page's link asks for them, the list keeps that."""

    field_class = forms.IntegerField

    def __init__(self) -> None:
        super().__init__(
            field_name="subject_id", label="对象", widget=forms.HiddenInput, min_value=1, max_value=LARGEST
        )


class FindingFilter(ListFilter):
    search = ("subject_label", "division__name")
    search_hint = "对象或所在单位"

    division = AreaFilter()
    outcome = StateFilter(OUTCOMES, label="结果", method="by_outcome")
    mechanism = StateFilter(mechanism_choices, label="机制", field_name="standard__mechanism")
    standard = SeveralFilter(standard_choices, label="标准", field_name="standard__code")
    kind = StateFilter(SubjectKind.choices, label="对象类别", field_name="subject_kind")
    subject = SubjectFilter()

    def offers(self, field: forms.BoundField) -> bool:
        return field.name == "division" or super().offers(field)

    def by_outcome(self, rows: Any, name: str, value: str) -> Any:
        return rows.exclude(outcome__in=NOT_JUDGED) if value == JUDGED else rows.filter(outcome=value)


def _standard(finding: Any) -> SafeString:
    return format_html('<span class="clause">{}</span> {}', finding.standard.code, finding.standard.title)


def _gap(finding: Any) -> str:
    if finding.parts and finding.gap is not None:
        return f"{finding.parts} 项中的 {figure(finding.gap)} 项"
    return figure(finding.gap) + (f" {finding.unit}" if finding.gap is not None else "")


def _reason(finding: Any) -> SafeString:
    return format_html(
        '{} <a class="text-nowrap no-print" href="{}">为什么<span class="visually-hidden">{} {}</span></a>',
        mask_text(finding.reason),
        finding.row_url,
        finding.subject_label,
        finding.standard.title,
    )


def _since(finding: Any) -> datetime.date | str:
    """The day; in words where it has yet to be found out, and where there is none worth telling."""
    if finding.since is None:
        return FINDING_OUT
    return finding.since if finding.since > FIRST else "有登记以来"


COLUMNS = [
    Column("subject", "对象", lambda finding: finding.subject_label, order=("subject_label",), optional=False),
    Column("kind", "对象类别", lambda finding: finding.get_subject_kind_display(), hidden=True, always_exported=True),
    Column("place", "所在单位", lambda finding: finding.place, order=("division__path",)),
    Column("code", "标准编号", lambda finding: finding.standard.code, hidden=True, always_exported=True),
    Column("standard", "标准", lambda finding: finding.standard.title, show=_standard, order=("standard__order",)),
    Column("outcome", "结果", lambda finding: finding.get_outcome_display(), show=lambda one: badge(one.outcome)),
    Column("measured", "实际", lambda finding: finding.measured, number=True, hidden=True, always_exported=True),
    Column("required", "要求", lambda finding: finding.required, number=True, hidden=True, always_exported=True),
    Column("gap", "缺口", lambda finding: finding.gap, show=_gap, order=("gap",), number=True),
    Column("unit", "计量单位", lambda finding: finding.unit, hidden=True, always_exported=True),
    Column("reason", "说明", lambda finding: finding.reason, show=_reason),
    Column("since", "自", _since, order=("since",), css="text-nowrap"),
    Column("due_on", "期限", lambda finding: finding.due_on, order=("due_on",), hidden=True, always_exported=True),
    Column("judged_on", "核查日期", lambda finding: finding.judged_on, hidden=True, always_exported=True),
]

FINDINGS = Listing(
    name="findings",
    title="核查结果",
    rows=finding_rows,
    columns=COLUMNS,
    filters=FindingFilter,
    order=("division__path", "standard__order", "subject_label", "pk"),
    load=load_rows,
    sheet="核查结果",
)
