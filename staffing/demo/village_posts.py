"""Invented village specialists: one in most villages, some posts vacant, some pay too low, not reported, or raised."""

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

RAISED_ON = datetime.date(2025, 1, 1)
_WITHOUT_RAISE = {"360823", "360830"}
"""Counties in which pay has stood still, so that 三(三)2-6 is not met everywhere."""
_COMPLETE = {"360802", "360821", "360823", "360829"}
"""Counties that know the pay of all their specialists: elsewhere 三(三)2-6 is unknown."""


def make_village_posts(units: Sequence[Division], crowd: Crowd) -> list[Appointment]:
    """Specialists of the real villages, at the pay that they began with."""
    counties = {unit.path: unit for unit in units if unit.level == Level.COUNTY}
    posts: list[Appointment] = []
    for village in units:
        county = nearest(village.path, counties)
        if county is not None and village.level == Level.VILLAGE and not village.virtual:
            posts += _posts(village, county, crowd)
    return posts


def raise_pay(posts: Sequence[Appointment]) -> list[Appointment]:
    """Those whose pay was raised on ``RAISED_ON``, with what they get since then."""
    raised = [post for post in posts if post.kind == v.Kind.VILLAGE_SPECIALIST and _raised(post)]
    for post in raised:
        post.monthly_pay = (post.monthly_pay or Decimal(0)) * 5 / 4
    return raised


def _raised(post: Appointment) -> bool:
    code = post.work_division.stats_code
    if post.monthly_pay is None or post.from_date >= RAISED_ON or in_county(code) in _WITHOUT_RAISE:
        return False
    return luck("raise", code).random() < 0.5


def _posts(village: Division, county: Division, crowd: Crowd) -> list[Appointment]:
    chance, likely = luck("specialist", village.stats_code), diligence(in_county(village.stats_code))
    if chance.random() > 0.45 + 0.55 * likely:
        return []
    pay = _pay(chance, likely, complete=in_county(village.stats_code) in _COMPLETE)
    post = _post(village, county, chance, crowd, pay)
    if _raised(post) and pay is not None:
        post.monthly_pay = pay * 4 / 5
    return [post]


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


def _pay(chance: Random, likely: float, *, complete: bool) -> Decimal | None:
    if chance.random() < 0.06 and not complete:
        return None
    if chance.random() > 0.5 + 0.5 * likely:
        return Decimal(chance.choice([100, 120, 150, 180]))
    return Decimal(chance.choice([200, 200, 260, 300, 300, 400, 500]))
