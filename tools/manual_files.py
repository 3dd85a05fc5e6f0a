"""Tables as offices make them by hand, for the pictures of the user manual; people invented, but for one on record."""

from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment

from tests.browser.rosters import number

RIGHT_NUMBER = number("19910725", 903)
WRONG_NUMBER = RIGHT_NUMBER[:-1] + ("1" if RIGHT_NUMBER[-1] == "0" else "0")
WRONG_LINE, ASKING_LINE = 6, 10
"""Lines of the roster: one with a wrong number, one whose person is on the books elsewhere."""

_TITLE = "吉安县乡镇民政所工作人员花名册"
_UNIT, _NEXT_UNIT = "敦厚镇民政所", "永阳镇民政所"
_HEAD = ("序号", "单  位", "姓  名", "性别", "身份证号码", "学 历", "编制性质", "", "", "到岗时间", "联系电话")
_OPTIONS = ("", "", "", "", "", "", "行政编制", "政府购买服务", "临时聘用", "", "")


def faulty_roster(folder: Path) -> Path:
    """A roster with columns of ticks, and one of everything that has to be put right. Fetches a person of 天河镇."""
    from staffing.models import Appointment

    posts = Appointment.objects.filter(kind="station_staff", work_division__name="天河镇", to_date__isnull=True)
    known = posts.order_by("pk")[0].person
    lines: list[tuple[Any, ...]] = [
        (1, _UNIT, "周  敏", "女", number("19880312", 902), "大学本科", "√", "", "", "2019年3月", "13800001111"),
        (2, "", "欧阳明德", "男", WRONG_NUMBER, "大专", "", "√", "", "2021.05", "13800002222"),
        (3, _NEXT_UNIT, "刘 晨", "男", number("19850101", 905), "读过书", "", "√", "", "201909", "13800003333"),
        (4, "", "李建国", "男", number("19840101", 909), "读过书", "", "", "√", "2020-07-01", "13800004444"),
        (5, "", "王志军", "男", number("19830101", 907), "高中", "", "", "√", 2018.1, "13800005555"),
        (6, "", known.name, known.get_sex_display(), known.id_number, "本科", "", "", "", "2026-06-01", ""),
    ]
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "花名册"
    page.append([_TITLE])
    page["A2"], page["J2"] = "填报单位（盖章）：吉安县民政局", "填报时间：2026年11月"
    page.append(_HEAD)
    page.append(_OPTIONS)
    for line in lines:
        page.append(line)
    page.append(["合计", "", f"{len(lines)}人"])
    page.append(["审核人：", "", "", "填表人：", "", "", "联系电话：0796-8440000"])
    for merged in ("A1:K1", "G3:I3", "B5:B6", "B7:B10", *(f"{letter}3:{letter}4" for letter in "ABCDEFJK")):
        page.merge_cells(merged)
    page["A1"].alignment = Alignment(horizontal="center")
    return _saved(book, folder / "吉安县民政所花名册.xlsx")


def population_table(folder: Path) -> Path:
    """Figures of three townships, one of them misspelt."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "人口"
    page.append(["吉安县各乡镇人口情况"])
    page.append(["乡镇", "2025年户籍人口", "2025年常住人口", "数据来源"])
    page.append(["敦厚镇", 84120, 79655, "公安户籍年报"])
    page.append(["永阳镇", "3.2万", 27810, "公安户籍年报"])
    page.append(["天和镇", 21340, 18020, "公安户籍年报"])
    return _saved(book, folder / "吉安县人口.xlsx")


def _saved(book: Any, path: Path) -> Path:
    book.save(path)
    return path
