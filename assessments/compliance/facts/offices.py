"""What the lower app ``offices`` keeps: stations, profiles, equipment, populations, windows, homes, censuses."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import QuerySet

from assessments.compliance.facts.providers import Fields, Question, provides
from assessments.compliance.subjects import Census, EquipmentItem, Population, Profile, Window
from assessments.vocabulary import SubjectKind
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.records import in_force_on, latest_on
from offices.models import (
    EQUIPMENT_KINDS,
    Equipment,
    HomeCensus,
    HomePlace,
    NursingHome,
    PopulationFigure,
    ServiceWindow,
    Station,
    StationName,
    StationProfile,
)
from offices.models.since import value_on
from offices.models.stations import EquipmentKind
from offices.populations import figures_on, redrawn_on
from offices.urban import marks_on

_PROFILE = (
    "pk",
    "as_of",
    "sign_hung",
    "notice_board",
    "publicity_board",
    "office_area",
    "inside_nursing_home",
)
_CENSUS = ("pk", "as_of", "residents", "dependent", "county_funded")


@provides("station", SubjectKind.TOWNSHIP)
def stations_of_townships(question: Question) -> Fields:
    return {
        (SubjectKind.TOWNSHIP, one.township_id): {"station_id": one.pk, "station_name": one.name}
        for one in stations_on(question.day, question.ids(SubjectKind.TOWNSHIP))
    }


@provides("profile", SubjectKind.STATION)
def profiles(question: Question) -> Fields:
    found = profiles_on(question.day, question.ids(SubjectKind.STATION))
    return {(SubjectKind.STATION, station): {"profile": profile} for station, profile in found.items()}


@provides("equipment", SubjectKind.STATION)
def equipment(question: Question) -> Fields:
    found = equipment_on(question.day, question.ids(SubjectKind.STATION))
    return {(SubjectKind.STATION, station): {"equipment": items} for station, items in found.items()}


@provides("population", SubjectKind.STATION)
def populations(question: Question) -> Fields:
    townships = question.townships_of(SubjectKind.STATION)
    redrawn = redrawn_on(question.day, townships.values())
    found = figures_on(question.day, townships.values(), redrawn)
    return {
        (SubjectKind.STATION, station): {
            "populations": {basis: _population(figure) for basis, figure in found.get(township, {}).items()},
            "redrawn": redrawn.get(township),
        }
        for station, township in townships.items()
    }


def _population(figure: PopulationFigure) -> Population:
    return Population(figure.persons, figure.year, figure.pk, figure.counted_on)


@provides("windows", SubjectKind.HALL)
def windows(question: Question) -> Fields:
    halls = question.shelves[SubjectKind.HALL]
    found = windows_on(question.day, halls.keys())
    return {
        (SubjectKind.HALL, unit): {"windows": tuple(found.get((unit, fields["place"]), ()))}
        for unit, fields in halls.items()
    }


@provides("urban", SubjectKind.HALL)
def urban(question: Question) -> Fields:
    """Of communities whether they are 城市社区; the halls of counties and townships are not asked."""
    halls = question.shelves[SubjectKind.HALL]
    asked = [unit for unit, fields in halls.items() if fields["place"] == ServiceWindow.Place.COMMUNITY]
    said = marks_on(question.day, asked)
    return {(SubjectKind.HALL, unit): {"urban": said[unit][0], "urban_mark": said[unit][1]} for unit in asked}


@provides("census", SubjectKind.NURSING_HOME)
def censuses(question: Question) -> Fields:
    found = censuses_on(question.day, question.ids(SubjectKind.NURSING_HOME))
    return {(SubjectKind.NURSING_HOME, home): {"census": census} for home, census in found.items()}


def in_operation(rows: "QuerySet[Any]", day: datetime.date) -> "QuerySet[Any]":
    """Live stations, homes or windows that were open on the day."""
    return rows.filter(in_force_on(day, start="opened_on", end="closed_on"), voided_at__isnull=True)


class Kept(NamedTuple):
    """A station or home as it was called, and where it lay, on a day."""

    pk: int
    name: str
    township_id: int


def stations_on(day: datetime.date, townships: Collection[int]) -> list[Kept]:
    """Where a day has both a closing and an opening station, the newer one comes last and counts."""
    rows = Station.objects.filter(township__in=townships).order_by("opened_on", "pk")
    named = in_operation(rows, day).annotate(name_then=value_on(day, StationName, "station", "name"))
    found = named.values_list("pk", "name_then", "township_id")
    return list({township: Kept(pk, mask_text(name), township) for pk, name, township in found}.values())


def homes_on(day: datetime.date, townships: Collection[int]) -> list[Kept]:
    placed = NursingHome.objects.annotate(lay_in=value_on(day, HomePlace, "home", "township"))
    found = in_operation(placed.filter(lay_in__in=townships), day).order_by("pk").values_list("pk", "name", "lay_in")
    return [Kept(pk, mask_text(name), township) for pk, name, township in found]


def profiles_on(day: datetime.date, stations: Collection[int]) -> dict[int, Profile]:
    rows = latest_on(StationProfile.objects.filter(station__in=stations), day, by=("station",))
    return {row.pop("station_id"): Profile(**row) for row in rows.values("station_id", *_PROFILE)}


def equipment_on(day: datetime.date, stations: Collection[int]) -> dict[int, tuple[EquipmentItem, ...]]:
    """All seven haves of each station, those that were never reported included."""
    rows = latest_on(Equipment.objects.filter(station__in=stations), day, by=("station", "kind"))
    found: dict[tuple[int, str], tuple[int, int]] = {
        (station, kind): (usable, pk)
        for station, kind, usable, pk in rows.values_list("station_id", "kind", "usable", "pk")
    }

    def item(station: int, kind: EquipmentKind) -> EquipmentItem:
        usable, pk = found.get((station, kind), (None, None))
        return EquipmentItem(kind.label, usable, pk, kind.value)

    return {station: tuple(item(station, kind) for kind in EQUIPMENT_KINDS) for station in stations}


def windows_on(day: datetime.date, divisions: Collection[int]) -> dict[tuple[int, str], list[Window]]:
    """By the unit that owes the window and the place it stands in."""
    rows = in_operation(ServiceWindow.objects.filter(division__in=divisions).order_by("pk"), day)
    found: dict[tuple[int, str], list[Window]] = defaultdict(list)
    for division, place, pk, dedicated in rows.values_list("division_id", "place", "pk", "dedicated"):
        found[division, place].append(Window(pk, dedicated))
    return found


def censuses_on(day: datetime.date, homes: Collection[int]) -> dict[int, Census]:
    rows = latest_on(HomeCensus.objects.filter(home__in=homes), day, by=("home",))
    return {row.pop("home_id"): Census(**row) for row in rows.values("home_id", *_CENSUS)}
