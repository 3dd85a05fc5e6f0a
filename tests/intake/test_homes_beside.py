"""In rosters of homes the cell of the township is read too: what it says against the home is told there."""

import datetime

import pytest

from intake.values import ValueProblem
from offices.models import NursingHome
from tests.intake.engine import Engine, outcomes
from tests.intake.namesakes import with_namesakes
from tests.intake.test_units import book
from tests.staffing.people import number
from tests.staffing.rosters.staff_rosters import save

pytestmark = pytest.mark.django_db

HOME = "敦厚镇敬老院"


@pytest.fixture
def named(world):
    with_namesakes(world)
    NursingHome.objects.create(township=world["永阳镇"], name="永阳镇敬老院", opened_on=datetime.date(2018, 1, 1))
    return world


def preview(world, tmp_path, beside, home, division="吉安县"):
    rows = [["乡镇", "敬老院", "姓名", "身份证号", "职务"], [beside, home, "张三", number(1), "护理员"]]
    return Engine(world, division=division).preview(save(tmp_path / "a.xlsx", rows), "nursing_home_staff")


def told(batch):
    (row,) = batch.rows.exclude(outcome="ignored")
    return [(issue["field"], issue["message"]) for issue in row.issues if issue["code"].startswith("unit_")]


@pytest.mark.parametrize(
    "beside",
    ["", "敦厚镇", "敦厚", "敦厚镇民政所", "吉安县敦厚镇", "敦厚镇敦厚村", "敦厚镇敬老院", "吉安县", "吉安县民政局"],
)
def test_a_cell_that_agrees_is_no_matter(named, tmp_path, beside):
    batch = preview(named, tmp_path, beside, HOME)
    assert outcomes(batch) == ["new"], told(batch)


@pytest.mark.parametrize(
    ("beside", "home", "said"),
    [
        ("火星镇", HOME, "没有这个乡镇(街道)"),
        ("吉州区", HOME, "没有这个乡镇(街道)"),
        ("禾川镇", HOME, "没有这个乡镇(街道)"),
        ("敦厚镇、永阳镇", HOME, "一格写了几个单位（敦厚镇、永阳镇）"),
        ("永阳镇", HOME, "乡镇(街道)写的是“永阳镇”，敬老院写的是“敦厚镇”的，两处不一致"),
        ("永阳镇", "天河镇敬老院", "乡镇(街道)写的是“永阳镇”，敬老院写的是“天河镇”的，两处不一致"),
        ("永阳镇敬老院", HOME, "乡镇(街道)写的是“永阳镇”，敬老院写的是“敦厚镇”的，两处不一致"),
    ],
)
def test_a_cell_that_is_not_understood_or_says_another_place_is_told_there(named, tmp_path, beside, home, said):
    batch = preview(named, tmp_path, beside, home)
    assert outcomes(batch) == ["error"]
    ((field, message),) = told(batch)
    assert (field, said in message) == ("unit", True), message
    assert "是否为" not in message


@pytest.mark.parametrize(
    ("beside", "home", "said"),
    [
        ("", "天河镇敬老院", "“天河镇”没有登记在办的敬老院"),
        ("天河镇", "天河镇敬老院", "“天河镇”没有登记在办的敬老院"),
        ("天河镇", "敬老院", "“天河镇”没有登记在办的敬老院"),
        ("永阳镇", "永阳镇幸福养老中心", "“永阳镇”没有这个敬老院"),
        ("", "禾川镇敬老院", "本次导入范围内没有这个敬老院。请核对名称。"),
        ("", "火星镇敬老院", "本次导入范围内没有这个敬老院。请核对名称。"),
        ("", "墩厚镇敬老院", "是否为“敦厚镇敬老院”"),
    ],
)
def test_no_home_of_another_township_is_proposed_than_of_the_one_that_is_named(named, tmp_path, beside, home, said):
    ((field, message),) = told(preview(named, tmp_path, beside, home))
    assert (field, said in message) == ("home", True), message
    assert said.startswith("是否") or HOME not in message


def test_of_several_homes_of_a_township_one_is_chosen(named):
    NursingHome.objects.create(township=named["永阳镇"], name="永阳镇第二敬老院", opened_on=datetime.date(2018, 1, 1))
    with pytest.raises(ValueProblem) as told:
        book(named).home("永阳镇")
    assert [option.text for option in told.value.options] == ["永阳镇敬老院", "永阳镇第二敬老院"]


def test_in_a_table_of_one_township_its_name_may_stand_beside_each_home(named, tmp_path):
    for beside in ("敦厚镇", "镇政府"):
        assert outcomes(preview(named, tmp_path, beside, HOME, division="敦厚镇")) == ["new"]
    ((field, _message),) = told(preview(named, tmp_path, "永阳镇", HOME, division="敦厚镇"))
    assert field == "unit"
