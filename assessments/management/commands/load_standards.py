"""``manage.py load_standards``: standards and parameters from the project's data files."""

from typing import Any

from django.core.management.base import BaseCommand

from assessments.compliance.refresh import refresh_all
from assessments.loading import standards_load


class Command(BaseCommand):
    help = "载入标准与参数（assessments/data/），可重复执行；管理员改过的参数不会被覆盖。"

    def handle(self, *args: Any, **options: Any) -> None:
        report = standards_load()
        groups = {"新增": report.added, "变更": report.changed, "停用": report.closed, "保留人工修改": report.kept}
        for word, labels in groups.items():
            self.stdout.write(f"{word} {len(labels)} 项")
            for label in labels:
                self.stdout.write(f"  {label}")
        if not report.is_empty:
            refresh_all(past_changed=True)
