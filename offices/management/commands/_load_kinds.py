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
        for line in report.lines("种"):
            self.stdout.write(line)
