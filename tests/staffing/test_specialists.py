"""Village specialists by village, their filing, and the panels on other pages."""

import datetime

import pytest
from django.utils import timezone

from jian_minzheng.core.todo import tasks_for
from offices.panels import home_panels, panels_for
from staffing.vocabulary import Employment, Kind, Position, WorkingMode
from tests.staffing.people import actor, employ, identity, number

ROSTER = "/staffing/villages/"
FILE = "/staffing/villages/file/"
NUMBER = number(233)


@pytest.fixture
def specialist(world):
    return employ(world, "王专干", "高塘村", kind=Kind.VILLAGE_SPECIALIST, id_number=NUMBER, monthly_pay=260)


def test_vacant_villages_stand_in_the_roster(world, specialist):
    page = world.client("clerk_dunhou").get(ROSTER)
    assert [(row.village.name, row.vacant) for row in page.context["rows"]] == [("高塘村", False), ("城南社区", True)]
    assert (page.context["vacant"], page.context["unfiled"]) == (1, 1)
    assert NUMBER[-4:] not in page.content.decode()
    assert " checked" not in page.content.decode()


def test_units_for_statistics_only_are_owed_no_specialist(world):
    village = world["城南社区"]
    village.virtual = True
    village.save()
    rows = world.client("clerk_dunhou").get(ROSTER).context["rows"]
    assert [row.village.name for row in rows] == ["高塘村"]


def test_a_township_out_of_scope_does_not_exist(world, specialist):
    assert world.client("county_jian").get(ROSTER).context["township"] is None
    assert world.client("county_jian").get(ROSTER, {"township": world["永阳镇"].pk}).status_code == 200
    client, away = world.client("county_jian"), world["禾川镇"].pk
    pages = [client.get(ROSTER, {"township": pk}) for pk in (away, 999_999)]
    assert [page.context["rows"] for page in pages] == [[], []]
    assert pages[0].context["filter"].form.errors == pages[1].context["filter"].form.errors
    assert "禾川镇" not in pages[0].content.decode()
    assert world.client("gov_dunhou").get(ROSTER).status_code == 403


def file(world, user, posts, day="2025-01-08"):
    data = {"post": [post.pk for post in posts], "filed_on": day, "township": world["敦厚镇"].pk}
    return world.client(user).post(FILE, data, follow=True)


def test_many_are_filed_at_once(world, specialist):
    other = employ(world, "李专干", "城南社区", kind=Kind.VILLAGE_SPECIALIST)
    page = file(world, "county_jian", [specialist, other])
    assert "已登记2名专干的备案日期" in page.content.decode()
    specialist.refresh_from_db()
    assert specialist.filed_on == datetime.date(2025, 1, 8)
    assert page.context["unfiled"] == 0


def test_filing_says_what_is_missing(world, specialist):
    assert "请先勾选" in file(world, "county_jian", []).content.decode()
    assert "请填写备案日期" in file(world, "county_jian", [specialist], day="").content.decode()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert "不能晚于今天" in file(world, "county_jian", [specialist], day=tomorrow).content.decode()
    specialist.refresh_from_db()
    assert specialist.filed_on is None


def test_filing_somebody_of_another_area_changes_nobody(world, specialist):
    theirs = employ(world, "查无此人", "城东村", kind=Kind.VILLAGE_SPECIALIST)
    assert file(world, "county_jian", [specialist, theirs]).status_code == 404
    assert file(world, "city_leader", [specialist]).status_code == 403
    for post in (specialist, theirs):
        post.refresh_from_db()
        assert post.filed_on is None


def panels(world, user, place):
    scope = identity(world, user)
    return {panel["slug"]: panel for panel in panels_for(scope, world[place])}


def test_the_station_page_tells_working_lent_and_borrowed_apart(world):
    employ(world, "甲在所", employment=Employment.INSTITUTION_FULL)
    employ(world, "乙借入", post_division=world["永阳镇"], working_mode=WorkingMode.BORROWED)
    employ(world, "丙借出", "永阳镇", post_division=world["敦厚镇"], working_mode=WorkingMode.BORROWED)
    panel = panels(world, "county_jian", "敦厚镇")["people"]
    assert {(post.person.name, borrowed) for post, borrowed in panel["working"]} == {
        ("甲在所", False),
        ("乙借入", True),
    }
    assert [post.person.name for post in panel["lent"]] == ["丙借出"]
    assert (panel["established"], panel["borrowed"]) == (1, 1)


