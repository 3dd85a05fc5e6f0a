"""Invented staff of nursing homes: director, accountant, and carers and cooks in about the number that is owed."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from random import Random

from offices.demo.luck import diligence, in_county, luck
from offices.models import Division, NursingHome
from offices.places import nearest
from staffing import vocabulary as v
from staffing.demo.people import Crowd
from staffing.models import Appointment


def make_home_posts(
    homes: Sequence[NursingHome], counties: dict[str, Division], residents: dict[int, tuple[int, int]], crowd: Crowd
) -> list[Appointment]:
    """Staff of every home; ``residents`` holds residents and dependants among them by home id."""
    posts: list[Appointment] = []
    for home in homes:
        county = nearest(home.township.path, counties)
        if county is None:
            continue
        chance = luck("home staff", home.township.stats_code)
        for position in _positions(home, chance, *residents.get(home.pk, (20, 3))):
            posts.append(_post(home, county, chance, crowd, position))
    return posts


def _positions(home: NursingHome, chance: Random, residents: int, dependent: int) -> list[v.Position]:
    likely = diligence(in_county(home.township.stats_code))
    carers = max(ceil(dependent / 4) + (0 if chance.random() < likely else -1), 0)
    positions = [v.Position.DIRECTOR] + [v.Position.ACCOUNTANT] * (chance.random() < 0.5 + 0.5 * likely)
    positions += [v.Position.CARER] * carers + [v.Position.COOK] * (residents > 15)
    missing = ceil(residents / 10) - len(positions)
    return positions + [v.Position.OTHER] * (missing if chance.random() < likely else missing - 1)


def _post(home: NursingHome, county: Division, chance: Random, crowd: Crowd, position: v.Position) -> Appointment:
    likely = diligence(in_county(home.township.stats_code))
    by_county = chance.random() < 0.8 + 0.2 * likely
    return Appointment(
        person=crowd.person(chance, county, youngest=30, oldest=62),
        kind=v.Kind.NURSING_HOME_STAFF,
        work_division=home.township,
        post_division=home.township,
        home=home,
        position=position,
        employment=v.Employment.PURCHASED if by_county else v.Employment.TEMPORARY,
        channel=v.Channel.COUNTY_JOINT if by_county else v.Channel.TOWNSHIP_HIRED,
        monthly_pay=Decimal(chance.randrange(1800, 3000, 50)),
        payer=v.Payer.COUNTY_BUDGET if by_county else v.Payer.TOWNSHIP,
        treatment=_treatment(home, position),
        insured=None if chance.random() < 0.01 else chance.random() < 0.96,
        from_date=datetime.date(chance.randint(2014, 2024), chance.randint(1, 12), 1),
    )


def _treatment(home: NursingHome, position: v.Position) -> str:
    """Of director and accountant most homes have said that they are kept as staff of public institutions."""
    if position not in (v.Position.DIRECTOR, v.Position.ACCOUNTANT):
        return ""
    chance = luck("treatment", home.township.stats_code, position).random()
    return v.Treatment.INSTITUTION if chance < 0.85 else v.Treatment.OTHER if chance < 0.95 else ""
