"""The facts about one subject on one date, as rules see them: plain frozen values, no database.

``None`` in a fact means that nobody has said; it is neither zero nor no.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Self

from assessments.compliance.figures import Below, Line, Returned, Target
from assessments.compliance.outcome import Record
from assessments.values.wording import dated
from assessments.vocabulary import SubjectKind


@dataclass(frozen=True, slots=True)
class Population:
    """At the end of the year, or on the day ``counted_on`` within it."""

    persons: int
    year: int
    pk: int
    counted_on: datetime.date | None = None

    @property
    def when(self) -> str:
        return dated(self.counted_on) if self.counted_on else f"{self.year}年"


@dataclass(frozen=True, slots=True)
class Post:
    """One appointment in force; codes as in ``staffing.vocabulary``, pay in yuan a month.

    ``post_elsewhere``: another unit holds the post, or none in civil affairs does (``post_outside``). ``since`` is the
    first day at the unit, through all posts there that follow one another without a day between; where nobody wrote it
    (``since_known`` false) it is the latest day that it can be. Education and a title of social work are the person's.
    """

    pk: int
    position: str = "staff"
    employment: str = ""
    working_mode: str = "1"
    post_elsewhere: bool = False
    post_outside: bool = False
    payer: str = ""
    insured: bool | None = None
    pay: Decimal | None = None
    treatment: str = ""
    person: int | None = None
    since: datetime.date | None = None
    since_known: bool = True
    channel: str = ""
    education: str = ""
    social_work_title: str = ""
    filed_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """How a station stood from ``as_of`` on; area in ㎡."""

    pk: int
    as_of: datetime.date
    sign_hung: bool | None = None
    notice_board: bool | None = None
    publicity_board: bool | None = None
    office_area: Decimal | None = None
    inside_nursing_home: bool | None = None


@dataclass(frozen=True, slots=True)
class EquipmentItem:
    """One of the seven haves; ``usable`` is ``None`` while nothing has been reported."""

    label: str
    usable: int | None
    pk: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    pk: int
    dedicated: bool | None


@dataclass(frozen=True, slots=True)
class Census:
    """Residents of a home from ``as_of`` on; persons."""

    pk: int
    as_of: datetime.date
    residents: int | None = None
    dependent: int | None = None
    county_funded: bool | None = None


@dataclass(frozen=True, slots=True)
class PayAverage:
    """Mean monthly pay (yuan) of the ``known`` ones among all ``posts`` of specialists at work on ``day``."""

    day: datetime.date
    posts: int
    known: int
    average: Decimal | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record that bears witness: of which kind, from and until which day, and what it says of itself by name.

    ``kind`` names the register and the kind within it, such as ``document:work_rules``. Where nobody wrote from which
    day (``since_known`` false), ``since`` is the latest that it can be. ``renewed`` is the day from which a time until
    its review runs; ``reviewed_later`` is a review entered for a day after the one asked about: whether there was one
    before it nobody knows. ``days`` are further days on which what counts of it changed. ``below``: counted for the
    subject because the record is of it or a unit below.
    """

    kind: str
    since: datetime.date
    until: datetime.date | None
    renewed: datetime.date
    record: Record
    says: Mapping[str, bool | None] = field(default_factory=dict)
    below: bool = False
    since_known: bool = True
    reviewed_later: datetime.date | None = None
    days: frozenset[datetime.date] = frozenset()


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is judged, where it lies, and which county's parameters hold for it.

    ``evidence`` holds what is on record of the kinds that the rules ask for; of kinds in ``lacking`` that record says
    that there is none. ``complete`` names the registers (``offices.vocabulary.Stock``) of which nothing is wanting any
    more on the day, as their keepers have said; of all others, what is missing is not known. ``returned`` has the
    figures that the rules ask for by indicator, those of which a period counts, ``below`` the units below by the groups
    of ``values.parts.BELOW``. ``targets`` are by indicator and year, ``lines`` by code, those that may not be asked any
    more. ``perhaps`` are posts of which it is not known whether they were held on the day already: nobody wrote when
    they began. ``findings``, for a rule over findings alone, counts outcomes in the subject's area by standard.
    """

    id: int
    name: str
    division_id: int
    county_id: int
    day: datetime.date = datetime.date.max
    evidence: tuple[Evidence, ...] = ()
    complete: frozenset[str] = frozenset()
    lacking: Mapping[str, Record] = field(default_factory=dict)
    returned: Mapping[str, Returned] = field(default_factory=dict)
    perhaps: tuple[Post, ...] = ()
    below: Mapping[str, tuple[Below, ...]] = field(default_factory=dict)
    targets: Mapping[tuple[str, int], Target] = field(default_factory=dict)
    lines: Mapping[str, Line] = field(default_factory=dict)
    findings: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def with_perhaps(self) -> Self:
        """The same, had those posts been held on the day."""
        return self


@dataclass(frozen=True, slots=True)
class CityFacts(Subject):
    """The city itself."""


@dataclass(frozen=True, slots=True)
class CountyFacts(Subject):
    """``pay_before`` by number of years back; ``undated`` likewise counts specialists who may have been in post then,
    or on the day: nobody wrote when they began."""

    villages: int = 0
    pay_now: PayAverage | None = None
    pay_before: Mapping[int, PayAverage] | None = None
    undated: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TownshipFacts(Subject):
    station_id: int | None = None
    station_name: str = ""


@dataclass(frozen=True, slots=True)
class StationFacts(Subject):
    """``populations`` by basis, the newest that counts on the day; none of before the township was last merged or split
    (``redrawn``). ``staff`` are the posts whose work place is here.

    ``lent_out`` counts posts held here by people who work elsewhere.
    """

    township_name: str = ""
    populations: Mapping[str, Population] | None = None
    redrawn: datetime.date | None = None
    profile: Profile | None = None
    equipment: tuple[EquipmentItem, ...] = ()
    staff: tuple[Post, ...] = ()
    lent_out: int = 0

    def with_perhaps(self) -> Self:
        return replace(self, staff=self.staff + self.perhaps)


@dataclass(frozen=True, slots=True)
class HallFacts(Subject):
    """A place that may owe a window; ``place`` as in ``ServiceWindow.Place``.

    A community owes one only if it is an ``urban`` one (城市社区); ``None`` means that its county has not said.
    ``urban_mark`` is the record in force that says so or leaves it open.
    """

    place: str = ""
    functional_area: bool = False
    urban: bool | None = True
    urban_mark: int | None = None
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class VillageFacts(Subject):
    specialists: tuple[Post, ...] = ()

    def with_perhaps(self) -> Self:
        return replace(self, specialists=self.specialists + self.perhaps)


@dataclass(frozen=True, slots=True)
class HomeFacts(Subject):
    census: Census | None = None
    staff: tuple[Post, ...] = ()

    def with_perhaps(self) -> Self:
        return replace(self, staff=self.staff + self.perhaps)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the rules need about a set of units on one date."""

    cities: tuple[CityFacts, ...] = ()
    counties: tuple[CountyFacts, ...] = ()
    townships: tuple[TownshipFacts, ...] = ()
    stations: tuple[StationFacts, ...] = ()
    halls: tuple[HallFacts, ...] = ()
    villages: tuple[VillageFacts, ...] = ()
    homes: tuple[HomeFacts, ...] = ()


FACTS_OF: Mapping[SubjectKind, type[Subject]] = {
    SubjectKind.CITY: CityFacts,
    SubjectKind.COUNTY: CountyFacts,
    SubjectKind.TOWNSHIP: TownshipFacts,
    SubjectKind.STATION: StationFacts,
    SubjectKind.HALL: HallFacts,
    SubjectKind.VILLAGE: VillageFacts,
    SubjectKind.NURSING_HOME: HomeFacts,
}
