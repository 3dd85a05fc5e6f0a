"""Tables about units go through the same rooms: how stations stand, village lists, population figures."""

import datetime
from decimal import Decimal

import pytest

from intake.kinds import KINDS
from intake.layout.columns import NoHeader
from intake.lines.books import book_of
from intake.workbooks.export import current_workbook
from jian_minzheng.core.editing import record_void
from offices.identity import acting_as
from offices.models import Equipment, PopulationFigure, Station, StationProfile
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.people import number
from tests.staffing.rebuilding import readable
from tests.staffing.rosters.staff_rosters import save

pytestmark = pytest.mark.django_db

STATIONS = ["序号", "乡镇", "办公电话", "标识牌", "办公用房面积（平方米）", "公示栏", "电脑（台）", "打印机", "备注"]


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


def test_how_stations_stand_is_recorded_from_the_day_of_the_import(engine, world, tmp_path):
    rows = [
        ["吉安县民政所基本情况表"],
        STATIONS,
        [1, "敦厚镇", "0796-8412345", "√", "80㎡", "有", "2台", "无", ""],
        [2, "永阳镇", "", "未挂", 60.5, "否", 1, 1, ""],
        ["合计", "2个所"],
    ]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "station_profile")
    assert (outcomes(batch), codes(batch)) == (["changed", "new"], [])
    engine.commit(batch)
    profile = StationProfile.objects.filter(station=world.stations["敦厚镇"]).order_by("-as_of")[0]
    assert (profile.sign_hung, profile.office_area, profile.notice_board) == (True, Decimal(80), True)
    assert Station.objects.get(pk=world.stations["敦厚镇"].pk).phone == "0796-8412345"
    held = Equipment.objects.filter(station=world.stations["敦厚镇"], as_of=profile.as_of)
    assert set(held.values_list("kind", "total", "condition")) == {("computer", 2, "good"), ("printer", 0, "none")}


def test_the_same_table_again_changes_nothing_and_undo_takes_all_back(engine, world, tmp_path):
    before = list(StationProfile.objects.order_by("pk").values())
    path = save(tmp_path / "a.xlsx", [STATIONS, [1, "敦厚镇", "0796-8412345", "是", 81, "是", 3, 1, ""]])
    batch = engine.preview(path, "station_profile")
    engine.commit(batch)
    assert outcomes(engine.preview(path, "station_profile")) == ["same"]
    result = engine.undo(batch)
    assert result.kept == []
    assert [{**row, "version": 0} for row in StationProfile.objects.order_by("pk").values()] == [
        {**row, "version": 0} for row in before
    ]
    assert not Equipment.objects.filter(kind="computer", total=3).exists()
    assert StationProfile.history.filter(history_type="-", history_user=engine.user).exists()


def test_a_record_that_was_changed_since_is_kept_and_named(engine, world, tmp_path):
    batch = engine.preview(
        save(
            tmp_path / "a.xlsx",
            [["乡镇", "2024年户籍人口", "常住人口"], ["敦厚镇", "3.2万", ""], ["永阳镇", 12000, ""]],
        ),
        "population",
    )
    engine.commit(batch)
    figure = PopulationFigure.objects.get(division=world["永阳镇"], year=2024, basis="registered")
    figure.persons, figure.version = 12_001, figure.version + 1
    figure.save()
    assert [kept.name for kept in engine.undo(batch).kept] == ["永阳镇"]
    assert not PopulationFigure.objects.filter(division=world["敦厚镇"], year=2024).exists()


def test_population_figures_take_their_year_from_the_name_of_the_column(engine, world, tmp_path):
    header = ["乡镇", "2023年末户籍人口（人）", "2024年常住人口(万人)"]
    batch = engine.preview(save(tmp_path / "a.xlsx", [header, ["敦厚镇", "32,105人", 3.1]]), "population")
    assert (outcomes(batch), codes(batch)) == (["new"], [])
    engine.commit(batch)
    found = PopulationFigure.objects.filter(division=world["敦厚镇"], year__in=(2023, 2024), persons__in=(32105, 31000))
    assert set(found.values_list("year", "basis", "persons")) == {
        (2023, "registered", 32105),
        (2024, "resident", 31000),
    }


def test_a_figure_without_a_year_is_asked_for(engine, tmp_path):
    batch = engine.preview(save(tmp_path / "a.xlsx", [["乡镇", "户籍人口"], ["敦厚镇", 32105]]), "population")
    assert (outcomes(batch), codes(batch)) == (["error"], ["required_missing"])


