"""What the commands share that load a dictionary of kinds: they say what was added, changed and left alone."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError

from offices.kinds import Report
from offices.models import Division


class LoadKinds(BaseCommand):
    load: ClassVar[Callable[[], Report]]

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = type(self).load()
        except Division.DoesNotExist as missing:
            raise CommandError("还没有行政区划，请先运行 load_divisions。") from missing
        groups = {"新增": report.added, "变更": report.changed, "保留人工修改": report.kept}
        for word, labels in groups.items():
            self.stdout.write(f"{word} {len(labels)} 种{'：' if labels else ''}{'、'.join(labels)}")
