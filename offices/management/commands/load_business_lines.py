"""``manage.py load_business_lines``: the lines of business, and where they lie in each county by default."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from offices.business_lines import lines_load, standings_begin
from offices.models import Division


class Command(BaseCommand):
    help = "载入业务线和各县(市、区)的默认归属(可重复执行)；在页面上改过的不会被覆盖，划转待各县确认。"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = lines_load()
        except Division.DoesNotExist as missing:
            raise CommandError("还没有行政区划，请先运行 load_divisions。") from missing
        for line in report.lines("条业务线"):
            self.stdout.write(line)
        self.stdout.write(f"新增 {standings_begin()} 条归属")
