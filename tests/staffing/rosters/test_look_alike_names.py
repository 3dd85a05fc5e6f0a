"""Two people whose names differ only by a character that looks like another: told and asked, never merged unasked."""

import datetime

import pytest
from django.urls import reverse

from intake.preview.revise import cell_correct, record_answer
from staffing.models import Person
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.people import employ
from tests.staffing.rosters.staff_rosters import number, save

HEAD = ["姓名", "身份证号", "出生日期", "到岗时间"]


@pytest.fixture
def engine(world):
    return Engine(world)


@pytest.fixture
def preview(engine, tmp_path):
    def preview(*lines):
        table = [HEAD, *([name, held, "".join(born), "2020-03-01"] for name, held, *born in lines)]
        return engine.preview(save(tmp_path / "a.xlsx", table))

    return preview


def known(world, name, **values):
    born = values.pop("birth_date", None)
    person = employ(world, name, **values).person
    person.birth_date = born
    person.save()
    return person


def test_whoever_may_be_on_record_under_the_other_character_is_asked_about(world, engine, preview):
    person = known(world, "王畲")
    batch = preview(["王畬", ""])
    (row,) = batch.rows.filter(outcome="ask")
    (issue,) = [issue for issue in row.issues if issue["code"] == "name_alike"]
    assert issue["field"] == "name"
    assert "“王畲”" in issue["message"]
    record_answer(engine.actor, batch=batch, number=row.number, answer=f"person:{person.pk}")
    row.refresh_from_db()
    assert row.outcome == "changed"
    assert "登记的姓名是“王畲”，只有形近的字不同，导入后写作“王畬”" in str(row.issues)
    engine.commit(batch)
    person.refresh_from_db()
    assert (person.name, Person.objects.count()) == ("王畬", 1)


def test_answered_as_somebody_else_the_row_is_somebody_new(world, engine, preview):
    person = known(world, "王畲")
    batch = preview(["王畬", ""])
    (row,) = batch.rows.filter(outcome="ask")
    record_answer(engine.actor, batch=batch, number=row.number, answer="other")
    assert outcomes(batch) == ["new"]
    engine.commit(batch)
    assert sorted(Person.objects.values_list("name", flat=True)) == ["王畬", "王畲"]
    page = world.client("county_jian").get(reverse("staffing:person_detail", args=[person.pk])).content.decode()
    assert "可能重复登记" in page


@pytest.mark.parametrize(
    ("held", "line"),
    [
        ({"id_number": number(1)}, ["王畬", number(3)]),
        ({"birth_date": datetime.date(1985, 3, 12)}, ["王畬", "", "1990-01-01"]),
        ({"place": "永阳镇"}, ["王畬", ""]),
    ],
    ids=["another number", "born on another day", "elsewhere"],
)
def test_what_tells_them_apart_leaves_nothing_to_ask(world, preview, held, line):
    known(world, "王畲", **held)
    batch = preview(line)
    assert (outcomes(batch), "name_alike" in codes(batch)) == (["new"], False)


def test_the_same_name_comes_before_one_that_is_like_it(world, preview):
    known(world, "王畲"), known(world, "王畬")
    batch = preview(["王畬", ""])
    assert (outcomes(batch), "name_alike" in codes(batch)) == (["same"], False)


def test_a_number_proves_who_it_is_and_the_two_characters_are_told(world, preview):
    known(world, "王畲", id_number=number(1))
    batch = preview(["王畬", number(1)])
    (row,) = batch.rows.filter(outcome="changed")
    assert "只有形近的字不同" in next(issue["message"] for issue in row.issues if issue["code"] == "name_differs")


def test_two_lines_of_one_unit_are_told_and_no_more_once_one_is_put_right(world, engine, preview):
    batch = preview(["李垇", ""], ["李坳", ""], ["赵一", ""])
    assert codes(batch).count("name_alike_in_file") == 2
    assert outcomes(batch) == ["new", "new", "new"]
    first = batch.rows.order_by("number").filter(outcome="new").first()
    cell_correct(engine.actor, batch=batch, number=first.number, key="name", text="孙二")
    assert "name_alike_in_file" not in codes(batch)


def test_numbers_that_differ_leave_two_lines_alone(preview):
    assert "name_alike_in_file" not in codes(preview(["李垇", number(1)], ["李坳", number(3)]))
