"""Stations, their profile and seven haves at the edges: first and last days, odd orders, who is told what."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.divisions import services
from offices.models import Equipment, Photo, ServiceWindow, Station, StationProfile
from tests.offices.test_station_pages import grid_of
from tests.reading import exported, listed, sent_back, told, wrong_at
from tests.registers.cases import hidden

DAY = datetime.date(2026, 1, 8)
OPENED = datetime.date(2018, 1, 1)
ONE_DAY = datetime.timedelta(days=1)
LIST = "offices:station_list"


@pytest.fixture
def world(lent_world):
    return lent_world


@pytest.fixture
def station(world):
    return world.stations["敦厚镇"]


@pytest.fixture
def clerk(world):
    return world.client("clerk_dunhou")


def at(station, what):
    return reverse(f"offices:station_{what}", args=[station.pk])


# What a station is


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "所" * 61}, "name"),
        ({"opened_on": ""}, "opened_on"),
        ({"opened_on": "2999-01-01"}, "opened_on"),
        ({"phone": "0796-8442315 13812345678"}, "phone"),
        ({"founded_by": "文" * 201}, "founded_by"),
    ],
    ids=["no name", "a name too long", "no day", "a day to come", "somebody's own number", "a paper too long"],
)
def test_a_stations_data_that_cannot_be_is_refused_at_its_field(station, clerk, values, field):
    page = sent_back(clerk, at(station, "edit"), **values)
    assert list(wrong_at(page)) == [field]
    assert f'href="#id_{field}"' in page.content.decode()
    station.refresh_from_db()
    assert (station.version, station.name) == (1, "敦厚镇民政所")


def test_saving_says_so_and_leads_to_the_stations_page(station, clerk):
    page = sent_back(clerk, at(station, "edit"), phone="0796-8442315", address="文山路5号")
    assert told(page) == "已保存“敦厚镇民政所”。"
    assert page.redirect_chain[-1][0] == at(station, "detail")
    assert "0796-8442315" in page.content.decode()
    entry = AuditEntry.objects.filter(action=Action.EDITED).latest("sequence")
    assert (entry.object_label, entry.actor_name, entry.role) == (
        "敦厚镇民政所", "clerk_dunhou", "敦厚镇·民政所填报员",
    )  # fmt: skip


@pytest.mark.parametrize(("closed", "runs"), [(-1, False), (0, True)], ids=["yesterday", "today is the last day"])
def test_a_station_runs_until_the_end_of_its_last_day(station, clerk, closed, runs):
    page = sent_back(clerk, at(station, "close"), closed_on=str(timezone.localdate() + closed * ONE_DAY))
    assert told(page) == "已登记撤销日期。"
    (cell,) = listed(clerk, LIST, "station")
    assert ("敦厚镇民政所" in cell) is runs
    assert ("设立民政所" in cell) is not runs


def test_a_last_day_that_has_not_come_is_refused(station, clerk):
    page = sent_back(clerk, at(station, "close"), closed_on=str(timezone.localdate() + ONE_DAY))
    assert wrong_at(page) == {"closed_on": "不能填将来的日期。"}


def test_a_station_is_not_closed_before_it_was_set_up(station, clerk):
    page = sent_back(clerk, at(station, "close"), closed_on=str(OPENED - ONE_DAY))
    assert wrong_at(page) == {"__all__": "撤销日期不能早于设立日期。"}
    assert told(sent_back(clerk, at(station, "close"), closed_on=str(OPENED))) == "已登记撤销日期。"


def test_closing_is_asked_for_a_day(station, clerk):
    assert list(wrong_at(sent_back(clerk, at(station, "close"), closed_on=""))) == ["closed_on"]


def test_voided_closed_and_brought_back_in_odd_orders(world, station, clerk):
    """What was closed and then voided comes back as closed; what was voided twice is voided once."""
    sent_back(clerk, at(station, "close"), closed_on="2026-01-31")
    assert "已作废" in told(clerk.post(at(station, "void"), {"reason": "误登"}, follow=True))
    assert told(clerk.post(at(station, "void"), {"reason": "再来一次"}, follow=True)) == "“敦厚镇民政所”已经作废。"
    for what in ("edit", "close", "reopen", "profile", "equipment"):
        assert told(clerk.get(at(station, what), follow=True)) == "“敦厚镇民政所”已作废，先恢复，再修改。", what
    assert told(clerk.post(at(station, "restore"), follow=True)) == "已恢复“敦厚镇民政所”。"
    assert told(clerk.post(at(station, "restore"), follow=True)) == "“敦厚镇民政所”没有作废，无需恢复。"
    station.refresh_from_db()
    assert (station.is_void, str(station.closed_on), station.void_reason) == (False, "2026-01-31", "")
    assert told(sent_back(clerk, at(station, "reopen"))) == "“敦厚镇民政所”已重新启用。"
    page = clerk.get(at(station, "history")).content.decode()
    assert page.index("恢复") < page.index("误登")


def test_a_voided_station_does_not_come_back_beside_its_successor(world, station, clerk):
    clerk.post(at(station, "void"), {"reason": "误登"})
    clerk.post(
        reverse("offices:station_create", args=[world["敦厚镇"].pk]), {"name": "新所", "opened_on": "2026-02-01"}
    )
    refused = clerk.post(at(station, "restore"), follow=True)
    assert told(refused).splitlines()[-1] == "不能恢复：该乡镇(街道)已有一个在运行的民政所。"
    station.refresh_from_db()
    assert station.is_void


def test_whoever_sets_up_a_station_is_shown_the_one_that_was_there(world, station, clerk):
    sent_back(clerk, at(station, "close"), closed_on="2026-01-31")
    page = clerk.get(reverse("offices:station_create", args=[world["敦厚镇"].pk])).content.decode()
    assert "敦厚镇登记过：" in page
    assert f'href="{at(station, "detail")}">敦厚镇民政所</a>(2026年1月31日撤销)' in page


# How it stands: the profile


@pytest.mark.parametrize(
    ("area", "note", "saved"),
    [
        ("60", "", True),
        ("60.01", "", False),
        ("15", "", True),
        ("14.99", "", False),
        ("60.01", "搬入新楼", True),
        ("", "", True),
    ],
    ids=["twice", "more than twice", "half", "less than half", "more than twice, explained", "not known any more"],
)
def test_only_an_area_that_more_than_doubles_or_halves_asks_why(station, clerk, area, note, saved):
    StationProfile.objects.create(station=station, as_of=DAY, office_area=30)
    page = sent_back(clerk, at(station, "profile"), as_of="2026-02-01", office_area=area, note=note)
    assert (station.profiles.count() == 2) is saved
    assert saved or "请写明原因" in wrong_at(page)["note"]


def test_a_reason_given_for_an_earlier_change_is_no_reason_for_the_next(station, clerk):
    StationProfile.objects.create(station=station, as_of=DAY, office_area=30, note="搬入新楼")
    page = sent_back(clerk, at(station, "profile"), as_of="2026-02-01", office_area="90")
    assert "变化很大" in wrong_at(page)["note"]


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        (OPENED - ONE_DAY, "不能早于2018年1月1日"),
        (OPENED, ""),
        (None, "不能填将来的日期"),
        ("", ""),
    ],
    ids=["before it was set up", "the day it was set up", "tomorrow", "no day"],
)
def test_facts_hold_from_a_day_of_the_stations_life(station, clerk, as_of, words):
    as_of = timezone.localdate() + ONE_DAY if as_of is None else as_of
    page = sent_back(clerk, at(station, "profile"), as_of=str(as_of), sign_hung="True")
    assert station.profiles.exists() is (as_of == OPENED)
    assert as_of == OPENED or words in wrong_at(page)["as_of"]


@pytest.mark.parametrize(
    ("as_of", "said", "rows"),
    [
        ("2026-01-08", "已更正2026年1月8日起的情况。", [("2026-01-08", False)]),
        ("2026-02-01", "已登记2026年2月1日起的新情况，原情况留作历史。", [("2026-01-08", True), ("2026-02-01", False)]),
        (
            "2025-06-01",
            "已补录2025年6月1日起的历史情况；之后登记的现有情况不变。",
            [("2025-06-01", False), ("2026-01-08", True)],
        ),
    ],
    ids=["the same day corrects", "a later day adds", "an earlier day fills in"],
)
def test_the_day_says_whether_it_was_never_so_or_has_changed(station, clerk, as_of, said, rows):
    StationProfile.objects.create(station=station, as_of=DAY, sign_hung=True)
    assert told(sent_back(clerk, at(station, "profile"), as_of=as_of, sign_hung="False")) == said
    assert [(str(row.as_of), row.sign_hung) for row in station.profiles.order_by("as_of")] == rows
    action = Action.EDITED if "更正" in said else Action.RECORDED
    assert AuditEntry.objects.latest("sequence").action == action


def test_an_earlier_day_that_is_on_record_already_points_to_its_own_row(station, clerk):
    for as_of in (DAY, DAY + 30 * ONE_DAY):
        StationProfile.objects.create(station=station, as_of=as_of, sign_hung=True)
    page = sent_back(clerk, at(station, "profile"), as_of=str(DAY), sign_hung="False")
    assert "请在“历次情况”中打开那一条更正" in wrong_at(page)["as_of"]


def test_the_same_facts_again_are_not_saved_and_that_is_said(station, clerk):
    StationProfile.objects.create(station=station, as_of=DAY, sign_hung=True)
    assert told(sent_back(clerk, at(station, "profile"))) == "没有变化，未保存。"
    assert not AuditEntry.objects.filter(action__in=[Action.EDITED, Action.RECORDED]).exists()


# The seven haves


def save_grid(client, station, **changed):
    address = at(station, "equipment")
    return client.post(address, grid_of(client.get(address)) | changed, follow=True)


def shown_errors(page):
    return [(error.anchor, error.label, error.message) for error in page.context["grid"].errors()]


@pytest.mark.parametrize(
    ("changed", "anchor", "words"),
    [
        ({"computer-total": "1", "computer-usable": "2"}, "id_computer-usable", "不能多于“数量”"),
        ({"computer-total": "2", "computer-usable": "1", "computer-condition": "none"}, "id_computer-condition",
         "状况不能是“未配置”"),
        ({"computer-total": "-1", "computer-usable": "0"}, "id_computer-total", "0"),
        ({"computer-total": "两台", "computer-usable": "0"}, "id_computer-total", ""),
        ({"computer-total": "1", "computer-usable": "1", "as_of": "2017-12-31"}, "id_as_of", "不能早于2018年1月1日"),
        ({"computer-total": "1", "computer-usable": "1", "as_of": "2999-01-01"}, "id_as_of", "不能填将来的日期"),
        ({"computer-total": "1", "computer-usable": "1", "as_of": ""}, "id_as_of", ""),
    ],
    ids=["more usable than there are", "none, but two", "less than none", "in words", "before the station", "tomorrow",
         "no day"],
)  # fmt: skip
def test_a_line_that_cannot_be_is_named_with_where_to_mend_it(station, clerk, changed, anchor, words):
    page = save_grid(clerk, station, **changed)
    assert anchor in [found for found, _, _ in shown_errors(page)]
    assert words in "".join(message for _, _, message in shown_errors(page))
    assert f'href="#{anchor}"' in page.content.decode()
    assert not station.equipment.exists()


def test_nothing_changed_in_the_grid_is_said_and_not_saved(station, clerk):
    assert told(save_grid(clerk, station)) == "没有变化，未保存。"
    assert not AuditEntry.objects.filter(action=Action.EDITED).exists()


def test_a_saved_grid_counts_its_lines_and_the_trail_names_them(station, clerk):
    page = save_grid(
        clerk,
        station,
        **{"computer-total": "3", "computer-usable": "2", "telephone-total": "1", "telephone-usable": "1"},
    )
    assert told(page) == "已保存2项设施情况。"
    entry = AuditEntry.objects.get(action=Action.EDITED)
    assert (set(entry.detail["设施"]), entry.object_label) == ({"电话", "电脑"}, "敦厚镇民政所")


@pytest.mark.parametrize(
    ("rows", "usable"),
    [
        ([], "0"),
        ([(DAY, 3, 2)], "1"),
        ([(DAY, 3, 0)], "0"),
        ([(DAY, 3, 2), (DAY + ONE_DAY, 3, 0)], "0"),
        ([(DAY, 3, 0), (DAY + ONE_DAY, 3, 1)], "1"),
    ],
    ids=["never reported", "usable", "all broken", "broken since", "mended since"],
)
def test_the_list_counts_the_haves_that_are_usable_now(station, clerk, rows, usable):
    for as_of, total, good in rows:
        Equipment.objects.create(station=station, kind="computer", as_of=as_of, total=total, usable=good)
    assert listed(clerk, LIST, "equipment") == [usable]


def test_the_history_tells_the_haves_apart(station, clerk):
    save_grid(clerk, station, **{"computer-total": "3", "computer-usable": "2"})
    save_grid(clerk, station, **{"computer-usable": "1", "as_of": "2026-02-01"})
    page = clerk.get(at(station, "history")).content.decode()
    assert "七有设施·电脑(2026年2月1日起)" in page
    assert "打印机" not in page


# Photos


@pytest.fixture
def picture(world, station):
    def make(kind="computer", **values):
        values = {"taken_on": DAY, "uploaded_by": world.users["clerk_dunhou"], **values}
        return Photo.objects.create(station=station, kind=kind, image="a.jpg", thumbnail="b.jpg", **values)

    return make


def test_the_newest_photo_that_counts_stands_beside_its_have(clerk, station, picture):
    old, new = picture(), picture(taken_on=DAY + ONE_DAY)

    def beside():
        rows = clerk.get(at(station, "detail")).context["equipment"]
        return next(row["photo"] for row in rows if row["kind"] == "computer")

    assert beside() == new
    clerk.post(reverse("offices:photo_void", args=[new.pk]), {"reason": "拍错了"})
    assert beside() == old
    assert listed(clerk, LIST, "photos", column=["photos"]) == ["1"]


def test_a_voided_photo_says_who_why_and_when_it_came_back(clerk, station, picture):
    photo = picture(caption="机房")
    assert "作废原因" in clerk.get(reverse("offices:photo_void", args=[photo.pk])).content.decode()
    page = clerk.post(reverse("offices:photo_void", args=[photo.pk]), {"reason": "拍错了"}, follow=True)
    assert page.redirect_chain[-1][0] == at(station, "detail") + "#photos"
    history = clerk.get(at(station, "history")).content.decode()
    assert "拍错了" in history
    clerk.post(reverse("offices:photo_restore", args=[photo.pk]))
    history = clerk.get(at(station, "history")).content.decode()
    assert history.index("恢复") < history.index("拍错了") < history.index("机房")


def test_the_kind_of_a_photo_is_chosen_where_it_is_added_beside_its_have(clerk, station):
    page = clerk.get(reverse("offices:photo_create", args=[station.pk]), {"kind": "printer"})
    assert page.context["form"]["kind"].value() == "printer"
    assert page.context["form"]["taken_on"].value() == timezone.localdate()


# Where stations stand


def test_a_townships_own_reader_is_led_to_what_the_role_may_do(world, station):
    for user, offered in (
        ("clerk_dunhou", True),
        ("county_jian", True),
        ("gov_dunhou", False),
        ("city_officer", False),
    ):
        page = world.client(user).get(at(station, "detail")).content.decode()
        for what in ("edit", "profile", "equipment", "close", "void"):
            assert (at(station, what) in page) is offered, (user, what)


def test_a_township_that_is_no_more_is_not_among_those_without_a_station(world):
    world.stations["永阳镇"].void(by=world.users["county_jian"], reason="误登")
    services.division_close(SYSTEM, division=world["江边村"], on=DAY, source="撤村")
    services.division_close(SYSTEM, division=world["永阳镇"], on=DAY, source="撤镇")
    county = world.client("county_jian")
    assert listed(county, LIST, "township", state="none") == []
    assert listed(county, LIST, "township", state="void") == ["永阳镇"]
    assert county.get(reverse("offices:station_create", args=[world["永阳镇"].pk])).status_code == 404


def test_a_county_without_townships_is_told_so(world):
    services.division_close(SYSTEM, division=world["城东村"], on=DAY, source="撤村")
    Station.objects.filter(township=world["禾川镇"]).update(closed_on=DAY)
    services.division_close(SYSTEM, division=world["禾川镇"], on=DAY, source="撤镇")
    county = world.client("county_yongxin")
    assert listed(county, LIST, "township") == []
    page = county.get(reverse("offices:station_setup"))
    assert page.status_code == 200
    assert page.context["setting_up"].proposals == []


def test_the_export_of_stations_is_typed(world, station, clerk):
    StationProfile.objects.create(station=station, as_of=DAY, sign_hung=True, office_area="42.50", notice_board=False)
    Equipment.objects.create(station=station, kind="computer", as_of=DAY, total=3, usable=2)
    (row,) = exported(
        clerk,
        "offices:station_export",
        column=["state", "area", "equipment", "sign", "notice", "as_of", "opened", "code"],
    )
    assert row == {
        "乡镇(街道)": "敦厚镇", "民政所": "敦厚镇民政所", "填报情况": "有缺项", "办公用房(㎡)": 42.5,
        "七有可用(共7项)": 1, "统一标识牌": "是", "公示栏": "否", "区划代码": "360821100",
        "情况自": datetime.datetime.combine(DAY, datetime.time()),
        "设立日期": datetime.datetime.combine(OPENED, datetime.time()),
    }  # fmt: skip


def test_a_window_below_the_township_stands_on_the_stations_page(world, station, clerk):
    ServiceWindow.objects.create(division=world["城南社区"], place="community", opened_on=DAY, location="一楼")
    assert "一楼" in clerk.get(at(station, "detail")).content.decode()
    assert "一楼" in clerk.get(at(station, "history")).content.decode()


def test_what_two_open_pages_of_one_form_send_is_not_lost(station, clerk):
    """The same person in two tabs is told as two people would be."""
    opened = hidden(clerk.get(at(station, "edit")))
    clerk.post(at(station, "edit"), {**opened, "address": "文山路5号"})
    page = clerk.post(at(station, "edit"), {**opened, "founded_by": "吉县编〔2020〕1号"})
    assert page.context["form"].conflict.taken == ["地址"]
    clerk.post(at(station, "edit"), hidden(page))
    station.refresh_from_db()
    assert (station.address, station.founded_by) == ("文山路5号", "吉县编〔2020〕1号")


# When something comes between


def test_a_station_that_appears_between_check_and_write_keeps_all_from_being_set_up(world, monkeypatch):
    for name in ("敦厚镇", "永阳镇"):
        world.stations[name].void(by=world.users["county_jian"], reason="误登")

    def overtaken(station, *args, **kwargs):
        monkeypatch.setattr(Station, "full_clean", lambda *args, **kwargs: None)
        Station.objects.create(township=world["永阳镇"], name="抢先的所", opened_on=DAY)

    monkeypatch.setattr(Station, "full_clean", overtaken)
    chosen = {"township": [world[name].pk for name in ("敦厚镇", "永阳镇")], "opened_on": "2026-01-08", "step": "save"}
    page = world.client("county_jian").post(reverse("offices:station_setup"), chosen)
    assert "刚刚有人设立了其中的民政所，没有设立任何一个" in page.content.decode()
    assert list(Station.objects.live().exclude(township=world["禾川镇"]).values_list("name", flat=True)) == ["抢先的所"]


def test_no_file_of_a_photo_stays_behind_that_could_not_be_put_on_record(
    station, clerk, monkeypatch, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")

    def full(*args, **kwargs):
        raise OSError("no space left on device")

    monkeypatch.setattr(trail, "record", full)
    upload = SimpleUploadedFile("电脑.png", picture.getvalue())
    with pytest.raises(OSError, match="no space"):
        clerk.post(
            reverse("offices:photo_create", args=[station.pk]),
            {"kind": "computer", "taken_on": "2026-01-08", "file": upload},
        )
    assert not station.photos.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
