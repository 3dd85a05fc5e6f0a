"""Each kind of subject, declared once: where its facts stand, its pages, and where its figures are entered."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from assessments.vocabulary import SubjectKind
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.registers.listing import Listing
from offices.models import Division, NursingHome, Station
from offices.models.divisions import Level
from offices.registers.homes import HOMES
from offices.registers.stations import STATIONS
from offices.registers.windows import WINDOWS
from offices.roles import Capability
from staffing.listing.people import PEOPLE
from staffing.listing.villages import VILLAGES


@dataclass(frozen=True, slots=True)
class Entry:
    """Where missing figures are entered: a list, what narrows it to just those, and what its rows are."""

    page: str
    listing: Listing
    query: str
    unit: str

    def found(self, identity: Identity) -> QuerySet[Any]:
        return self.listing.found(identity, QueryDict(self.query))

    @property
    def url(self) -> str:
        return f"{reverse(self.page)}?{self.query}"


@dataclass(frozen=True, slots=True)
class SubjectDeclaration:
    """One kind of subject.

    ``shelf`` is the field of ``compliance.subjects.Facts`` that holds its facts. ``levels`` are those of the units that
    are judged, of stations and homes those of the units they lie in. ``model`` is what ``Finding.subject_id`` numbers
    and ``page`` the page of one of them; one that is kept as a line of a list is called up there by its unit
    (``line_of``, with the capability that opens the list).
    """

    kind: SubjectKind
    shelf: str
    levels: frozenset[str]
    model: Any = Division
    page: str = "offices:division_detail"
    line_of: tuple[str, Capability] | None = None
    entry: Entry | None = None

    @property
    def is_unit(self) -> bool:
        """Whether the subject is a unit of the tree itself."""
        return self.model is Division

    def url(self, identity: Identity, pk: int) -> str:
        """Where the reader finds the subject; the reader may see it."""
        if self.line_of and identity.can(self.line_of[1]):
            return f"{reverse(self.line_of[0])}?unit={pk}"
        return reverse(self.page, args=[pk])


SUBJECTS = {
    declared.kind: declared
    for declared in (
        SubjectDeclaration(SubjectKind.CITY, "cities", frozenset({Level.CITY})),
        SubjectDeclaration(
            SubjectKind.COUNTY,
            "counties",
            frozenset({Level.COUNTY}),
            # What a county lacks of its own is the pay of its specialists.
            entry=Entry("staffing:person_list", PEOPLE, "kind=village_specialist&pay=missing", "名专干未填报酬"),
        ),
        SubjectDeclaration(
            SubjectKind.TOWNSHIP,
            "townships",
            frozenset({Level.TOWNSHIP}),
            entry=Entry("offices:station_list", STATIONS.listing, "owed=township", "个乡镇(街道)"),
        ),
        SubjectDeclaration(
            SubjectKind.STATION,
            "stations",
            frozenset({Level.TOWNSHIP}),
            model=Station,
            page="offices:station_detail",
            entry=Entry("offices:station_list", STATIONS.listing, "owed=station", "个民政所"),
        ),
        SubjectDeclaration(
            SubjectKind.HALL,
            "halls",
            frozenset({Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE}),
            line_of=("offices:window_list", Capability.VIEW_OFFICES),
            entry=Entry("offices:window_list", WINDOWS.listing, "owed=missing", "处"),
        ),
        SubjectDeclaration(
            SubjectKind.VILLAGE,
            "villages",
            frozenset({Level.VILLAGE}),
            line_of=("staffing:village_roster", Capability.VIEW_PEOPLE),
            entry=Entry("staffing:village_roster", VILLAGES, "owed=missing", "个村(居)"),
        ),
        SubjectDeclaration(
            SubjectKind.NURSING_HOME,
            "homes",
            frozenset({Level.TOWNSHIP}),
            model=NursingHome,
            page="offices:home_detail",
            entry=Entry("offices:home_list", HOMES.listing, "owed=missing", "所敬老院"),
        ),
    )
}
