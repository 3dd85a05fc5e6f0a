"""Stations on screen: the list with its gaps, one page per station, forms by section, windows."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse

from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.models import Equipment, ServiceWindow, Station, StationProfile

DAY = datetime.date(2026, 1, 8)


@pytest.fixture
def station(world):
    return world.stations["敦厚镇"]


def hidden(page) -> dict:
    """What the browser would send back of a form's hidden and visible fields."""
    form = page.context["form"]
    return {b.html_name: "" if b.value() is None else str(b.value()) for b in form}


def workbook(response) -> list[list]:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


# The list


def test_the_list_shows_every_township_and_the_gap_where_there_is_no_station(world):
    world.stations["永阳镇"].void(by=world.users["county_jian"], reason="重复登记")
    page = world.client("county_jian").get(reverse("offices:station_list")).content.decode()
    assert "敦厚镇民政所" in page
    assert "永阳镇" in page
    assert "永阳镇民政所" not in page
    assert "设立民政所" in page
    assert "禾川镇" not in page


def test_a_reader_is_not_offered_to_set_up_a_station(world):
    world.stations["永阳镇"].void(by=world.users["county_jian"], reason="重复登记")
    page = world.client("city_leader").get(reverse("offices:station_list"), {"state": "none"}).content.decode()
    assert "永阳镇" in page
    assert "设立民政所" not in page


@pytest.mark.parametrize("text", ["敦厚", "dhz", "dunhou", "360821100", "敦厚镇民政所"])
def test_stations_are_found_by_name_pinyin_and_code(world, text):
    page = world.client("city_officer").get(reverse("offices:station_list"), {"q": text})
    assert [row.name for row, _ in page.context["rows"]] == ["敦厚镇"]


def test_the_list_narrows_to_missing_data(world, station):
    answers = dict.fromkeys(["sign_hung", "notice_board", "publicity_board"], True)
    StationProfile.objects.create(station=station, as_of=DAY, office_area=40, inside_nursing_home=False, **answers)
    StationProfile.objects.create(station=world.stations["永阳镇"], as_of=DAY, sign_hung=True)
    found = {}
    for state in ("full", "partial", "blank", "none"):
        page = world.client("city_officer").get(reverse("offices:station_list"), {"state": state})
        found[state] = [row.name for row, _ in page.context["rows"]]
    assert found == {"full": ["敦厚镇"], "partial": ["永阳镇"], "blank": ["禾川镇"], "none": []}


def test_a_unit_for_statistics_only_owes_no_station_but_is_listed_with_one(world):
    zone = world["永阳镇"]
    type(zone).objects.filter(pk=zone.pk).update(virtual=True)
    client, url = world.client("county_jian"), reverse("offices:station_list")
    assert [row.state for row, _ in client.get(url, {"q": "永阳"}).context["rows"]] == ["blank"]
    world.stations["永阳镇"].void(by=world.users["county_jian"], reason="误登")
    assert [row.state for row, _ in client.get(url, {"q": "永阳"}).context["rows"]] == ["not_owed"]
    assert client.get(url, {"state": "none"}).context["rows"] == []


def test_the_list_narrows_to_a_county_and_a_county_out_of_scope_shows_nothing(world):
    url = reverse("offices:station_list")
    page = world.client("city_officer").get(url, {"county": world["永新县"].pk})
    assert [row.name for row, _ in page.context["rows"]] == ["禾川镇"]
    page = world.client("county_jian").get(url, {"county": world["永新县"].pk})
    assert page.context["rows"] == []
    assert "禾川镇" not in page.content.decode()
    export = reverse("offices:station_export")
    assert world.client("county_jian").get(export, {"county": world["永新县"].pk}).status_code == 400


def test_columns_are_chosen_and_kept(world):
    client = world.client("county_jian")
    client.get(reverse("offices:station_list"), {"column": ["phone"]})
    page = client.get(reverse("offices:station_list"))
    assert [head.label for head in page.context["columns"]] == ["乡镇(街道)", "民政所", "办公电话"]


