"""城乡属性: which community is urban on which day, who is asked, who answers, and what the data file brings."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from jian_minzheng.core.todo import tasks_for
from offices.identity import acting_as
from offices.models import Division, UrbanMark
from offices.urban import marks_load, urban_communities_on
from tests.registers.cases import hidden

TASK = "社区是否城市社区待确认"
HEAD = "stats_code,name,class_code,urban,source,confidence\n"
CODE = "360821100001"


def day(year, month=1, on=1):
    return datetime.date(year, month, on)


def mark(world, place="城南社区", **values):
    return UrbanMark.objects.create(division=world[place], **values)


def said(world, on, place="城南社区"):
    return urban_communities_on(on, [world[place].pk])[world[place].pk]


def asked(world, username):
    return [task for task in tasks_for(acting_as(world.users[username])) if task.label == TASK]


@pytest.fixture
def file(world, tmp_path):
    """Writes a data file; 城南社区 has the code that its first line names."""
    Division.objects.filter(pk=world["城南社区"].pk).update(stats_code=CODE)

    def write(*lines):
        path = tmp_path / "urban_rural.csv"
        path.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


def test_a_mark_holds_from_its_day_until_the_next_and_one_without_a_day_since_ever(world):
    mark(world, urban=False), mark(world, urban=True, since=day(2025)), mark(world, urban=None, since=day(2026))
    days = [day(1990), day(2024, 12, 31), day(2025), day(2025, 12, 31), day(2026), day(2030)]
    assert [said(world, on) for on in days] == [False, False, True, True, None, None]


def test_of_what_nobody_has_said_nothing_is_known(world):
    mark(world, urban=True, since=day(2025))
    assert said(world, day(2024)) is None
    assert said(world, day(2026), "高塘村") is None


def test_a_voided_mark_counts_for_nothing(world):
    mark(world, urban=False)
    mark(world, urban=True, since=day(2025)).void(by=world.users["county_jian"], reason="误登")
    assert said(world, day(2026)) is False


def test_all_units_are_answered_in_one_query(world, django_assert_num_queries):
    mark(world, urban=True), mark(world, "高塘村", urban=False)
    units = [world[name].pk for name in ("城南社区", "高塘村", "江边村")]
    with django_assert_num_queries(1):
        assert list(urban_communities_on(day(2026), units).values()) == [True, False, None]


def test_open_communities_are_asked_of_their_county_and_of_nobody_else(world):
    mark(world), mark(world, "高塘村")
    (task,) = asked(world, "county_jian")
    assert task.count == 1, "nobody asks about a village"
    for other in ("county_yongxin", "city_officer", "clerk_dunhou", "gov_dunhou"):
        assert not asked(world, other)
    rows = world.client("county_jian").get(task.url).context["rows"]
    assert [row.division.name for row, _ in rows] == ["城南社区"]


def test_what_was_open_once_is_not_asked_any_more_and_what_became_open_is(world):
    mark(world), mark(world, urban=True, since=day(2025))
    assert not asked(world, "county_jian")
    mark(world, since=day(2026, 1, 2))
    assert len(asked(world, "county_jian")) == 1


def test_a_county_answers_many_at_once_without_a_word_of_somebody_elses_duty(world):
    one = mark(world)
    client, address = world.client("county_jian"), reverse("offices:urban_mark_bulk")
    sent = {"record": [one.pk], "field": "urban", "urban": "True", f"version_{one.pk}": one.version}
    client.post(address, {**sent, "step": "preview"})
    client.post(address, {**sent, "step": "save", "previewed": "True"})
    one.refresh_from_db()
    assert one.urban is True
    assert not asked(world, "county_jian")
    page = client.get(reverse("offices:urban_mark_detail", args=[one.pk])).content.decode()
    assert "代填" not in page


@pytest.mark.parametrize("username", ["clerk_dunhou", "village_gaotang", "city_officer"])
def test_the_levels_around_the_county_see_it_and_do_not_write_it(world, username):
    place = "高塘村" if username == "village_gaotang" else "城南社区"
    one, client = mark(world, place), world.client(username)
    assert client.get(reverse("offices:urban_mark_detail", args=[one.pk])).status_code == 200
    assert client.get(reverse("offices:urban_mark_edit", args=[one.pk])).status_code == 403
    sent = {"division": world[place].pk, "urban": "True"}
    client.post(reverse("offices:urban_mark_create"), sent)
    assert UrbanMark.objects.get() == one


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ("", "自这一天起的城乡属性已经登记"),
        ("2025-01-01", "自这一天起的城乡属性已经登记"),
        ("2017-12-31", "2018年1月1日才设立"),
        ("2999-01-01", "不能填将来的日期"),
    ],
)
def test_a_day_that_cannot_be_is_told(world, since, told):
    mark(world), mark(world, since=day(2025))
    sent = {"division": world["城南社区"].pk, "urban": "True", "since": since}
    page = world.client("county_jian").post(reverse("offices:urban_mark_create"), sent).content.decode()
    assert told in page
    assert UrbanMark.objects.count() == 2


def test_one_that_comes_back_must_not_meet_another_of_its_day(world):
    one = mark(world, urban=True)
    one.void(by=world.users["county_jian"], reason="误登")
    mark(world, urban=False)
    world.client("county_jian").post(reverse("offices:urban_mark_restore", args=[one.pk]))
    one.refresh_from_db()
    assert one.is_void


def test_the_list_says_until_when_a_mark_holds(world):
    mark(world, urban=False), mark(world, urban=True, since=day(2025))
    page = world.client("county_jian").get(reverse("offices:urban_mark_list"))
    assert [row.last_day for row, _ in page.context["rows"]] == [day(2024, 12, 31), None]
    assert "2024年12月31日" in page.content.decode()


def test_the_file_marks_units_by_code_and_tells_what_it_did_not_find(world, file):
    report = marks_load(file(f"{CODE},城南居委会,121,,推导,中", "360821999999,不存在的社区,111,1,推导,高"))
    assert (report.added, report.unknown) == (["城南社区"], ["360821999999"])
    one = UrbanMark.objects.get()
    assert (one.class_code, one.urban, one.confidence, one.since) == ("121", None, "中", None)
    assert len(asked(world, "county_jian")) == 1


def test_a_community_without_a_line_is_asked_of_its_county_all_the_same(world, file):
    report = marks_load(file())
    assert (report.asked, report.added) == (["城南社区"], [])
    assert len(asked(world, "county_jian")) == 1


def test_loading_again_brings_what_the_file_says_now_and_leaves_alone_what_somebody_said(world, file):
    marks_load(file(f"{CODE},城南,121,,推导,中"))
    assert marks_load(file(f"{CODE},城南,111,1,统计局,高")).changed == ["城南社区"]
    one = UrbanMark.objects.get()
    assert (one.class_code, one.urban, one.version) == ("111", True, 2)
    client, address = world.client("county_jian"), reverse("offices:urban_mark_edit", args=[one.pk])
    client.post(address, {**hidden(client.get(address)), "urban": "False"})
    assert marks_load(file(f"{CODE},城南,111,1,统计局,高")).kept == ["城南社区"]
    one.refresh_from_db()
    assert one.urban is False


def test_a_mark_that_somebody_voided_does_not_come_back_with_the_file(world, file):
    mark(world).void(by=world.users["county_jian"], reason="误登")
    assert marks_load(file(f"{CODE},城南,121,1,推导,中")).added == []
    assert UrbanMark.objects.live().count() == 0


def test_the_projects_own_file_fits_the_projects_own_tree(db):
    call_command("load_divisions", stdout=io.StringIO())
    out = io.StringIO()
    call_command("load_urban_rural", stdout=out)
    assert "新增 394 个\n" in out.getvalue()
    assert "区划中没有的代码 0 个" in out.getvalue()
    counted = [UrbanMark.objects.filter(urban=urban).count() for urban in (True, False, None)]
    assert counted == [201, 48, 145]
    call_command("load_urban_rural", stdout=out)
    assert "新增 0 个" in out.getvalue()
