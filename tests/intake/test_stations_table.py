"""Stations, nursing homes and windows that are not there yet come in by a table: stations only once somebody agreed."""

import datetime

import pytest
from django.urls import reverse

from intake.decisions import Decisions
from intake.kinds import KINDS
from intake.preview.revise import cell_correct
from intake.workbooks.export import current_workbook
from intake.writing.commit import CommitRefused
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.models import HomeCensus, NursingHome, ServiceWindow, Station, StationProfile
from offices.registers.station_writes import stations_set_up
from offices.registers.stations import STATIONS
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import save

pytestmark = pytest.mark.django_db

SINCE = datetime.date(2020, 5, 1)
HEADER = ["乡镇", "设立日期", "情况截至日期", "标识牌", "办公用房面积（㎡）", "电脑（台）"]
ROWS = [
    ["敦厚镇", "2020-05-01", "2025-06-30", "有", 80, 2],
    ["永阳镇", "2020-05-01", "2025-06-30", "有", 60, 1],
]


@pytest.fixture
def engine(world):
    Station.objects.filter(pk__in=[world.stations[name].pk for name in ("敦厚镇", "永阳镇")]).delete()
    return Engine(world, division="吉安县")


def preview(engine, tmp_path, *rows, header=HEADER, kind="station_profile"):
    return engine.preview(save(tmp_path / "a.xlsx", [header, *rows]), kind)


def answer(world, batch, told, username="county_jian"):
    sent = {"question": "not_begun", "answer": told}
    response = world.client(username).post(reverse("intake:question", args=[batch.pk]), sent, follow=True)
    batch.refresh_from_db()
    return response.content.decode()


def page(world, batch):
    return world.client("county_jian").get(reverse("intake:detail", args=[batch.pk])).content.decode()


def test_townships_without_a_station_are_asked_about_once_and_nothing_is_set_up_unasked(engine, world, tmp_path):
    batch = preview(engine, tmp_path, *ROWS)
    assert (outcomes(batch), codes(batch)) == (["ask", "ask"], ["not_begun"] * 2)
    text = page(world, batch)
    assert text.count("还没有民政所记录：敦厚镇、永阳镇。是否按本表设立") == 1
    with pytest.raises(CommitRefused):
        engine.commit(batch)
    with pytest.raises(CommitRefused):
        engine.commit(batch, good_rows_only=True)
    assert not Station.objects.filter(township=world["敦厚镇"]).exists()


def test_a_yes_sets_them_up_as_the_page_does_and_undo_takes_them_away(engine, world, tmp_path):
    batch = preview(engine, tmp_path, *ROWS)
    text = answer(world, batch, "begin")
    assert (outcomes(batch), codes(batch)) == (["new", "new"], [])
    assert "是否按本表设立" not in text
    engine.commit(batch)
    station = Station.objects.get(township=world["敦厚镇"])
    assert (station.name, station.opened_on) == ("敦厚镇民政所", SINCE)
    entry = station.history.get()
    assert (entry.history_user, "导入" in entry.history_change_reason) == (engine.user, True)
    trail = AuditEntry.objects.get(action=Action.RECORDED, object_label="民政所·批量设立")
    assert trail.detail["名单"] == ["敦厚镇民政所", "永阳镇民政所"]
    assert StationProfile.objects.get(station=station).office_area == 80
    assert station.equipment.get(kind="computer").total == 2
    assert outcomes(preview(engine, tmp_path, *ROWS)) == ["same", "same"]
    assert engine.undo(batch).kept == []
    assert not Station.objects.filter(township__in=[world["敦厚镇"], world["永阳镇"]]).exists()
    assert Station.history.filter(id=station.pk, history_type="-").exists()


def test_a_no_leaves_the_rows_out(engine, world, tmp_path):
    batch = preview(engine, tmp_path, *ROWS)
    answer(world, batch, "skip")
    assert outcomes(batch) == ["skipped", "skipped"]


