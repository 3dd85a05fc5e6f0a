"""``manage.py load_demo``: fill an empty portal with invented data for a demonstration."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from assessments.compliance.refresh import refresh_all
from offices.demo.accounts import account_lines, make_accounts
from offices.demo.activities import make_activities
from offices.demo.documents import make_documents
from offices.demo.homes import make_homes
from offices.demo.populations import make_populations
from offices.demo.returns import make_returns
from offices.demo.stations import make_stations
from offices.demo.stocktakes import make_stocktakes
from offices.models import Division, Station, User
from offices.models.divisions import Level
from offices.places import nearest
from staffing.demo.loading import make_people


class Command(BaseCommand):
    help = "装入演示数据：虚构的人口、民政所、敬老院、人员、活动和账号，并核查一遍。只在演示环境可用。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="已有数据时不做任何事，也不报错")
        parser.add_argument("--accounts", action="store_true", help="只列出演示账号")
        parser.add_argument("--county", action="append", default=[], help="只装入这个县(可多次给出)，供测试用")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("演示数据只能装入演示环境。")
        if not options["accounts"]:
            self._load(if_empty=options["if_empty"], counties=options["county"])
        self.stdout.write("\n".join(account_lines()))

    def _load(self, *, if_empty: bool, counties: list[str]) -> None:
        if Station.objects.exists() or User.objects.exists():
            if if_empty:
                return
            raise CommandError("库中已有民政所或账号，演示数据只装入空库(加 --if-empty 则跳过)。")
        started = time.monotonic()
        if not Division.objects.exists():
            call_command("load_divisions", stdout=self.stdout)
        with transaction.atomic():
            units = _units(counties)
            make_populations(units)
            stations, homes = make_stations(units), make_homes(units)
            make_people(units, stations, homes)
            make_activities(units)
            make_documents(units)
            make_returns(units)
            make_stocktakes(units)
            make_accounts(units)
            refresh_all()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the planner has seen none of these tables yet; on SQLite it would never look
        took = time.monotonic() - started
        self.stdout.write(f"已装入演示数据：{len(stations)} 个民政所、{len(homes)} 所敬老院(用时 {took:.0f} 秒)")


def _units(counties: list[str]) -> list[Division]:
    """The city and the units of the counties asked for, all of them by default, in tree order."""
    units = list(Division.objects.filter(valid_to__isnull=True))
    asked = (unit for unit in units if unit.level == Level.COUNTY and (not counties or unit.name in counties))
    wanted = {county.path: county for county in asked}
    if missing := set(counties) - {unit.name for unit in units}:
        raise CommandError(f"没有这个县：{'、'.join(sorted(missing))}。")
    return [unit for unit in units if unit.level == Level.CITY or nearest(unit.path, wanted)]
