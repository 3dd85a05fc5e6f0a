"""``manage.py open_periods``: the periods of report of a year."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from jian_minzheng.core.acting import SYSTEM
from offices.returns.opening import periods_open


class Command(BaseCommand):
    help = "开放一年的报送期(月、季、半年、年)；已开放的不变，可重复执行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, help="年份，如 2026")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            opened = periods_open(SYSTEM, year=options["year"])
        except ValidationError as error:
            raise CommandError("".join(error.messages)) from error
        self.stdout.write(f"{options['year']}年：新开放 {len(opened)} 个报送期")
