"""Invented stations with their facts: most have what clause 三(三)1 asks, some do not, of some nobody has said."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from random import Random

from simple_history.utils import bulk_create_with_history

from offices.demo import SOURCE
from offices.demo.luck import answer, diligence, in_county, luck
from offices.models import EQUIPMENT_KINDS, Division, Equipment, ServiceWindow, Station, StationProfile
from offices.models.divisions import Level
from offices.models.stations import PAPER_KINDS

BASELINE, IMPROVED = datetime.date(2025, 1, 1), datetime.date(2026, 3, 1)
TOUR = "360821100000"
"""敦厚镇, where the newcomer's tour begins: all is in order there but the number of staff."""
_WITHOUT_STATION = {"360827205000", "360830210000", "360825206000", "360881201000"}
_ANSWERS = ("sign_hung", *PAPER_KINDS, "notice_board", "publicity_board")


def make_stations(units: Sequence[Division]) -> list[Station]:
    """A station in nearly every real township, with profiles and equipment of two dates, and the service windows."""
    townships = [unit for unit in units if unit.level == Level.TOWNSHIP and not unit.virtual]
    stations = [_station(unit) for unit in townships if unit.stats_code not in _WITHOUT_STATION]
    bulk_create_with_history(stations, Station, default_change_reason=SOURCE)
    profiles = [row for station in stations for row in _profiles(station)]
    for profile in profiles:
        _leave_to_papers(profile)
    bulk_create_with_history(profiles, StationProfile, default_change_reason=SOURCE)
    equipment = [row for station in stations for row in _equipment(station)]
    bulk_create_with_history(equipment, Equipment, batch_size=2000, default_change_reason=SOURCE)
    windows = [window for unit in units if (window := _window(unit, units)) is not None]
    bulk_create_with_history(windows, ServiceWindow, default_change_reason=SOURCE)
    return stations


def _station(township: Division) -> Station:
    chance = luck("station", township.stats_code)
    odd_name = chance.random() < 0.05 and township.stats_code != TOUR
    return Station(
        township=township,
        name=f"{township.name}{'民政办公室' if odd_name else '民政所'}",
        address=f"{township.name}政府大院{chance.choice('东南西北')}侧{chance.randint(1, 3)}楼",
        phone=f"0796-800{chance.randint(0, 9999):04d}",
        opened_on=datetime.date(chance.randint(2014, 2018), chance.randint(1, 12), 1),
    )


def _profiles(station: Station) -> list[StationProfile]:
    code = station.township.stats_code
    chance, likely = luck("profile", code), diligence(in_county(code))
    if code == TOUR:
        return [_tour_profile(station)]
    if chance.random() < 0.02:
        return []
    first = StationProfile(station=station, as_of=BASELINE, note=SOURCE)
    for name in _ANSWERS:
        setattr(first, name, answer(chance, 0.55 + 0.45 * likely))
    first.office_area = None if chance.random() < 0.05 else Decimal(round(chance.uniform(14, 30 + 40 * likely), 1))
    first.inside_nursing_home = answer(chance, 0.06)
    return [first, _improved(first, chance)] if chance.random() < 0.4 else [first]


def _tour_profile(station: Station) -> StationProfile:
    return StationProfile(
        station=station,
        as_of=BASELINE,
        office_area=Decimal(64),
        inside_nursing_home=False,
        note=SOURCE,
        **dict.fromkeys(_ANSWERS, True),
    )


def _improved(first: StationProfile, chance: Random) -> StationProfile:
    """How the station stands after a year: most gaps closed, the office perhaps enlarged."""
    later = StationProfile(station=first.station, as_of=IMPROVED, note=SOURCE)
    for name in _ANSWERS:
        setattr(later, name, getattr(first, name) or chance.random() < 0.8)
    later.inside_nursing_home = first.inside_nursing_home
    later.office_area = (first.office_area or Decimal(20)) + chance.choice([0, 0, 8, 16])
    return later


def _leave_to_papers(profile: StationProfile) -> None:
    """Of what there is a document is on file (``demo/documents.py``): a profile only says what there is none of."""
    for name in PAPER_KINDS:
        if getattr(profile, name):
            setattr(profile, name, None)


def _equipment(station: Station) -> list[Equipment]:
    code = station.township.stats_code
    chance = luck("equipment", code)
    likely = 1.0 if code == TOUR else 0.9 + 0.1 * diligence(in_county(code))
    rows = []
    for kind in EQUIPMENT_KINDS:
        if chance.random() < 0.01 and code != TOUR:
            continue  # nobody has reported on it
        rows.append(_item(station, kind, BASELINE, chance, has=chance.random() < likely))
        if rows[-1].usable == 0 and chance.random() < 0.35:
            rows.append(_item(station, kind, IMPROVED, chance, has=True))
    return rows


def _item(station: Station, kind: str, as_of: datetime.date, chance: Random, *, has: bool) -> Equipment:
    total = chance.randint(1, 4) if kind in {"computer", "furniture"} else 1
    if has:
        condition = chance.choice([Equipment.Condition.GOOD, Equipment.Condition.GOOD, Equipment.Condition.WORN])
        return Equipment(station=station, kind=kind, as_of=as_of, total=total, usable=total, condition=condition)
    broken = chance.random() < 0.4
    condition = Equipment.Condition.BROKEN if broken else Equipment.Condition.NONE
    return Equipment(station=station, kind=kind, as_of=as_of, total=int(broken), usable=0, condition=condition)


_PLACES = {
    Level.COUNTY: ServiceWindow.Place.COUNTY_HALL,
    Level.TOWNSHIP: ServiceWindow.Place.TOWNSHIP_HALL,
    Level.VILLAGE: ServiceWindow.Place.COMMUNITY,
}


def _window(unit: Division, units: Sequence[Division]) -> ServiceWindow | None:
    """The window of a county hall, a township hall or a community, if it has one."""
    if unit.virtual or unit.level == Level.CITY or (unit.level == Level.VILLAGE and not unit.is_community):
        return None
    chance, likely = luck("window", unit.stats_code or unit.own_code), diligence(in_county(unit.stats_code))
    if unit.stats_code != TOUR and chance.random() > 0.6 + 0.4 * likely:
        return None
    return ServiceWindow(
        division=unit,
        place=_PLACES[Level(unit.level)],
        dedicated=True if unit.stats_code == TOUR else answer(chance, 0.7 + 0.3 * likely),
        location=f"{unit.name}便民服务大厅{chance.randint(1, 12)}号窗口",
        opened_on=datetime.date(chance.randint(2016, 2023), chance.randint(1, 12), 1),
    )
