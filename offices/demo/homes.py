"""Invented rural nursing homes with the number of their residents on two dates."""

import datetime
from collections.abc import Sequence

from simple_history.utils import bulk_create_with_history

from offices.demo import SOURCE
from offices.demo.luck import answer, diligence, in_county, luck
from offices.demo.stations import BASELINE, IMPROVED
from offices.models import Division, HomeCensus, NursingHome
from offices.models.divisions import Level


def make_homes(units: Sequence[Division]) -> list[NursingHome]:
    """A home in most towns and townships; street offices have none."""
    townships = [
        unit
        for unit in units
        if unit.level == Level.TOWNSHIP
        and not unit.virtual
        and unit.kind != "街道"
        and luck("home", unit.stats_code).random() < 0.86
    ]
    homes = [_home(unit) for unit in townships]
    bulk_create_with_history(homes, NursingHome, default_change_reason=SOURCE)
    censuses = [row for home in homes for row in _censuses(home)]
    bulk_create_with_history(censuses, HomeCensus, default_change_reason=SOURCE)
    return homes


def _home(township: Division) -> NursingHome:
    chance = luck("home facts", township.stats_code)
    return NursingHome(
        township=township,
        name=f"{township.name}敬老院",
        address=f"{township.name}{chance.choice(['圩镇', '新街', '老街', '集镇'])}{chance.randint(1, 90)}号",
        opened_on=datetime.date(chance.randint(1998, 2013), chance.randint(1, 12), 1),
    )


def _censuses(home: NursingHome) -> list[HomeCensus]:
    chance = luck("census", home.township.stats_code)
    if chance.random() < 0.04:
        return []
    likely = diligence(in_county(home.township.stats_code))
    residents = chance.randint(12, 55)
    first = HomeCensus(
        home=home,
        as_of=BASELINE,
        beds=residents + chance.randint(4, 30),
        residents=residents,
        dependent=None if chance.random() < 0.05 else round(residents * chance.uniform(0.05, 0.3)),
        county_funded=answer(chance, 0.45 + 0.5 * likely),
    )
    if chance.random() > 0.5:
        return [first]
    now = max(residents + chance.randint(-5, 4), first.dependent or 0)
    later = HomeCensus(
        home=home,
        as_of=IMPROVED,
        beds=max(first.beds or 0, now),
        residents=now,
        dependent=first.dependent,
        county_funded=True if first.county_funded is None else first.county_funded,
    )
    return [first, later]
