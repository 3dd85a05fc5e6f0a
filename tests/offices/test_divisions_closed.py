"""Units that are no more: what may still be done with them, and what keeps a unit from being closed."""

import datetime

import pytest

from jian_minzheng.core.acting import SYSTEM
from offices.divisions import past, services
from offices.models import Division, NursingHome, ServiceWindow, Station
from tests.offices.changes import DAY, EVE, SAID, admin_of, enter, page_of
from tests.reading import told, wrong_at

LATER = datetime.date(2026, 4, 1)
NEXT_DAY = DAY + datetime.timedelta(days=1)


@pytest.fixture
def world(lent_world):
    return lent_world


@pytest.fixture
def village(world):
    """高塘村, closed; DAY was its last day."""
    return services.division_close(admin_of(world), division=world["高塘村"], **SAID)


@pytest.fixture
def emptied(world):
    """敦厚镇 without anything open in it."""
    for name in ("高塘村", "城南社区"):
        services.division_close(SYSTEM, division=world[name], on=datetime.date(2026, 1, 31), source="撤并")
    for thing in (world.stations["敦厚镇"], world.homes["敦厚镇"]):
        type(thing).objects.filter(pk=thing.pk).update(closed_on=datetime.date(2026, 1, 31))
    return world["敦厚镇"]


@pytest.mark.parametrize(
    ("change", "values"),
    [
        ("rename", {"name": "高塘新村", "kind": "村"}),
        ("move", {"parent": "永阳镇"}),
        ("merge", {"successor": "城南社区"}),
        ("split", {"name": "高塘新村", "kind": "村"}),
        ("close", {}),
    ],
)
def test_a_closed_unit_goes_through_nothing_but_being_brought_back(world, village, change, values):
    """A page that was opened before somebody closed the unit must not bring it back by half."""
    page = enter(world, "高塘村", change, on="2026-04-01", **values)
    assert "撤销" in wrong_at(page)["__all__"] or "存续" in wrong_at(page)["__all__"]
    assert past.standing_on(village.pk, LATER) is None
    assert village.eras.count() == 1
    assert not Division.objects.filter(name="高塘新村").exists()


def test_a_closed_unit_is_offered_to_be_brought_back_and_nothing_else(world, village):
    client = world.client("sysadmin")
    assert [slug for slug, _ in client.get(page_of(village)).context["offered"]] == ["reopen"]
    offered = [slug for slug, _ in client.get(page_of(world["敦厚镇"])).context["offered"]]
    assert offered == ["rename", "move", "merge", "split", "close"]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (EVE, "恢复日期须晚于撤销日期"),
        (DAY, "恢复日期须晚于撤销日期"),
        (NEXT_DAY, ""),
    ],
    ids=["before the last day", "on the last day", "the day after"],
)
def test_a_unit_comes_back_after_its_last_day(world, village, on, words):
    page = enter(world, "高塘村", "reopen", on=on)
    if words:
        assert words in wrong_at(page)["__all__"]
        assert Division.objects.get(pk=village.pk).valid_to == DAY
    else:
        assert told(page) == "已登记：高塘村恢复。"
        assert Division.objects.get(pk=village.pk).valid_to is None


def test_a_unit_does_not_come_back_below_one_that_is_closed(world, emptied):
    services.division_close(SYSTEM, division=emptied, **SAID)
    page = enter(world, "高塘村", "reopen", on="2026-04-01")
    assert wrong_at(page) == {"__all__": "上级敦厚镇已撤销。"}


def test_a_unit_does_not_come_back_beside_another_of_its_name(world, village):
    services.division_rename(SYSTEM, division=world["城南社区"], name="高塘村", kind="村", **SAID)
    page = enter(world, "高塘村", "reopen", on="2026-04-01")
    assert wrong_at(page) == {"__all__": "敦厚镇已有名为“高塘村”的单位。"}


def test_what_is_open_is_not_reopened(world):
    assert wrong_at(enter(world, "高塘村", "reopen")) == {"__all__": "高塘村没有撤销。"}


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (lambda unit: services.division_reopen(SYSTEM, division=unit, on=EVE, source=""), "1个下级单位"),
        (lambda unit: Station.objects.create(township=unit, name="新所", opened_on=EVE), "1个民政所"),
        (lambda unit: NursingHome.objects.create(township=unit, name="新院", opened_on=EVE), "1所敬老院"),
        (
            lambda unit: ServiceWindow.objects.create(division=unit, place="township_hall", opened_on=EVE),
            "1个服务窗口",
        ),
    ],
    ids=["a village", "a station", "a home", "a window"],
)
def test_whatever_is_open_in_a_unit_keeps_it_from_being_closed(world, emptied, thing, words):
    thing(world["高塘村"] if words == "1个下级单位" else emptied)
    page = enter(world, "敦厚镇", "close")
    assert wrong_at(page) == {"__all__": f"敦厚镇还有{words}，请先处理再撤销。"}
    assert Division.objects.get(pk=emptied.pk).valid_to is None


@pytest.mark.parametrize(
    ("ended", "closes"),
    [(EVE, True), (DAY, True), (NEXT_DAY, False)],
    ids=["ended before", "ends the same day", "outlived its unit"],
)
@pytest.mark.parametrize("thing", ["station", "home", "window", "village"])
def test_nothing_outlives_the_unit_that_it_stands_in(world, emptied, thing, ended, closes):
    """A station that ran until May cannot have stood in a township that ended in March."""
    window = ServiceWindow.objects.create(
        division=emptied, place="township_hall", opened_on=datetime.date(2020, 1, 1), closed_on=EVE
    )
    row, end = {
        "station": (world.stations["敦厚镇"], "closed_on"),
        "home": (world.homes["敦厚镇"], "closed_on"),
        "window": (window, "closed_on"),
        "village": (world["高塘村"], "valid_to"),
    }[thing]
    type(row).objects.filter(pk=row.pk).update(**{end: ended})
    page = enter(world, "敦厚镇", "close")
    assert (Division.objects.get(pk=emptied.pk).valid_to == DAY) is closes
    assert closes or "请先处理再撤销" in wrong_at(page)["__all__"]


def test_what_was_voided_keeps_no_unit_open(world, emptied):
    by = world.users["county_jian"]
    station = Station.objects.create(township=emptied, name="误登所", opened_on=EVE)
    window = ServiceWindow.objects.create(division=emptied, place="township_hall", opened_on=EVE)
    for thing in (station, window):
        thing.void(by=by, reason="误登")
    assert told(enter(world, "敦厚镇", "close")) == "已登记：敦厚镇撤销。"


def test_the_last_day_still_counts_and_the_next_does_not(world, village):
    assert past.standing_on(village.pk, DAY).name == "高塘村"
    assert past.standing_on(village.pk, NEXT_DAY) is None
    assert village in Division.objects.on(DAY)
    assert village not in Division.objects.on(NEXT_DAY)


def test_a_closed_unit_is_still_found_and_marked_as_closed(world, village):
    client = world.client("county_jian")
    found = client.get("/offices/divisions/", {"q": "高塘村"}).content.decode()
    assert "高塘村" in found
    assert "2026年3月1日" in found
    page = client.get(f"/offices/divisions/{village.pk}/").content.decode()
    assert "2026年3月1日" in page
