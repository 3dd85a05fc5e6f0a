"""What a file says of one record on several days, and of which only the month is known."""

import datetime

import pytest
from django.utils import timezone

from intake.preview.revise import cell_correct, record_answer
from offices.documents import kinds_load
from offices.models import Exemplar, HomeCensus, NursingHome, OfficeDocument, PopulationFigure, Station
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import save
from tests.standing import world_with

pytestmark = pytest.mark.django_db

HOMES = ["乡镇", "敬老院名称", "开办日期", "情况截至日期", "床位数", "入住人数"]
STATIONS = ["乡镇", "地址", "办公电话", "情况截至日期", "标识牌", "办公用房面积（㎡）"]
PAPERS = ["单位", "标题", "种类", "成文日期", "废止日期", "规划期末"]


world = world_with(kinds_load)


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def preview(engine, tmp_path, kind, header, *rows):
    return engine.preview(save(tmp_path / "a.xlsx", [header, *rows]), kind)


def beds(name: str) -> list[tuple[str, int | None, int | None]]:
    held = HomeCensus.objects.filter(home__name=name).order_by("as_of")
    return [(str(one.as_of), one.beds, one.residents) for one in held]


def test_of_two_days_the_later_one_stands_whatever_its_line_and_undo_puts_back_the_first(engine, world, tmp_path):
    station = world.stations["敦厚镇"]
    Station.objects.filter(pk=station.pk).update(address="旧址", phone="")
    rows = [
        ["敦厚镇", "今年的地址", "", "2025-12-31", "是", 80],
        ["敦厚镇", "去年的地址", "0796-8412345", "2024-12-31", "否", 80],
    ]
    batch = preview(engine, tmp_path, "station_profile", STATIONS, *rows)
    assert outcomes(batch) == ["changed", "changed"]
    assert batch.rows.get(number=2).changes["address"]["old"] == "去年的地址"
    engine.commit(batch)
    station.refresh_from_db()
    assert (station.address, station.phone) == ("今年的地址", "0796-8412345")
    assert engine.undo(batch).kept == []
    station.refresh_from_db()
    assert (station.address, station.phone) == ("旧址", "")


@pytest.mark.parametrize("name", ["敦厚镇敬老院", "第二敬老院"])
def test_a_later_day_begins_as_a_copy_of_the_earlier_one_of_the_same_file(engine, world, tmp_path, name):
    rows = [
        ["敦厚镇", name, "2019-01-01", "2025-06-30", 50, ""],
        ["敦厚镇", name, "2019-01-01", "2025-01-01", 40, 25],
    ]
    NursingHome.objects.filter(name="敦厚镇敬老院").update(opened_on=datetime.date(2019, 1, 1))
    before = NursingHome.objects.count()
    batch = preview(engine, tmp_path, "nursing_home", HOMES, *rows)
    engine.commit(batch)
    assert beds(name)[-2:] == [("2025-01-01", 40, 25), ("2025-06-30", 50, 25)]
    assert NursingHome.objects.count() == before + (name == "第二敬老院"), "two days of one home are one home"
    assert engine.undo(batch).kept == []
    assert (NursingHome.objects.count(), beds("第二敬老院")) == (before, [])


def test_today_written_and_left_out_is_the_same_day_and_told_before_the_commit(engine, tmp_path):
    today = str(timezone.localdate())
    rows = [["敦厚镇", "", "", today, "是", ""], ["敦厚镇", "", "", "", "否", ""]]
    batch = preview(engine, tmp_path, "station_profile", STATIONS, *rows)
    assert codes(batch) == ["unit_duplicate_in_file"] * 2
    cell_correct(engine.actor, batch=batch, number=2, key="as_of", text="2025-01-01")
    batch.refresh_from_db()
    assert (outcomes(batch), codes(batch)) == (["new", "changed"], []), "the other row is judged anew as well"


def test_a_month_is_its_last_day_where_something_ends_and_its_first_where_it_begins(engine, tmp_path):
    row = ["敦厚镇", "制度甲", "工作规章", "2025年1月", "2028年2月", ""]
    plan = ["敦厚镇", "规划乙", "工作规章", "2025-01-20", "", "2030年12月"]
    batch = preview(engine, tmp_path, "document", PAPERS, row, plan)
    assert codes(batch) == ["date_month_only"] * 3
    assert "2028年2月29日" in " ".join(issue["message"] for issue in batch.rows.get(number=2).issues)
    engine.commit(batch)
    paper, plan = OfficeDocument.objects.order_by("title")
    assert (paper.dated, paper.valid_to) == (datetime.date(2025, 1, 1), datetime.date(2028, 2, 29))
    assert plan.plan_ends_on == datetime.date(2030, 12, 31)


