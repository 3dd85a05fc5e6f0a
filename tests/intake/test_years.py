"""A figure of some day is not that of the end of the year, wherever the day is written."""

import datetime

import pytest

from intake.grid import Cell
from intake.values import Several, ValueProblem
from intake.values.years import day_in, parse_year, year_in_name
from offices.models import PopulationFigure
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import save

JUNE = datetime.date(2024, 6, 30)
YEAR_END = datetime.date(2024, 12, 31)
HEAD = ["乡镇", "年份", "户籍人口"]
MORE = ["2024.5", "2024年6月", "2024年上半年", "2024Q1", "2024年(快报)", "2024/李四", "2024年一季度", "约2024年"]


@pytest.fixture
def engine(world):
    return Engine(world)


def figures(world, unit="敦厚镇"):
    found = PopulationFigure.objects.filter(division=world[unit], year=2024, basis="registered")
    return set(found.values_list("counted_on", "persons"))


@pytest.mark.parametrize("text", ["2024", "2024年", "2024年度", "2024年末", "2024年底", "2024.0", "二〇二四年"])
def test_a_year_is_read_as_one(text):
    for day_key in ("", "counted_on"):
        said = parse_year(Cell(text), day_key=day_key)
        assert (said.value if isinstance(said, Several) else said) == 2024


@pytest.mark.parametrize("text", ["2024年6月30日", "2024-06-30", "2024/6/30", "截至2024年6月30日止", "2024年6月末"])
def test_a_day_goes_to_the_field_of_days_and_is_refused_without_one(text):
    said = parse_year(Cell(text), day_key="counted_on")
    assert (said.value, dict(said.also), said.announced) == (2024, {"counted_on": JUNE}, True)
    with pytest.raises(ValueProblem, match="年份之外还写了别的内容"):
        parse_year(Cell(text))


def test_a_date_cell_is_its_day_unless_it_shows_the_year_alone():
    said = parse_year(Cell("2024-06-30", raw=JUNE, number_format="yyyy-mm-dd"), day_key="counted_on")
    assert said.also == {"counted_on": JUNE}
    assert parse_year(Cell("2024", raw=JUNE, number_format="yyyy")) == 2024
    with pytest.raises(ValueProblem, match="日期格式"):
        parse_year(Cell("1905-07-16", raw=datetime.date(1905, 7, 16), number_format="yyyy-mm-dd"))


@pytest.mark.parametrize("text", MORE)
def test_what_is_more_than_a_year_is_no_year(text):
    for day_key in ("", "counted_on"):
        with pytest.raises(ValueProblem) as refused:
            parse_year(Cell(text), day_key=day_key)
        assert refused.value.code == "year_unreadable"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2024年末户籍人口(人)", {"b_year": 2024}),
        ("户籍人口(2024)", {"b_year": 2024}),
        ("2024年初中", {"b_year": 2024}),
        ("2024年6月末户籍人口", {"b_year": 2024, "b_counted_on": JUNE}),
        ("户籍人口(截至2024年6月30日)", {"b_year": 2024, "b_counted_on": JUNE}),
        ("2023—2024年户籍人口", {}),
        ("户籍人口", {}),
    ],
)
def test_the_name_of_a_column_says_of_when_its_figures_are(name, said):
    assert year_in_name(name, "b") == said


@pytest.mark.parametrize(
    "name", ["2024年6月户籍人口", "2024年上半年户籍人口", "2024年第一季度户籍人口", "户籍人口2024Q1"]
)
def test_the_name_of_a_column_that_means_part_of_a_year_is_refused(name):
    with pytest.raises(ValueProblem, match="列名写的不是整年"):
        year_in_name(name, "b")


def test_two_days_are_none():
    assert day_in("2024年6月30日至2024年7月1日") is None


def test_a_day_leaves_the_figure_of_the_end_of_the_year_alone(engine, world, tmp_path):
    engine.take_in(save(tmp_path / "a.xlsx", [HEAD, ["敦厚镇", "2024年末", 32_105]]), "population")
    batch = engine.preview(save(tmp_path / "b.xlsx", [HEAD, ["敦厚镇", "2024年6月30日", 31_000]]), "population")
    assert (outcomes(batch), codes(batch)) == (["new"], ["two_facts"])
    engine.commit(batch)
    assert figures(world) == {(None, 32_105), (JUNE, 31_000)}
    again = engine.preview(save(tmp_path / "c.xlsx", [HEAD, ["敦厚镇", "2024-06-30", 31_000]]), "population")
    assert outcomes(again) == ["same"]
    year_end = engine.preview(save(tmp_path / "d.xlsx", [HEAD, ["敦厚镇", "2024年12月31日", 32_105]]), "population")
    assert (outcomes(year_end), codes(year_end)) == (["same"], [])
    engine.undo(batch)
    assert figures(world) == {(None, 32_105)}


@pytest.mark.parametrize("title", ["2024年6月末人口数", "2024年人口统计表(截至2024年6月30日)"])
def test_a_title_with_a_day_is_of_that_day(engine, world, tmp_path, title):
    rows = [[title], ["乡镇", "户籍人口"], ["敦厚镇", 31_000]]
    batch = engine.take_in(save(tmp_path / "a.xlsx", rows), "population")
    told = "".join(issue["message"] for issue in batch.summary["issues"] if issue["code"] == "from_title")
    assert "按标题读作2024-06-30" in told
    assert figures(world) == {(JUNE, 31_000)}


def test_a_title_with_a_day_says_nothing_of_rows_of_other_years(world, tmp_path):
    engine = Engine(world, division="吉安县")
    rows = [["人口统计表(截至2024年6月30日)"], HEAD, ["敦厚镇", 2023, 30_000], ["永阳镇", "2024年末", 12_000]]
    engine.take_in(save(tmp_path / "a.xlsx", rows), "population")
    assert figures(world, "永阳镇") == {(None, 12_000)}
    other = PopulationFigure.objects.get(division=world["敦厚镇"], year=2023, basis="registered")
    assert (other.counted_on, other.persons) == (None, 30_000)


def test_the_name_of_a_column_with_a_day_is_of_that_day(engine, world, tmp_path):
    rows = [["乡镇", "户籍人口(截至2024年6月30日)"], ["敦厚镇", 31_000]]
    engine.take_in(save(tmp_path / "a.xlsx", rows), "population")
    assert figures(world) == {(JUNE, 31_000)}


def test_a_column_of_days_is_read(engine, world, tmp_path):
    rows = [["乡镇", "年份", "截至日期", "户籍人口"], ["敦厚镇", 2024, "2024-06-30", 31_000]]
    engine.take_in(save(tmp_path / "a.xlsx", rows), "population")
    assert figures(world) == {(JUNE, 31_000)}


def test_a_day_of_another_year_than_the_row_says_is_refused(engine, tmp_path):
    rows = [["乡镇", "年份", "截至日期", "户籍人口"], ["敦厚镇", 2023, "2024-06-30", 31_000]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "population")
    assert (outcomes(batch), codes(batch)) == (["error"], ["refused_by_form"])


@pytest.mark.parametrize("year", ["2024.5", "2024年上半年", "2024/李四", "2030年6月30日"])
def test_what_is_no_year_keeps_the_row_out(engine, tmp_path, year):
    batch = engine.preview(save(tmp_path / "a.xlsx", [HEAD, ["敦厚镇", year, 31_000]]), "population")
    assert (outcomes(batch), codes(batch)) == (["error"], ["year_unreadable"])
