"""A roster that says otherwise changes a post from the day of its import, and its undo leaves no trace in force."""

import datetime
from decimal import Decimal

from django.utils import timezone

from staffing.models import TERMS, Appointment, ModeTerm, PayTerm, TreatmentTerm
from staffing.posts import dated, term_rows
from tests.intake.engine import Engine
from tests.staffing.people import number
from tests.staffing.rosters.staff_rosters import save

TODAY = timezone.localdate()
LONG_AGO = datetime.date(2023, 1, 1)
HEAD = ["姓名", "身份证号", "月工资", "在岗方式"]


def roster(folder, name, *cells):
    return save(folder / name, [HEAD, ["刘甲", number(3), *cells]])


def in_force():
    """What is on record of every term, since when."""
    return {
        fact: list(model.objects.filter(voided_at=None).order_by("pk").values_list("since", fact))
        for fact, model in TERMS.items()
    }


def known(world, folder):
    """On the books since long ago: paid 3000 since then, at work."""
    engine = Engine(world)
    engine.take_in(roster(folder, "以前.xlsx", "3000", "在岗"))
    Appointment.objects.update(from_date=LONG_AGO)
    PayTerm.objects.update(since=LONG_AGO)
    return engine


def test_a_new_post_is_on_record_from_the_day_of_entry(world, tmp_path):
    Engine(world).take_in(roster(tmp_path, "新.xlsx", "3000", "兼任"))
    assert in_force() == {"monthly_pay": [(TODAY, 3000)], "working_mode": [(None, "4")], "treatment": []}


def test_another_pay_is_a_raise_and_undo_takes_exactly_that_back(world, tmp_path):
    engine = known(world, tmp_path)
    before = in_force()
    batch = engine.take_in(roster(tmp_path, "现在.xlsx", "3500", "长期病假"))
    assert in_force() == {
        "monthly_pay": [(LONG_AGO, 3000), (TODAY, 3500)],
        "working_mode": [(None, "1"), (TODAY, "7")],
        "treatment": [],
    }
    assert engine.undo(batch).kept == []
    assert in_force() == before
    post = Appointment.objects.get()
    assert (post.monthly_pay, post.working_mode) == (3000, "1")


def test_a_second_roster_of_the_same_day_writes_over_the_first_and_undo_puts_that_back(world, tmp_path):
    engine = known(world, tmp_path)
    engine.take_in(roster(tmp_path, "上午.xlsx", "3500", "在岗"))
    before = in_force()
    batch = engine.take_in(roster(tmp_path, "下午.xlsx", "3600", "在岗"))
    assert in_force()["monthly_pay"] == [(LONG_AGO, 3000), (TODAY, 3600)]
    engine.undo(batch)
    assert in_force() == before
    assert Appointment.objects.get().monthly_pay == 3500


def test_what_somebody_put_right_since_is_kept(world, tmp_path):
    engine = known(world, tmp_path)
    batch = engine.take_in(roster(tmp_path, "现在.xlsx", "3500", "在岗"))
    row = PayTerm.objects.select_related("appointment").get(since=TODAY)
    row.since = TODAY - datetime.timedelta(days=30)
    term_rows.term_correct(engine.actor, term=row, opened_version=row.version)
    (kept,) = engine.held(batch)
    assert "保留现状" in kept
    assert Appointment.objects.get().monthly_pay == 3500


def test_earlier_pay_entered_since_stays_when_the_raise_is_taken_back(world, tmp_path):
    engine = known(world, tmp_path)
    batch = engine.take_in(roster(tmp_path, "现在.xlsx", "3500", "在岗"))
    between = PayTerm(appointment=Appointment.objects.get(), since=datetime.date(2024, 1, 1), monthly_pay=Decimal(3200))
    term_rows.term_add(engine.actor, term=between)
    assert engine.undo(batch).kept == []
    assert Appointment.objects.get().monthly_pay == 3200
    assert dated.newest_terms("monthly_pay", Appointment.objects.all())[between.appointment_id].pk == between.pk


def test_by_which_standard_home_staff_are_kept_is_read(world, tmp_path):
    head = ["敬老院", "姓名", "身份证号", "职务", "是否享受事业单位待遇"]
    path = save(tmp_path / "敬老院.xlsx", [head, ["敦厚镇敬老院", "刘甲", number(3), "院长", "是"]])
    Engine(world).take_in(path, "nursing_home_staff")
    assert list(TreatmentTerm.objects.values_list("treatment", "since")) == [("1", TODAY)]
    assert ModeTerm.objects.count() == 1
