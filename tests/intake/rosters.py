"""A messy but honest roster of 吉安县, as tests of the screens and of the marked workbook upload it."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from jian_minzheng.core.id_numbers import check_character
from tests.intake import samples

HEADER = ["序号", "所在单位", "姓  名", "性别", "身份证号码", "学历", "编制性质", "进入本单位时间", "备注"]


def id_number(birth: str = "19850112", sequence: int = 351) -> str:
    body = f"360821{birth}{sequence:03}"
    return body + check_character(body)


GOOD = [1, "敦厚镇", "刘 涛", "男", id_number(), "本科", "行政编制", "2019.09", ""]
BAD = [2, "永阳镇", "王秀英", "女", "36082119900307", "大学", "事业编制", "2020年8月", "=1+1"]


def roster(folder: Path, rows=(GOOD, BAD), name: str = "花名册.xlsx") -> Path:
    """Title, header, the rows, a total and a signature line."""
    return samples.xlsx(
        folder / name,
        [["吉安县民政所人员花名册"], HEADER, *rows, ["合计", None, f"{len(rows)}人"], ["填表人:张三"]],
        merges=["A1:I1"],
    )


def upload(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())