def test_each_panel_takes_at_most_three_queries(world, specialist, django_assert_max_num_queries):
    employ(world, "甲在所")
    with django_assert_max_num_queries(9):
        panels(world, "county_jian", "敦厚镇")
    with django_assert_max_num_queries(6):
        panels(world, "county_jian", "吉安县")


def test_the_county_page_counts_by_township(world, specialist):
    employ(world, "甲在所", employment=Employment.ADMINISTRATIVE)
    employ(world, "乙在所", "永阳镇")
    panel = panels(world, "county_jian", "吉安县")["county-people"]
    assert [(t.name, c.station, c.established, c.specialists) for t, c in panel["rows"]] == [
        ("敦厚镇", 1, 1, 1),
        ("永阳镇", 1, 0, 0),
    ]
    assert (panel["total"].station, panel["total"].established) == (2, 1)


def test_a_home_shows_its_own_staff(world):
    home = world.homes["敦厚镇"]
    employ(world, "丁院长", kind=Kind.NURSING_HOME_STAFF, home=home, position=Position.DIRECTOR)
    employ(world, "甲在所")
    scope = identity(world, "clerk_dunhou")
    (panel,) = [p for p in home_panels(scope, home) if p["slug"] == "staff"]
    assert [post.person.name for post in panel["posts"]] == ["丁院长"]


def test_no_panel_shows_a_number(world, specialist):
    for user in ("city_leader", "county_jian"):
        for address in (
            f"/offices/stations/{world.stations['敦厚镇'].pk}/",
            f"/offices/divisions/{world['敦厚镇'].pk}/",
        ):
            page = world.client(user).get(address)
            assert page.status_code == 200
            assert "王专干" in page.content.decode()
            assert NUMBER[-4:] not in page.content.decode()


def test_roles_without_people_get_no_panel_of_people(world, specialist):
    page = world.client("gov_dunhou").get(f"/offices/stations/{world.stations['敦厚镇'].pk}/").content.decode()
    assert "王专干" not in page


def tasks(world, user):
    return {task.label: task for task in tasks_for(actor(world, user))}


def test_whoever_keeps_specialists_is_told_of_those_not_filed_until_they_are(world, specialist):
    task = tasks(world, "clerk_dunhou")["村级民政专干未备案"]
    page = world.client("clerk_dunhou").get(task.url)
    assert task.count == page.context["page_obj"].paginator.count == 1
    assert [row.village.name for row in page.context["rows"]] == ["高塘村"]
    assert "村级民政专干未备案" not in tasks(world, "county_jian"), "a county files for its townships only"
    file(world, "clerk_dunhou", [specialist])
    assert "村级民政专干未备案" not in tasks(world, "clerk_dunhou")


@pytest.mark.parametrize(("state", "names"), [("vacant", ["城南社区"]), ("unfiled", ["高塘村"]), ("", None)])
def test_villages_of_the_whole_county_are_narrowed_to_what_is_to_be_done(world, specialist, state, names):
    page = world.client("county_jian").get(ROSTER, {"state": state, "township": world["敦厚镇"].pk})
    assert [row.village.name for row in page.context["rows"]] == (names or ["高塘村", "城南社区"])
    whole = world.client("county_jian").get(ROSTER, {"state": state}).context["rows"]
    assert {row.village.name for row in whole} >= set(names or ["高塘村", "城南社区"])


def test_people_are_narrowed_to_specialists_who_are_not_filed(world, specialist):
    employ(world, "甲在所")
    listed = world.client("clerk_dunhou").get("/staffing/people/", {"filed": "no"}).context["page_obj"].object_list
    assert [post.person.name for post in listed] == ["王专干"]
    assert not world.client("clerk_dunhou").get("/staffing/people/", {"filed": "yes"}).context["rows"]


@pytest.mark.parametrize("address", [ROSTER, "/staffing/people/"])
def test_a_post_is_corrected_and_ended_from_the_list_by_those_who_may(world, specialist, address):
    ways = [f"/staffing/posts/{specialist.pk}/{what}/" for what in ("edit", "end")]
    page, read = world.client("clerk_dunhou"), world.client("city_leader")
    assert all(f'href="{way}"' in page.get(address).content.decode() for way in ways)
    assert all(page.get(way).status_code == 200 for way in ways)
    assert not any(way in read.get(address).content.decode() for way in ways)
