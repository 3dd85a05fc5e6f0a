"""Write the manual's page about the codes of imports."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from intake.codes import manual_page


class Command(BaseCommand):
    help = "Write docs/manual/07-import-codes.md from the list of codes."

    def handle(self, *args: Any, **options: Any) -> None:
        page = settings.BASE_DIR / "docs" / "manual" / "07-import-codes.md"
        page.write_text(manual_page(), encoding="utf-8")
        self.stdout.write(str(page.relative_to(settings.BASE_DIR)))
