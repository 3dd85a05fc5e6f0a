"""Bring the demonstration database up to date: new tables always, data only when there is none yet.

Usage: ``python -m tools.demo_database [--reset]``. Prints the demonstration accounts each time.
"""

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from jian_minzheng.environment import RefusedError, prepare


def main(arguments: list[str]) -> int:
    """Return the exit status: 2 when a reset is refused, or the machine runs a real installation."""
    try:
        prepare()
    except RefusedError as refused:
        print(refused, file=sys.stderr)
        return 2
    django.setup()
    if not settings.DEMO:
        print("这里是正式环境，不装入演示数据。", file=sys.stderr)
        return 2
    if "--reset" in arguments and not empty_database():
        return 2
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_shipped")
    call_command("load_demo", if_empty=True)
    call_command("begin_stocktakes")
    call_command("evaluate", store=True, if_older=True)
    return 0


def empty_database() -> bool:
    """Remove everything in the database; on a server, where it may be somebody's work, only when CONFIRM names it."""
    name = str(settings.DATABASES["default"]["NAME"])
    if connection.vendor == "sqlite":
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)
        return True
    if os.environ.get("CONFIRM") != name:
        print(f"将清空数据库 {name} 的全部数据。确认请执行：make reset-demo CONFIRM={name}", file=sys.stderr)
        return False
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
