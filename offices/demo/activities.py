"""Invented activities of this year and the last, by the season in which such are held; some stations held none.

Those of this year appear as their days come: a later load has more, and what an earlier one had stays the same.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from django.utils import timezone

from jian_minzheng.core.bulk.records import bulk_insert, replace_choices
from offices.activities import kinds_load
from offices.demo import SOURCE
from offices.demo.luck import diligence, in_county, luck
from offices.demo.stations import TOUR
from offices.models import Activity, ActivityKind, Division
from offices.models.divisions import Level


@dataclass(frozen=True, slots=True)
class Usual:
    """What units of a level usually hold in a year.

    ``kinds`` are codes; ``months`` the first and the last in which it may fall; ``people`` how many at least and at
    most; ``share`` of those units that hold anything hold this.
    """

    title: str
    kinds: tuple[str, ...]
    months: tuple[int, int]
    people: tuple[int, int]
    share: float = 1.0
    venue: str = "会议室"


USUAL = {
    Level.COUNTY: (
        Usual("机关作风效能建设动员会", ("style_efficiency",), (2, 3), (40, 120)),
        Usual("“三强”主题党日", ("party_flag",), (6, 7), (20, 60)),
        Usual("党风廉政警示教育大会", ("integrity_education",), (1, 4), (40, 120)),
        Usual("“四个坚决”对照检查会", ("four_musts",), (5, 9), (15, 40), 0.8),
        Usual("社会救助专项检查", ("supervision_check",), (4, 10), (4, 10), 0.7, venue="各乡镇"),
    ),
    Level.TOWNSHIP: (
        Usual("节前廉政提醒谈话", ("integrity_education",), (1, 2), (3, 15)),
        Usual("作风效能学习讨论会", ("style_efficiency",), (3, 5), (4, 20), 0.8),
        Usual("“道德讲堂”学习会", ("moral_education", "civil_culture"), (4, 8), (15, 60), 0.5),
        Usual("“八一”走访慰问", ("visit_round", "policy_publicity"), (7, 8), (8, 40), 0.7, venue="各村"),
        Usual("防汛避险演练", ("disaster_drill",), (4, 6), (20, 90), 0.4, venue="沿河村组"),
    ),
    Level.VILLAGE: (Usual("协商议事会", ("resident_council",), (3, 11), (9, 30), 0.1),),
}
_CAREFUL = 0.9
"""Even where all is done with care some station holds nothing in a year."""


def make_activities(units: Sequence[Division]) -> None:
    """Write what the real units below the city held, with the kinds that come with the project."""
    kinds_load()
    kinds = dict(ActivityKind.objects.values_list("code", "pk"))
    today = timezone.localdate()
    held = [one for unit in units for year in (today.year - 1, today.year) for one in _held(unit, year, today)]
    served = {id(activity): [kinds[code] for code in usual.kinds] for activity, usual in held}

    def also(records: Sequence[Any]) -> None:
        replace_choices(Activity, "kinds", {one.pk: served[id(one)] for one in records})

    bulk_insert([activity for activity, _ in held], user=None, reason=SOURCE, also=also)


def _held(unit: Division, year: int, today: datetime.date) -> Iterator[tuple[Activity, Usual]]:
    code = unit.stats_code or unit.own_code
    chance, likely = luck("activities", year, code), min(diligence(in_county(code)), _CAREFUL)
    idle = unit.virtual or chance.random() > likely
    for usual in USUAL.get(Level(unit.level), ()):
        activity, drawn = _activity(unit, usual, year, chance), chance.random()
        happened = code == TOUR or (not idle and drawn < usual.share)
        if happened and activity.held_on <= today:
            yield activity, usual


def _activity(unit: Division, usual: Usual, year: int, chance: Random) -> Activity:
    return Activity(
        division=unit,
        title=f"{year}年{usual.title}",
        held_on=datetime.date(year, chance.randint(*usual.months), chance.randint(1, 28)),
        venue=usual.venue,
        host=unit.name,
        participants=chance.randint(*usual.people),
    )