def test_a_village_list_tells_unknown_villages_and_those_that_it_lacks(engine, world, tmp_path):
    rows = [["乡镇", "村（居）", "年份", "户籍人口"], ["敦厚镇", "高塘村", 2024, 2100], ["敦厚镇", "高糖村", 2024, 100]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "village_list")
    assert (outcomes(batch), codes(batch)) == (["new", "error"], ["unit_unknown"])
    told = [issue["message"] for issue in batch.summary["issues"] if issue["code"] == "village_missing"]
    assert len(told) == 1
    assert "城南社区" in told[0] or "江边村" in told[0]
    assert "城东村" not in told[0], "a village of another county does not exist here"


@pytest.mark.parametrize(("cell", "code"), [("若干", "number_unreadable"), ("12.5人", "number_unreadable")])
def test_what_cannot_be_a_number_of_persons_is_an_error(engine, tmp_path, cell, code):
    batch = engine.preview(save(tmp_path / "a.xlsx", [["乡镇", "2024年户籍人口"], ["敦厚镇", cell]]), "population")
    assert codes(batch) == [code]


def test_a_unit_twice_is_told_at_both_lines(engine, tmp_path):
    rows = [["乡镇", "2024年户籍人口"], ["敦厚镇", 1], ["敦厚", 2]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "population")
    assert codes(batch) == ["unit_duplicate_in_file"] * 2


def test_facts_on_a_day_before_the_station_was_set_up_are_refused(engine, world, tmp_path):
    station = world.stations["敦厚镇"]
    early = station.opened_on - datetime.timedelta(days=30)
    rows = [["乡镇", "截至日期", "标识牌", "公示栏"], ["敦厚镇", f"{early:%Y-%m-%d}", "有", "有"]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "station_profile")
    assert "date_before_opening" in codes(batch)


def test_a_township_of_another_county_does_not_exist(engine, tmp_path):
    batch = engine.preview(save(tmp_path / "a.xlsx", [["乡镇", "2024年户籍人口"], ["禾川镇", 5]]), "population")
    assert codes(batch) == ["unit_unknown"]


@pytest.mark.parametrize("kind", ["station_profile", "village_list", "population"])
def test_what_is_on_record_comes_out_as_a_table_that_changes_nothing(engine, world, tmp_path, kind):
    engine.commit(
        engine.preview(
            save(tmp_path / "a.xlsx", [STATIONS, [1, "敦厚镇", "0796-8412345", "是", 81.5, "否", 3, 0, ""]]),
            "station_profile",
        )
    )
    header = ["乡镇", "村", "2024年户籍人口", "数据来源"]
    rows = [header, ["敦厚镇", "高塘村", 2100, "公安年报"]]
    engine.commit(engine.preview(save(tmp_path / "b.xlsx", rows), "village_list"))
    rows = [["乡镇", "年度", "户籍人口"], ["敦厚镇", 2024, 32105]]
    engine.commit(engine.preview(save(tmp_path / "d.xlsx", rows), "population"))
    path = tmp_path / "c.xlsx"
    path.write_bytes(current_workbook(KINDS[kind], world["吉安县"]).read())
    batch = engine.preview(path, kind)
    assert batch.summary["rows"] > 0
    assert set(outcomes(batch)) == {"same"}, (codes(batch), list(batch.rows.values_list("changes", flat=True)))


def test_numbers_in_texts_about_units_come_out_masked_and_go_in_unchanged(engine, world, tmp_path):
    whole, mobile = number(457), "13812345678"
    station = world.stations["敦厚镇"]
    Station.objects.filter(pk=station.pk).update(address=f"政府大院，找张三{mobile}", phone="0796-8412345")
    figure = {"division": world["敦厚镇"], "year": 2024, "basis": "registered", "persons": 32000}
    PopulationFigure.objects.create(**figure, source=f"张三{whole}报")
    for kind, shown in (("station_profile", "张三138****5678"), ("population", "张三3608")):
        content = current_workbook(KINDS[kind], world["吉安县"])
        path = tmp_path / f"{kind}.xlsx"
        path.write_bytes(content.read())
        text = readable(path.read_bytes())
        assert shown in text
        assert not [told for told in (whole, mobile) if told in text]
        assert {*outcomes(engine.preview(path, kind))} == {"same"}
    assert "0796-8412345" in readable((tmp_path / "station_profile.xlsx").read_bytes())


