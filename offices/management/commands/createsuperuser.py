"""``manage.py createsuperuser`` stands in Django's manuals; here it would make an account that opens nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "本平台没有超级用户，请用 create_administrator。"

    def run_from_argv(self, argv: list[str]) -> None:
        """Whatever options a script of other projects gives: the answer is the same."""
        super().run_from_argv(argv[:2])

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError("本平台没有超级用户：账号能做什么由授权决定。请运行 create_administrator。")
