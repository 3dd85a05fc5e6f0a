"""Rural nursing homes: list, page, dated census, end, void and return."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse

from offices.models import HomeCensus, NursingHome
from offices.panels import HomePanel, _home_panels, register_home
from offices.roles import Capability

DAY = datetime.date(2026, 1, 8)


@pytest.fixture
def home(world):
    return world.homes["敦厚镇"]


def hidden(page) -> dict:
    form = page.context["form"]
    return {b.html_name: "" if b.value() is None else str(b.value()) for b in form}


def test_the_list_shows_the_newest_census(world, home):
    HomeCensus.objects.create(home=home, as_of=DAY, beds=40, residents=30, dependent=5, county_funded=True)
    HomeCensus.objects.create(home=home, as_of=DAY.replace(month=2), beds=50, residents=33)
    page = world.client("county_jian").get(reverse("offices:home_list"))
    ((row, _),) = page.context["rows"]
    assert (row.beds, row.dependent) == (50, None)
    assert world.client("county_yongxin").get(reverse("offices:home_list")).context["rows"] == []


@pytest.mark.parametrize(("state", "found"), [("", 1), ("blank", 1), ("closed", 0), ("void", 0)])
def test_the_list_narrows_by_state(world, home, state, found):
    page = world.client("county_jian").get(reverse("offices:home_list"), {"state": state})
    assert len(page.context["rows"]) == found


def test_list_and_page_take_few_queries(world, home, django_assert_max_num_queries):
    for month in range(1, 7):
        HomeCensus.objects.create(home=home, as_of=DAY.replace(month=month), beds=40, residents=month)
    client = world.client("county_jian")
    for url in (reverse("offices:home_list"), reverse("offices:home_detail", args=[home.pk])):
        with django_assert_max_num_queries(20):
            client.get(url)


def test_the_export_is_inert(world, home):
    home.name = "=cmd|' /C calc'!A0"
    home.save()
    response = world.client("county_jian").get(reverse("offices:home_export"))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    (cell,) = [c for row in book.active.iter_rows(min_row=2) for c in row if c.value == home.name]
    assert cell.data_type == "s"


def test_a_home_of_another_place_does_not_exist(world, home):
    stranger = world.client("clerk_hechuan")
    for name in ("detail", "edit", "census", "close", "reopen", "void", "restore"):
        url = reverse(f"offices:home_{name}", args=[home.pk])
        assert stranger.get(url).status_code == 404, name
        if name != "detail":
            assert stranger.post(url, {"reason": "x"}).status_code == 404, name
    home.refresh_from_db()
    assert not home.is_void


def test_a_home_is_registered_in_the_own_area_only(world):
    client = world.client("clerk_dunhou")
    url = reverse("offices:home_create")
    sent = {"name": "新敬老院", "opened_on": "2026-01-08"}
    page = client.post(url, {**sent, "township": world["禾川镇"].pk})
    assert page.status_code == 200
    assert not NursingHome.objects.filter(name="新敬老院").exists()
    client.post(url, {**sent, "township": world["敦厚镇"].pk})
    assert NursingHome.objects.get(name="新敬老院").township == world["敦厚镇"]
    again = client.post(url, {**sent, "township": world["敦厚镇"].pk})
    assert "已有同名的敬老院" in again.content.decode()


def test_a_census_is_dated_and_read_back_in_the_history(world, home):
    client = world.client("clerk_dunhou")
    url = reverse("offices:home_census", args=[home.pk])
    client.post(url, {**hidden(client.get(url)), "as_of": "2026-01-08", "residents": "30", "beds": "40"})
    client.post(url, {**hidden(client.get(url)), "as_of": "2026-02-01", "residents": "33"})
    rows = list(home.censuses.order_by("as_of").values_list("residents", "beds", "dependent"))
    assert rows == [(30, 40, None), (33, 40, None)]
    page = client.get(reverse("offices:home_detail", args=[home.pk]))
    newest = page.context["changes"][0]
    assert (newest.label, newest.old, newest.new) == ("供养对象人数", "30", "33")


def test_more_dependent_than_residents_is_refused_with_both_figures(world, home):
    client = world.client("clerk_dunhou")
    url = reverse("offices:home_census", args=[home.pk])
    page = client.post(url, {"as_of": "2026-01-08", "residents": "3", "dependent": "4"})
    assert "失能人数(4)不能多于供养对象人数(3)" in page.content.decode()
    assert not home.censuses.exists()


def test_a_census_before_the_opening_is_refused(world, home):
    page = world.client("clerk_dunhou").post(
        reverse("offices:home_census", args=[home.pk]), {"as_of": "2010-01-01", "residents": "3"}
    )
    assert "不能早于2018年1月1日" in page.content.decode()


def test_two_people_at_one_home(world, home):
    client = world.client("clerk_dunhou")
    url = reverse("offices:home_edit", args=[home.pk])
    sent = hidden(client.get(url))
    world.client("county_jian").post(url, {**sent, "address": "文山路1号"})
    page = client.post(url, {**sent, "name": "敦厚敬老院"})
    assert "county_jian 把“地址”由“未填”改为“文山路1号”" in page.content.decode()
    client.post(url, hidden(page))
    home.refresh_from_db()
    assert (home.name, home.address) == ("敦厚敬老院", "文山路1号")


def test_closing_reopening_voiding_restoring(world, home):
    client = world.client("clerk_dunhou")
    at = {name: reverse(f"offices:home_{name}", args=[home.pk]) for name in ("close", "reopen", "void", "restore")}
    client.post(at["close"], {**hidden(client.get(at["close"])), "closed_on": "2026-01-31"})
    home.refresh_from_db()
    assert home.closed_on == datetime.date(2026, 1, 31)
    client.post(at["reopen"], hidden(client.get(at["reopen"])))
    client.post(at["void"], {"reason": "重复登记"})
    home.refresh_from_db()
    assert (home.closed_on, home.void_reason) == (None, "重复登记")
    assert client.get(reverse("offices:home_list")).context["rows"] == []
    client.post(at["restore"])
    home.refresh_from_db()
    assert not home.is_void


def test_other_apps_may_add_sections_for_those_who_may_see_them(world, home, monkeypatch):
    monkeypatch.setattr("offices.panels._home_panels", dict(_home_panels))
    register_home(
        HomePanel(
            slug="sample",
            title="样例栏目",
            order=1,
            needs=Capability.VIEW_PEOPLE,
            template="includes/empty.html",
            build=lambda request, home: {"hint": f"属于{home}"},
        )
    )
    url = reverse("offices:home_detail", args=[home.pk])
    assert "样例栏目" in world.client("clerk_dunhou").get(url).content.decode()
    assert "样例栏目" not in world.client("gov_dunhou").get(url).content.decode()
