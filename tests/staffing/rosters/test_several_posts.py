"""Rosters of homes with one person in several posts, and lines that would make a second full-time one."""

import datetime

import pytest

from offices.models import NursingHome
from staffing.models import Appointment, Person
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import number, save
from tests.staffing.rosters.test_matching import BARE, employ

HEADERS = ["敬老院", *BARE, "职务", "在岗方式"]
OPENED = datetime.date(2020, 1, 1)


@pytest.fixture
def homes(world, tmp_path):
    """Previews lines of the homes of 敦厚镇, of which there are two."""
    NursingHome.objects.create(township=world["敦厚镇"], name="第二敬老院", opened_on=OPENED)
    engine = Engine(world)

    def preview(*lines):
        return engine, engine.preview(save(tmp_path / "a.xlsx", [HEADERS, *lines]), "nursing_home_staff")

    return preview


def line(title, mode="在岗", home="敦厚镇敬老院"):
    return [home, "张三", number(1), title, mode]


def held():
    posts = Appointment.objects.filter(voided_at=None).order_by("home__name", "pk")
    return [(post.home.name, post.position, post.working_mode) for post in posts]


BOTH = [("敦厚镇敬老院", "director", "1"), ("敦厚镇敬老院", "accountant", "4")]


def test_a_director_who_keeps_the_accounts_has_two_lines_and_is_met_again_at_each(homes):
    engine, batch = homes(line("院长"), line("会计", "兼任"))
    assert (outcomes(batch), codes(batch)) == (["new", "new"], [])
    engine.commit(batch)
    assert (held(), Person.objects.count()) == (BOTH, 1)
    for lines in ([line("院长"), line("会计", "兼任")], [line("会计", "兼任"), line("院长")]):
        assert outcomes(homes(*lines)[1]) == ["same", "same"]


def test_a_further_post_at_a_home_comes_beside_the_one_there_and_is_taken_back_alone(homes):
    engine, first = homes(line("院长"))
    engine.commit(first)
    engine, batch = homes(line("院长"), line("会计", "兼任"))
    assert outcomes(batch) == ["same", "new"]
    engine.commit(batch)
    assert held() == BOTH
    engine.undo(batch)
    assert held() == BOTH[:1]


def test_another_title_of_the_one_post_there_corrects_it(homes):
    engine, first = homes(line("护理员"))
    engine.commit(first)
    engine, batch = homes(line("会计"))
    assert outcomes(batch) == ["changed"]
    engine.commit(batch)
    assert held() == [("敦厚镇敬老院", "accountant", "1")]


def test_one_accountant_serves_two_homes_of_a_township(homes):
    engine, batch = homes(line("会计"), line("会计", "兼任", "第二敬老院"))
    engine.commit(batch)
    assert len(held()) == 2


def test_one_position_at_a_home_is_no_two_posts(homes):
    _, batch = homes(line("护理员"), line("护工", "兼任"))
    assert codes(batch) == ["id_duplicate_in_file"] * 2


def test_a_line_that_names_two_positions_is_told_that_one_is_registered(homes):
    _, batch = homes(line("院长兼会计"))
    assert codes(batch) == ["positions_several"]
    assert "只登记了“院长”，兼任的会计请另起一行" in batch.rows.get().issues[0]["message"]


def test_without_a_number_somebody_with_two_posts_at_a_home_is_one_person(homes):
    engine, batch = homes(line("院长"), line("会计", "兼任"))
    engine.commit(batch)
    unnumbered = line("院长")
    unnumbered[2] = ""
    assert outcomes(homes(unnumbered)[1]) == ["same"]


def test_a_roster_makes_no_second_full_time_post_of_a_further_one(world, tmp_path):
    known = employ(world, "永阳镇")
    Appointment.objects.create(
        person=known, kind="station_staff", work_division=world["敦厚镇"], post_division=world["敦厚镇"],
        working_mode="4", from_date=OPENED,
    )  # fmt: skip
    rows = [[*BARE, "在岗方式"], ["张三", number(1), "在岗"]]
    batch = Engine(world).preview(save(tmp_path / "a.xlsx", rows))
    assert (outcomes(batch), codes(batch)) == (["error"], ["second_full_time_post"])
