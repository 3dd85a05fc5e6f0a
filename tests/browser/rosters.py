"""A roster as a county official makes it by hand: title, fill-in line, merged units, spaced headers, signatures."""

import datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment

from jian_minzheng.core.id_numbers import check_character

HEADERS = [
    "序号",
    "单  位",
    "姓  名",
    "性 别",
    "身份证号码",
    "出生\n年月",
    "学  历",
    "编制性质",
    "进入方式",
    "联系电话",
    "备 注",
]


def number(birth: str, serial: int) -> str:
    """An invented identity number of 吉安县 that passes the check: birth as YYYYMMDD, serial odd for men."""
    body = f"360821{birth}{serial:03d}"
    return body + check_character(body)


PEOPLE = [
    (
        "敦厚镇民政所",
        "周  敏",
        "女",
        number("19880312", 902),
        "1988.03",
        "大学本科",
        "全额拨款事业",
        "公开招聘",
        "13800001111",
    ),
    ("", "欧阳明德", "男", number("19910725", 903), "1991年7月", "大专", "政府购买服务", "县级联合招聘", "13800002222"),
    ("永阳镇民政所", "刘 晨", "男", number("19850101", 905), "198501", "本科", "行政编制", "公务员考录", "13800003333"),
]


def messy_roster(folder: Path, people: list[tuple[str, ...]] | None = None) -> Path:
    """Write the workbook and return its path. Blank units below a filled one are one merged cell."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "花名册"
    page.merge_cells("A1:K1")
    page["A1"] = "吉安县乡镇民政所工作人员花名册"
    page["A1"].alignment = Alignment(horizontal="center")
    page["A2"] = "填报单位（盖章）：吉安县民政局"
    page["H2"] = "填报时间：2026年11月"
    page.append(HEADERS)
    first = 4
    for order, person in enumerate(people or PEOPLE, start=1):
        page.append([order, *person])
    _merge_units(page, first)
    page.append(["合计", "", f"{len(people or PEOPLE)}人"])
    page.append([])
    page.append(["审核人：", "", "", "填表人：", "", "", "联系电话：0796-8440000"])
    path = folder / "吉安县民政所花名册.xlsx"
    book.save(path)
    return path


def _merge_units(page: Any, first: int) -> None:
    row = first
    while page.cell(row, 3).value:
        last = row
        while page.cell(last + 1, 3).value and not page.cell(last + 1, 2).value:
            last += 1
        if last > row:
            page.merge_cells(start_row=row, end_row=last, start_column=2, end_column=2)
        row = last + 1


def large_roster(folder: Path, rows: int) -> Path:
    """A plain roster of that many people, all of them new, in two stations of 吉安县."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("花名册")
    page.append(HEADERS)
    first = datetime.date(1966, 1, 1)
    for order in range(rows):
        born = first + datetime.timedelta(days=order % 10_000)
        name = (
            "王李张刘陈杨黄赵吴周"[order % 10] + "伟芳娜敏静丽强磊军洋"[order // 10 % 10] + "国华文建"[order // 100 % 4]
        )
        page.append(
            [
                order + 1,
                ("敦厚镇民政所", "永阳镇民政所")[order % 2],
                name,
                "男",
                number(f"{born:%Y%m%d}", order // 10_000 * 2 + 1),
                f"{born:%Y.%m}",
                "大专",
                "事业编制",
                "公开招聘",
                f"138{order:08d}",
                "",
            ]
        )
    path = folder / f"吉安县花名册{rows}人.xlsx"
    book.save(path)
    return path
