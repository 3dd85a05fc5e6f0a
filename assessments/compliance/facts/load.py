"""Put the loaded pieces together, one frozen value per subject."""

import datetime
from collections import Counter
from collections.abc import Collection

from assessments.compliance.facts import offices
from assessments.compliance.facts.people import Posts, average_pay, posts_on
from assessments.compliance.facts.places import FUNCTIONAL_AREA, Node, Places
from assessments.compliance.subjects import (
    CountyFacts,
    Facts,
    HallFacts,
    HomeFacts,
    StationFacts,
    TownshipFacts,
    VillageFacts,
)
from offices.models import Division, ServiceWindow, Station
from offices.models.divisions import Level
from offices.places import below_any, nearest
from staffing.vocabulary import Kind


def load_facts(places: Places, day: datetime.date, growth_years: Collection[int] = ()) -> Facts:
    """The facts of all units on a day.

    Args:
        places: the units, as they stood on the day.
        day: what is asked for.
        growth_years: how many years back the counties' average pay is to be known.
    """
    posts = posts_on(day, places.ids(), [*places.townships, *places.village_township()])
    stations = offices.stations_on(day, places.townships)
    return Facts(
        counties=_counties(places, day, growth_years),
        townships=_townships(places, stations),
        stations=_stations(places, day, stations, posts),
        halls=_halls(places, day),
        villages=_villages(places, posts),
        homes=_homes(places, day, posts),
    )


def _subject(node: Node, places: Places) -> tuple[int, str, int, int]:
    return node.id, node.name, node.id, places.county_of(node)


def _counties(places: Places, day: datetime.date, growth_years: Collection[int]) -> tuple[CountyFacts, ...]:
    counties = places.counties.values()
    villages = _villages_per_county([county.path for county in counties], day)
    now = average_pay(day, counties)
    before = {years: average_pay(_years_before(day, years), counties) for years in sorted(growth_years)}
    return tuple(
        CountyFacts(
            *_subject(county, places),
            villages=villages[county.path],
            pay_now=now[county.id],
            pay_before={years: found[county.id] for years, found in before.items()},
        )
        for county in counties
    )


def _villages_per_county(paths: list[str], day: datetime.date) -> Counter[str]:
    """Real villages below each county path, by today's tree: only whether there are any matters."""
    below, counties = below_any("path", paths), {path: path for path in paths}
    rows = Division.objects.on(day).real().filter(below, level=Level.VILLAGE).values_list("path", flat=True)
    return Counter(county for path in rows if (county := nearest(path, counties)))


def _years_before(day: datetime.date, years: int) -> datetime.date:
    """The same day so many years ago; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _townships(places: Places, stations: list[Station]) -> tuple[TownshipFacts, ...]:
    there = {station.township_id: station for station in stations}
    return tuple(
        TownshipFacts(
            *_subject(node, places),
            station_id=there[node.id].pk if node.id in there else None,
            station_name=str(there[node.id]) if node.id in there else "",
        )
        for node in places.townships.values()
    )


def _stations(places: Places, day: datetime.date, stations: list[Station], posts: Posts) -> tuple[StationFacts, ...]:
    pks = [station.pk for station in stations]
    profiles, equipment = offices.profiles_on(day, pks), offices.equipment_on(day, pks)
    populations = offices.populations_on(day, places.townships)
    return tuple(
        StationFacts(
            id=station.pk,
            name=str(station),
            division_id=station.township_id,
            county_id=places.county_of(places.townships[station.township_id]),
            township_names=_names(places.townships[station.township_id]),
            populations=populations.get(station.township_id, {}),
            profile=profiles.get(station.pk),
            equipment=equipment[station.pk],
            staff=tuple(posts.stations.get(station.township_id, ())),
            lent_out=posts.lent_out.get(station.township_id, 0),
            roster_started=(Kind.STATION_STAFF, station.township_id) in posts.begun,
        )
        for station in stations
    )


def _names(township: Node) -> frozenset[str]:
    """A station's name is not dated, so the township's name of the day and that of today are both right."""
    return frozenset({township.name, township.name_now})


def _halls(places: Places, day: datetime.date) -> tuple[HallFacts, ...]:
    """County and township halls, and the communities (居委会): by law those are the urban ones."""
    place = ServiceWindow.Place
    communities = [node for node in places.villages.values() if node.kind == "社区"]
    owing = [
        *((node, place.COUNTY_HALL) for node in places.counties.values()),
        *((node, place.TOWNSHIP_HALL) for node in places.townships.values()),
        *((node, place.COMMUNITY) for node in communities),
    ]
    windows = offices.windows_on(day, [node.id for node, _ in owing])
    return tuple(
        HallFacts(
            *_subject(node, places),
            place=where.value,
            functional_area=node.kind == FUNCTIONAL_AREA,
            windows=tuple(windows.get((node.id, where), ())),
        )
        for node, where in owing
    )


def _villages(places: Places, posts: Posts) -> tuple[VillageFacts, ...]:
    township = places.village_township()
    begun = {township.get(place) for kind, place in posts.begun if kind == Kind.VILLAGE_SPECIALIST}
    return tuple(
        VillageFacts(
            *_subject(node, places),
            specialists=tuple(posts.villages.get(node.id, ())),
            roster_started=node.parent_id in begun,
        )
        for node in places.villages.values()
    )


def _homes(places: Places, day: datetime.date, posts: Posts) -> tuple[HomeFacts, ...]:
    homes = offices.homes_on(day, places.townships)
    censuses = offices.censuses_on(day, [home.pk for home in homes])
    return tuple(
        HomeFacts(
            id=home.pk,
            name=str(home),
            division_id=home.township_id,
            county_id=places.county_of(places.townships[home.township_id]),
            census=censuses.get(home.pk),
            staff=tuple(posts.homes.get(home.pk, ())),
            roster_started=(Kind.NURSING_HOME_STAFF, home.pk) in posts.begun,
        )
        for home in homes
    )
