"""Whether a line is somebody new, changed, the same, or somebody who cannot simply be entered here."""

import datetime

import pytest

from staffing.models import Appointment, Person
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import HEADERS, number, person, save


@pytest.fixture
def engine(world):
    return Engine(world)


@pytest.fixture
def preview(engine, tmp_path):
    """Preview lines under the usual headers."""

    def preview(*lines, by=engine, headers=HEADERS):
        return by.preview(save(tmp_path / "a.xlsx", [headers, *lines]))

    return preview


def employ(world, place, name="张三", serial=1, **values):
    """Somebody already registered at a township."""
    numbered = values.pop("id_number", number(serial))
    born = datetime.date(1985, 3, 12)
    known = Person.objects.create(name=name, id_number=numbered, sex="1", birth_date=born, education="30")
    values = {"kind": "station_staff", "from_date": datetime.date(2018, 9, 15), **values}
    Appointment.objects.create(person=known, work_division=world[place], post_division=world[place], **values)
    return known


BARE = ["姓名", "身份证号"]


def test_month_precision_agrees_with_any_day_of_that_month(world, preview):
    employ(world, "敦厚镇")
    batch = preview(["张三", number(1), "2018.09", "1985年3月"], headers=[*BARE, "到岗时间", "出生年月"])
    assert outcomes(batch) == ["same"]
    batch = preview(["张三", number(1), "2018-09-01", ""], headers=[*BARE, "到岗时间", "出生年月"])
    assert batch.rows.get().changes["from_date"] == {"label": "到岗日期", "old": "2018-09-15", "new": "2018-09-01"}


def test_without_a_number_a_unique_name_at_the_unit_is_the_person(world, preview):
    employ(world, "敦厚镇")
    assert outcomes(preview(["张三", ""], headers=BARE)) == ["same"]
    employ(world, "敦厚镇", serial=2)
    batch = preview(["张三", ""], headers=BARE)
    assert (outcomes(batch), codes(batch)[-1]) == (["ask"], "person_ambiguous")


def test_a_number_is_filled_in_where_it_was_missing(world, engine, preview):
    known = employ(world, "敦厚镇", id_number=None)
    batch = preview(["张三", number(1)], headers=BARE)
    assert outcomes(batch) == ["changed"]
    engine.commit(batch)
    known.refresh_from_db()
    assert known.id_number == number(1)


def test_a_namesake_born_in_another_month_is_not_the_person(world, preview):
    employ(world, "敦厚镇", id_number=None)
    batch = preview(["张三", "1979.01"], headers=["姓名", "出生年月"])
    assert (outcomes(batch), codes(batch)[-1]) == (["ask"], "person_ambiguous")


def test_a_transfer_within_scope_is_to_be_confirmed_and_names_the_place(world, preview):
    employ(world, "永阳镇")
    batch = preview(["张三", number(1)], headers=BARE)
    assert (outcomes(batch), codes(batch)) == (["ask"], ["held_elsewhere"])
    assert "永阳镇" in batch.rows.get().issues[0]["message"]


def test_somebody_borrowed_or_concurrent_holds_a_second_post(world, engine, preview):
    known = employ(world, "永阳镇")
    batch = preview(["张三", number(1), "借入"], headers=[*BARE, "在岗方式"])
    assert outcomes(batch) == ["new"]
    engine.commit(batch)
    posts = Appointment.objects.filter(person=known).order_by("pk")
    assert [(post.work_division.name, post.post_division) for post in posts] == [
        ("永阳镇", world["永阳镇"]),
        ("敦厚镇", None),
    ]


def test_nobody_gets_a_second_established_post(world, preview):
    """The rule of the forms holds for files too."""
    employ(world, "永阳镇", employment="21")
    batch = preview(["张三", number(1), "兼任", "事业编制"], headers=[*BARE, "在岗方式", "编制类型"])
    assert (outcomes(batch), codes(batch)) == (["error"], ["second_established_post"])
    batch = preview(["张三", number(1), "兼任", "其他"], headers=[*BARE, "在岗方式", "编制类型"])
    assert outcomes(batch) == ["new"]


