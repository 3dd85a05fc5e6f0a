"""Rosters and lent posts: no file of the borrowing unit takes the establishment from the unit that holds it."""

import datetime

import pytest

from intake.preview.revise import record_answer
from jian_minzheng.core.scope import OutOfScope
from staffing.models import Appointment
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import number, save
from tests.staffing.rosters.test_matching import BARE, employ

LENT, OVER = datetime.date(2024, 1, 1), datetime.date(2025, 3, 1)


@pytest.fixture
def world(lent_world):
    return lent_world


@pytest.fixture
def borrowed(world):
    """Works at 敦厚镇, the establishment is 永阳镇's."""
    known = employ(world, "敦厚镇", from_date=LENT, employment="21", working_mode="3")
    known.appointments.update(post_division=world["永阳镇"])
    return known


@pytest.fixture
def preview(world, tmp_path):
    def preview(headers, line, user="clerk_dunhou", kind="station_staff"):
        engine = Engine(world, user)
        return engine, engine.preview(save(tmp_path / "a.xlsx", [headers, line]), kind)

    return preview


def answer(engine, batch, text):
    record_answer(engine.actor, batch=batch, number=2, answer=text)
    batch.refresh_from_db()


def offered(batch):
    return [one["text"] for one in batch.rows.get(number=2).issues[0]["options"]]


def holders():
    """Of the posts in force."""
    return [post.post_division and post.post_division.name for post in Appointment.objects.filter(to_date=None)]


def test_a_file_of_the_borrower_does_not_name_itself_as_the_holder(world, borrowed, preview):
    headers, line = [*BARE, "编制所在单位"], ["张三", number(1), "敦厚镇"]
    _, batch = preview(headers, line)
    assert (outcomes(batch), codes(batch)) == (["error"], ["holder_stays"])
    assert "永阳镇" in batch.rows.get(number=2).issues[0]["message"]
    engine, batch = preview(headers, line, "county_jian")
    assert outcomes(batch) == ["changed"]
    engine.commit(batch)
    assert holders() == ["敦厚镇"]


def test_it_keeps_up_what_belongs_to_the_place(world, borrowed, preview):
    engine, batch = preview([*BARE, "职务", "编制所在单位"], ["张三", number(1), "协理员", "永阳镇"])
    assert outcomes(batch) == ["changed"]
    engine.commit(batch)
    assert (holders(), Appointment.objects.get().title) == (["永阳镇"], "协理员")


def test_nor_does_it_transfer_the_person_within_the_borrowers_area(world, borrowed, preview):
    headers, line = [*BARE, "村", "到岗时间"], ["张三", number(1), "高塘村", "2025-03-01"]
    engine, batch = preview(headers, line, kind="village_specialist")
    assert not {"transfer", "concurrent"} & {*offered(batch)}
    for text in ("transfer", "concurrent"):
        answer(engine, batch, text)
        assert outcomes(batch) == ["ask"]
    _, batch = preview(headers, line, "county_jian", kind="village_specialist")
    assert "transfer" in offered(batch)


def test_nor_does_it_give_a_second_post_beside_the_loan(world, borrowed, preview):
    headers, line = [*BARE, "村", "到岗时间", "在岗方式"], ["张三", number(1), "高塘村", "2025-03-01", "兼任"]
    _, batch = preview(headers, line, kind="village_specialist")
    assert (outcomes(batch), codes(batch)[-1]) == (["error"], "holder_stays")
    engine, batch = preview(headers, line, "county_jian", kind="village_specialist")
    engine.commit(batch)
    assert Appointment.objects.filter(to_date=None).count() == 2


def test_a_loan_that_is_over_does_not_make_the_person_the_borrowers(world, borrowed, preview):
    borrowed.appointments.update(to_date=OVER, end_reason="other")
    headers, line = [*BARE, "到岗时间"], ["张三", number(1), "2025-06-01"]
    _, batch = preview(headers, line)
    assert (outcomes(batch), codes(batch)[-1]) == (["error"], "holder_stays")
    engine, batch = preview(headers, line, "county_jian")
    engine.commit(batch)
    assert holders() == ["敦厚镇"]


def test_the_borrower_does_not_undo_the_import_that_lent_somebody(world, preview):
    employ(world, "永阳镇", employment="21")
    engine, batch = preview([*BARE, "到岗时间"], ["张三", number(1), "2025-03-01"], "county_jian")
    answer(engine, batch, "borrowed")
    engine.commit(batch)
    with pytest.raises(OutOfScope):
        Engine(world, "clerk_dunhou").undo(batch)
    assert holders() == ["永阳镇"]
    engine.undo(batch)
    assert Appointment.objects.get(voided_at=None).to_date is None
