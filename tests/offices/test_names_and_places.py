"""A station's name and a home's township are dated: a correction moves the past, a change leaves it as it was."""

import datetime
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.compliance.facts import load_facts, places_on
from assessments.compliance.facts.providers import Reads
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.registers.tables import PARTS
from offices.divisions import services
from offices.models import HomePlace, Station, StationName
from offices.models.since import ShowsNewest
from staffing.models import Appointment
from tests.assessments import facts_world as put
from tests.base import World
from tests.portal import ROOT
from tests.reading import sent_back, told, wrong_at

RENAMED, MOVED = datetime.date(2024, 5, 1), datetime.date(2025, 3, 1)
ONE_DAY = datetime.timedelta(days=1)
TODAY = timezone.localdate()


def edit(world: World, record: Any, kind: str, /, **values: Any) -> Any:
    return sent_back(world.client("county_jian"), reverse(f"offices:{kind}_edit", args=[record.pk]), **values)


def rename(world: World, name: str, **how: Any) -> Any:
    return edit(world, world.stations["敦厚镇"], "station", name=name, **how)


def move(world: World, to: str = "永阳镇", **how: Any) -> Any:
    return edit(world, world.homes["敦厚镇"], "home", township=world[to].pk, **how)


def on(day: datetime.date, *roots: Any) -> Any:
    return load_facts(places_on(day, roots), day, Reads(facts=frozenset({"station", "posts"})))


def named_on(world: World, day: datetime.date) -> str:
    found = on(day, world["敦厚镇"])
    assert found.stations[0].name == found.townships[0].station_name
    return str(found.stations[0].name)


def test_a_station_that_was_renamed_bears_each_name_in_its_time(world: World) -> None:
    assert "已保存" in told(rename(world, "敦厚街道民政所", how="changes", changes_on=RENAMED))
    assert named_on(world, RENAMED - ONE_DAY) == "敦厚镇民政所"
    assert named_on(world, RENAMED) == named_on(world, TODAY) == "敦厚街道民政所"
    page = world.client("county_jian").get(reverse("offices:station_detail", args=[world.stations["敦厚镇"].pk]))
    assert "历次名称" in page.content.decode()


def test_a_corrected_name_was_never_another(world: World) -> None:
    rename(world, "敦厚镇民政服务所", how="corrects")
    assert named_on(world, RENAMED) == named_on(world, TODAY) == "敦厚镇民政服务所"
    assert not StationName.objects.exists()


def test_a_name_is_not_taken_without_saying_which_and_not_before_the_one_that_stands(world: World) -> None:
    assert set(wrong_at(rename(world, "敦厚街道民政所"))) == {"how"}
    rename(world, "敦厚街道民政所", how="changes", changes_on=RENAMED)
    early = rename(world, "城关街道民政所", how="changes", changes_on=RENAMED)
    assert set(wrong_at(early)) == {"changes_on"}
    assert Station.objects.get(pk=world.stations["敦厚镇"].pk).name == "敦厚街道民政所"


def test_a_change_that_never_was_is_taken_back_by_a_correction(world: World) -> None:
    rename(world, "敦厚街道民政所", how="changes", changes_on=RENAMED)
    rename(world, "敦厚镇民政所", how="corrects")
    assert [row.since for row in StationName.objects.all().live()] == [None]
    rename(world, "敦厚街道民政所", how="changes", changes_on=MOVED)
    assert named_on(world, RENAMED) == "敦厚镇民政所"
    assert named_on(world, MOVED) == "敦厚街道民政所"


def test_only_a_correction_of_the_newest_row_touches_it(world: World) -> None:
    rename(world, "敦厚街道民政所", how="changes", changes_on=RENAMED)
    rename(world, "城关街道民政所", how="corrects")
    assert named_on(world, RENAMED - ONE_DAY) == "敦厚镇民政所"
    assert named_on(world, RENAMED) == "城关街道民政所"


def test_a_home_that_moved_is_found_with_its_staff_where_it_lay(world: World) -> None:
    put.home_staff(world, "敦厚镇", "director")
    move(world, how="changes", changes_on=MOVED)
    before, after = on(MOVED - ONE_DAY, world["吉安县"]), on(MOVED, world["吉安县"])
    assert [home.division_id for home in before.homes] == [world["敦厚镇"].pk]
    assert [home.division_id for home in after.homes] == [world["永阳镇"].pk]
    assert [len(home.staff) for home in (*before.homes, *on(TODAY, world["永阳镇"]).homes)] == [1, 1]
    assert on(TODAY, world["敦厚镇"]).homes == ()