def test_one_person_on_two_lines_with_two_places_is_made_once(world, tmp_path):
    county = Engine(world, division="吉安县")
    rows = [
        ["单位", *BARE, "在岗方式", "编制类型"],
        ["敦厚镇", "张三", number(1), "在岗", "事业编制"],
        ["永阳镇", "张三", number(1), "兼任", None],
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows))
    county.commit(batch)
    assert Person.objects.get().appointments.count() == 2
    county.undo(batch)
    assert not Appointment.objects.filter(voided_at=None).exists()


def test_nobody_learns_of_people_elsewhere_by_typing_a_number(world, preview):
    """Not that they exist, not their name, not where they are, and not by claiming to have borrowed them."""
    employ(world, "禾川镇", name="某人", serial=1)
    employ(world, "永阳镇", name="某人", serial=2)
    clerk = Engine(world, "clerk_dunhou")
    batch = preview(
        ["张三", number(1), "在岗"],
        ["李四", number(1)[:6] + number(1)[6:], "借入"],
        ["王五", number(2), "兼任"],
        by=clerk,
        headers=[*BARE, "在岗方式"],
    )
    assert outcomes(batch) == ["error"] * 3
    said = {issue["message"] for row in batch.rows.all() for issue in row.issues if issue["code"] == "id_in_other_unit"}
    assert said == {"这个身份证号不能由本单位直接登记，请交上一级民政局核对。"}
    assert not any(row.changes for row in batch.rows.all())


def test_somebody_who_left_may_come_back(world, preview):
    employ(world, "敦厚镇", to_date=datetime.date(2020, 1, 1))
    assert outcomes(preview(["张三", number(1)], headers=BARE)) == ["new"]


def test_the_same_person_twice_in_one_file_is_told_on_both_lines(preview):
    batch = preview(person(1, "张三"), person(1, "张三"), person(2, "李四"))
    assert outcomes(batch) == ["error", "error", "new"]
    first, second = batch.rows.filter(outcome="error").order_by("number")
    assert ("第3行" in first.issues[0]["message"], "第2行" in second.issues[0]["message"]) == (True, True)


def test_another_name_under_a_known_number_is_pointed_out(world, preview):
    employ(world, "敦厚镇", name="张小三")
    batch = preview(["张三", number(1)], headers=BARE)
    assert (outcomes(batch), codes(batch)) == (["changed"], ["name_differs"])


def test_an_ambiguous_birth_month_is_settled_by_the_identity_number(preview):
    october = number(1, born="19851012")
    batch = preview(["张三", october, 1985.1], headers=[*BARE, "出生年月"])
    assert (outcomes(batch), codes(batch)) == (["new"], ["birth_from_id"])
    assert batch.rows.get().values["birth_date"] == "1985-10-12"
    batch = preview(["张三", "", 1985.1], headers=[*BARE, "出生年月"])
    assert "date_ambiguous" in codes(batch)


def test_an_arrival_date_that_nobody_wrote_is_marked_as_provisional(engine, preview):
    engine.commit(preview(["张三", number(1)], headers=BARE))
    post = Appointment.objects.get()
    assert (post.from_date_known, post.to_date) == (False, None)
    engine.commit(preview(["张三", number(1), "2019-05-01"], headers=[*BARE, "到岗时间"]))
    post.refresh_from_db()
    assert (post.from_date_known, str(post.from_date)) == (True, "2019-05-01")


def test_texts_too_long_and_dates_to_come_are_errors(preview):
    batch = preview(["张三", number(1), "长" * 300, "2099-01-01"], headers=[*BARE, "备注", "到岗时间"])
    assert set(codes(batch)) == {"text_too_long", "date_future"}


def test_group_rows_name_the_unit_of_those_below(world, tmp_path):
    county = Engine(world, division="吉安县")
    rows = [
        HEADERS,
        ["一、敦厚镇(2人)", *[None] * 10],
        person(1, "张三"),
        person(2, "李四"),
        ["二、永阳镇", *[None] * 10],
        HEADERS,
        person(3, "王五"),
    ]
    batch = county.preview(save(tmp_path / "a.xlsx", rows, merges=["A2:K2", "A5:K5"]))
    units = [row.values["_unit"]["name"] for row in batch.rows.filter(outcome="new").order_by("number")]
    assert units == ["敦厚镇", "敦厚镇", "永阳镇"]
