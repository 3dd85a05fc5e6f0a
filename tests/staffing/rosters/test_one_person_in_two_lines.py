"""One number with two names, one person with two telephones, one name with two numbers: nothing is settled unsaid."""

import pytest

from intake.preview.revise import cell_correct, record_answer, rows_skip
from intake.writing.commit import CommitRefused
from staffing.models import Appointment, Person
from tests.intake.engine import Engine, codes, outcomes
from tests.intake.test_corrected_as_read import insist_on_the_law
from tests.staffing.rosters.staff_rosters import number, save

pytestmark = pytest.mark.django_db

COLUMNS = ("单位", "姓名", "身份证号码", "学历", "编制类型", "到岗时间", "联系电话", "在岗方式")


@pytest.fixture
def engine(world):
    return Engine(world, "county_jian", "吉安县")


@pytest.fixture
def preview(engine, tmp_path):
    return lambda *lines: engine.preview(save(tmp_path / "a.xlsx", [COLUMNS, *lines]))


def line(unit="敦厚镇", name="张三", *, serial=1, education="本科", phone="13812345678", mode="在岗"):
    employment = "事业编制" if mode == "在岗" else "临时聘用"
    return [unit, name, number(serial), education, employment, "2019.09", phone, mode]


def second(name="张三", **said):
    return line("永阳镇", name, mode="兼任", **said)


def correct(engine, batch, key, text):
    cell_correct(engine.actor, batch=batch, number=3, key=key, text=text)
    batch.refresh_from_db()


def test_one_number_bears_one_name(engine, preview):
    batch = preview(line(), second("李四"))
    assert (outcomes(batch), codes(batch)) == (["error", "error"], ["id_two_names"] * 2)
    with pytest.raises(CommitRefused):
        engine.commit(batch, good_rows_only=True)
    correct(engine, batch, "name", "张三")
    assert (outcomes(batch), codes(batch)) == (["new", "new"], [])
    insist_on_the_law(engine, batch)
    engine.commit(batch)
    assert Appointment.objects.filter(person__name="张三").count() == 2
    assert Person.objects.count() == 1


def test_a_line_left_out_gives_the_number_no_second_name(engine, preview):
    batch = preview(line(), second("李四"))
    rows_skip(engine.actor, batch=batch, numbers=[3], skip=True)
    batch.refresh_from_db()
    assert (outcomes(batch), codes(batch)) == (["new", "skipped"], [])


def test_what_two_lines_say_of_one_person_otherwise_is_told(engine, preview):
    batch = preview(line(), second(education="大专", phone="13912345678"))
    told = [(issue["field"], issue["code"]) for issue in batch.rows.get(number=3).issues]
    assert (outcomes(batch), told) == (
        ["new", "new"],
        [("education", "facts_differ_in_file"), ("phone", "facts_differ_in_file")],
    )
    correct(engine, batch, "education", "本科")
    correct(engine, batch, "phone", "")
    assert codes(batch) == [], "a cell that says nothing contradicts nothing"
    insist_on_the_law(engine, batch)


def test_one_name_with_two_numbers_at_a_unit_is_told_at_both_lines(engine, preview):
    batch = preview(line(), line(serial=2))
    assert (outcomes(batch), codes(batch)) == (["new", "new"], ["namesakes_in_file"] * 2)
    insist_on_the_law(engine, batch)
    correct(engine, batch, "name", "李四")
    assert codes(batch) == [], "the other line is not told any more either"
    insist_on_the_law(engine, batch)
    correct(engine, batch, "name", "张三")
    assert codes(batch) == ["namesakes_in_file"] * 2


def test_a_name_without_a_number_beside_the_same_one_with_is_asked(engine, preview):
    """Else the same person would be registered twice, and nobody told."""
    unnumbered = line()
    unnumbered[2] = ""
    batch = preview(line(), unnumbered, line("永阳镇", serial=2))
    assert (outcomes(batch), codes(batch)) == (["new", "ask", "new"], ["id_missing", "name_unnumbered_in_file"])
    assert "与第2行单位、姓名相同" in batch.rows.get(number=3).issues[-1]["message"]
    insist_on_the_law(engine, batch)
    cell_correct(engine.actor, batch=batch, number=3, key="phone", text="")
    assert "name_unnumbered_in_file" in codes(batch)
    record_answer(engine.actor, batch=batch, number=3, answer="other")
    assert (outcomes(batch)[1], codes(batch)) == ("new", ["id_missing"])
    record_answer(engine.actor, batch=batch, number=3, answer="")
    cell_correct(engine.actor, batch=batch, number=2, key="name", text="李四")
    assert codes(batch) == ["id_missing"], "the other line is not told any more either"
    insist_on_the_law(engine, batch)


def test_a_line_judged_anew_beside_another_is_still_told_of_its_own_double(engine, preview):
    batch = preview(line(serial=2), line(), line("永阳镇", "王芳", serial=2))
    cell_correct(engine.actor, batch=batch, number=3, key="name", text="李四")
    assert codes(batch) == ["id_duplicate_in_file"] * 2
    insist_on_the_law(engine, batch)


def test_a_line_put_right_still_meets_the_person_of_another_line(engine, preview):
    """Be that line in error, and so compared with nobody."""
    engine.commit(preview(line()))
    unnumbered, in_error = line(education="大专"), line(name="李四")
    unnumbered[2], in_error[5] = "", "去年"
    batch = preview(unnumbered, in_error)
    assert "met_twice" in [issue["code"] for issue in batch.rows.get(number=2).issues]
    cell_correct(engine.actor, batch=batch, number=2, key="phone", text="")
    assert "met_twice" in [issue["code"] for issue in batch.rows.get(number=2).issues]
    insist_on_the_law(engine, batch)


def test_namesakes_at_two_units_are_two_people(preview):
    assert codes(preview(line(), line("永阳镇", serial=2))) == []
