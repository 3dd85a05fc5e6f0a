"""``manage.py demo_accounts``: list the accounts of the demonstration once more."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from offices.demo.accounts import account_lines


class Command(BaseCommand):
    help = "列出演示账号及其密码。只在演示环境可用。"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("演示账号只在演示环境可用。")
        self.stdout.write("\n".join(account_lines()))