def test_the_list_sorts_both_ways(world):
    names = {}
    for sort in ("township", "-township"):
        page = world.client("city_officer").get(reverse("offices:station_list"), {"sort": sort})
        names[sort] = [row.pinyin for row, _ in page.context["rows"]]
    assert names["township"] == sorted(names["township"]) == names["-township"][::-1]


def test_list_and_page_take_few_queries(world, station, django_assert_max_num_queries):
    client = world.client("county_jian")
    for url in (reverse("offices:station_list"), reverse("offices:window_list")):
        with django_assert_max_num_queries(20):
            client.get(url)


def test_the_export_holds_what_is_seen_as_inert_text_and_is_on_record(world, station):
    station.name, station.address = "=1+1", "@SUM(A1)"
    station.save()
    response = world.client("clerk_dunhou").get(reverse("offices:station_export"), {"column": ["address"], "q": "敦厚"})
    head, *rows = workbook(response)
    assert head == ["乡镇(街道)", "民政所", "地址"]
    assert rows == [["敦厚镇", "=1+1", "@SUM(A1)"]]
    assert AuditEntry.objects.get(action=Action.EXPORTED).detail == {"行数": 1, "查找": "敦厚"}


def test_an_exported_cell_never_becomes_a_formula(world, station):
    for text in ("=1+1", "+1", "-1", "@x"):
        station.name = text
        station.save()
        response = world.client("clerk_dunhou").get(reverse("offices:station_export"))
        book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        cell = next(c for row in book.active.iter_rows(min_row=2) for c in row if c.value == text)
        assert cell.data_type == "s"


# One station


def test_the_page_shows_facts_with_clause_and_what_is_missing(world, station):
    StationProfile.objects.create(station=station, as_of=DAY, sign_hung=True, office_area="42.50")
    Equipment.objects.create(station=station, kind="computer", as_of=DAY, total=3, usable=2)
    page = world.client("gov_dunhou").get(reverse("offices:station_detail", args=[station.pk])).content.decode()
    assert "三(三)1-7" in page
    assert "42.5 ㎡" in page
    assert "还有 3 项未填" in page
    assert "敦厚镇敬老院" in page
    assert "填报情况" not in page


def test_a_station_of_another_place_does_not_exist(world):
    other = world.stations["禾川镇"]
    client = world.client("clerk_dunhou")
    for name in ("detail", "history", "edit", "profile", "equipment", "close", "reopen", "void", "restore"):
        url = reverse(f"offices:station_{name}", args=[other.pk])
        assert client.get(url).status_code == 404, name
        if name not in {"detail", "history"}:
            assert client.post(url, {"reason": "x"}).status_code == 404, name
    assert client.get(reverse("offices:station_create", args=[world["禾川镇"].pk])).status_code == 404
    other.refresh_from_db()
    assert not other.is_void


def test_a_reader_may_not_edit(world, station):
    for name in ("edit", "profile", "equipment", "void"):
        response = world.client("city_officer").get(reverse(f"offices:station_{name}", args=[station.pk]))
        assert response.status_code == 403, name


def test_the_page_takes_few_queries(world, station, django_assert_max_num_queries):
    for day in (1, 2, 3):
        StationProfile.objects.create(station=station, as_of=DAY.replace(day=day), sign_hung=True)
        for kind in ("computer", "printer"):
            Equipment.objects.create(station=station, kind=kind, as_of=DAY.replace(day=day), total=3, usable=2)
    client = world.client("county_jian")
    with django_assert_max_num_queries(20):
        client.get(reverse("offices:station_detail", args=[station.pk]))


# Its forms


