"""Short ways to put facts into the small 吉安 of ``tests.base``."""

import datetime
from decimal import Decimal
from typing import Any

from offices.models import EQUIPMENT_KINDS, Equipment, PopulationFigure, Station, StationProfile
from staffing.models import Appointment, PayTerm, Person
from staffing.vocabulary import Kind
from tests.base import World

SINCE = datetime.date(2024, 1, 1)


def population(world: World, township: str, persons: int, year: int = 2025, basis: str = "registered") -> None:
    PopulationFigure.objects.create(division=world[township], year=year, basis=basis, persons=persons)


def profile(station: Station, as_of: datetime.date = SINCE, **answers: Any) -> StationProfile:
    return StationProfile.objects.create(station=station, as_of=as_of, **answers)


def seven_haves(station: Station, as_of: datetime.date = SINCE, usable: int = 1) -> None:
    Equipment.objects.bulk_create(
        Equipment(station=station, kind=kind, as_of=as_of, total=1, usable=usable) for kind in EQUIPMENT_KINDS
    )


def staff(world: World, township: str, number: int = 1, **facts: Any) -> list[Appointment]:
    """Station staff on established posts of their own township, unless said otherwise."""
    place = world[township]
    facts = {"post_division": place, "employment": "21", **facts}
    return [_post(Kind.STATION_STAFF, place, **facts) for _ in range(number)]


def specialist(world: World, village: str, pay: str | None = "250", **facts: Any) -> Appointment:
    money = None if pay is None else Decimal(pay)
    return _post(Kind.VILLAGE_SPECIALIST, world[village], position="specialist", monthly_pay=money, **facts)


def paid(post: Appointment, since: datetime.date, pay: str) -> None:
    """On record as a dated row; what the post itself says is left alone."""
    PayTerm.objects.create(appointment=post, since=since, monthly_pay=Decimal(pay))


def home_staff(world: World, township: str, position: str, **facts: Any) -> Appointment:
    return _post(Kind.NURSING_HOME_STAFF, world[township], home=world.homes[township], position=position, **facts)


def _post(kind: str, place: Any, **facts: Any) -> Appointment:
    facts = {"from_date": SINCE, **facts}
    person = facts.pop("person", None) or Person.objects.create(name="测试人员")
    return Appointment.objects.create(person=person, kind=kind, work_division=place, **facts)
