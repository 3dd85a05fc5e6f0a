"""What waits for those who keep an area's data, as findings tell it; and the first steps of a newcomer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from assessments.dashboards.choice import findings_url
from assessments.models import Finding
from assessments.vocabulary import Outcome, SubjectKind
from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.todo import Task
from offices.models import HomeCensus, StationProfile
from staffing.models import Appointment

_ENTRY_PAGES = {
    SubjectKind.STATION: "offices:station_list",
    SubjectKind.TOWNSHIP: "offices:station_list",
    SubjectKind.NURSING_HOME: "offices:home_list",
    SubjectKind.VILLAGE: "staffing:village_roster",
    SubjectKind.COUNTY: "staffing:person_list",
    SubjectKind.HALL: "offices:window_list",
}
"""Where the missing figures of each kind of subject are entered."""

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
    for kind, outcome in _KINDS.items():
        for subject, count in _counted(actor.scope, outcome):
            yield Task(
                kind=kind,
                label=subject.label,
                count=count,
                unit="项",
                url=findings_url(division=actor.scope.division_id, kind=subject, outcome=outcome.value),
                entry_url=reverse(_ENTRY_PAGES[subject]),
                order=-count,
            )


def _counted(identity: Identity, outcome: Outcome) -> list[tuple[SubjectKind, int]]:
    """Kinds of subjects with findings of that outcome in the reader's area."""
    rows = Finding.objects.visible_to(identity).filter(outcome=outcome, standard__retired_on__isnull=True)
    counted = rows.order_by().values_list("subject_kind").annotate(count=Count("pk"))
    return [(SubjectKind(kind), count) for kind, count in counted]


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
            reverse("staffing:import_list"),
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
