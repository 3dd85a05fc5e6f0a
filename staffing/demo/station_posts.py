"""Invented posts at stations and county bureaux, with people on loan, transfers and departures among them."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from random import Random

from offices.demo.luck import diligence, in_county, luck
from offices.demo.stations import TOUR
from offices.models import Division, Station
from offices.places import nearest
from staffing import vocabulary as v
from staffing.demo.people import Crowd
from staffing.models import Appointment

_ESTABLISHED = (v.Employment.INSTITUTION_FULL, v.Employment.INSTITUTION_FULL, v.Employment.ADMINISTRATIVE)
_OPEN_CHANNELS = (
    v.Channel.OPEN_RECRUITMENT,
    v.Channel.OPEN_RECRUITMENT,
    v.Channel.OPEN_SELECTION,
    v.Channel.GRADUATE_VILLAGE_OFFICIAL,
    v.Channel.THREE_SUPPORTS,
    v.Channel.TRANSFER,
)
_BUREAU_STAFF = 7


def make_station_posts(
    stations: Sequence[Station], counties: dict[str, Division], persons_in: dict[int, int], crowd: Crowd
) -> list[Appointment]:
    """Posts at every station; ``persons_in`` is the registered population by township id."""
    posts: list[Appointment] = []
    for station in stations:
        place = station.township
        county = nearest(place.path, counties)
        if county is None:
            continue
        chance = luck("staff", place.stats_code)
        here = _staff(place, county, chance, crowd, _headcount(place, chance, persons_in.get(place.pk, 0)))
        posts += here
        if place.stats_code != TOUR:
            posts += _departures(place, county, chance, crowd)
            posts += _loan(here, county, chance)
    _transfers(posts, stations, counties)
    return posts


def make_bureau_posts(counties: Sequence[Division], crowd: Crowd) -> list[Appointment]:
    """A handful of people at each county bureau."""
    return [
        Appointment(
            person=crowd.person(luck("bureau", county.name, number), county),
            kind=v.Kind.BUREAU_STAFF,
            work_division=county,
            post_division=county,
            title="科员" if number else "股长",
            employment=v.Employment.ADMINISTRATIVE if number < 4 else v.Employment.INSTITUTION_FULL,
            channel=v.Channel.CIVIL_SERVICE_EXAM,
            payer=v.Payer.COUNTY_BUDGET,
            insured=True,
            from_date=_day(luck("bureau day", county.name, number), 2009, 2023),
        )
        for county in counties
        for number in range(_BUREAU_STAFF)
    ]


def _headcount(place: Division, chance: Random, persons: int) -> tuple[int, int]:
    """How many work at a station, and how many of them are established."""
    if place.stats_code == TOUR:
        return 2, 1
    likely = diligence(in_county(place.stats_code))
    owed = 2 if persons < 20_000 else 3 if persons <= 50_000 else 5
    count = owed + (chance.choice([0, 0, 1, 1, 2]) if chance.random() < likely else -1)
    established = chance.choice([2, 2, 3]) if chance.random() < likely else 1
    return count, min(established, count)


def _staff(
    place: Division, county: Division, chance: Random, crowd: Crowd, numbers: tuple[int, int]
) -> list[Appointment]:
    count, established = numbers
    return [_post(place, county, chance, crowd, rank, established=rank < established) for rank in range(count)]


def _post(
    place: Division, county: Division, chance: Random, crowd: Crowd, rank: int, *, established: bool
) -> Appointment:
    payer = v.Payer.COUNTY_BUDGET if established else _payer(place, chance)
    purchased = payer == v.Payer.COUNTY_PURCHASE
    outside = v.Employment.PURCHASED if purchased else v.Employment.TEMPORARY
    hired = v.Channel.COUNTY_JOINT if purchased else v.Channel.TOWNSHIP_HIRED
    return Appointment(
        person=crowd.person(chance, county, oldest=56),
        kind=v.Kind.STATION_STAFF,
        work_division=place,
        post_division=place,
        position=v.Position.HEAD if rank == 0 else v.Position.STAFF,
        title="民政所所长" if rank == 0 else "",
        employment=chance.choice(_ESTABLISHED) if established else outside,
        channel=chance.choice(_OPEN_CHANNELS) if established else hired,
        monthly_pay=Decimal(chance.randrange(3200, 5200, 50) if established else chance.randrange(1800, 2600, 50)),
        payer=payer,
        insured=True if established else chance.random() < 0.85,
        from_date=_day(chance, 2012, 2025),
    )


def _payer(place: Division, chance: Random) -> str:
    """Who pays a member without an established post: the county as it should be, the township, or nobody has said."""
    if place.stats_code == TOUR:
        return v.Payer.COUNTY_PURCHASE
    if chance.random() < 0.06:
        return ""
    likely = 0.6 + 0.4 * diligence(in_county(place.stats_code))
    return v.Payer.COUNTY_PURCHASE if chance.random() < likely else v.Payer.TOWNSHIP


def _departures(place: Division, county: Division, chance: Random, crowd: Crowd) -> list[Appointment]:
    """Somebody who has left, at about every other station."""
    if chance.random() > 0.5:
        return []
    post = _post(place, county, chance, crowd, rank=1, established=chance.random() < 0.5)
    post.from_date = _day(chance, 2010, 2017)
    post.to_date = _day(chance, 2021, 2025)
    post.end_reason = chance.choice([v.EndReason.RETIRED, v.EndReason.RESIGNED, v.EndReason.CONTRACT_ENDED])
    return [post]


def _loan(here: Sequence[Appointment], county: Division, chance: Random) -> list[Appointment]:
    """借调: now and then a member works at the county bureau while the station keeps the post."""
    if len(here) < 3 or chance.random() > 0.2:
        return []
    lent = here[-1]
    lent.from_date = min(lent.from_date, datetime.date(2024, 1, 1))
    lent.to_date, lent.end_reason = datetime.date(2025, 6, 30), v.EndReason.TRANSFERRED
    return [
        Appointment(
            person=lent.person,
            kind=v.Kind.BUREAU_STAFF,
            work_division=county,
            post_division=lent.work_division,
            employment=lent.employment,
            working_mode=v.WorkingMode.BORROWED,
            channel=lent.channel,
            payer=lent.payer,
            insured=lent.insured,
            from_date=datetime.date(2025, 7, 1),
            note="借调到县局",
        )
    ]


def _transfers(posts: list[Appointment], stations: Sequence[Station], counties: dict[str, Division]) -> None:
    """Every ninth station took its newest member from the neighbouring station of the county."""
    by_place: dict[int, list[Appointment]] = {}
    for post in posts:
        if post.kind == v.Kind.STATION_STAFF and post.to_date is None:
            by_place.setdefault(post.work_division.pk, []).append(post)
    for former, present in list(pairwise(stations))[::9]:
        same_county = nearest(former.township.path, counties) == nearest(present.township.path, counties)
        if same_county and TOUR not in {former.township.stats_code, present.township.stats_code}:
            post = by_place[present.township.pk][-1]
            moved = datetime.date(2024, 9, 1)
            posts.append(_former(post, former.township, moved))
            post.from_date = moved


def _former(post: Appointment, place: Division, moved: datetime.date) -> Appointment:
    return Appointment(
        person=post.person,
        kind=v.Kind.STATION_STAFF,
        work_division=place,
        post_division=place,
        employment=post.employment,
        channel=post.channel,
        monthly_pay=post.monthly_pay,
        payer=post.payer,
        insured=post.insured,
        from_date=datetime.date(2019, 3, 1),
        to_date=moved - datetime.timedelta(days=1),
        end_reason=v.EndReason.TRANSFERRED,
    )


def _day(chance: Random, first: int, last: int) -> datetime.date:
    return datetime.date(chance.randint(first, last), chance.randint(1, 12), chance.choice([1, 15]))
