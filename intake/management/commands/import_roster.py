"""``manage.py import_roster``: the engine of the import wizard without the browser."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from intake.kinds import KINDS, kinds_offered
from intake.report import Refusal, Request, run_import
from jian_minzheng.core.management.arguments import a_new_file


class Command(BaseCommand):
    help = (
        "导入表格。退出码：0 没有错误行；3 有错误行；2 文件或参数无法使用。"
        "登记在表中各单位、表里却没有的逐条列出，结果文件里在“missing”；不在答案里写明，就保持现状。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=".xlsx、.xls、.xlsb、.et、.ods、.csv 文件，或网页格式的表格")
        parser.add_argument("--division", required=True, help="导入到的单位：名称或代码")
        parser.add_argument("--as", dest="username", required=True, help="以哪个账号的身份导入")
        parser.add_argument(
            "--kind", choices=sorted(KINDS), default=kinds_offered()[0].key, help="表格类别，不写则为 %(default)s"
        )
        parser.add_argument(
            "--sheet",
            dest="sheets",
            action="append",
            default=[],
            help="工作表名称，可重复；“*”表示所有像名单的工作表（名称带离任、旧、备份等的除外）；不写则自动选择",
        )
        parser.add_argument(
            "--map",
            dest="mapping",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help="指定某列的含义，可重复；COLUMN 是列号(C，另一张工作表的写作 永阳镇!C)或列名，FIELD 为空表示不读取。"
            f"FIELD:{'、'.join(dict.fromkeys(key for kind in KINDS.values() for key in kind.fields))}",
        )
        parser.add_argument(
            "--answers",
            type=Path,
            metavar="FILE",
            help="JSON 文件：表头、列、空格、值的对应、单元格更正、不导入的行等，见 intake/decisions.py",
        )
        parser.add_argument(
            "--skeleton",
            type=a_new_file,
            metavar="FILE",
            help="把还没有答案的问题写成一份待填的 JSON 文件：问号处填上答案，再用 --answers 传回；"
            "没填的仍算没有回答，“questions”里写着每一处问的是什么、可以怎样答",
        )
        parser.add_argument("--commit", action="store_true", help="写入数据库；不写则只预览")
        parser.add_argument("--good-rows", action="store_true", help="有错误行时仍写入正确的行")
        parser.add_argument(
            "--json", dest="out", type=a_new_file, required=True, metavar="OUT", help="结果写入这个文件"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        request = Request(
            path=options["file"],
            division=options["division"],
            username=options["username"],
            kind=options["kind"],
            sheets=options["sheets"],
            mapping=options["mapping"],
            answers=options["answers"],
            skeleton=options["skeleton"],
            commit=options["commit"],
            good_rows=options["good_rows"],
        )
        try:
            report = run_import(request)
        except Refusal as refusal:
            self.stderr.write(refusal.message)
            self._write(options["out"], refusal.to_json())
            raise SystemExit(2) from None
        self._write(options["out"], report)
        self.stdout.write(
            f"共{report['rows']}行：新增{report['new']}，变更{report['changed']}，无变化{report['same']}，"
            f"错误{report['error_rows'] - report['to_confirm']}，待确认{report['to_confirm']}；"
            f"略过{report['ignored']}行。"
            f"{'已写入。' if report['committed'] else '未写入。'}"
        )
        if report["missing"]:
            self.stdout.write(f"登记在这些单位、表里没有的 {len(report['missing'])} 条：")
        for one in report["missing"]:
            self.stdout.write(f"  {one['name']}（{one['unit']}，{one['position']}，{one['from']} 到岗）{one['hint']}")
        if report["error_rows"] or report["errors"]:
            raise SystemExit(3)

    def _write(self, out: Path, report: dict[str, Any]) -> None:
        out.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