def test_setting_up_closing_and_reopening_a_station(world):
    client = world.client("county_jian")
    old = world.stations["永阳镇"]
    client.post(reverse("offices:station_close", args=[old.pk]), {"version": 1, "closed_on": "2026-01-31"})
    create = reverse("offices:station_create", args=[world["永阳镇"].pk])
    assert "永阳镇民政所" in client.get(create).content.decode()
    client.post(create, {"name": "永阳镇新民政所", "opened_on": "2026-02-01"})
    new = Station.objects.get(name="永阳镇新民政所")
    assert new.township == world["永阳镇"]

    refused = client.post(reverse("offices:station_reopen", args=[old.pk]), {"version": 2})
    assert "已有一个在运行的民政所" in refused.content.decode()
    client.post(reverse("offices:station_void", args=[new.pk]), {"reason": "登记错误"})
    client.post(reverse("offices:station_reopen", args=[old.pk]), {"version": 2})
    old.refresh_from_db()
    assert old.closed_on is None


def test_a_second_station_in_operation_is_refused(world):
    url = reverse("offices:station_create", args=[world["敦厚镇"].pk])
    page = world.client("county_jian").post(url, {"name": "又一个", "opened_on": "2026-02-01"})
    assert "已有一个在运行的民政所" in page.content.decode()


def test_profile_answers_are_saved_and_stand_in_the_history(world, station):
    client = world.client("clerk_dunhou")
    url = reverse("offices:station_profile", args=[station.pk])
    sent = {**hidden(client.get(url)), "as_of": "2026-01-08", "sign_hung": "True", "office_area": "40"}
    client.post(url, sent)
    profile = station.profiles.get()
    assert (profile.sign_hung, profile.notice_board, str(profile.office_area)) == (True, None, "40.00")
    history = client.get(reverse("offices:station_history", args=[station.pk])).content.decode()
    assert "clerk_dunhou" in history
    assert "统一标识牌已悬挂：<ins>是</ins>" in history
    assert (
        reverse("offices:station_history", args=[station.pk])
        in client.get(reverse("offices:station_detail", args=[station.pk])).content.decode()
    )


def test_an_area_that_doubles_asks_for_a_note(world, station):
    StationProfile.objects.create(station=station, as_of=DAY, office_area=30)
    client = world.client("clerk_dunhou")
    url = reverse("offices:station_profile", args=[station.pk])
    sent = {**hidden(client.get(url)), "office_area": "300"}
    page = client.post(url, sent)
    assert "变化很大" in page.content.decode()
    assert 'href="#id_note"' in page.content.decode()
    client.post(url, {**sent, "note": "搬入新办公楼"})
    assert station.profiles.count() == 2


def test_sending_back_what_is_in_force_adds_nothing(world, station):
    StationProfile.objects.create(station=station, as_of=DAY, sign_hung=True, office_area=30)
    client = world.client("clerk_dunhou")
    url = reverse("offices:station_profile", args=[station.pk])
    client.post(url, hidden(client.get(url)))
    assert station.profiles.count() == 1


def test_an_earlier_answer_is_corrected_from_its_own_link(world, station):
    first = StationProfile.objects.create(station=station, as_of=DAY, office_area=30)
    StationProfile.objects.create(station=station, as_of=DAY.replace(month=3), office_area=31)
    client = world.client("clerk_dunhou")
    url = reverse("offices:station_profile", args=[station.pk]) + f"?row={first.pk}"
    page = client.get(url)
    assert page.context["form"]["as_of"].value() == DAY
    client.post(url, {**hidden(page), "as_of": "2026-01-08", "office_area": "29"})
    assert [str(p.office_area) for p in station.profiles.order_by("as_of")] == ["29.00", "31.00"]


