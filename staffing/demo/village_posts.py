"""Invented village specialists: one in most villages, some posts vacant, some pay too low or not reported."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from random import Random

from offices.demo.luck import diligence, in_county, luck
from offices.models import Division
from offices.models.divisions import Level
from offices.places import nearest
from staffing import vocabulary as v
from staffing.demo.people import Crowd
from staffing.models import Appointment

_RAISED_ON = datetime.date(2025, 1, 1)
_WITHOUT_RAISE = {"360823", "360830"}
"""Counties in which pay has stood still, so that 三(三)2-6 is not met everywhere."""


def make_village_posts(units: Sequence[Division], crowd: Crowd) -> list[Appointment]:
    """Specialists of the real villages; where pay was raised, the post at the former pay stands on record as ended."""
    counties = {unit.path: unit for unit in units if unit.level == Level.COUNTY}
    posts: list[Appointment] = []
    for village in units:
        county = nearest(village.path, counties)
        if county is not None and village.level == Level.VILLAGE and not village.virtual:
            posts += _posts(village, county, crowd)
    return posts


def _posts(village: Division, county: Division, crowd: Crowd) -> list[Appointment]:
    chance, likely = luck("specialist", village.stats_code), diligence(in_county(village.stats_code))
    if chance.random() > 0.45 + 0.55 * likely:
        return []
    present = _post(village, county, chance, crowd, _pay(chance, likely))
    raised = in_county(village.stats_code) not in _WITHOUT_RAISE and chance.random() < 0.5
    if not raised or present.from_date >= _RAISED_ON or present.monthly_pay is None:
        return [present]
    return [_before_raise(present), present]


def _post(village: Division, county: Division, chance: Random, crowd: Crowd, pay: Decimal | None) -> Appointment:
    committee = chance.random() < 0.65
    started = datetime.date(chance.randint(2016, 2024), chance.randint(1, 12), 1)
    return Appointment(
        person=crowd.person(chance, county, youngest=26, oldest=62),
        kind=v.Kind.VILLAGE_SPECIALIST,
        work_division=village,
        post_division=village,
        position=v.Position.SPECIALIST,
        title="村委委员" if committee else "",
        employment=v.Employment.COMMITTEE_MEMBER if committee else v.Employment.VILLAGE_HIRED,
        working_mode=v.WorkingMode.CONCURRENT if committee else v.WorkingMode.REGULAR,
        channel=v.Channel.COMMITTEE_CONCURRENT if committee else v.Channel.TOWNSHIP_HIRED,
        monthly_pay=pay,
        payer=v.Payer.COUNTY_PURCHASE if chance.random() < 0.8 else v.Payer.TOWNSHIP,
        filed_on=started + datetime.timedelta(days=20) if chance.random() < 0.8 else None,
        from_date=started,
    )


def _pay(chance: Random, likely: float) -> Decimal | None:
    if chance.random() < 0.06:
        return None
    if chance.random() > 0.5 + 0.5 * likely:
        return Decimal(chance.choice([100, 120, 150, 180]))
    return Decimal(chance.choice([200, 200, 260, 300, 300, 400, 500]))


def _before_raise(present: Appointment) -> Appointment:
    """The same post at four fifths of the pay, ended on the eve of the raise."""
    former = Appointment(
        **{
            field.attname: getattr(present, field.attname)
            for field in Appointment._meta.concrete_fields
            if field.name not in {"id", "person"}
        }
    )
    former.person = present.person
    former.monthly_pay = (present.monthly_pay or Decimal(0)) * 4 / 5
    former.to_date, former.end_reason = _RAISED_ON - datetime.timedelta(days=1), v.EndReason.OTHER
    former.note = "待遇调整前"
    present.from_date = _RAISED_ON
    return former
