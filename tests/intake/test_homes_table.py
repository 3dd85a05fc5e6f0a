"""敬老院 come in as lists: when they were opened, of which often only the year is known, and whom they care for."""

import datetime

import openpyxl
import pytest

from offices.models import HomeCensus, NursingHome, ServiceWindow, Station
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import save

pytestmark = pytest.mark.django_db


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def preview(engine, tmp_path, header, *rows):
    return engine.preview(save(tmp_path / "a.xlsx", [["农村敬老院一览表"], header, *rows]), "nursing_home")


@pytest.mark.parametrize("header", ["建成年份", "建成时间", "投入使用时间", "成立时间", "建院年份", "投用时间"])
@pytest.mark.parametrize("cell", [2003, "2003年", "二〇〇三年", "约2003年", "2003年建成", datetime.date(1905, 6, 25)])
def test_a_new_home_of_which_the_year_is_known_comes_in_and_the_day_is_told(engine, tmp_path, header, cell):
    batch = preview(engine, tmp_path, ["乡镇", "敬老院名称", header], ["永阳镇", "永阳镇敬老院", cell])
    assert (outcomes(batch), codes(batch)) == (["new"], ["date_by_year"])
    assert "2003年1月1日" in batch.rows.get(outcome="new").issues[0]["message"]
    engine.commit(batch)
    assert NursingHome.objects.get(name="永阳镇敬老院").opened_on == datetime.date(2003, 1, 1)


@pytest.mark.parametrize("cell", ["90年代", "2003年建成，2012年改扩建", "1998-2003年", "2999年"])
def test_what_names_no_one_year_that_has_come_is_no_opening(engine, tmp_path, cell):
    batch = preview(engine, tmp_path, ["乡镇", "敬老院名称", "建成年份"], ["永阳镇", "永阳镇敬老院", cell])
    assert outcomes(batch) == ["error"]


@pytest.mark.parametrize("cell", ["2003", "2003年9月"])
def test_a_year_or_a_month_takes_nothing_from_the_day_on_record(engine, world, tmp_path, cell):
    home = world.homes["敦厚镇"]
    NursingHome.objects.filter(pk=home.pk).update(opened_on=datetime.date(2003, 9, 12))
    batch = preview(engine, tmp_path, ["乡镇", "敬老院名称", "建成时间"], ["敦厚镇", home.name, cell])
    assert outcomes(batch) == ["same"]
    batch = preview(engine, tmp_path, ["乡镇", "敬老院名称", "建成时间"], ["敦厚镇", home.name, "2004年"])
    assert outcomes(batch) == ["changed"]


def test_a_station_that_was_set_up_in_a_year_is_no_error(engine, world, tmp_path):
    station = Station.objects.get(pk=world.stations["敦厚镇"].pk)
    rows = [["乡镇", "成立年份", "标识牌"], ["敦厚镇", station.opened_on.year, "有"]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "station_profile")
    assert (outcomes(batch), codes(batch)) == (["changed"], ["date_by_year"])
    engine.commit(batch)
    station.refresh_from_db()
    assert station.opened_on == world.stations["敦厚镇"].opened_on


def test_people_and_beds_are_counted_in_their_own_words(engine, world, tmp_path):
    header = ["乡镇", "敬老院名称", "床位数", "供养对象人数", "其中失能人数"]
    batch = preview(engine, tmp_path, header, ["敦厚镇", "敦厚镇敬老院", "60张", "约30人", "两名"])
    assert (outcomes(batch), codes(batch)) == (["changed"], ["number_rough"])
    engine.commit(batch)
    census = HomeCensus.objects.latest("as_of")
    assert (census.beds, census.residents, census.dependent) == (60, 30, 2)


@pytest.mark.parametrize(
    ("field", "cell", "example"),
    [("床位数", "60人", "2张"), ("供养对象人数", "30台", "2人"), ("供养对象人数", "√", "2人")],
)
def test_what_is_counted_is_named_where_it_is_counted_in_other_things(engine, tmp_path, field, cell, example):
    batch = preview(engine, tmp_path, ["乡镇", "敬老院名称", field], ["敦厚镇", "敦厚镇敬老院", cell])
    assert codes(batch) == ["number_unreadable"]
    message = batch.rows.get(outcome="error").issues[0]["message"]
    assert field in message
    assert example in message


@pytest.mark.parametrize(
    "header", ["不能自理", "生活不能自理", "全护理", "失能老人", "完全失能人数", "其中：不能自理人数"]
)
def test_those_who_need_care_are_known_by_many_names(engine, tmp_path, header):
    batch = preview(engine, tmp_path, ["乡镇", "敬老院名称", "供养人数", header], ["敦厚镇", "敦厚镇敬老院", 30, 5])
    engine.commit(batch)
    assert HomeCensus.objects.latest("as_of").dependent == 5


