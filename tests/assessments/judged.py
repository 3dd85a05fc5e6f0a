"""The small 吉安 of ``tests.base`` with standards loaded, a few facts entered and everything judged."""

import datetime
import re
from html import unescape

from django.test import Client

from assessments.compliance.refresh import refresh_all
from assessments.loading import standards_load
from assessments.models import Finding
from offices.models import HomeCensus, PopulationFigure, StationProfile
from tests.base import World

TODAY = datetime.date(2026, 1, 8)
FINDING_LINK = re.compile(r'href="(/assessments/findings/\?[^"]*)"[^>]*>\s*(\d+)\s*<')


def judge(world: World) -> World:
    """Facts that make some findings met, some unmet, and leave the rest unknown."""
    standards_load()
    for name, area in (("敦厚镇", "64"), ("永阳镇", "6"), ("禾川镇", "30")):
        station = world.stations[name]
        PopulationFigure.objects.create(division=world[name], year=2025, basis="registered", persons=25_000)
        StationProfile.objects.create(
            station=station, as_of=TODAY, sign_hung=name != "永阳镇", office_area=area, inside_nursing_home=False
        )
    HomeCensus.objects.create(home=world.homes["敦厚镇"], as_of=TODAY, residents=20, dependent=4, county_funded=True)
    refresh_all()
    Finding.objects.update(since=TODAY)  # as if the worker had found it out
    return world


def linked_counts(client: Client, url: str) -> list[tuple[str, int, int]]:
    """Every number on a page that leads to the finding list: (address, number shown, rows behind it)."""
    page = client.get(url).content.decode()
    found = {(unescape(address), int(number)) for address, number in FINDING_LINK.findall(page)}
    return [
        (address, number, client.get(address).context["page_obj"].paginator.count) for address, number in sorted(found)
    ]
