"""敬老院 come in as lists: when they were opened, of which often only the year is known, and whom they care for."""

import datetime

import pytest

from offices.models import HomeCensus, NursingHome, Station
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
