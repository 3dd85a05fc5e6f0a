"""A stored explanation made ready to read: figures with links the reader may open, missing data with where to go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import reverse

from assessments.vocabulary import SubjectKind
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.templatetags.portal import figure as figure_words
from offices.models import Division, NursingHome, Station
from offices.roles import Capability

_PAGES = {
    "offices.division": ("offices:division_detail", Capability.VIEW_OFFICES, "pk"),
    "offices.station": ("offices:station_detail", Capability.VIEW_OFFICES, "pk"),
    "offices.nursinghome": ("offices:home_detail", Capability.VIEW_OFFICES, "pk"),
    "offices.servicewindow": ("offices:window_detail", Capability.VIEW_OFFICES, "pk"),
    "staffing.person": ("staffing:person_detail", Capability.VIEW_PEOPLE, "pk"),
    "staffing.appointment": ("staffing:person_detail", Capability.VIEW_PEOPLE, "person_id"),
}
"""Records that lead to a page of their own: its name, the capability that opens it, the field that it is called by."""

_SUBJECT_MODELS: dict[str, type[Any]] = {
    SubjectKind.STATION: Station,
    SubjectKind.NURSING_HOME: NursingHome,
}


@dataclass(frozen=True, slots=True)
class Input:
    """One figure that went into a judgement; ``url`` is empty where the reader may not open the record."""

    label: str
    value: str
    unit: str
    url: str


def explained_inputs(identity: Identity, finding: Any) -> list[Input]:
    """The figures of a finding. A record without a page of its own leads to the page of the finding's subject."""
    figures = finding.explanation.get("inputs", [])
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


def _words(value: Any) -> str:
    """Numbers grouped as everywhere else; words as they stand."""
    if value is None:
        return "未填"
    return figure_words(value) if isinstance(value, int | float) else str(value)


def subject_url(identity: Identity, finding: Any) -> str:
    """Page of the station, home or division that was judged, of a hall its line in the list of windows, where one is
    registered, of a village its line in the list of specialists; empty where the reader has no page for it.
    """
    if not identity.can(Capability.VIEW_OFFICES):
        return ""
    model = _SUBJECT_MODELS.get(finding.subject_kind, Division)
    label = model._meta.label_lower
    if not model.objects.visible_to(identity).filter(pk=finding.subject_id).exists():
        return ""
    if finding.subject_kind == SubjectKind.HALL:
        return f"{reverse('offices:window_list')}?unit={finding.subject_id}"
    if finding.subject_kind == SubjectKind.VILLAGE and identity.can(Capability.VIEW_PEOPLE):
        return f"{reverse('staffing:village_roster')}?unit={finding.subject_id}"
    return reverse(_PAGES[label][0], args=[finding.subject_id])


def _in_a_list(finding: Any, model: str, pk: int) -> bool:
    """Whether a record is the hall or village itself that was judged: its own page is not where that is entered."""
    judged = finding.subject_kind in (SubjectKind.HALL, SubjectKind.VILLAGE)
    return bool(judged and model == "offices.division" and pk == finding.subject_id)


def _record_url(
    finding: Any, figure: Mapping[str, Any], reachable: Mapping[str, Mapping[int, int]], fallback: str
) -> str:
    model, pk = _record(figure)
    if model not in _PAGES or _in_a_list(finding, model, pk):
        return fallback
    target = reachable.get(model, {}).get(pk)
    return reverse(_PAGES[model][0], args=[target]) if target else ""


def _reachable(identity: Identity, figures: Iterable[Mapping[str, Any]]) -> dict[str, dict[int, int]]:
    """Of the records named, those the reader may open, with the key of their page; one query per model."""
    named: dict[str, set[int]] = {}
    for model, pk in map(_record, figures):
        if model in _PAGES and identity.can(_PAGES[model][1]):
            named.setdefault(model, set()).add(pk)
    return {model: _visible(identity, model, pks) for model, pks in named.items()}


def _visible(identity: Identity, model: str, pks: set[int]) -> dict[int, int]:
    rows = apps.get_model(model)._default_manager.visible_to(identity).filter(pk__in=pks)
    return dict(rows.values_list("pk", _PAGES[model][2]))


def _record(figure: Mapping[str, Any]) -> tuple[str, int]:
    """Model label and key of the record behind a figure; ``("", 0)`` where there is none."""
    return str(figure.get("model") or "").lower(), int(figure.get("pk") or 0)
