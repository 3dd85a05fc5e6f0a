"""What waits for those who keep an area's data, as findings tell it; and the first steps of a newcomer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from assessments.dashboards.choice import findings_url
from assessments.models import Finding, Standard
from assessments.subject_kinds import SUBJECTS
from assessments.vocabulary import Outcome, SubjectKind
from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.todo import Task, counted
from offices.models import HomeCensus, StationProfile
from staffing.models import Appointment

_KINDS = {"missing": Outcome.UNKNOWN, "unmet": Outcome.UNMET}


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first steps, in order; without ``url`` it is taken elsewhere, as the hint says."""

    label: str
    hint: str
    url: str
    done: bool


def open_findings(actor: Acting) -> Iterable[Task]:
    """Missing data and shortfalls in the area of those who put them right: a task per kind of subject."""
    counts = _counted(actor.scope)
    for kind, outcome in _KINDS.items():
        found = counts.get(outcome, [])
        entries = _entries(actor.scope, [subject for subject, _ in found]) if kind == "missing" else {}
        for subject, count in found:
            yield Task(
                kind=kind,
                label=subject.label,
                count=count,
                unit="项",
                url=findings_url(division=actor.scope.division_id, kind=subject, outcome=outcome.value),
                order=-count,
                **entries.get(subject, {}),
            )


def subjects_lacking_data(identity: Identity, kind: str) -> QuerySet[Any]:
    """Keys of the subjects of a kind of which a standard in force found data missing that is entered at the subject;
    returned figures are not, so a list of what is owed there would show rows without a gap.
    """
    found: QuerySet[Any] = _open(identity).filter(outcome=Outcome.UNKNOWN, subject_kind=kind)
    found = found.exclude(standard__measure=Standard.Measure.RETURNED)
    return found.order_by().values("subject_id")


def _entries(identity: Identity, subjects: list[SubjectKind]) -> dict[SubjectKind, dict[str, Any]]:
    """Of each kind of subject where its figures are entered, with the number of rows there; without any, nowhere."""
    entries = [(subject, entry) for subject in subjects if (entry := SUBJECTS[subject].entry)]
    counts = counted([entry.found(identity) for _, entry in entries])
    return {
        subject: {"entry_url": entry.url, "entry_count": counts[number], "entry_unit": entry.unit}
        for number, (subject, entry) in enumerate(entries)
        if counts.get(number)
    }


def _open(identity: Identity) -> QuerySet[Any]:
    """Findings in the reader's area about which something is to be done, of standards in force."""
    rows: QuerySet[Any] = Finding.objects.visible_to(identity).filter(outcome__in=_KINDS.values())
    return rows.filter(standard__retired_on__isnull=True)


def _counted(identity: Identity) -> dict[str, list[tuple[SubjectKind, int]]]:
    """By outcome, the kinds of subjects with such findings in the reader's area."""
    rows = _open(identity).order_by().values_list("outcome", "subject_kind").annotate(count=Count("pk"))
    found: dict[str, list[tuple[SubjectKind, int]]] = {}
    for outcome, kind, count in rows:
        found.setdefault(outcome, []).append((SubjectKind(kind), count))
    return found


def first_steps(identity: Identity) -> list[Step]:
    """What an editor does first, in this order; a step is done once the area holds any such record."""
    return [
        Step(
            "填写民政所情况",
            "办公用房、标识牌、制度、公示栏和七有设施",
            reverse("offices:station_list"),
            StationProfile.objects.visible_to(identity).exists(),
        ),
        Step(
            "导入人员花名册",
            "用手头的 Excel 花名册即可，系统会认列名并先给您核对",
            reverse("intake:list"),
            Appointment.objects.visible_to(identity).exists(),
        ),
        Step(
            "填写敬老院情况",
            "供养对象、失能人数和工作人员",
            reverse("offices:home_list"),
            HomeCensus.objects.visible_to(identity).exists(),
        ),
        Step(
            "查看达标情况",
            "哪些达标、哪些还差多少、为什么",
            reverse("assessments:dashboard"),
            Finding.objects.visible_to(identity).exclude(outcome=Outcome.UNKNOWN).exists(),
        ),
    ]
