"""What the home page puts first: data that is missing, imports left half-way, and the first steps of a newcomer."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from assessments.dashboards.choice import findings_url
from assessments.models import Finding
from assessments.vocabulary import Outcome, SubjectKind
from jian_minzheng.core.acting import Identity
from offices.models import HomeCensus, StationProfile
from offices.roles import Capability
from staffing.models import Appointment, ImportBatch

_ENTRY_PAGES = {
    SubjectKind.STATION: "offices:station_list",
    SubjectKind.TOWNSHIP: "offices:station_list",
    SubjectKind.NURSING_HOME: "offices:home_list",
    SubjectKind.VILLAGE: "staffing:village_roster",
    SubjectKind.COUNTY: "staffing:person_list",
    SubjectKind.HALL: "offices:window_list",
}
"""Where the missing figures of each kind of subject are entered."""


@dataclass(frozen=True, slots=True)
class Section:
    """Findings of one kind of subject with one outcome: how many, the list of them, and where to enter the data."""

    label: str
    count: int
    url: str
    entry_url: str


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first steps, in order; without ``url`` it is taken elsewhere, as the hint says."""

    label: str
    hint: str
    url: str
    done: bool


def open_sections(identity: Identity, outcome: Outcome) -> list[Section]:
    """Kinds of subjects with findings of that outcome in the reader's area, the most first."""
    rows = (
        Finding.objects.visible_to(identity)
        .filter(outcome=outcome, standard__retired_on__isnull=True)
        .order_by()
        .values_list("subject_kind")
        .annotate(count=Count("pk"))
        .order_by("-count")
    )
    return [
        Section(
            label=SubjectKind(kind).label,
            count=count,
            url=findings_url(division=identity.division_id, kind=kind, outcome=outcome.value),
            entry_url=reverse(_ENTRY_PAGES[SubjectKind(kind)]),
        )
        for kind, count in rows
    ]


def open_batches(identity: Identity) -> list[ImportBatch]:
    """The reader's own roster imports that were read but neither committed nor given up."""
    if not identity.can(Capability.IMPORT_ROSTER):
        return []
    waiting = (ImportBatch.State.READ, ImportBatch.State.PREVIEWED)
    found = ImportBatch.objects.visible_to(identity).filter(state__in=waiting, owner_id=identity.user_id)
    return list(found.defer("columns")[:10])


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
