"""``manage.py begin_stocktakes``: ask every county and township whether its registers are complete."""

from typing import Any

from django.core.management.base import BaseCommand

from offices.stocktakes import stocktakes_begin


class Command(BaseCommand):
    help = "为各县(市、区)和乡镇(街道)建立清查事项(可重复执行)；已有的不变。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"新增 {stocktakes_begin()} 项清查")
