"""``manage.py load_divisions``: bring the division tree in line with the official list."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jian_minzheng.core.management.arguments import a_day, a_file
from offices.divisions import files
from offices.divisions.loader import load_populations, load_units

SHOWN = 20


class Command(BaseCommand):
    help = "按区划文件更新单位树(可重复执行)：新增、更名、调整隶属、撤销，不删除任何单位。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=a_file, default=files.DIVISIONS, help="区划文件(CSV)，默认用随系统提供的")
        parser.add_argument("--on", type=a_day, help="变更生效日期，默认今天")

    def handle(self, *args: Any, **options: Any) -> None:
        path, on = options["file"], options["on"] or timezone.localdate()
        try:
            rows = files.read_units(path, files.FUNCTIONAL_AREAS)
            report = load_units(rows, on=on, source=path.name)
        except (OSError, files.BadFile) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        figures = load_populations(files.read_populations(files.POPULATIONS))
        for word, names in (("新增", report.added), ("变更", report.changed), ("撤销", report.closed)):
            listed = f":{'、'.join(names)}" if 0 < len(names) <= SHOWN else ""
            self.stdout.write(f"{word} {len(names)} 个单位{listed}")
        self.stdout.write(f"新增 {figures} 条公开人口数")