def test_a_move_announces_both_townships(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: set[int] = set()
    monkeypatch.setattr("jian_minzheng.core.hooks.facts_changed", heard.update)
    move(world, how="corrects")
    assert heard == {world["敦厚镇"].pk, world["永阳镇"].pk}
    assert not HomePlace.objects.exists()


def test_a_clerk_of_one_township_cannot_give_its_home_away(world: World) -> None:
    page = reverse("offices:home_edit", args=[world.homes["敦厚镇"].pk])
    assert set(world.client("clerk_dunhou").get(page).context["form"].fields) == {
        "name", "address", "opened_on", "version", "seen",
    }  # fmt: skip
    assert "township" in world.client("county_jian").get(page).context["form"].fields
    assert set(wrong_at(move(world, "禾川镇", how="corrects"))) == {"township"}


def test_its_people_come_along_and_can_be_kept_where_it_lies_now(world: World) -> None:
    staying = put.home_staff(world, "敦厚镇", "director", post_division=world["敦厚镇"])
    left_before = put.home_staff(world, "敦厚镇", "carer", to_date=MOVED - ONE_DAY)
    move(world, how="changes", changes_on=MOVED)
    staying.refresh_from_db()
    left_before.refresh_from_db()
    assert (staying.work_division, staying.post_division, left_before.work_division) == (
        world["永阳镇"], world["永阳镇"], world["敦厚镇"],
    )  # fmt: skip
    county = world.client("county_jian")
    ending = {"version": staying.version, "to_date": TODAY, "end_reason": "resigned"}
    assert county.post(reverse("staffing:post_end", args=[staying.pk]), ending).status_code == 302
    assert staying.history.filter(history_change_reason="随敬老院调整所在乡镇(街道)").count() == 1
    clerk = world.client("clerk_dunhou")
    assert clerk.get(reverse("staffing:person_list")).context["rows"] == []
    assert clerk.get(reverse("staffing:post_edit", args=[staying.pk])).status_code == 404


def test_a_correction_takes_all_of_them_along_and_a_merger_whoever_is_there(world: World) -> None:
    left = put.home_staff(world, "敦厚镇", "carer", to_date=MOVED - ONE_DAY)
    move(world, how="corrects")
    left.refresh_from_db()
    assert left.work_division == world["永阳镇"]
    staying = put.home_staff(world, "敦厚镇", "director")
    Appointment.objects.filter(pk=staying.pk).update(work_division=world["永阳镇"])
    services.division_merge(SYSTEM, predecessors=[world["永阳镇"]], successor=world["敦厚镇"], on=MOVED, source="批复")
    left.refresh_from_db()
    staying.refresh_from_db()
    assert (staying.work_division, left.work_division) == (world["敦厚镇"], world["永阳镇"])


def test_a_merger_hands_homes_over_from_its_day_on(world: World) -> None:
    services.division_merge(SYSTEM, predecessors=[world["敦厚镇"]], successor=world["永阳镇"], on=MOVED, source="批复")
    assert [home.division_id for home in on(MOVED - ONE_DAY, world["吉安县"]).homes] == [world["敦厚镇"].pk]
    assert [home.division_id for home in on(MOVED, world["吉安县"]).homes] == [world["永阳镇"].pk]


def test_nothing_writes_what_is_dated_without_its_rows() -> None:
    """Imports write in bulk, past ``save``: no table may bring such a field; nor does code update it in place."""
    for part in PARTS.values():
        dated = getattr(part.record_model, "dated_rows", {})
        assert not set(dated) & set(part.attributes.values()), part.key
    fields = {name for model in ShowsNewest.__subclasses__() for name in model.dated_rows}
    assert fields == {"name", "township"}
    written = re.compile(rf"(Station|NursingHome)\b[^\n]*\.update\([^)]*\b({'|'.join(fields)})=")
    sources = [path for app in ("offices", "intake", "staffing") for path in (ROOT / app).rglob("*.py")]
    assert not [path for path in sources if written.search(path.read_text("utf-8"))]
