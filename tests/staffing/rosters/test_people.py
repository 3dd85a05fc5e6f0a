"""People met again elsewhere, under another number or under a damaged one: asked, answered, written, shown."""

import datetime

import pytest
from django.urls import reverse

from intake.preview.revise import cell_correct, record_answer, rows_skip
from intake.writing.commit import CommitRefused
from jian_minzheng.core import hooks
from staffing.models import Appointment, Person
from staffing.rosters.people_answers import BadAnswer
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.rosters.staff_rosters import number, save
from tests.staffing.rosters.test_matching import BARE, employ

ARRIVING = [*BARE, "到岗时间"]


@pytest.fixture
def engine(world):
    return Engine(world)


@pytest.fixture
def preview(engine, tmp_path):
    def preview(headers, *lines, by=engine):
        return by.preview(save(tmp_path / "a.xlsx", [headers, *lines]))

    return preview


@pytest.fixture
def answer(engine):
    def answer(batch, text, row=2):
        record_answer(engine.actor, batch=batch, number=row, answer=text)
        batch.refresh_from_db()

    return answer


def options(batch, code, row=2):
    (issue,) = [issue for issue in batch.rows.get(number=row).issues if issue["code"] == code]
    return [option["text"] for option in issue["options"]]


def posts_of(person):
    return [
        (post.work_division.name, str(post.from_date), str(post.to_date or ""), post.end_reason, post.working_mode)
        for post in Appointment.objects.filter(person=person, voided_at=None).order_by("pk")
    ]


def test_a_transfer_ends_the_old_post_the_day_before(world, engine, preview, answer, monkeypatch):
    known = employ(world, "永阳镇", employment="21")
    batch = preview([*ARRIVING, "编制类型"], ["张三", number(1), "2026-11-01", "事业编制"])
    assert options(batch, "held_elsewhere") == ["transfer", "borrowed", "skip"]
    answer(batch, "transfer")
    assert (outcomes(batch), batch.summary["new"], batch.summary["ask"]) == (["new"], 1, 0)
    shown = batch.rows.get(number=2).changes["former_post"]
    assert (shown["old"], shown["new"]) == ("永阳镇工作人员，2018-09-15起", "至2026-10-31(调动)")
    heard = []
    monkeypatch.setattr(hooks, "_listeners", [heard.append])
    engine.commit(batch)
    assert posts_of(known) == [
        ("永阳镇", "2018-09-15", "2026-10-31", "transferred", "1"),
        ("敦厚镇", "2026-11-01", "", "", "1"),
    ]
    assert heard == [frozenset({world["敦厚镇"].pk, world["永阳镇"].pk})]
    ended = known.appointments.get(work_division=world["永阳镇"])
    assert ended.history.first().history_change_reason.startswith("导入花名册")
    engine.undo(batch)
    assert posts_of(known) == [("永阳镇", "2018-09-15", "", "", "1")]


def test_a_loan_leaves_the_post_with_the_unit_that_lends(world, engine, preview, answer):
    known = employ(world, "永阳镇", employment="21")
    batch = preview([*ARRIVING, "在岗方式", "编制类型"], ["张三", number(1), "2026-11-01", "借入", "事业编制"])
    assert codes(batch) == ["held_elsewhere"]
    answer(batch, "borrowed")
    engine.commit(batch)
    assert posts_of(known)[1] == ("敦厚镇", "2026-11-01", "", "", "3")
    loan = known.appointments.get(to_date=None)
    assert (loan.post_division, loan.employment) == (world["永阳镇"], "21")
    lender = Engine(world, division="永阳镇")
    again = preview([*BARE, "在岗方式"], ["张三", number(1), "借出"], by=lender)
    assert (outcomes(again), codes(again)) == (["same"], ["lent_out"])


def test_two_posts_at_once_where_that_is_the_answer(world, engine, preview, answer):
    known = employ(world, "永阳镇")
    batch = preview(BARE, ["张三", number(1)])
    answer(batch, "concurrent")
    engine.commit(batch)
    assert [(place, mode) for place, *_, mode in posts_of(known)] == [("永阳镇", "1"), ("敦厚镇", "4")]


def test_a_transfer_needs_a_day_after_the_old_post_began(world, engine, preview, answer):
    employ(world, "永阳镇")
    batch = preview(BARE, ["张三", number(1)])
    answer(batch, "transfer")
    assert (outcomes(batch), codes(batch)) == (["ask"], ["arrival_unknown"])
    cell_correct(engine.actor, batch=batch, number=2, key="from_date", text="2018-09-15")
    assert (outcomes(batch), codes(batch)) == (["error"], ["arrival_before_old_post"])
    cell_correct(engine.actor, batch=batch, number=2, key="from_date", text="2020-01-01")
    assert outcomes(batch) == ["new"]


def test_of_two_posts_elsewhere_the_answer_names_the_one_that_ends(world, engine, preview, answer):
    known = employ(world, "永阳镇")
    place = world["高塘村"]
    second = Appointment.objects.create(
        person=known, kind="village_specialist", work_division=place, from_date=datetime.date(2020, 1, 1),
        working_mode="4",
    )  # fmt: skip
    batch = preview(ARRIVING, ["张三", number(1), "2026-11-01"])
    answer(batch, "transfer")
    assert codes(batch) == ["held_elsewhere"], "it is not said which"
    assert f"transfer:{second.pk}" in options(batch, "held_elsewhere")
    answer(batch, f"transfer:{second.pk}")
    engine.commit(batch)
    assert [place for place, _, to_date, *_ in posts_of(known) if not to_date] == ["永阳镇", "敦厚镇"]
    assert known.appointments.get(work_division=world["敦厚镇"]).working_mode == "4", "兼任 as the one that ended"


