"""After a merger or split nobody knows how many people live in a unit, until somebody says."""

import datetime
from typing import Any

from django.urls import reverse

from assessments.compliance.rules.station_headcount import judge
from jian_minzheng.core.acting import SYSTEM
from offices.divisions import services
from offices.models import PopulationFigure
from offices.populations import figures_on, proposals_for
from tests.assessments.policy import policy, station
from tests.base import World
from tests.offices.changes import DAY, EVE, SAID
from tests.reading import sent_back, told


def put(world: World, unit: str, persons: int, **values: Any) -> PopulationFigure:
    values = {"year": 2025, "basis": "registered", **values}
    made: PopulationFigure = PopulationFigure.objects.create(division=world[unit], persons=persons, **values)
    return made


def merge(world: World) -> None:
    services.division_merge(SYSTEM, predecessors=[world["敦厚镇"]], successor=world["永阳镇"], **SAID)


def persons(world: World, unit: str, day: datetime.date) -> dict[str, int]:
    found = figures_on(day, [world[unit].pk]).get(world[unit].pk, {})
    return {basis: figure.persons for basis, figure in found.items()}


def test_of_a_day_within_a_year_the_figure_of_that_day_counts_until_the_year_ends(world: World) -> None:
    put(world, "永阳镇", 30_000, year=2024)
    put(world, "永阳镇", 31_000, year=2025, counted_on=datetime.date(2025, 6, 1))
    put(world, "永阳镇", 32_000)
    days = [datetime.date(2025, 5, 31), datetime.date(2025, 6, 1), datetime.date(2025, 12, 31)]
    assert [persons(world, "永阳镇", day)["registered"] for day in days] == [30_000, 31_000, 32_000]


def test_a_merger_leaves_its_heir_without_a_figure_and_the_day_before_as_it_was(world: World) -> None:
    put(world, "永阳镇", 30_000)
    merge(world)
    assert persons(world, "永阳镇", EVE) == {"registered": 30_000}
    assert persons(world, "永阳镇", DAY) == {}
    put(world, "永阳镇", 70_000, year=2026)
    assert persons(world, "永阳镇", datetime.date(2026, 12, 30)) == {}
    assert persons(world, "永阳镇", datetime.date(2026, 12, 31)) == {"registered": 70_000}


def test_a_split_leaves_both_without_and_proposes_nothing(world: World) -> None:
    put(world, "敦厚镇", 30_000)
    new = services.division_split(
        SYSTEM, division=world["敦厚镇"], name="城南街道", kind="街道", children=[world["城南社区"]], **SAID
    )
    assert persons(world, "敦厚镇", DAY) == {}
    assert proposals_for(world["敦厚镇"], DAY) == proposals_for(new, DAY) == []


def test_the_sum_of_those_that_were_merged_is_proposed_and_taken_with_one_click(world: World) -> None:
    put(world, "永阳镇", 30_000)
    put(world, "敦厚镇", 45_000)
    put(world, "敦厚镇", 44_000, basis="resident")
    merge(world)
    (proposal,) = proposals_for(world["永阳镇"], DAY)
    client, page = world.client("county_jian"), reverse("offices:division_detail", args=[world["永阳镇"].pk])
    assert "合并前各单位2025年末人数之和是 75,000 人" in client.get(page).content.decode()
    assert "按这个人数登记" not in world.client("city_leader").get(page).content.decode()
    assert "已登记" in told(sent_back(client, f"{reverse('offices:population_create')}?{proposal.values}"))
    assert persons(world, "永阳镇", DAY) == {"registered": 75_000}
    assert proposals_for(world["永阳镇"], DAY) == []
    assert "2026年3月1日" in client.get(page).content.decode()


def test_nothing_is_proposed_of_figures_that_are_not_of_one_day(world: World) -> None:
    put(world, "永阳镇", 30_000, year=2024)
    put(world, "敦厚镇", 45_000)
    merge(world)
    assert proposals_for(world["永阳镇"], DAY) == []


def test_a_day_goes_with_its_year_and_the_last_is_the_year_s_end(world: World) -> None:
    client, create = world.client("county_jian"), reverse("offices:population_create")
    values = {"division": world["永阳镇"].pk, "year": 2025, "basis": "registered", "persons": 1, "source": ""}
    wrong = client.post(create, {**values, "counted_on": "2024-05-01"})
    assert "所填的年份之内" in wrong.context["form"].errors["counted_on"][0]
    client.post(create, {**values, "counted_on": "2025-12-31"})
    assert PopulationFigure.objects.get().counted_on is None


def test_the_standard_says_which_figure_is_lacking() -> None:
    answer = judge(station(populations={}, redrawn=DAY), policy())
    assert answer.missing == ("户籍人口数（2026年3月1日合并或分设以后的）",)
