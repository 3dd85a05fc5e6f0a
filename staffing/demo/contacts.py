"""Invented contacts at every level (三(二)1-6): in most villages the specialist, in some nobody yet."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from simple_history.utils import bulk_create_with_history

from offices.demo import SOURCE
from offices.demo.luck import diligence, in_county, luck
from offices.models import Contact, Division
from offices.models.divisions import Level
from staffing import vocabulary as v
from staffing.models import Appointment

_BEGUN = datetime.date(2021, 6, 1)
"""When the counties named their first contacts."""
_OF_THE_CITY = ("钟晓峰", "市救助管理站站长")
_KINDS = {
    Level.COUNTY: v.Kind.BUREAU_STAFF,
    Level.TOWNSHIP: v.Kind.STATION_STAFF,
    Level.VILLAGE: v.Kind.VILLAGE_SPECIALIST,
}

Posts = Mapping[tuple[int, str], Sequence[Appointment]]


def make_contacts(units: Sequence[Division], posts: Sequence[Appointment]) -> None:
    """Contacts of the given units out of the people in post there; in counties with a deputy."""
    held: dict[tuple[int, str], list[Appointment]] = defaultdict(list)
    for post in posts:
        if post.to_date is None and post.working_mode in v.AT_WORK:
            held[post.work_division_id, post.kind].append(post)
    contacts = [contact for unit in units if not unit.virtual for contact in _contacts(unit, held)]
    bulk_create_with_history(contacts, Contact, batch_size=2000, default_change_reason=SOURCE)


def _contacts(unit: Division, held: Posts) -> Iterator[Contact]:
    if unit.level == Level.CITY:
        name, title = _OF_THE_CITY
        yield Contact(division=unit, name=name, title=title, phone="0796-8000110", from_date=_BEGUN, note=SOURCE)
        return
    chance, likely = luck("contact", unit.stats_code or unit.own_code), diligence(in_county(unit.stats_code))
    people = held.get((unit.pk, _KINDS[Level(unit.level)]), ())
    if not people or (unit.level == Level.VILLAGE and chance.random() > 0.7 + 0.3 * likely):
        return
    phone = "" if unit.level == Level.VILLAGE else f"0796-800{chance.randint(0, 9999):04d}"
    yield _contact(unit, people[0], phone)
    if unit.level == Level.COUNTY and len(people) > 1:
        yield _contact(unit, people[1], phone, role=Contact.Role.DEPUTY)


def _contact(unit: Division, post: Appointment, phone: str, role: str = Contact.Role.PRINCIPAL) -> Contact:
    """Land lines of offices; of a village the specialist's own telephone."""
    return Contact(
        division=unit,
        role=role,
        name=post.person.name,
        title=post.title or str(post.get_position_display()),
        phone=phone or post.person.phone,
        from_date=max(post.from_date, _BEGUN),
        note=SOURCE,
    )
