"""One database's share of ``bench.roster_import``; prints seconds by step as JSON."""

import datetime
import json
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from bench.stock_import import stock_import, stock_preview  # noqa: E402
from offices.grants import grant_give  # noqa: E402
from offices.identity import Identity, identities_of  # noqa: E402
from offices.models import Division, User  # noqa: E402
from offices.roles import Role  # noqa: E402
from staffing.id_numbers import check_character  # noqa: E402
from staffing.models import Appointment, ImportBatch, ImportRow, Person  # noqa: E402
from staffing.roster_import.commit import batch_commit  # noqa: E402
from staffing.roster_import.preview import preview_build  # noqa: E402

HEADERS = ["序号", "所在单位", "姓名", "性别", "出生年月", "身份证号", "民族", "政治面貌", "学历", "毕业院校及专业"]
HEADERS += ["职务", "编制类型", "在岗方式", "进入方式", "到岗时间", "月工资", "参加社会保险", "联系电话", "备注"]
TOWNSHIPS = 20


def county() -> tuple[User, Identity, Division]:
    """A county with twenty townships and its official."""
    city = Division.objects.add_root({"level": "city", "kind": "设区市", "name": "吉安市"})
    place = Division.objects.add_child(city, {"level": "county", "kind": "县", "name": "吉安县"})
    for number in range(TOWNSHIPS):
        place.refresh_from_db()
        Division.objects.add_child(place, {"level": "township", "kind": "镇", "name": f"测{number:02}镇"})
    user = User.objects.create_user("bench", full_name="测量")
    grant_give(user=user, role=Role.COUNTY_OFFICER, division=place)
    place.refresh_from_db()
    return user, identities_of(user)[0], place


def roster(rows: int, *, changed_every: int = 0) -> list[list[Any]]:
    """Lines of distinct people; every n-th with another education when ``changed_every`` is given."""
    lines = []
    for n in range(rows):
        born = datetime.date(1965, 1, 1) + datetime.timedelta(days=n % 12_000)
        body = f"360821{born:%Y%m%d}{n // 12_000:02}{n % 10}"
        sex = "男" if n % 2 else "女"
        education = "研究生" if changed_every and n % changed_every == 0 else "大专"
        name = (
            "王李张刘陈杨黄赵吴周"[n % 10]
            + "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平"[n // 10 % 20]
            + "国华"[n // 200 % 2]
        )
        line = [
            n + 1,
            f"测{n % TOWNSHIPS:02}镇民政所",
            name,
            sex,
            f"{born:%Y.%m}",
            body + check_character(body),
            "汉族",
        ]
        line += [
            "中共党员",
            education,
            "江西师范大学社会工作",
            "工作人员",
            "事业编制",
            "在岗",
            "公开招聘",
            "2018-09-01",
        ]
        lines.append([*line, "3500", "是", f"138{n:08}", ""])
    return lines


def save(path: Path, lines: list[list[Any]]) -> Path:
    """Through XlsxWriter: how the file was made is not measured."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    page = book.add_worksheet("花名册")
    for row, line in enumerate([HEADERS, *lines]):
        page.write_row(row, 0, line)
    book.close()
    return path


def empty() -> None:
    """People, posts, their histories and the batches go; everything else stays."""
    for model in (Appointment.history.model, Person.history.model, ImportRow, ImportBatch, Appointment, Person):
        model._default_manager.all()._raw_delete(model._default_manager.db)


def timed(seconds: dict[str, list[float]], step: str, work: Callable[[], Any]) -> Any:
    """Run and note how long it took."""
    started = time.perf_counter()
    result = work()
    seconds[step].append(time.perf_counter() - started)
    return result


def main(rows: int, rounds: int) -> None:
    call_command("migrate", verbosity=0)
    ContentType.objects.clear_cache()
    user, identity, division = county()
    seconds: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        new = save(Path(folder) / "new.xlsx", roster(rows))
        tenth = save(Path(folder) / "tenth.xlsx", roster(rows, changed_every=10))

        def take_in(case: str, path: Path) -> None:
            def preview() -> ImportBatch:
                return preview_build(
                    identity=identity, user=user, path=path, file_name="a.xlsx", kind="station_staff", division=division
                )

            def commit() -> Any:
                return batch_commit(batch=batch, identity=identity, user=user, good_rows_only=False)

            batch = timed(seconds, f"{case}: preview", preview)
            timed(seconds, f"{case}: commit", commit)

        for _ in range(rounds):
            empty()
            take_in("insert", new)
            take_in("identical", new)
            take_in("10 % changed", tenth)
        empty()
        timed(seconds, "stock preview", lambda: stock_preview(new))
        with transaction.atomic():
            timed(seconds, "stock import", lambda: stock_import(new))
    assert Appointment.objects.count() == rows
    print(json.dumps({step: statistics.median(times) for step, times in seconds.items()}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