def test_an_answer_opens_no_door_to_people_out_of_scope(world, preview):
    known = employ(world, "禾川镇")
    clerk = Engine(world, "clerk_dunhou")
    batch = preview(ARRIVING, ["张三", number(1), "2026-11-01"], by=clerk)
    for text in ("transfer", "concurrent", f"transfer:{known.appointments.get().pk}", f"person:{known.pk}"):
        record_answer(clerk.actor, batch=batch, number=2, answer=text)
        assert (outcomes(batch), codes(batch)) == (["error"], ["id_in_other_unit"])
        assert batch.rows.get(number=2).changes == {}
    with pytest.raises(BadAnswer):
        record_answer(clerk.actor, batch=batch, number=2, answer="transfer:x")


def test_a_transfer_is_refused_when_the_old_post_changed_meanwhile(world, engine, preview, answer):
    known = employ(world, "永阳镇")
    batch = preview(ARRIVING, ["张三", number(1), "2026-11-01"])
    answer(batch, "transfer")
    post = known.appointments.get()
    post.note = "改过"
    post.save()
    post.claim(post.version)
    with pytest.raises(CommitRefused) as refused:
        engine.commit(batch)
    assert [issue.code for issue in refused.value.issues] == ["record_changed"]


def test_somebody_who_returns_is_told_and_not_before_having_left(world, engine, preview):
    employ(world, "敦厚镇", to_date=datetime.date(2021, 6, 30), end_reason="resigned")
    batch = preview(ARRIVING, ["张三", number(1), "2026-03-01"])
    assert (outcomes(batch), codes(batch)) == (["new"], ["returned"])
    row = batch.rows.get(number=2)
    assert "2018-09-15至2021-06-30" in row.issues[0]["message"]
    assert row.changes["past_posts"]["old"].startswith("敦厚镇")
    batch = preview(ARRIVING, ["张三", number(1), "2018-09"])
    assert (outcomes(batch), codes(batch)) == (["error"], ["overlaps_ended_post"])


def test_of_namesakes_one_is_chosen(world, engine, preview, answer):
    employ(world, "敦厚镇")
    second = employ(world, "敦厚镇", serial=2)
    batch = preview([*BARE, "学历"], ["张三", "", "本科"])
    answer(batch, f"person:{second.pk}")
    assert outcomes(batch) == ["changed"]
    engine.commit(batch)
    second.refresh_from_db()
    assert second.education == "20"
    elsewhere = employ(world, "永阳镇", serial=3)
    batch = preview(BARE, ["张三", ""])
    answer(batch, f"person:{elsewhere.pk}")
    assert codes(batch)[-1] == "person_ambiguous", "only those offered can be chosen"


def test_a_number_that_differs_from_the_one_on_record_makes_no_double_unasked(world, engine, preview, answer):
    known = employ(world, "敦厚镇")
    batch = preview(BARE, ["张三", number(4)])
    assert (outcomes(batch), codes(batch)) == (["ask"], ["same_name_other_number"])
    answer(batch, "other")
    assert outcomes(batch) == ["new"]
    answer(batch, f"person:{known.pk}")
    engine.commit(batch)
    assert Person.objects.get().id_number == number(4)


def test_a_line_without_number_is_not_the_person_whom_another_line_names(world, engine, preview, answer):
    employ(world, "敦厚镇")
    for lines in ([["张三", ""], ["张三", number(1)]], [["张三", number(1)], ["张三", ""]]):
        batch = preview(BARE, *lines)
        unnumbered = 2 if not lines[0][1] else 3
        assert [issue["code"] for issue in batch.rows.get(number=unnumbered).issues][-1] == "met_twice"
        answer(batch, "other", row=unnumbered)
        assert sorted(outcomes(batch)) == ["new", "same"]
    batch = preview(BARE, ["张三", number(1)], ["张三", ""])
    rows_skip(engine.actor, batch=batch, numbers=[2], skip=True)
    assert outcomes(batch) == ["skipped", "same"]


def test_a_damaged_number_offers_the_person_on_the_books(world, engine, preview, answer):
    known = employ(world, "敦厚镇")
    damaged = float(number(1))
    batch = preview([*BARE, "学历"], ["张三", damaged, "本科"])
    assert (outcomes(batch), codes(batch)) == (["ask"], ["id_damaged"])
    assert options(batch, "id_damaged") == [f"person:{known.pk}", "skip"]
    assert number(1) not in str(batch.rows.get(number=2).issues)
    answer(batch, f"person:{known.pk}")
    assert (outcomes(batch), codes(batch)) == (["changed"], ["id_from_record"])
    engine.commit(batch)
    known.refresh_from_db()
    assert (known.id_number, known.education) == (number(1), "20")


def test_a_damaged_number_offers_nobody_out_of_scope_or_of_another_name(world, preview):
    employ(world, "禾川镇")
    employ(world, "敦厚镇", name="李四", serial=2)
    clerk = Engine(world, "clerk_dunhou")
    batch = preview(BARE, ["张三", float(number(1))], by=clerk)
    assert (outcomes(batch), codes(batch)) == (["error"], ["id_damaged"])


def test_on_the_screen_an_option_answers_the_question_and_leaves_the_cell_alone(world, preview):
    employ(world, "永阳镇")
    batch = preview(ARRIVING, ["张三", number(1), "2026-11-01"])
    url = reverse("intake:cell", args=[batch.pk, 2, "name"])
    world.client("county_jian").post(url, {"text": "transfer"})
    assert outcomes(batch) == ["new"]
    assert batch.rows.get(number=2).values["name"] == "张三"