@pytest.mark.parametrize(
    ("title", "kind", "key", "value"),
    [
        ("民政所情况表(截至2026年6月30日)", "station_profile", "as_of", "2026-06-30"),
        ("填报时间：2026年6月30日", "station_profile", "as_of", None),
        ("填报单位：吉安县民政局|截至2026年6月30日", "station_profile", "as_of", "2026-06-30"),
        ("2024年末人口统计表", "population", "year", 2024),
        ("2024年与2025年人口对比", "population", "year", None),
    ],
)
def test_the_title_tells_the_day_or_year_of_every_row_and_that_is_said(engine, tmp_path, title, kind, key, value):
    header = ["乡镇", "标识牌", "公示栏"] if kind == "station_profile" else ["乡镇", "户籍人口", "常住人口"]
    cells = ["是", "是"] if kind == "station_profile" else [100, 90]
    batch = engine.preview(save(tmp_path / "a.xlsx", [title.split("|"), header, ["敦厚镇", *cells]]), kind)
    assert batch.rows.exclude(outcome="ignored").get().values.get(key) == value
    told = [issue for issue in batch.summary["issues"] if issue["code"] == "from_title"]
    assert bool(told) == (value is not None)


@pytest.mark.parametrize("title", ["单位：万人", "各乡镇人口（万人）"])
def test_a_unit_above_the_table_counts_for_figures_that_do_not_say_their_own(engine, world, tmp_path, title):
    rows = [[title], ["乡镇", "2025年户籍人口", "2025年常住人口（人）"], ["敦厚镇", 5.2, 48_000]]
    batch = engine.take_in(save(tmp_path / "a.xlsx", rows), "population")
    assert codes(batch) == []
    found = PopulationFigure.objects.filter(division=world["敦厚镇"], year=2025)
    assert dict(found.values_list("basis", "persons")) == {"registered": 52_000, "resident": 48_000}


def test_persons_below_a_name_that_says_ten_thousands_are_no_half_a_billion(engine, tmp_path):
    rows = [["乡镇", "2025年户籍人口（万人）"], ["敦厚镇", 5200]]
    assert codes(engine.preview(save(tmp_path / "a.xlsx", rows), "population")) == ["number_unreadable"]


def test_what_stands_in_the_seven_haves_is_counted_in_any_of_its_spellings(engine, world, tmp_path):
    rows = [
        ["乡镇", "有无电脑", "有无打印机", "高拍仪数量", "是否设在敬老院内", "面积"],
        ["敦厚镇", "有（2台）", "三台", "缺", "不在", "约60平方米"],
    ]
    batch = engine.take_in(save(tmp_path / "a.xlsx", rows), "station_profile")
    assert codes(batch) == ["number_rough"]
    held = Equipment.objects.filter(station=world.stations["敦厚镇"])
    assert dict(held.values_list("kind", "total")) == {"computer": 2, "printer": 3, "document_camera": 0}
    assert StationProfile.objects.get(station=world.stations["敦厚镇"]).inside_nursing_home is False


@pytest.mark.parametrize(("word", "there"), [("已挂牌", True), ("未挂牌", False), ("尚未揭牌", False)])
def test_what_is_done_to_a_sign_says_whether_it_is_there(engine, tmp_path, word, there):
    batch = engine.preview(save(tmp_path / "a.xlsx", [["乡镇", "统一标识牌"], ["敦厚镇", word]]), "station_profile")
    assert batch.rows.get().values["sign_hung"] is there


@pytest.mark.parametrize("word", ["已损坏", "不完善", "正在建"])
def test_what_is_neither_yes_nor_no_is_asked(engine, tmp_path, word):
    batch = engine.preview(save(tmp_path / "a.xlsx", [["乡镇", "公示栏"], ["敦厚镇", word]]), "station_profile")
    assert codes(batch) == ["value_unknown"]


def test_a_form_or_a_table_on_its_side_is_refused_with_the_way_out(engine, tmp_path):
    rows = [["项目", "敦厚镇民政所"], ["办公面积", 80], ["电脑", 3], ["公示栏", "有"]]
    with pytest.raises(NoHeader, match="转置"):
        engine.preview(save(tmp_path / "a.xlsx", rows), "station_profile")


