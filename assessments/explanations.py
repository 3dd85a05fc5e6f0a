"""A stored explanation made ready to read: figures with links the reader may open, missing data with where to go."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import TextChoices
from django.urls import reverse

from assessments.subject_kinds import SUBJECTS
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.registers.declaration import REGISTRY
from jian_minzheng.core.templatetags.portal import figure as figure_words
from offices.roles import Capability

_PAGES: dict[str, tuple[str, TextChoices, str]] = {
    "offices.division": ("offices:division_detail", Capability.VIEW_OFFICES, "pk"),
    "offices.station": ("offices:station_detail", Capability.VIEW_OFFICES, "pk"),
    "offices.nursinghome": ("offices:home_detail", Capability.VIEW_OFFICES, "pk"),
    "offices.servicewindow": ("offices:window_detail", Capability.VIEW_OFFICES, "pk"),
    "staffing.person": ("staffing:person_detail", Capability.VIEW_PEOPLE, "pk"),
    "staffing.appointment": ("staffing:person_detail", Capability.VIEW_PEOPLE, "person_id"),
}
"""Records that lead to a page of their own: its name, the capability that opens it, the field that it is called by.

Records of registers have theirs, see ``_page``."""


@dataclass(frozen=True, slots=True)
class Input:
    """One figure that went into a judgement; ``url`` is empty where the reader may not open the record."""

    label: str
    value: str
    unit: str
    url: str


def explained_inputs(identity: Identity, finding: Any) -> list[Input]:
    """The figures of a finding. A record without a page of its own leads to the page of the finding's subject."""
    return _explained(identity, finding, finding.explanation.get("inputs", []))


def _explained(identity: Identity, finding: Any, figures: Sequence[Mapping[str, Any]]) -> list[Input]:
    reachable = _reachable(identity, figures)
    fallback = subject_url(identity, finding)
    return [
        Input(
            label=figure.get("label", ""),
            value=_words(figure.get("value")),
            unit=figure.get("unit") or "",
            url=_record_url(finding, figure, reachable, fallback),
        )
        for figure in figures
    ]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that the standard asks for together, with its own figures."""

    label: str
    outcome: str
    reason: str
    gap: str
    inputs: list[Input]


def explained_parts(identity: Identity, finding: Any) -> list[Part]:
    """The parts of a finding, in their order; none where its standard is not made of parts."""
    return [
        Part(
            label=part["label"],
            outcome=part["outcome"],
            reason=part["reason"],
            gap="" if part["gap"] is None else f"{figure_words(part['gap'])} {part['unit']}".rstrip(),
            inputs=_explained(identity, finding, part["inputs"]),
        )
        for part in finding.explanation.get("parts", [])
    ]


def _words(value: Any) -> str:
    """Numbers grouped as everywhere else; words as they stand."""
    if value is None:
        return "未填"
    return figure_words(value) if isinstance(value, int | float) else str(value)


def subject_url(identity: Identity, finding: Any) -> str:
    """Where the reader finds what was judged: its page, or its line in a list; empty where the reader has neither."""
    declared = SUBJECTS[finding.subject_kind]
    if not identity.can(Capability.VIEW_OFFICES):
        return ""
    if not declared.model.objects.visible_to(identity).filter(pk=finding.subject_id).exists():
        return ""
    return declared.url(identity, finding.subject_id)


def _page(model: str) -> tuple[str, TextChoices, str] | None:
    """As in ``_PAGES``; ``None`` for a record without a page of its own."""
    if model in _PAGES:
        return _PAGES[model]
    register = next((one for one in REGISTRY.all() if one.model._meta.label_lower == model), None)
    return (f"{register.app}:{register.name}_detail", register.view, "pk") if register else None


def _in_a_list(finding: Any, model: str, pk: int) -> bool:
    """Whether a record is the judged unit itself, kept as a line of a list: its page is not where that is entered."""
    in_list = SUBJECTS[finding.subject_kind].line_of is not None
    return in_list and model == "offices.division" and pk == finding.subject_id


def _record_url(
    finding: Any, figure: Mapping[str, Any], reachable: Mapping[str, Mapping[int, int]], fallback: str
) -> str:
    model, pk = _record(figure)
    page = _page(model)
    if page is None or _in_a_list(finding, model, pk):
        return fallback
    target = reachable.get(model, {}).get(pk)
    return reverse(page[0], args=[target]) if target else ""


def _reachable(identity: Identity, figures: Iterable[Mapping[str, Any]]) -> dict[str, dict[int, int]]:
    """Of the records named, those the reader may open, with the key of their page; one query per model."""
    named: dict[str, set[int]] = {}
    for model, pk in map(_record, figures):
        if (page := _page(model)) and identity.can(page[1]):
            named.setdefault(model, set()).add(pk)
    return {model: _visible(identity, model, pks) for model, pks in named.items()}


def _visible(identity: Identity, model: str, pks: set[int]) -> dict[int, int]:
    page = _page(model)
    rows = apps.get_model(model)._default_manager.visible_to(identity).filter(pk__in=pks)
    return dict(rows.values_list("pk", page[2])) if page else {}


def _record(figure: Mapping[str, Any]) -> tuple[str, int]:
    """Model label and key of the record behind a figure; ``("", 0)`` where there is none."""
    return str(figure.get("model") or "").lower(), int(figure.get("pk") or 0)
