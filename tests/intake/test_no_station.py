"""People of a township whose station is not on record may come in; that it is missing is told."""

import datetime

import pytest

from offices.models import Station
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import number, save

pytestmark = pytest.mark.django_db

HEADER = ["单位", "姓名", "身份证号"]
ROWS = [["敦厚镇", "张三", number(1)], ["敦厚镇", "李四", number(2)], ["永阳镇", "王五", number(3)]]


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def of_table(batch):
    return [issue["message"] for issue in batch.summary["issues"] if issue["code"] == "no_station"]


def rows_told(batch):
    return [code for code in codes(batch) if code == "no_station"]


def test_rows_of_a_township_without_a_station_are_told_and_go_in(engine, world, tmp_path):
    Station.objects.filter(township=world["敦厚镇"]).delete()
    batch = engine.preview(save(tmp_path / "a.xlsx", [HEADER, *ROWS]))
    assert outcomes(batch) == ["new"] * 3
    assert len(rows_told(batch)) == 2
    assert [("敦厚镇" in said, "永阳镇" in said) for said in of_table(batch)] == [(True, False)]
    assert engine.commit(batch).new == 3


def test_a_station_that_was_closed_is_none(engine, world, tmp_path):
    Station.objects.filter(township=world["敦厚镇"]).update(closed_on=datetime.date(2025, 1, 1))
    assert len(of_table(engine.preview(save(tmp_path / "a.xlsx", [HEADER, *ROWS])))) == 1


def test_nothing_is_told_where_every_station_is_on_record(engine, tmp_path):
    batch = engine.preview(save(tmp_path / "a.xlsx", [HEADER, *ROWS]))
    assert rows_told(batch) + of_table(batch) == []


def test_village_specialists_need_no_station(engine, world, tmp_path):
    Station.objects.all().delete()
    rows = [["乡镇", "村", "姓名", "身份证号"], ["敦厚镇", "高塘村", "张三", number(1)]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "village_specialist")
    assert rows_told(batch) + of_table(batch) == []
