"""All that is wrong with a line of a register is told at once: nobody mends a file one fault after the other."""

import datetime

import pytest

from offices.documents import kinds_load
from offices.models import Exemplar
from tests.intake.engine import Engine, outcomes
from tests.staffing.rosters.staff_rosters import save
from tests.standing import world_with

pytestmark = pytest.mark.django_db


world = world_with(kinds_load)


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def told(engine, tmp_path, kind, header, *rows):
    batch = engine.preview(save(tmp_path / "a.xlsx", [header, *rows]), kind)
    assert outcomes(batch) == ["error"] * len(rows)
    return [sorted(issue["field"] for issue in row.issues) for row in batch.rows.order_by("number")]


def test_a_missing_category_is_told_beside_a_date_that_cannot_be_read(engine, tmp_path):
    header, line = ["单位", "姓名", "表彰单位", "表彰时间"], ["敦厚镇", "王某", "吉安县民政局", "2019年"]
    assert told(engine, tmp_path, "exemplar", header, line) == [["category", "named_on"]]


def test_what_may_be_on_record_already_is_not_asked_for_what_it_has(engine, world, tmp_path):
    day = datetime.date(2019, 5, 1)
    Exemplar.objects.create(
        division=world["敦厚镇"], name="王某", category="moral_model", named_by="某局", named_on=day
    )
    header, line = ["单位", "姓名", "表彰单位", "表彰时间"], ["敦厚镇", "王某", "吉安县民政局", "2019年"]
    assert told(engine, tmp_path, "exemplar", header, line) == [["named_on"]]


def test_a_paper_without_a_date_is_told_of_its_kind_and_its_term_as_well(engine, tmp_path):
    header = ["乡镇", "文件名称", "文号", "有效期", "复审周期"]
    line = ["敦厚镇", "工作制度", "", "看情况", 24]
    assert told(engine, tmp_path, "document", header, line) == [["dated", "document_kinds", "expires_by"]]


def test_a_home_is_told_of_every_column(engine, tmp_path):
    header = ["乡镇", "敬老院名称", "床位数", "供养人数", "失能人数"]
    line = ["永阳镇", "永阳镇敬老院", "若干", 20, 30]
    found = told(engine, tmp_path, "nursing_home", header, line)
    assert found == [["beds", "dependent", "home_opened_on"]]


def test_a_value_that_the_form_refuses_hides_nothing_else(engine, tmp_path):
    header = ["单位", "姓名", "表彰单位", "表彰时间", "事迹"]
    line = ["敦厚镇", "王某", "县局", "2019-05-01", "身份证号360821196001011234"]
    assert told(engine, tmp_path, "exemplar", header, line) == [["category", "deeds"]]


def test_a_unit_without_a_station_is_first_asked_about(engine, world, tmp_path):
    world.stations["永阳镇"].delete()
    header, line = ["乡镇", "标识牌", "电脑"], ["永阳镇", "有", 2]
    batch = engine.preview(save(tmp_path / "a.xlsx", [header, line]), "station_profile")
    assert [issue["code"] for row in batch.rows.order_by("number") for issue in row.issues] == ["not_begun"]
