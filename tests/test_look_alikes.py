"""Rare characters and those that people write for them find each other, in every search, and it is told."""

import csv

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from intake.preview.row_filter import RowFilter
from jian_minzheng.core.look_alikes import _FILE as FILE
from jian_minzheng.core.look_alikes import (
    GROUPS,
    fold,
    found_otherwise,
    held_by,
    is_foldable,
    looked_for_as_well,
    spellings,
)
from offices.models import Division, DivisionEra, NursingHome
from tests.intake.engine import Engine
from tests.staffing.people import START, employ, number
from tests.staffing.rosters.staff_rosters import save

PAIRS = [("麦㙦", "麦斜"), ("上圯", "上圮"), ("瓜畲", "瓜畬"), ("黄垇", "黄坳"), ("蔴源", "麻源")]
RARE = "".join(GROUPS)


@pytest.fixture
def places(world):
    """A township by every rare name, with a home; by the name that it has on record."""
    found = {}
    for name, _ in PAIRS:
        world["吉安县"].refresh_from_db()
        unit = Division.objects.add_child(world["吉安县"], {"level": "township", "kind": "乡", "name": f"{name}乡"})
        DivisionEra.objects.create(division=unit, name=unit.name, kind="乡", valid_from=START)
        NursingHome.objects.create(township=unit, name=f"{name}乡敬老院", opened_on=START)
        found[name] = unit
    return found


def test_every_group_of_the_file_has_its_source():
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert all(row["source"] and row["where"] and row["confidence"] in ("高", "中") for row in rows)
    assert len(RARE) == len(set(RARE)), "a character stands in one group"


@given(st.text(alphabet=f"{RARE}镇乡a", max_size=60))
def test_what_may_be_written_otherwise_is_the_same_when_folded(text):
    ways = spellings(text)
    assert ways[0] == text
    assert len(ways) <= 33
    assert {fold(way) for way in ways} == {fold(text)} == {fold(fold(text))}
    assert (len(ways) > 1) is is_foldable(text)


@given(st.text(max_size=30), st.text(max_size=5))
def test_a_text_without_such_characters_is_looked_for_as_it_stands(text, part):
    if not is_foldable(part):
        assert held_by(text, part) == (part.lower() in fold(text).lower())


@pytest.mark.parametrize(("name", "written"), [*PAIRS, *(pair[::-1] for pair in PAIRS)])
@pytest.mark.django_db
def test_both_ways_of_writing_find_the_unit_and_it_is_told(world, places, name, written):
    client = world.client("county_jian")
    unit = places.get(name) or places[written]
    if name not in places:
        name, written = written, name
    for typed in (name, written):
        page = client.get(reverse("offices:division_list"), {"q": typed})
        assert [line.unit.pk for line, _ in page.context["hits"]] == [unit.pk]
        assert (f"按“{typed}”找到形近的“{unit.name}”" in page.content.decode()) is (typed == written)
        for listed in ("offices:station_list", "offices:home_list", "offices:document_list"):
            page = client.get(reverse(listed), {"q": typed})
            assert "一并查找。" in page.content.decode()
        assert unit.pk in {
            row.pk for row, _ in client.get(reverse("offices:station_list"), {"q": typed}).context["rows"]
        }
        homes = client.get(reverse("offices:home_list"), {"q": f"{typed}乡敬老"}).context["rows"]
        assert [row.township_id for row, _ in homes] == [unit.pk]


def test_a_former_name_is_found_either_way(world):
    DivisionEra.objects.filter(division=world["敦厚镇"]).update(name="黄垇乡", valid_to=START)
    page = world.client("county_jian").get(reverse("offices:division_list"), {"q": "黄坳"})
    assert "按“黄坳”找到形近的“黄垇乡”" in page.content.decode()


def test_the_administrator_picks_a_unit_either_way(world, places):
    asked = {"app_label": "offices", "model_name": "divisiongrant", "field_name": "content_object", "term": "上圮"}
    found = world.client("sysadmin").get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [one["id"] for one in found] == [str(places["上圯"].pk)]


def test_people_and_rows_of_an_import_are_found_either_way(world, tmp_path):
    post = employ(world, "王畲")
    page = world.client("county_jian").get(reverse("staffing:person_list"), {"q": "王畬"})
    assert [row for row, _ in page.context["rows"]] == [post]
    assert "“畬”与形近的“畲”一并查找。" in page.content.decode()
    batch = Engine(world).preview(save(tmp_path / "a.xlsx", [["姓名", "身份证号"], ["李垇", number(101)]]))
    assert RowFilter.from_query({"q": "李坳"}).rows(batch).count() == 1


def test_words_without_such_characters_say_nothing(world):
    page = world.client("county_jian").get(reverse("offices:station_list"), {"q": "敦厚"})
    assert page.context["filter"].also_said == ""
    assert looked_for_as_well("敦厚") == ""
    assert found_otherwise("麦斜", ["麦斜村", "麦㙦镇", "麦㙦镇"]) == ["麦㙦镇"]
