"""``manage.py load_shipped``: everything that comes with the portal, in the order in which one list needs another."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

LISTS = (
    "load_divisions",
    "load_standards",
    "load_document_kinds",
    "load_activity_kinds",
    "load_indicators",
    "load_business_lines",
    "load_urban_rural",
)


class Command(BaseCommand):
    help = (
        "依次载入随系统提供的全部数据(可重复执行)：区划、标准与参数、制度文件和活动的种类、报表指标、业务线、城乡分类。"
        "在页面上改过的不会被覆盖。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for name in LISTS:
            call_command(name, stdout=self.stdout, stderr=self.stderr)
