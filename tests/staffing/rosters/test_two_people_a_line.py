"""Columns that say whose they are: nobody gets another's number, and nobody of a line is lost without a word."""

import pytest

from intake.decisions import Decisions
from intake.layout.whose import holder
from staffing.rosters.lexicon import PEOPLE
from tests.intake.engine import Engine
from tests.staffing.rosters.staff_rosters import number, save


@pytest.fixture
def county(world):
    return Engine(world, division="吉安县")


def stored(batch):
    """Name, number, telephone and post of each person that would go in."""
    rows = batch.rows.filter(outcome="new").order_by("number")
    return [tuple(row.values.get(key) for key in ("name", "id_number", "phone", "title")) for row in rows]


def told(batch, code):
    return [issue["message"] for issue in batch.summary["issues"] if issue["code"] == code]


HEAD = ("刘涛", number(1), "13812345671")
OTHER = ("王芳", number(2), "13812345672")


@pytest.mark.parametrize(
    "header",
    [
        [["乡镇", "所长姓名", "所长身份证号", "所长电话", "工作人员姓名", "工作人员身份证号", "工作人员电话"]],
        [["乡镇", "民政所长", "身份证号", "联系电话", "工作人员", "身份证号", "联系电话"]],
        [["乡镇", "所长", None, None, "工作人员", None, None], [None, *["姓名", "身份证号", "电话"] * 2]],
        [["乡镇", "民政所所长情况", None, None, "工作人员情况", None, None], [None, *["姓名", "身份证号", "电话"] * 2]],
    ],
)
def test_two_people_of_one_line_are_two_records(county, tmp_path, header):
    merges = ["A1:A2", "B1:D1", "E1:G1"] if len(header) > 1 else []
    rows = [*header, ["敦厚镇", *HEAD, *OTHER], ["永阳镇", "罗军", number(3), "13812345673", None, None, None]]
    batch = county.preview(save(tmp_path / "r.xlsx", rows, merges))
    assert stored(batch) == [(*HEAD, "所长"), ("罗军", number(3), "13812345673", "所长"), (*OTHER, None)]
    assert "一行里不止一个人" in told(batch, "beside_read")[0]
    assert "按列名读作所长" in told(batch, "from_title")[0]


def test_people_of_a_home_who_stand_on_one_line(world, tmp_path):
    rows = [
        ["敬老院", "院长", "院长电话", "护理员姓名", "护理员身份证号"],
        ["敦厚镇敬老院", "刘涛", "13812345671", "王芳", number(2)],
        ["敦厚镇敬老院", None, None, "周建国", number(4)],
    ]
    batch = Engine(world, division="吉安县").preview(save(tmp_path / "r.xlsx", rows), "nursing_home_staff")
    people = [("刘涛", None, "13812345671", "院长"), ("王芳", number(2), None, "护理员")]
    assert stored(batch) == [*people, ("周建国", number(4), None, "护理员")]


@pytest.mark.parametrize(
    "header",
    [
        ["乡镇", *["工作人员姓名", "工作人员身份证号", "工作人员电话"] * 2],
        ["乡镇", *[f"工作人员{n}{name}" for n in (1, 2) for name in ("姓名", "身份证号", "电话")]],
    ],
)
def test_two_people_of_the_same_post(county, tmp_path, header):
    batch = county.preview(save(tmp_path / "r.xlsx", [header, ["敦厚镇", *HEAD, *OTHER]]))
    assert stored(batch) == [(*HEAD, None), (*OTHER, None)]


def test_the_head_of_an_office_named_beside_the_person_lends_nothing(county, tmp_path):
    rows = [["乡镇", "所长姓名", "所长电话", "姓名", "身份证号", "职务"]]
    rows += [["敦厚镇", "刘涛", "13812345671", "王芳", number(2), "干事"]]
    rows += [["永阳镇", "罗军", "13812345673", "周建国", number(4), "干事"]]
    batch = county.preview(save(tmp_path / "r.xlsx", rows))
    assert stored(batch) == [("王芳", number(2), None, "干事"), ("周建国", number(4), None, "干事")]
    assert all("说的是所长" in message for message in told(batch, "column_unread"))
    assert len(told(batch, "column_unread")) == 2


def test_a_telephone_that_may_be_eithers_is_nobodys(county, tmp_path):
    rows = [["乡镇", "所长姓名", "工作人员姓名", "联系电话"], ["敦厚镇", "刘涛", "王芳", "13812345671"]]
    batch = county.preview(save(tmp_path / "r.xlsx", rows))
    assert stored(batch) == [("刘涛", None, None, "所长"), ("王芳", None, None, None)]
    assert "看不出说的是哪一个人" in told(batch, "column_unread")[0]


def test_people_of_another_kind_on_the_line_are_left_out_and_told(county, tmp_path):
    rows = [["乡镇", "村", "专干姓名", "身份证号", "电话", "村书记姓名", "村书记电话"]]
    rows += [["敦厚镇", "高塘村", *HEAD, "王芳", "13812345672"]]
    batch = county.preview(save(tmp_path / "r.xlsx", rows), "village_specialist")
    assert stored(batch) == [(*HEAD, None)]
    assert "属于“村书记”的各列" in told(batch, "other_kind")[0]


def test_the_official_leaves_the_second_person_out(county, tmp_path):
    rows = [["乡镇", "所长姓名", "所长电话", "工作人员姓名", "工作人员电话"]]
    rows += [["敦厚镇", "刘涛", "13812345671", "王芳", "13812345672"]]
    batch = county.preview(save(tmp_path / "r.xlsx", rows), decisions=Decisions(columns={3: None}))
    assert stored(batch) == [("刘涛", None, "13812345671", "所长")]


def test_a_roster_of_heads_says_their_post(county, tmp_path):
    rows = [["乡镇", "所长姓名", "所长身份证号", "所长电话"], ["敦厚镇", *HEAD]]
    assert stored(county.preview(save(tmp_path / "r.xlsx", rows))) == [(*HEAD, "所长")]


@pytest.mark.parametrize(
    "path",
    [
        *(("姓名",), ("工作人员情况", "所在单位", "乡镇"), ("本人电话",), ("人员姓名",), ("在编人员", "姓名")),
        *(("护理员证",), ("任所长时间",), ("党员身份",), ("养老护理员证书",), ("人员情况", "姓名")),
    ],
)
def test_names_that_speak_of_whomever_the_line_is_about(path):
    assert holder(path, PEOPLE) in ("", "工作人员")
