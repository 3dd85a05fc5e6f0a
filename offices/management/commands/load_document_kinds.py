"""``manage.py load_document_kinds``: the kinds of documents from the project's data file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from offices.documents import kinds_load
from offices.models import Division


class Command(BaseCommand):
    help = "载入制度文件的种类(可重复执行)；在页面上改过的种类不会被覆盖。"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = kinds_load()
        except Division.DoesNotExist as missing:
            raise CommandError("还没有行政区划，请先运行 load_divisions。") from missing
        groups = {"新增": report.added, "变更": report.changed, "保留人工修改": report.kept}
        for word, labels in groups.items():
            self.stdout.write(f"{word} {len(labels)} 种{'：' if labels else ''}{'、'.join(labels)}")
