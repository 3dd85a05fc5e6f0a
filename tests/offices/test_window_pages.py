"""民政服务窗口: the list of who has one, and opening, closing, voiding and restoring them."""

import datetime

from django.urls import reverse

from offices.models import ServiceWindow
from tests.offices.test_station_pages import hidden

DAY = datetime.date(2026, 1, 8)


def test_the_window_list_shows_who_lacks_one(world):
    ServiceWindow.objects.create(
        division=world["敦厚镇"], place="township_hall", dedicated=True, location="3号窗口", opened_on=DAY
    )
    page = world.client("county_jian").get(reverse("offices:window_list"), {"state": "missing"})
    assert [row.name for row, _ in page.context["rows"]] == ["吉安县", "城南社区", "永阳镇"]


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
    assert reverse("offices:window_edit", args=[closed.pk]) in page.content.decode()
    client.post(reverse("offices:window_restore", args=[hall.pk]))
    assert client.get(url, {"state": "void"}).context["rows"] == []
    assert world.client("county_yongxin").get(url, {"state": "closed"}).context["rows"] == []


def test_a_window_is_closed_voided_and_restored(world):
    window = ServiceWindow.objects.create(division=world["敦厚镇"], place="township_hall", opened_on=DAY)
    client = world.client("clerk_dunhou")
    edit = reverse("offices:window_edit", args=[window.pk])
    client.post(edit, {**hidden(client.get(edit)), "closed_on": "2025-01-01"})
    window.refresh_from_db()
    assert window.closed_on is None
    client.post(edit, {**hidden(client.get(edit)), "closed_on": "2026-02-01"})
    window.refresh_from_db()
    assert window.closed_on == datetime.date(2026, 2, 1)
    client.post(reverse("offices:window_void", args=[window.pk]), {"reason": "误登"})
    client.post(reverse("offices:window_restore", args=[window.pk]))
    window.refresh_from_db()
    assert not window.is_void
    assert world.client("clerk_hechuan").get(edit).status_code == 404