def test_the_second_of_two_editors_sees_what_changed(world, station):
    profile = StationProfile.objects.create(station=station, as_of=DAY, office_area=30)
    url = reverse("offices:station_profile", args=[station.pk])
    client = world.client("clerk_dunhou")
    sent = hidden(client.get(url))
    world.client("county_jian").post(url, {**sent, "as_of": "2026-01-08", "sign_hung": "True"})
    page = client.post(url, {**sent, "as_of": "2026-01-08", "office_area": "35"})
    text = page.content.decode()
    assert "county_jian 把“统一标识牌已悬挂”由“未填”改为“是”" in text
    assert "仍按我填写的保存" in text
    client.post(url, hidden(page))
    profile.refresh_from_db()
    assert (profile.sign_hung, str(profile.office_area)) == (True, "35.00")


def test_an_answer_that_somebody_added_meanwhile_is_shown(world, station):
    StationProfile.objects.create(station=station, as_of=DAY, sign_hung=True, office_area=30)
    url = reverse("offices:station_profile", args=[station.pk])
    client = world.client("clerk_dunhou")
    sent = hidden(client.get(url))
    world.client("county_jian").post(url, {**sent, "as_of": "2026-02-01", "sign_hung": "False"})
    page = client.post(url, {**sent, "office_area": "35"})
    assert "county_jian 把“统一标识牌已悬挂”由“是”改为“否”" in page.content.decode()
    assert "您没有改动的“统一标识牌已悬挂”已换成新值" in page.content.decode()
    client.post(url, hidden(page))
    rows = [(p.sign_hung, str(p.office_area)) for p in station.profiles.order_by("as_of")]
    assert rows == [(True, "30.00"), (False, "30.00"), (False, "35.00")]


def test_correcting_a_row_is_no_conflict_with_somebody_who_added_another(world, station):
    first = StationProfile.objects.create(station=station, as_of=DAY, sign_hung=True, office_area=30)
    url = reverse("offices:station_profile", args=[station.pk])
    client = world.client("clerk_dunhou")
    sent = hidden(client.get(url))
    world.client("county_jian").post(url, {**sent, "as_of": "2026-02-01", "sign_hung": "False"})
    client.post(url, {**sent, "as_of": "2026-01-08", "office_area": "29"})
    first.refresh_from_db()
    assert str(first.office_area) == "29.00"


def test_a_row_of_another_station_cannot_be_claimed(world, station):
    foreign = StationProfile.objects.create(station=world.stations["禾川镇"], as_of=DAY, office_area=30)
    url = reverse("offices:station_profile", args=[station.pk])
    sent = {"base_pk": foreign.pk, "version": 1, "as_of": "2026-01-08", "office_area": "99"}
    world.client("clerk_dunhou").post(url, sent)
    foreign.refresh_from_db()
    assert str(foreign.office_area) == "30.00"


def grid_of(page) -> dict:
    grid = page.context["grid"]
    bound = [b for line in grid.lines for b in line]
    return {b.html_name: "" if b.value() is None else str(b.value()) for b in bound} | {"as_of": "2026-01-08"}


def test_the_grid_saves_the_lines_that_were_touched_only(world, station):
    client = world.client("clerk_dunhou")
    url = reverse("offices:station_equipment", args=[station.pk])
    sent = grid_of(client.get(url)) | {"computer-total": "3", "computer-usable": "2", "printer-total": "0"}
    refused = client.post(url, sent)
    assert "打印机·其中可用" in refused.content.decode()
    assert not station.equipment.exists()
    client.post(url, sent | {"printer-usable": "0"})
    rows = {e.kind: (e.total, e.usable, e.condition) for e in station.equipment.all()}
    assert rows == {"computer": (3, 2, "good"), "printer": (0, 0, "none")}


def test_more_usable_than_held_is_refused_at_the_line(world, station):
    client = world.client("clerk_dunhou")
    url = reverse("offices:station_equipment", args=[station.pk])
    sent = grid_of(client.get(url)) | {"computer-total": "1", "computer-usable": "2"}
    page = client.post(url, sent).content.decode()
    assert "不能多于" in page
    assert 'href="#id_computer-usable"' in page