def test_one_row_can_be_answered_by_itself_and_the_others_are_asked_on(engine, world, tmp_path):
    batch = preview(engine, tmp_path, *ROWS)
    asking = batch.rows.get(outcome="ask", values___unit__name="永阳镇")
    number, option = asking.number, asking.issues[0]["options"][0]["text"]
    world.client("county_jian").post(reverse("intake:cell", args=[batch.pk, number, "unit"]), {"text": option})
    batch.refresh_from_db()
    assert outcomes(batch) == ["ask", "new"]
    assert "还没有民政所记录：敦厚镇。" in page(world, batch)
    engine.commit(batch, good_rows_only=True)
    assert not Station.objects.filter(township=world["敦厚镇"]).exists()
    assert Station.objects.filter(township=world["永阳镇"]).exists()


def test_an_answer_is_taken_back_and_asked_for_again(engine, world, tmp_path):
    batch = preview(engine, tmp_path, *ROWS)
    assert "已回答" not in page(world, batch)
    answer(world, batch, "begin")
    assert outcomes(batch) == ["new", "new"]
    assert page(world, batch).count("已回答") == 2
    reopen = reverse("intake:row_reopen", args=[batch.pk, 2])
    assert "第2行的回答已撤销" in world.client("county_jian").post(reopen, follow=True).content.decode()
    assert outcomes(batch) == ["ask", "new"]
    assert page(world, batch).count("已回答") == 1


def test_what_was_agreed_for_one_township_is_asked_again_for_another(engine, world, tmp_path):
    batch = preview(engine, tmp_path, ROWS[0])
    answer(world, batch, "begin")
    assert outcomes(batch) == ["new"]
    number = batch.rows.get(outcome="new").number
    cell_correct(engine.actor, batch=batch, number=number, key="unit", text="永阳镇")
    assert (outcomes(batch), codes(batch)) == (["ask"], ["not_begun"])
    batch.refresh_from_db()
    assert "还没有民政所记录：永阳镇。" in page(world, batch)
    with pytest.raises(CommitRefused):
        engine.commit(batch)
    answer(world, batch, "begin")
    engine.commit(batch)
    assert Station.objects.filter(township=world["永阳镇"]).exists()
    assert not Station.objects.filter(township=world["敦厚镇"]).exists()


def test_a_station_on_which_something_was_entered_since_is_kept_and_told(engine, world, tmp_path):
    batch = preview(engine, tmp_path, *ROWS)
    answer(world, batch, "begin")
    engine.commit(batch)
    station = Station.objects.get(township=world["敦厚镇"])
    StationProfile.objects.create(station=station, as_of=datetime.date(2025, 9, 1), office_area=90)
    kept = engine.undo(batch).kept
    assert [("民政所情况" in one.reason, one.name) for one in kept] == [(True, "敦厚镇")]
    assert list(Station.objects.filter(township__in=[world["敦厚镇"], world["永阳镇"]])) == [station]


def test_without_the_day_of_its_setting_up_none_is_set_up(engine, world, tmp_path):
    batch = preview(engine, tmp_path, ["敦厚镇", "有", 80], header=["乡镇", "标识牌", "办公用房面积"])
    answer(world, batch, "begin")
    assert outcomes(batch) == ["error"]
    (issue,) = batch.rows.get(outcome="error").issues
    assert (issue["field"], "设立日期" in issue["message"]) == ("station_opened_on", True)


def test_who_was_quicker_is_not_overwritten(engine, world, tmp_path):
    batch = preview(engine, tmp_path, *ROWS)
    answer(world, batch, "begin")
    mine = STATIONS.start(world["敦厚镇"])
    mine.opened_on = SINCE
    stations_set_up(engine.actor, stations=[mine])
    with pytest.raises(CommitRefused):
        engine.commit(batch)
    engine.commit(batch, good_rows_only=True)
    assert Station.objects.get(township=world["敦厚镇"]) == mine


def test_a_former_station_is_named_before_another_is_set_up(engine, world, tmp_path):
    Station.objects.create(
        township=world["敦厚镇"], name="敦厚民政所", opened_on=SINCE, closed_on=datetime.date(2022, 1, 1)
    )
    batch = preview(engine, tmp_path, ROWS[0])
    assert "敦厚民政所(2022年1月1日撤销)" in batch.rows.get(outcome="ask").issues[0]["message"]


def test_a_clerk_of_another_level_is_not_asked_but_refused(engine, world, tmp_path):
    city = Engine(world, username="city_officer", division="吉安县")
    batch = preview(city, tmp_path, *ROWS)
    assert set(codes(batch)) == {"unit_out_of_scope"}


