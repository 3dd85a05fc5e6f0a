"""Forms of one record each, 姓名 | 张三 | 性别 | 男: none is read as a table with people for columns."""

import pytest

from intake.layout.columns import NoHeader
from intake.layout.header_rows import find_header_rows
from intake.layout.transposed import form_rows
from staffing.rosters.lexicon import PEOPLE
from tests.intake.engine import Engine
from tests.intake.test_layouts import sheet
from tests.staffing.rosters.staff_rosters import book, number, save

FORM = [
    ["民政所工作人员登记表", None, None, None, None, None],
    ["姓名", "刘涛", "性别", "男", "出生年月", "1985年3月"],
    ["身份证号", number(1), None, "民族", "汉族", None],
    ["工作单位", "敦厚镇民政所", None, "职务", "所长", None],
    ["学历", "大专", "编制性质", "行政编制", "联系电话", "13812345678"],
    ["工作简历", "2013.5—2014.5 敦厚镇党政办", None, None, None, None],
]


@pytest.fixture
def county(world):
    return Engine(world, division="吉安县")


def test_a_form_is_refused_with_what_to_do(county, tmp_path):
    with pytest.raises(NoHeader) as refused:
        county.preview(save(tmp_path / "r.xlsx", FORM, merges=["A1:F1", "B3:C3"]))
    assert "是一张登记表(“姓名”“性别”“出生年月”等" in str(refused.value)
    assert "一行一张的表" in str(refused.value)


def test_so_are_several_on_sheets_of_their_own(county, tmp_path):
    with pytest.raises(NoHeader) as refused:
        county.preview(book(tmp_path / "r.xlsx", 刘涛=FORM, 王芳=FORM))
    assert "是一张登记表" in str(refused.value)


def test_a_list_below_a_form_is_read(county, tmp_path):
    rows = [*FORM, [], ["姓名", "身份证号", "性别", "所在单位"], ["王芳", number(2, sex=2), "女", "永阳镇"]]
    batch = county.preview(save(tmp_path / "r.xlsx", rows))
    assert [row.values["name"] for row in batch.rows.filter(outcome="new")] == ["王芳"]


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "性别", "身份证号", "单位"], *[["张三", "男", "1", "民政所"]] * 4],
        [["单位", "姓名", "岗位", "备注"], *[["民政所", "张三", "专干", "其他"]] * 5],
        [["序号", "姓名", "荣誉", "电话", "特长"], *[["1", "张三", "无", "138", "无"]] * 4],
    ],
)
def test_tables_are_no_forms(rows):
    lines = sheet(*rows).rows
    assert 0 not in form_rows(lines, PEOPLE)
    assert find_header_rows(lines, PEOPLE).first == 0
