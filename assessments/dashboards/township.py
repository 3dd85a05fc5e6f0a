"""A township's own page: every finding of its station, homes and villages, grouped by whom it judges."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models.fields.json import KeyTransform

from assessments.dashboards.area import findings_in
from assessments.dashboards.choice import Choice
from assessments.dashboards.judged import Judged, judged_of
from assessments.entry_forms import EntryForms, JudgedSubject
from assessments.models import Finding
from assessments.vocabulary import Outcome, SubjectKind
from jian_minzheng.core.acting import Acting, Identity
from offices.models import Division


@dataclass(slots=True)
class Subject:
    """One home or village with its findings in the order of the standards."""

    label: str
    findings: list[Any] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        """Nothing unmet and nothing missing; such subjects stand last."""
        return all(finding.outcome not in (Outcome.UNMET, Outcome.UNKNOWN) for finding in self.findings)


@dataclass(frozen=True, slots=True)
class TownshipFindings:
    """``own`` holds what the township and its station answer for themselves."""

    own: list[Any]
    homes: list[Subject]
    villages: list[Subject]

    @property
    def judged(self) -> Judged | None:
        """When the oldest of them was judged."""
        below = (finding for subject in (*self.homes, *self.villages) for finding in subject.findings)
        return judged_of((*self.own, *below))


def township_findings(identity: Identity, township: Division, choice: Choice) -> TownshipFindings:
    """One query; explanations stay in the database."""
    found = list(
        findings_in(identity, township)
        .filter(standard__in=[standard.pk for standard in choice.selected])
        .select_related("standard", "division")
        .defer("explanation")
        .order_by("division__path", "subject_label", "standard__order")
    )
    own = [f for f in found if f.division_id == township.pk and f.subject_kind != SubjectKind.NURSING_HOME]
    homes = [f for f in found if f.subject_kind == SubjectKind.NURSING_HOME]
    villages = [f for f in found if f.division_id != township.pk]
    return TownshipFindings(sorted(own, key=lambda f: f.standard.order), _by_subject(homes), _by_subject(villages))


def offer_entries(actor: Acting, findings: Iterable[Any], *, back: str) -> None:
    """Attach to each finding the forms whose fields would change it; read from explanations by themselves."""
    rows = list(findings)
    enter = KeyTransform("enter", "explanation")
    named = dict(Finding.objects.filter(pk__in=[row.pk for row in rows]).order_by().values_list("pk", enter))
    forms = EntryForms(actor, (field for fields in named.values() for field in fields or ()))
    for row in rows:
        row.entries = forms.links(JudgedSubject.of(row), named.get(row.pk) or (), back=back)


def _by_subject(findings: Iterable[Any]) -> list[Subject]:
    subjects: dict[tuple[int, str], Subject] = {}
    for finding in findings:
        key = (finding.division_id, finding.subject_label)
        subjects.setdefault(key, Subject(finding.subject_label)).findings.append(finding)
    return sorted(subjects.values(), key=lambda subject: subject.settled)