def test_two_people_in_the_grid(world, station):
    Equipment.objects.create(station=station, kind="computer", as_of=DAY, total=1, usable=1)
    client = world.client("clerk_dunhou")
    url = reverse("offices:station_equipment", args=[station.pk])
    sent = grid_of(client.get(url))
    world.client("county_jian").post(url, sent | {"computer-total": "5"})
    page = client.post(url, sent | {"computer-usable": "0", "telephone-total": "1", "telephone-usable": "1"})
    assert "电脑已被他人修改" in page.content.decode()
    assert not station.equipment.filter(kind="telephone").exists()
    client.post(url, grid_of(page))
    rows = {e.kind: (e.total, e.usable) for e in station.equipment.all()}
    assert rows == {"computer": (5, 0), "telephone": (1, 1)}


def test_a_station_is_voided_with_a_reason_and_brought_back(world, station):
    client = world.client("county_jian")
    url = reverse("offices:station_void", args=[station.pk])
    assert "作废原因" in client.post(url, {"reason": ""}).content.decode()
    client.post(url, {"reason": "重复登记"})
    station.refresh_from_db()
    assert station.is_void
    assert "重复登记" in client.get(reverse("offices:station_detail", args=[station.pk])).content.decode()
    client.post(reverse("offices:station_restore", args=[station.pk]))
    station.refresh_from_db()
    assert not station.is_void
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {Action.VOIDED, Action.RESTORED}


def test_a_voided_record_is_brought_back_before_it_is_changed(world, station):
    window = ServiceWindow.objects.create(division=world["敦厚镇"], place="township_hall", opened_on=DAY)
    for record in (station, world.homes["敦厚镇"], window):
        record.void(by=world.users["county_jian"], reason="误登")
    client = world.client("county_jian")
    for name, pk in (
        ("station_edit", station.pk),
        ("station_profile", station.pk),
        ("photo_create", station.pk),
        ("home_census", world.homes["敦厚镇"].pk),
        ("window_edit", window.pk),
    ):
        page = client.get(reverse(f"offices:{name}", args=[pk]), follow=True)
        assert [message.message[-12:] for message in page.context["messages"]] == ["已作废，先恢复，再修改。"], name


def test_a_grid_filled_in_while_the_station_was_voided_is_kept(world, station):
    client, url = world.client("county_jian"), reverse("offices:station_equipment", args=[station.pk])
    sent = grid_of(client.get(url)) | {"computer-total": "3", "computer-usable": "2"}
    station.void(by=world.users["county_jian"], reason="证件360802199001011234登记了两次")
    page = client.post(url, sent)
    told = page.content.decode()
    assert "“敦厚镇民政所”已被" in told
    assert "199001011234" not in told
    assert grid_of(page)["computer-total"] == "3"
    assert not station.equipment.exists()
    assert "先恢复，再修改" in client.get(url, follow=True).content.decode()


def test_editors_find_closed_and_voided_stations_in_the_list(world, station):
    twin = Station.objects.create(township=world["永阳镇"], name="重复的民政所", opened_on=DAY, closed_on=DAY)
    for voided in (twin, station):
        voided.void(by=world.users["county_jian"], reason="重复登记")
    gone = world.stations["禾川镇"]
    gone.closed_on = DAY
    gone.save()
    url = reverse("offices:station_list")
    page = world.client("county_jian").get(url, {"state": "void"})
    assert [row.name for row, _ in page.context["rows"]] == ["敦厚镇", "永阳镇"]
    for found in (station, twin):
        assert reverse("offices:station_detail", args=[found.pk]) in page.content.decode()
    assert world.client("county_jian").get(url, {"state": "closed"}).context["rows"] == []
    yongxin = world.client("county_yongxin")
    assert [row.name for row, _ in yongxin.get(url, {"state": "closed"}).context["rows"]] == ["禾川镇"]
    assert yongxin.get(url, {"state": "void"}).context["rows"] == []