def test_a_month_takes_no_day_away_and_is_the_day_that_is_on_record(engine, tmp_path):
    header = ["单位", "姓名", "类别", "命名单位", "命名日期", "公布日期"]
    exact = ["敦厚镇", "张三", "道德模范", "民政局", "2025-01-15", "2025-02-20"]
    engine.commit(preview(engine, tmp_path, "exemplar", header, exact))
    rough = ["敦厚镇", "张三", "道德模范", "民政局", "2025年1月", "2025年2月"]
    batch = preview(engine, tmp_path, "exemplar", header, rough)
    assert (outcomes(batch), codes(batch)) == (["same"], [])
    twice = preview(engine, tmp_path, "exemplar", header, exact, rough)
    assert codes(twice) == ["unit_duplicate_in_file"] * 2
    other = [*rough[:4], "2025年3月", ""]
    assert outcomes(preview(engine, tmp_path, "exemplar", header, other)) == ["new"]


def test_a_month_with_several_records_is_not_guessed(engine, tmp_path):
    header = ["单位", "姓名", "类别", "命名单位", "命名日期"]
    rows = [["敦厚镇", "张三", "道德模范", "民政局", day] for day in ("2025-01-15", "2025-01-20")]
    engine.commit(preview(engine, tmp_path, "exemplar", header, *rows))
    batch = preview(engine, tmp_path, "exemplar", header, [*rows[0][:4], "2025年1月"])
    assert codes(batch) == ["several_records"]
    assert Exemplar.objects.count() == 2


def test_what_a_month_says_of_a_dated_row_is_about_the_day_on_record_in_it(engine, tmp_path):
    row = ["敦厚镇", "", "", "2024-12-31", "是", 80]
    engine.commit(preview(engine, tmp_path, "station_profile", STATIONS, row))
    row[3] = "2024年12月"
    assert outcomes(preview(engine, tmp_path, "station_profile", STATIONS, row)) == ["same"]


def test_figures_of_the_years_of_rows_are_each_a_record(engine, world, tmp_path):
    header = ["乡镇", "年份", "2024年末户籍人口"]
    rows = [["敦厚镇", 2023, 100], ["敦厚镇", "", 200], ["永阳镇", 2024, 300]]
    batch = preview(engine, tmp_path, "population", header, *rows)
    assert (outcomes(batch), codes(batch)) == (["ask", "new", "new"], ["year_differs"])
    record_answer(engine.actor, batch=batch, number=2, answer="year:2023")
    batch.refresh_from_db()
    assert outcomes(batch) == ["new"] * 3
    engine.commit(batch)
    found = PopulationFigure.objects.filter(division=world["敦厚镇"], year__in=(2023, 2024)).order_by("year")
    assert list(found.values_list("year", "persons")) == [(2023, 100), (2024, 200)]


def test_the_other_year_is_the_same_figure_twice(engine, tmp_path):
    header = ["乡镇", "年份", "2024年末户籍人口"]
    batch = preview(engine, tmp_path, "population", header, ["敦厚镇", 2023, 100], ["敦厚镇", "", 200])
    record_answer(engine.actor, batch=batch, number=2, answer="named:2023")
    batch.refresh_from_db()
    assert codes(batch) == ["unit_duplicate_in_file"] * 2


def test_of_two_columns_with_years_of_their_own_one_answer_settles_both(engine, world, tmp_path):
    header = ["乡镇", "年份", "2024年末户籍人口", "2023年末常住人口"]
    batch = preview(engine, tmp_path, "population", header, ["敦厚镇", 2022, 100, 90])
    record_answer(engine.actor, batch=batch, number=2, answer="named:2022")
    batch.refresh_from_db()
    assert (outcomes(batch), codes(batch)) == (["new"], [])
    cell_correct(engine.actor, batch=batch, number=2, key="year", text="2024")
    batch.refresh_from_db()
    assert codes(batch) == ["year_differs"], "the answer was about another year of the row"
