"""Rosters as offices make them, built cell by cell."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from jian_minzheng.core.id_numbers import check_character

HEADERS = [
    "序号",
    "姓  名",
    "性别",
    "出生\n年月",
    "身份证号码",
    "学历",
    "政治面貌",
    "职务",
    "编制类型",
    "到岗时间",
    "联系电话",
]


def number(serial: int, *, born: str = "", region: str = "360821", sex: int = 1) -> str:
    """A valid identity number; ``sex`` 1 男, 2 女. Of one day are no more than five people, as on real rosters."""
    born = born or f"198503{((serial - 1) // 5 + 11) % 28 + 1:02d}"
    body = f"{region}{born}{(serial * 2 + sex % 2) % 1000:03d}"
    return body + check_character(body)


def person(serial: int, name: str, **cells: Any) -> list[Any]:
    """One line in the order of ``HEADERS``; keyword arguments replace cells by header without blanks."""
    sex = cells.pop("sex", 1)
    line = [
        serial,
        name,
        "男" if sex == 1 else "女",
        "1985.03",
        number(serial, sex=sex),
        "大专",
        "群众",
        "工作人员",
        "事业编制",
        "2018.09",
        "13812345678",
    ]
    for position, header in enumerate("".join(header.split()) for header in HEADERS):
        if header in cells:
            line[position] = cells.pop(header)
    assert not cells, cells
    return line


def save(path: Path, rows: Sequence[Sequence[Any]], merges: Sequence[str] = (), sheet: str = "花名册") -> Path:
    """A workbook with one sheet. Numbers and text are stored as given, merged ranges keep their first cell."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for merge in merges:
        page.merge_cells(merge)
    book.save(path)
    return path


def book(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    """A workbook of sheets by name, each a list of rows."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        page = workbook.create_sheet(name)
        for row in rows:
            page.append(list(row))
    workbook.save(path)
    return path