@pytest.mark.parametrize("header", ["半失能人数", "半护理人数", "能自理人数", "半自理", "半失能"])
def test_those_who_need_some_care_are_others(engine, tmp_path, header):
    batch = preview(engine, tmp_path, ["乡镇", "敬老院名称", "供养人数", header], ["敦厚镇", "敦厚镇敬老院", 30, 5])
    told = [issue["message"] for issue in batch.summary["issues"] if issue["code"] == "column_unread"]
    assert len(told) == 1
    engine.commit(batch)
    assert HomeCensus.objects.latest("as_of").dependent is None


def test_a_number_of_people_is_no_total_in_the_column_that_counts_them(engine, world, tmp_path):
    batch = preview(
        engine, tmp_path, ["乡镇", "敬老院名称", "供养人数"], ["敦厚镇", "敦厚镇敬老院", "30人"], ["共30人"]
    )
    assert outcomes(batch) == ["changed"]
    batch = engine.preview(save(tmp_path / "b.xlsx", [["乡镇", "2024年户籍人口"], ["敦厚镇", "32105人"]]), "population")
    assert outcomes(batch) == ["new"]


def test_the_name_of_a_home_says_where_it_stands_where_no_column_does(engine, world, tmp_path):
    rows = [["吉安县永阳镇敬老院", "2003年5月", 40], ["吉安县社会福利中心", "2012年8月", 200]]
    batch = preview(engine, tmp_path, ["机构名称", "建成时间", "床位数"], *rows)
    told = ["unit_in_name", "date_month_only", "required_missing"]
    assert (outcomes(batch), codes(batch)) == (["new", "error"], told)
    engine.commit(batch, good_rows_only=True)
    assert NursingHome.objects.get(name="吉安县永阳镇敬老院").township == world["永阳镇"]


def test_the_column_of_townships_goes_before_the_name(engine, world, tmp_path):
    header = ["所属乡镇", "机构名称", "建成时间"]
    batch = preview(
        engine, tmp_path, header, ["敦厚镇", "永阳镇敬老院", "2003年5月"], ["", "永阳镇敬老院", "2003年5月"]
    )
    assert [row.values["_unit"]["name"] for row in batch.rows.order_by("number")] == ["敦厚镇", "永阳镇"]


def test_a_group_of_columns_counts_by_its_total(engine, world, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["乡镇", "敬老院名称", "现供养特困人员（人）", "", ""])
    sheet.append(["", "", "小计", "全自理", "失能"])
    sheet.append(["敦厚镇", "敦厚镇敬老院", "30人", 25, 5])
    for cells in ("A1:A2", "B1:B2", "C1:E1"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    batch = engine.preview(tmp_path / "a.xlsx", "nursing_home")
    assert outcomes(batch) == ["changed"]
    engine.commit(batch)
    census = HomeCensus.objects.latest("as_of")
    assert (census.residents, census.dependent) == (30, 5)


@pytest.mark.parametrize(
    ("cell", "dedicated", "told"),
    [
        ("专窗", True, []),
        ("综合窗口", False, []),
        ("否（综合窗口）", False, ["remark_unread"]),
        ("是，2个", True, ["remark_unread"]),
    ],
)
def test_a_window_is_its_own_or_shared_in_the_words_of_lists(engine, world, tmp_path, cell, dedicated, told):
    header = ["单位", "窗口设置地点", "是否民政专窗", "启用时间"]
    path = save(tmp_path / "a.xlsx", [header, ["吉安县民政局", "政务中心二楼", cell, "2020-05-01"]])
    batch = engine.preview(path, "window")
    assert (outcomes(batch), codes(batch)) == (["new"], told)
    engine.commit(batch)
    window = ServiceWindow.objects.get()
    assert (window.division, window.dedicated) == (world["吉安县"], dedicated)


def test_what_a_new_day_takes_over_from_the_day_before_is_told(engine, world, tmp_path):
    """Else an old number of people stands under a day for which nobody said it."""
    home = world.homes["敦厚镇"]
    HomeCensus.objects.create(home=home, as_of=datetime.date(2025, 1, 1), residents=20, dependent=4, beds=40)
    header = ["乡镇", "敬老院名称", "供养人数", "截至日期"]
    batch = preview(engine, tmp_path, header, ["敦厚镇", "敦厚镇敬老院", 24, "2025-06-30"])
    (told,) = [issue["message"] for issue in batch.rows.get().issues if issue["code"] == "carried_over"]
    assert "表里没有写的沿用2025年1月1日的登记：" in told
    assert "失能" in told
    assert " 4" in told
    same_day = preview(engine, tmp_path, header, ["敦厚镇", "敦厚镇敬老院", 24, "2025-01-01"])
    assert "carried_over" not in codes(same_day), "a correction takes nothing anywhere"
    whole = preview(
        engine, tmp_path, [*header, "失能人数", "床位数"], ["敦厚镇", "敦厚镇敬老院", 24, "2025-06-30", 5, 40]
    )
    assert "carried_over" not in codes(whole)