HOMES = ["乡镇", "敬老院名称", "开办日期", "床位数", "供养人数", "失能人数"]


def test_homes_come_in_with_their_figures_several_of_a_township(engine, world, tmp_path):
    rows = [
        ["敦厚镇", "敦厚镇敬老院", "", 40, 25, 5],
        ["敦厚镇", "敦厚镇第二敬老院", "2019-01-01", 30, 10, ""],
        ["永阳镇", "永阳镇敬老院", "", 20, 10, 1],
        ["永阳镇", "永阳镇中心敬老院", "2019-01-01", 20, 10, 11],
    ]
    batch = preview(engine, tmp_path, *rows, header=HOMES, kind="nursing_home")
    assert outcomes(batch) == ["changed", "new", "error", "error"]
    told = [(issue["field"], issue["message"]) for row in batch.rows.order_by("number") for issue in row.issues]
    assert [field for field, _ in told] == ["home_opened_on", "dependent"]
    assert "不能多于供养对象人数" in told[1][1]
    engine.commit(batch, good_rows_only=True)
    home = NursingHome.objects.get(name="敦厚镇第二敬老院")
    assert (home.township, home.opened_on) == (world["敦厚镇"], datetime.date(2019, 1, 1))
    assert HomeCensus.objects.get(home=home).beds == 30
    assert HomeCensus.objects.get(home=world.homes["敦厚镇"]).residents == 25
    assert engine.undo(batch).kept == []
    assert not NursingHome.objects.filter(name="敦厚镇第二敬老院").exists()
    assert not HomeCensus.objects.exists()


def test_windows_come_in_for_units_that_owe_one(engine, world, tmp_path):
    header = ["单位", "民政专用窗口", "具体位置", "开设日期"]
    rows = [
        ["吉安县", "是", "县政务大厅一楼", "2021-01-01"],
        ["敦厚镇", "否", "便民服务中心", "2021-01-01"],
        ["城南社区", "是", "社区大厅", "2021-01-01"],
        ["高塘村", "是", "村委会", "2021-01-01"],
    ]
    batch = preview(engine, tmp_path, *rows, header=header, kind="window")
    assert outcomes(batch) == ["new", "new", "new", "error"]
    engine.commit(batch, good_rows_only=True)
    found = dict(ServiceWindow.objects.values_list("division__name", "place"))
    assert found == {"吉安县": "county_hall", "敦厚镇": "township_hall", "城南社区": "community"}
    window = ServiceWindow.objects.get(division=world["敦厚镇"])
    ServiceWindow.objects.create(division=world["敦厚镇"], place="township_hall", opened_on=SINCE)
    again = preview(engine, tmp_path, ["敦厚镇", "是"], header=header[:2], kind="window")
    assert codes(again) == ["several_records"], "which of two is meant cannot be told"
    assert window.dedicated is False


@pytest.mark.parametrize("kind", ["nursing_home", "window"])
def test_what_is_on_record_comes_out_as_a_table_that_changes_nothing(engine, world, tmp_path, kind):
    ServiceWindow.objects.create(division=world["敦厚镇"], place="township_hall", opened_on=SINCE, dedicated=True)
    HomeCensus.objects.create(home=world.homes["敦厚镇"], as_of=SINCE, beds=40, residents=0)
    path = tmp_path / "c.xlsx"
    path.write_bytes(current_workbook(KINDS[kind], world["吉安县"]).read())
    batch = engine.preview(path, kind)
    assert (outcomes(batch), codes(batch)) == (["same"], [])


def test_papers_are_no_answers_of_this_table_and_what_was_decided_for_them_decides_nothing(world, tmp_path):
    """工作制度 and the like are documents; a layout remembered from when they were ticks still reads the rest."""
    rows = save(tmp_path / "a.xlsx", [["乡镇", "标识牌", "工作制度"], ["敦厚镇", "有", "有"]])
    batch = Engine(world).preview(rows, "station_profile", decisions=Decisions(columns={2: "rules_in_place"}))
    assert outcomes(batch) == ["new"]
    assert "“工作制度”有内容但没有读取" in "".join(issue["message"] for issue in batch.summary["issues"])
