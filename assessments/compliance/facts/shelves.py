"""Who is judged on a day: the subjects of each kind, by key, with what the tree says of each."""

import datetime
from collections.abc import Callable, Collection, Mapping
from typing import Any

from assessments.compliance.facts.offices import Kept, homes_on, stations_on
from assessments.compliance.facts.offices_turns import dated_turns, open_turns
from assessments.compliance.facts.places import FUNCTIONAL_AREA, Places
from assessments.compliance.facts.tree import Node, Tree
from assessments.vocabulary import SubjectKind
from offices.models import HomePlace, NursingHome, ServiceWindow, Station, StationName

Shelf = dict[int, dict[str, Any]]


def shelves_of(places: Places, day: datetime.date, kinds: Collection[str]) -> dict[str, Shelf]:
    """A shelf for each of the kinds."""
    return {kind: _SHELVES[SubjectKind(kind)](places, day) for kind in kinds}


def turns_of_shelves(tree: Tree, shelves: Mapping[str, Shelf]) -> dict[tuple[str, int], set[datetime.date]]:
    """Days on which a subject, or what it lies below, began, ended or became something else. Four queries."""
    found = {
        (kind, pk): {*tree.days(one["division_id"])} for kind, shelf in shelves.items() for pk, one in shelf.items()
    }
    stations, homes = shelves.get(SubjectKind.STATION, {}), shelves.get(SubjectKind.NURSING_HOME, {})
    opened = open_turns(Station, "township", [one["division_id"] for one in stations.values()])
    for pk, one in stations.items():
        found[SubjectKind.STATION, pk] |= opened[one["division_id"]]
    for pk, days in dated_turns(StationName, "station", stations).items():
        found[SubjectKind.STATION, pk] |= days
    for days_of in (open_turns(NursingHome, "id", homes), dated_turns(HomePlace, "home", homes)):
        for pk, days in days_of.items():
            found[SubjectKind.NURSING_HOME, pk] |= days
    return found


def _units(nodes: Collection[Node], places: Places) -> Shelf:
    return {node.id: _unit(node, places) for node in nodes}


def _unit(node: Node, places: Places) -> dict[str, Any]:
    return {"id": node.id, "name": node.name, "division_id": node.id, "county_id": places.county_of(node)}


def _stations(places: Places, day: datetime.date) -> Shelf:
    return {
        station.pk: {**_kept(station, places), "township_name": places.townships[station.township_id].name}
        for station in stations_on(day, places.townships)
    }


def _homes(places: Places, day: datetime.date) -> Shelf:
    return {home.pk: _kept(home, places) for home in homes_on(day, places.townships)}


def _kept(one: Kept, places: Places) -> dict[str, Any]:
    """A station or home, which lies in a township."""
    county = places.county_of(places.townships[one.township_id])
    return {"id": one.pk, "name": one.name, "division_id": one.township_id, "county_id": county}


def _halls(places: Places, day: datetime.date) -> Shelf:
    """County and township halls, and the communities: which of them are urban ones is a fact of the day."""
    place = ServiceWindow.Place
    owing = [
        *((node, place.COUNTY_HALL) for node in places.counties.values()),
        *((node, place.TOWNSHIP_HALL) for node in places.townships.values()),
        *((node, place.COMMUNITY) for node in places.villages.values() if node.kind == "社区"),
    ]
    return {
        node.id: {
            **_unit(node, places),
            "place": where.value,
            "functional_area": node.kind == FUNCTIONAL_AREA,
        }
        for node, where in owing
    }


_SHELVES: dict[SubjectKind, Callable[[Places, datetime.date], Shelf]] = {
    SubjectKind.CITY: lambda places, day: _units(places.cities.values(), places),
    SubjectKind.COUNTY: lambda places, day: _units(places.counties.values(), places),
    SubjectKind.TOWNSHIP: lambda places, day: _units(places.townships.values(), places),
    SubjectKind.STATION: _stations,
    SubjectKind.HALL: _halls,
    SubjectKind.VILLAGE: lambda places, day: _units(places.villages.values(), places),
    SubjectKind.NURSING_HOME: _homes,
}
