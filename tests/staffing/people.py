"""Invented people for the tests of staffing. Their numbers are built here and never printed."""

import datetime
from typing import Any

from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.id_numbers import check_character
from offices.identity import acting_as
from staffing.models import TERMS, Appointment, Person
from staffing.vocabulary import Employment, Kind, Position
from tests.base import World

START = datetime.date(2020, 3, 1)


def number(serial: int = 101, day: str = "19850612", region: str = "360821") -> str:
    body = f"{region}{day}{serial:03d}"
    return body + check_character(body)


def actor(world: World, username: str) -> Acting:
    return acting_as(world.users[username])


def identity(world: World, username: str) -> Identity:
    return actor(world, username).scope


def employ(world: World, name: str, place: str = "敦厚镇", **values: Any) -> Appointment:
    """A person with one post; ``id_number`` and ``phone`` go to the person, everything else to the post."""
    person = Person.objects.create(
        name=name, id_number=values.pop("id_number", None), phone=values.pop("phone", ""), sex=values.pop("sex", "1")
    )
    return post(world, person, place, **values)


def post(world: World, person: Person, place: str = "敦厚镇", **values: Any) -> Appointment:
    values = {
        "kind": Kind.STATION_STAFF,
        "position": Position.STAFF,
        "employment": Employment.PURCHASED,
        "from_date": START,
        "post_division": world[place],
        **values,
    }
    return Appointment.objects.create(person=person, work_division=world[place], **values)


def forget_everybody() -> None:
    """Between examples of one test."""
    for model in (*TERMS.values(), Appointment, Person):
        model.objects.all().delete()