def test_the_day_when_a_table_was_filled_in_is_not_the_day_of_its_figures(engine, tmp_path):
    rows = [["填报日期：2026年1月5日"], ["乡镇", "户籍人口"], ["敦厚镇", 5200]]
    batch = engine.preview(save(tmp_path / "a.xlsx", rows), "population")
    assert codes(batch) == ["required_missing"]


def test_a_voided_figure_is_neither_met_nor_changed_by_an_import(engine, world, tmp_path):
    figure = {"division": world["敦厚镇"], "year": 2024, "basis": "registered"}
    gone = PopulationFigure.objects.create(**figure, persons=1)
    gone.void(by=world.users["county_jian"], reason="误登")
    path = save(tmp_path / "a.xlsx", [["乡镇", "2024年户籍人口"], ["敦厚镇", 32_000]])
    batch = engine.preview(path, "population")
    assert outcomes(batch) == ["new"]
    engine.commit(batch)
    gone.refresh_from_db()
    assert (gone.persons, gone.is_void) == (1, True)
    assert PopulationFigure.objects.live().get(**figure).persons == 32_000
    engine.undo(batch)
    assert list(PopulationFigure.objects.filter(**figure)) == [gone]


def test_a_figure_that_was_voided_since_is_left_alone_by_the_undo(engine, world, tmp_path):
    path = save(tmp_path / "a.xlsx", [["乡镇", "2024年户籍人口"], ["敦厚镇", 32_000]])
    batch = engine.preview(path, "population")
    engine.commit(batch)
    figure = PopulationFigure.objects.get(division=world["敦厚镇"], year=2024)
    record_void(acting_as(world.users["county_jian"]), record=figure, reason="误登")
    assert len(engine.held(batch)) == 1
    figure.refresh_from_db()
    assert figure.is_void


def test_a_voided_figure_is_not_handed_out_to_be_put_right(world):
    figure = PopulationFigure.objects.create(division=world["敦厚镇"], year=2024, basis="registered", persons=31_999)
    kind = KINDS["population"]
    today = datetime.date(2026, 1, 8)
    assert "31999" in {
        text for line in book_of(kind).lines_on_record(kind, world["吉安县"], today) for text in line.values()
    }
    figure.void(by=world.users["county_jian"], reason="误登")
    assert "31999" not in {
        text for line in book_of(kind).lines_on_record(kind, world["吉安县"], today) for text in line.values()
    }


@pytest.mark.parametrize(
    ("held", "total", "kept", "told"),
    [
        ((1, 1, "worn"), 3, (3, "worn"), ["kept_as_it_was"]),
        ((3, 1, "broken"), 4, (2, "broken"), ["kept_as_it_was"]),
        ((3, 1, "good"), 2, (1, "good"), ["kept_as_it_was"]),
        ((2, 2, "good"), 3, (3, "good"), []),
        ((1, 1, "worn"), 0, (0, "none"), []),
        ((0, 0, "none"), 2, (2, "good"), []),
    ],
)
def test_another_count_of_a_thing_repairs_none_of_those_that_were_there(
    engine, world, tmp_path, held, total, kept, told
):
    station, day = world.stations["敦厚镇"], datetime.date(2026, 1, 1)
    station.equipment.all().delete()
    Equipment.objects.create(
        station=station, kind="computer", as_of=day, **dict(zip(("total", "usable", "condition"), held, strict=True))
    )
    batch = engine.preview(save(tmp_path / "a.xlsx", [["乡镇", "电脑"], ["敦厚镇", total]]), "station_profile")
    assert (outcomes(batch), codes(batch)) == (["changed"], told)
    engine.commit(batch)
    newest = station.equipment.order_by("-as_of")[0]
    assert (newest.total, newest.usable, newest.condition) == (total, *kept)


def test_what_changes_besides_the_columns_is_shown(engine, world, tmp_path):
    """A count alone makes a thing usable; nobody could see that before it was done."""
    station, day = world.stations["敦厚镇"], datetime.date(2026, 1, 1)
    station.equipment.all().delete()
    Equipment.objects.create(station=station, kind="computer", as_of=day, total=0, usable=0, condition="none")
    batch = engine.preview(save(tmp_path / "a.xlsx", [["乡镇", "电脑"], ["敦厚镇", 2]]), "station_profile")
    changes = batch.rows.get(outcome="changed").changes
    assert [(change["label"], change["old"], change["new"]) for change in changes.values()] == [
        ("电脑", "0", "2"),
        ("电脑·其中可用", "0", "2"),
        ("电脑·状况", "未配置", "完好"),
    ]
