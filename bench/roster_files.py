"""Rosters to measure with: distinct people in twenty townships of one county."""

import datetime
from pathlib import Path
from typing import Any

from jian_minzheng.core.id_numbers import check_character

HEADERS = ["序号", "所在单位", "姓名", "性别", "出生年月", "身份证号", "民族", "政治面貌", "学历", "毕业院校及专业"]
HEADERS += ["职务", "编制类型", "在岗方式", "进入方式", "到岗时间", "月工资", "参加社会保险", "联系电话", "备注"]
TOWNSHIPS = 20
# 40,000 people of one county bear different names, as nearly all do at one station.
_FAMILY = "王李张刘陈杨黄赵吴周"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平"


def roster(rows: int, *, changed_every: int = 0) -> list[list[Any]]:
    """Lines of distinct people; every n-th with another education when ``changed_every`` is given."""
    return [_line(n, changed=bool(changed_every) and n % changed_every == 0) for n in range(rows)]


def _line(n: int, *, changed: bool) -> list[Any]:
    born = datetime.date(1965, 1, 1) + datetime.timedelta(days=n % 12_000)
    body = f"360821{born:%Y%m%d}{n // 12_000:02}{n % 10}"
    name = _FAMILY[(n + n // 4000) % 10] + _GIVEN[n // 10 % 20] + _GIVEN[n // 200 % 20]
    who = [n + 1, f"测{n % TOWNSHIPS:02}镇民政所", name, "男" if n % 2 else "女", f"{born:%Y.%m}"]
    who += [body + check_character(body), "汉族", "中共党员", "研究生" if changed else "大专", "江西师范大学社会工作"]
    return [*who, "工作人员", "事业编制", "在岗", "公开招聘", "2018-09-01", "3500", "是", f"138{n:08}", ""]


def save(path: Path, lines: list[list[Any]]) -> Path:
    """Through XlsxWriter: how the file was made is not measured."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    page = book.add_worksheet("花名册")
    for row, line in enumerate([HEADERS, *lines]):
        page.write_row(row, 0, line)
    book.close()
    return path
