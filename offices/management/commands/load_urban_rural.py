"""``manage.py load_urban_rural``: 城乡分类 and 城市社区 of communities from the project's data file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from jian_minzheng.core.management.arguments import a_file
from offices.urban import MARKS, marks_load

SHOWN = 20


class Command(BaseCommand):
    help = "载入社区的城乡分类和城市社区默认值(可重复执行)；在页面上改过的不会被覆盖，没有数据的社区列为待县里确认。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=a_file, default=MARKS, help="数据文件(CSV)，默认用随系统提供的")

    def handle(self, *args: Any, **options: Any) -> None:
        report = marks_load(options["file"])
        groups = {
            "新增": report.added,
            "变更": report.changed,
            "保留人工修改": report.kept,
            "文件中没有、待县里确认": report.asked,
            "区划中没有的代码": report.unknown,
        }
        for word, names in groups.items():
            listed = f"：{'、'.join(names)}" if 0 < len(names) <= SHOWN else ""
            self.stdout.write(f"{word} {len(names)} 个{listed}")
