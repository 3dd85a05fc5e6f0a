"""The ticks of old about 工作制度, 工作职责 and 工作流程: a yes became a document, a no is still one (三(三)1-4)."""

import datetime
import importlib
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from assessments.compliance.facts import load_facts, places_on
from assessments.compliance.facts.providers import Reads
from jian_minzheng.core.editing.history import history_of
from offices.models import OfficeDocument, StationProfile
from tests.base import World
from tests.reading import listed, sent_back, told

migration: Any = importlib.import_module("offices.migrations.0008_papers_from_ticks")

FIRST, SECOND, THIRD = (datetime.date(year, 1, 8) for year in (2024, 2025, 2026))
EVE = datetime.date(2025, 1, 7)
CODES = {"document:station_system", "document:station_duties", "document:station_flow"}


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([], []),
        ([None, False], []),
        ([True], [(FIRST, None)]),
        ([True, True, None], [(FIRST, None)]),
        ([True, False], [(FIRST, EVE)]),
        ([True, None, True], [(FIRST, None)]),
        ([False, True], [(SECOND, None)]),
        ([True, False, True], [(FIRST, EVE), (THIRD, None)]),
    ],
)
def test_a_paper_lasts_from_the_first_yes_to_the_day_before_a_no(answers: Any, found: Any) -> None:
    assert migration.spans(zip((FIRST, SECOND, THIRD), answers, strict=False)) == found


@pytest.fixture
def ticked(world: World) -> StationProfile:
    """A station that said yes twice, then that it has no workflow; and one whose whole record is void."""
    station, other = world.stations["敦厚镇"], world.stations["永阳镇"]
    StationProfile.objects.create(station=station, as_of=FIRST, rules_in_place=True, workflow_in_place=True)
    last: StationProfile = StationProfile.objects.create(
        station=station, as_of=SECOND, rules_in_place=True, duties_in_place=False, workflow_in_place=False
    )
    StationProfile.objects.create(station=other, as_of=FIRST, rules_in_place=True)
    other.void(by=world.users["county_jian"], reason="误登")
    migration.papers_from_ticks(apps, None)
    last.refresh_from_db()
    return last


def test_each_yes_is_a_document_and_each_no_stays(ticked: StationProfile) -> None:
    found = {
        (paper.title, paper.dated, paper.expires_on, *paper.kinds.values_list("code", flat=True))
        for paper in OfficeDocument.objects.all()
    }
    assert found == {
        ("敦厚镇民政所工作制度", FIRST, None, "station_system"),
        ("敦厚镇民政所工作流程", FIRST, EVE, "station_flow"),
    }
    assert ticked.papers == [None, False, False]
    assert ("工作制度已制定", "是", "未填") in {(one.label, one.old, one.new) for one in history_of(ticked)}


def test_past_days_are_judged_by_the_papers_and_by_what_there_was_none_of(world: World, ticked: StationProfile) -> None:
    def facts(day: datetime.date) -> Any:
        reads = Reads(facts=frozenset({"evidence"}), evidence=frozenset(CODES))
        return load_facts(places_on(day, [world["敦厚镇"]]), day, reads).stations[0]

    assert {one.kind for one in facts(EVE).evidence} == {"document:station_system", "document:station_flow"}
    assert facts(EVE).lacking == {}
    assert set(facts(SECOND).lacking) == {"document:station_duties", "document:station_flow"}
    assert facts(SECOND).lacking["document:station_flow"].pk == ticked.pk


def test_the_paper_itself_is_asked_for_once(world: World, ticked: StationProfile) -> None:
    client = world.client("clerk_dunhou")
    assert len(listed(client, "offices:document_list", "title", state="ticked")) == 2
    paper = OfficeDocument.objects.get(kinds__code="station_system")
    assert "原勾选转入" in paper.note
    edit = reverse("offices:document_edit", args=[paper.pk])
    assert "已保存" in told(sent_back(client, edit, number="敦府发〔2024〕1号"))
    (left,) = listed(client, "offices:document_list", "title", state="ticked")
    assert "工作流程" in left


def test_a_profile_can_say_that_there_is_no_such_paper_but_not_that_there_is_one(world: World) -> None:
    client = world.client("clerk_dunhou")
    page = reverse("offices:station_profile", args=[world.stations["敦厚镇"].pk])
    assert "rules_in_place" in sent_back(client, page, rules_in_place="True").context["form"].errors
    sent_back(client, page, rules_in_place="False")
    assert StationProfile.objects.get().papers == [False, None, None]
    shown = client.get(reverse("offices:station_detail", args=[world.stations["敦厚镇"].pk])).content.decode()
    assert "登记为没有的" in shown
