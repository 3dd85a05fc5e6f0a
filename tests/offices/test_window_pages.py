"""民政服务窗口: the list of who has one, and opening, closing, voiding and restoring them."""

import datetime

from django.urls import reverse

from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.models import ServiceWindow, UrbanMark
from tests.offices.test_station_pages import hidden

DAY = datetime.date(2026, 1, 8)


def test_the_window_list_shows_who_lacks_one(world):
    ServiceWindow.objects.create(
        division=world["敦厚镇"], place="township_hall", dedicated=True, location="3号窗口", opened_on=DAY
    )
    page = world.client("county_jian").get(reverse("offices:window_list"), {"state": "missing"})
    assert [row.name for row, _ in page.context["rows"]] == ["吉安县", "永阳镇"]


def test_the_county_opens_a_window_in_its_hall_and_the_clerk_in_a_community(world):
    client = world.client("county_jian")
    new = reverse("offices:window_create", args=[world["吉安县"].pk])
    client.post(new, {"dedicated": "True", "location": "1楼", "opened_on": "2026-01-08"})
    clerk = world.client("clerk_dunhou")
    new = reverse("offices:window_create", args=[world["城南社区"].pk])
    clerk.post(new, {"dedicated": "False", "opened_on": "2026-01-08"})
    places = set(ServiceWindow.objects.values_list("division__name", "place", "dedicated"))
    assert places == {("吉安县", "county_hall", True), ("城南社区", "community", False)}
    assert clerk.get(reverse("offices:window_create", args=[world["吉安县"].pk])).status_code == 404
    assert clerk.get(reverse("offices:window_create", args=[world["高塘村"].pk])).status_code == 404


def test_windows_out_of_use_are_found_and_brought_back_from_the_list(world):
    client, url = world.client("county_jian"), reverse("offices:window_list")
    hall = ServiceWindow.objects.create(division=world["吉安县"], place="county_hall", location="大厅", opened_on=DAY)
    hall.void(by=world.users["county_jian"], reason="重复登记")
    closed = ServiceWindow.objects.create(
        division=world["城南社区"], place="community", opened_on=DAY, closed_on=datetime.date(2026, 2, 1)
    )
    page = client.get(url, {"state": "void"})
    assert [row.name for row, _ in page.context["rows"]] == ["吉安县"]
    assert reverse("offices:window_restore", args=[hall.pk]) in page.content.decode()
    page = client.get(url, {"state": "closed"})
    assert [row.name for row, _ in page.context["rows"]] == ["城南社区"]
    assert reverse("offices:window_detail", args=[closed.pk]) in page.content.decode()
    client.post(reverse("offices:window_restore", args=[hall.pk]))
    assert client.get(url, {"state": "void"}).context["rows"] == []
    assert world.client("county_yongxin").get(url, {"state": "closed"}).context["rows"] == []


def test_a_window_is_closed_voided_and_restored(world):
    window = ServiceWindow.objects.create(division=world["敦厚镇"], place="township_hall", opened_on=DAY)
    client = world.client("clerk_dunhou")
    close = reverse("offices:window_close", args=[window.pk])
    client.post(close, {**hidden(client.get(close)), "closed_on": "2025-01-01"})
    window.refresh_from_db()
    assert window.closed_on is None
    client.post(close, {**hidden(client.get(close)), "closed_on": "2026-02-01"})
    window.refresh_from_db()
    assert window.closed_on == datetime.date(2026, 2, 1)
    reopen = reverse("offices:window_reopen", args=[window.pk])
    client.post(reopen, hidden(client.get(reopen)))
    window.refresh_from_db()
    assert window.closed_on is None
    client.post(reverse("offices:window_void", args=[window.pk]), {"reason": "误登"})
    client.post(reverse("offices:window_restore", args=[window.pk]))
    window.refresh_from_db()
    assert not window.is_void
    for name in ("detail", "edit", "close", "reopen", "void", "restore"):
        address = reverse(f"offices:window_{name}", args=[window.pk])
        assert world.client("clerk_hechuan").get(address).status_code == 404, name


def test_a_window_of_a_village_is_written_by_its_township_and_by_the_county_for_it(world):
    window = ServiceWindow.objects.create(division=world["城南社区"], place="community", opened_on=DAY)
    edit, page = (reverse(f"offices:window_{name}", args=[window.pk]) for name in ("edit", "detail"))
    clerk, county = world.client("clerk_dunhou"), world.client("county_jian")
    clerk.post(edit, {**hidden(clerk.get(edit)), "location": "1号"})
    text = clerk.get(page).content.decode()
    assert "代填" not in text
    county.post(edit, {**hidden(county.get(edit)), "location": "2号"})
    text = clerk.get(page).content.decode()
    assert "county_jian(代填)" in text
    assert "最近一次由 county_jian(代填) 填写" in text
    assert AuditEntry.objects.order_by("-pk").first().detail["代填"] == "吉安县·县局业务员"
    clerk.post(edit, {**hidden(clerk.get(edit)), "location": "3号"})
    assert "最近一次由" not in clerk.get(page).content.decode()


def test_a_window_of_a_county_or_township_is_not_marked(world):
    county = world.client("county_jian")
    for name in ("吉安县", "敦厚镇"):
        county.post(reverse("offices:window_create", args=[world[name].pk]), {"opened_on": "2026-01-08"})
        window = ServiceWindow.objects.get(division=world[name])
        assert "代填" not in county.get(reverse("offices:window_detail", args=[window.pk])).content.decode(), name


