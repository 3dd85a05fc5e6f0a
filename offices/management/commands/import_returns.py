"""``manage.py import_returns``: values of 业务报表 out of a file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jian_minzheng.core.acting import NO_GRANT
from jian_minzheng.core.management.arguments import a_file
from offices.identity import acting_as
from offices.models import User
from offices.returns.importing import BadLines, values_import
from offices.returns.tables import BadTable


class Command(BaseCommand):
    help = (
        "导入业务报表的数值，有一行不对就全部不写，并逐行说明。CSV 文件(UTF-8)各列：单位(代码、名称或“吉安县/敦厚镇”)、"
        "报送期(2026-09、2026-Q3、2026-H1、2026)、指标代码、值(数字，是或否，零，不适用：理由，未报，或文字)。"
        "值空白的行不改动已填的；写“未报”则收回。数字 0 不算确认，确实为零的写“零”或“0报”。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=a_file, help="CSV 文件")
        parser.add_argument("--as", dest="username", required=True, help="以哪个账号的身份导入")
        parser.add_argument("--filled", action="store_true", help="导入后把这些报表设为已填；还有未填项的不能设")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"没有账号“{options['username']}”。")
        actor = acting_as(user)
        if actor.identity is None:
            raise CommandError(NO_GRANT)
        try:
            report = values_import(actor, path=options["file"], declare=options["filled"])
        except BadTable as error:
            raise CommandError(str(error)) from error
        except BadLines as bad:
            raise CommandError(f"没有写入，有 {len(bad.faults)} 处不对：\n{bad}") from bad
        self.stdout.write(f"写入 {report.submissions} 张报表、{report.values} 项；空白 {report.blank} 项，未改动。")
