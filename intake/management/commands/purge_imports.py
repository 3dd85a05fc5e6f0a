"""``manage.py purge_imports``: nightly; previews that nobody came back to are put aside, and later forgotten."""

from typing import Any

from django.core.management.base import BaseCommand

from intake.purging import imports_purge


class Command(BaseCommand):
    help = "放弃长期无人处理的导入预览，并清除已放弃的导入的内容和文件（期限见设置 IMPORTS_WAIT_DAYS）。"

    def handle(self, *args: Any, **options: Any) -> None:
        purged = imports_purge()
        swept = f"另删除上传中断留下的文件{purged.swept}个。" if purged.swept else ""
        self.stdout.write(f"放弃{purged.put_aside}份，清除{purged.forgotten}份。{swept}")
        if purged.unknown:
            self.stderr.write(
                f"上传目录里有{purged.unknown}个文件，数据库里却没有任何导入记录，一个也没有删。"
                "请核对连接的数据库和 MEDIA_ROOT；数据库若是恢复的，请先恢复到最新的备份。"
            )