def test_the_city_officer_keeps_no_window(world):
    client, url = world.client("city_officer"), reverse("offices:window_create", args=[world["吉安县"].pk])
    assert client.get(url).status_code == 403
    assert client.post(url, {"opened_on": "2026-01-08"}).status_code == 403
    window = ServiceWindow.objects.create(division=world["吉安县"], place="county_hall", opened_on=DAY)
    for name in ("edit", "close", "reopen", "void", "restore"):
        assert client.get(reverse(f"offices:window_{name}", args=[window.pk])).status_code == 403, name
    assert client.post(reverse("offices:window_bulk"), {"record": window.pk}).status_code == 403


def ticks_on(page):
    """What the list offers to tick: unit → keys of its windows."""
    return {row.name: row.tick_pk for row, _ in page.context["rows"]}


def test_many_windows_are_said_to_be_dedicated_at_once(world):
    hall = ServiceWindow.objects.create(division=world["敦厚镇"], place="township_hall", location="1", opened_on=DAY)
    twin = ServiceWindow.objects.create(division=world["敦厚镇"], place="township_hall", location="2", opened_on=DAY)
    near = ServiceWindow.objects.create(division=world["城南社区"], place="community", dedicated=True, opened_on=DAY)
    client, url = world.client("county_jian"), reverse("offices:window_bulk")
    page = client.get(reverse("offices:window_list"))
    ticks = ticks_on(page)
    assert ticks == {"吉安县": "", "敦厚镇": f"{hall.pk},{twin.pk}", "城南社区": str(near.pk), "永阳镇": ""}
    assert f'value="{hall.pk},{twin.pk}"' in page.content.decode()
    chosen = {"record": [ticks["敦厚镇"], ticks["城南社区"]]}
    assert "民政专用窗口" in client.post(url, chosen).content.decode()
    asked = {**chosen, "field": "dedicated", "dedicated": "True"}
    preview = client.post(url, {**asked, "step": "preview"})
    assert [(line.old, line.new, line.changes) for line in preview.context["lines"]] == [
        ("未填", "是", True),
        ("未填", "是", True),
        ("是", "是", False),
    ]
    versions = {f"version_{one.pk}": one.version for one in (hall, twin, near)}
    assert set(ServiceWindow.objects.values_list("dedicated", flat=True)) == {None, True}
    client.post(url, {**asked, **versions, "previewed": "True", "step": "save"})
    assert set(ServiceWindow.objects.values_list("dedicated", flat=True)) == {True}
    entry = AuditEntry.objects.get(action=Action.EDITED)
    assert entry.detail["条数"] == 2


def test_a_window_that_somebody_saved_meanwhile_keeps_all_from_being_written(world):
    windows = [
        ServiceWindow.objects.create(division=world[name], place=place, opened_on=DAY)
        for name, place in (("敦厚镇", "township_hall"), ("城南社区", "community"))
    ]
    asked = {"record": [one.pk for one in windows], "field": "dedicated", "dedicated": "True", "step": "save"}
    asked["previewed"] = "True"
    versions = {f"version_{one.pk}": one.version for one in windows}
    clerk = world.client("clerk_dunhou")
    edit = reverse("offices:window_edit", args=[windows[1].pk])
    clerk.post(edit, {**hidden(clerk.get(edit)), "location": "1号"})
    page = world.client("county_jian").post(reverse("offices:window_bulk"), {**asked, **versions})
    assert "没有保存任何一条" in page.content.decode()
    assert set(ServiceWindow.objects.values_list("dedicated", flat=True)) == {None}
    assert not AuditEntry.objects.filter(action=Action.EDITED, detail__has_key="条数").exists()


def test_windows_out_of_use_that_are_voided_are_not_offered_to_be_ticked(world):
    window = ServiceWindow.objects.create(division=world["敦厚镇"], place="township_hall", opened_on=DAY)
    window.void(by=world.users["county_jian"], reason="误登")
    page = world.client("county_jian").get(reverse("offices:window_list"), {"state": "void"})
    assert ticks_on(page) == {"敦厚镇": ""}
    assert 'name="record"' not in page.content.decode()


class TestCommunities:
    """Only urban ones owe a window; of those that the county has not told the list says so."""

    def states(self, world):
        rows = world.client("county_jian").get(reverse("offices:window_list")).context["page_obj"].object_list
        return {row.name: row.state for row in rows}

    def test_an_open_one_is_neither_without_a_window_nor_left_out(self, world):
        assert self.states(world)["城南社区"] == "open"
        client = world.client("county_jian")
        for state, shown in (("open", ["城南社区"]), ("missing", ["吉安县", "敦厚镇", "永阳镇"])):
            rows = client.get(reverse("offices:window_list"), {"state": state}).context["page_obj"].object_list
            assert [row.name for row in rows] == shown

    def test_an_urban_one_owes_a_window_and_another_none(self, world):
        mark = UrbanMark.objects.create(division=world["城南社区"], urban=True)
        assert self.states(world)["城南社区"] == "missing"
        UrbanMark.objects.filter(pk=mark.pk).update(urban=False)
        assert "城南社区" not in self.states(world)

    def test_one_that_is_not_urban_stays_while_it_has_a_window(self, world):
        UrbanMark.objects.create(division=world["城南社区"], urban=False)
        ServiceWindow.objects.create(
            division=world["城南社区"], place="community", opened_on=datetime.date(2020, 1, 1), dedicated=True
        )
        assert self.states(world)["城南社区"] == "dedicated"