def test_a_reader_is_not_shown_voided_stations_and_windows(world, station):
    station.void(by=world.users["county_jian"], reason="重复登记")
    client = world.client("city_leader")
    for name in ("station_list", "window_list"):
        page = client.get(reverse(f"offices:{name}"), {"state": "void"})
        assert "void" not in dict(page.context["filter"].form.fields["state"].choices)
        assert page.context["rows"] == []
        assert station.name not in page.content.decode()


def test_a_voided_station_cannot_come_back_beside_another(world, station):
    station.void(by=world.users["county_jian"], reason="重复登记")
    Station.objects.create(township=world["敦厚镇"], name="另一个", opened_on=DAY)
    response = world.client("county_jian").post(reverse("offices:station_restore", args=[station.pk]), follow=True)
    assert "已有一个在运行的民政所" in response.content.decode()
    station.refresh_from_db()
    assert station.is_void


def test_the_day_of_many_stations_is_corrected_at_once(world, station):
    client, url = world.client("county_jian"), reverse("offices:station_bulk")
    rows = {row.name: row.tick_pk for row, _ in client.get(reverse("offices:station_list")).context["rows"]}
    other = world.stations["永阳镇"]
    assert rows == {"敦厚镇": station.pk, "永阳镇": other.pk}
    asked = {"record": list(rows.values()), "field": "opened_on", f"version_{station.pk}": 1}
    asked[f"version_{other.pk}"] = 1
    refused = client.post(url, {**asked, "opened_on": "2999-01-01", "step": "save"})
    assert "不能填将来的日期" in refused.content.decode()
    preview = client.post(url, {**asked, "opened_on": "2017-05-01", "step": "preview"})
    assert [line.new for line in preview.context["lines"]] == ["2017年5月1日"] * 2
    client.post(url, {**asked, "opened_on": "2017-05-01", "previewed": "2017-05-01", "step": "save"})
    assert set(Station.objects.filter(pk__in=rows.values()).values_list("opened_on", flat=True)) == {
        datetime.date(2017, 5, 1)
    }


def test_a_township_without_a_station_has_nothing_to_tick(world, station):
    station.void(by=world.users["county_jian"], reason="误登")
    url = reverse("offices:station_list")
    for query in ({"state": "none"}, {"state": "void"}):
        page = world.client("county_jian").get(url, query)
        assert [row.name for row, _ in page.context["rows"]] == ["敦厚镇"]
        assert 'name="record"' not in page.content.decode()


def test_whoever_sets_a_station_up_is_told_of_those_the_township_had(world, station):
    station.void(by=world.users["county_jian"], reason="误登")
    page = world.client("county_jian").get(reverse("offices:station_create", args=[world["敦厚镇"].pk]))
    text = page.content.decode()
    assert "敦厚镇登记过" in text
    assert reverse("offices:station_detail", args=[station.pk]) in text


def test_the_paper_that_founded_a_station_stands_on_its_page(world, station):
    client, url = world.client("clerk_dunhou"), reverse("offices:station_edit", args=[station.pk])
    client.post(url, {**hidden(client.get(url)), "founded_by": "吉县编〔2018〕1号"})
    page = client.get(reverse("offices:station_detail", args=[station.pk])).content.decode()
    assert "吉县编〔2018〕1号" in page


def test_the_city_officer_writes_nothing_of_a_station(world, station):
    client = world.client("city_officer")
    names = ("edit", "profile", "equipment", "close", "reopen", "void", "restore")
    for url in [reverse(f"offices:station_{name}", args=[station.pk]) for name in names]:
        assert client.get(url).status_code == 403, url
        assert client.post(url, {"reason": "x"}).status_code == 403, url
    assert client.post(reverse("offices:station_create", args=[world["敦厚镇"].pk])).status_code == 403
    assert client.get(reverse("offices:photo_create", args=[station.pk])).status_code == 403
