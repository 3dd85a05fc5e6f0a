"""``manage.py load_indicators``: the indicators of 业务报表 from the project's data file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from offices.models import Division
from offices.returns.dictionary import indicators_load


class Command(BaseCommand):
    help = "载入业务报表的指标(可重复执行)；在页面上改过的指标不会被覆盖，文件里没有了的停用、不删除。"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = indicators_load()
        except Division.DoesNotExist as missing:
            raise CommandError("还没有行政区划，请先运行 load_divisions。") from missing
        groups = {
            "新增": report.added,
            "变更": report.changed,
            "停用": report.retired,
            "保留人工修改": report.kept,
        }
        for word, labels in groups.items():
            self.stdout.write(f"{word} {len(labels)} 项{'：' if labels else ''}{'、'.join(labels)}")
