"""People on the books but not in the file: listed, ended only on word, taken back with the import."""

import datetime
import re

import pytest
from django.urls import reverse

from intake.decisions import Decisions
from intake.preview.revise import record_answer, rows_skip
from intake.writing.commit import CommitRefused
from jian_minzheng.core.audit.models import Action, AuditEntry
from staffing.models import Appointment
from staffing.rosters.departures import BadEnd, missing_people
from staffing.rosters.departures_decided import departures_decide
from tests.intake.engine import Engine
from tests.staffing.rosters.staff_rosters import HEADERS, book, number, person, save
from tests.staffing.rosters.test_matching import employ

GONE = {"on": "2026-01-31", "reason": "retired"}


@pytest.fixture
def engine(world):
    return Engine(world, division="吉安县")


@pytest.fixture
def preview(engine, tmp_path):
    def preview(*lines):
        return engine.preview(save(tmp_path / "a.xlsx", [["单位", *HEADERS], *lines]))

    return preview


def test_whoever_no_row_meets_is_listed_for_the_units_of_the_file_alone(world, engine, preview):
    employ(world, "敦厚镇", name="刘涛", serial=1)
    employ(world, "敦厚镇", name="王军", serial=2)
    employ(world, "敦厚镇", name="李强", serial=3)
    employ(world, "永阳镇", name="陈明", serial=4)
    batch = preview(["敦厚镇", *person(1, "刘涛")], ["敦厚镇", *person(9, "李强", 身份证号码="360821")])
    missing = missing_people(batch, engine.identity)
    assert [(one.name, one.unit, one.position) for one in missing] == [
        ("王军", "敦厚镇", "工作人员"),
        ("李强", "敦厚镇", "工作人员"),
    ]
    assert (missing[0].hint, "第3行" in missing[1].hint) == ("", True)


def test_somebody_who_moves_within_the_file_has_not_left(world, engine, preview):
    employ(world, "永阳镇", name="刘涛", serial=1)
    batch = preview(["敦厚镇", *person(1, "刘涛", 到岗时间="2026-05-01")], ["永阳镇", *person(2, "王军")])
    assert [one.name for one in missing_people(batch, engine.identity)] == ["刘涛"]
    record_answer(engine.actor, batch=batch, number=2, answer="transfer")
    assert missing_people(batch, engine.identity) == []


def test_an_end_is_written_with_the_import_and_taken_back_with_it(world, engine, preview):
    gone = employ(world, "敦厚镇", name="王军", serial=2)
    post = gone.appointments.get()
    batch = preview(["敦厚镇", *person(1, "刘涛")])
    departures_decide(engine.actor, batch=batch, ends={post.pk: GONE})
    result = engine.commit(batch)
    post.refresh_from_db()
    assert (result.beside["离岗"], str(post.to_date), post.end_reason, post.version) == (1, "2026-01-31", "retired", 2)
    assert post.history.first().history_change_reason.startswith("导入花名册")
    assert AuditEntry.objects.get(action=Action.IMPORT_COMMITTED).detail["离岗"] == 1
    assert engine.undo(batch).kept == []
    post.refresh_from_db()
    assert (post.to_date, post.end_reason) == (None, "")


def test_an_ended_post_whose_place_was_taken_stays_ended(world, engine, preview):
    gone = employ(world, "敦厚镇", name="王军", serial=2)
    post = gone.appointments.get()
    batch = preview(["敦厚镇", *person(1, "刘涛")])
    departures_decide(engine.actor, batch=batch, ends={post.pk: GONE})
    engine.commit(batch)
    back = {"kind": "station_staff", "from_date": datetime.date(2026, 3, 1)}
    Appointment.objects.create(person=gone, work_division=world["敦厚镇"], **back)
    assert [kept.name for kept in engine.undo(batch).kept] == ["王军"]


@pytest.mark.parametrize(
    "end",
    [
        {"on": "2099-01-01", "reason": "retired"},
        {"on": "2018-09-14", "reason": "retired"},
        {"on": "", "reason": "retired"},
        {"on": "2026-01-31", "reason": "bored"},
    ],
)
def test_a_day_or_reason_that_cannot_be_is_refused(world, engine, preview, end):
    post = employ(world, "敦厚镇", name="王军", serial=2).appointments.get()
    batch = preview(["敦厚镇", *person(1, "刘涛")])
    with pytest.raises(BadEnd, match="王军"):
        departures_decide(engine.actor, batch=batch, ends={post.pk: end})


def test_nobody_ends_who_is_not_missing(world, engine, preview):
    elsewhere = employ(world, "禾川镇", name="王军", serial=2).appointments.get()
    met = employ(world, "敦厚镇", name="刘涛", serial=1).appointments.get()
    batch = preview(["敦厚镇", *person(1, "刘涛")])
    for post in (elsewhere, met):
        with pytest.raises(BadEnd):
            departures_decide(engine.actor, batch=batch, ends={post.pk: GONE})


def test_a_post_changed_after_the_decision_is_not_ended(world, engine, preview):
    post = employ(world, "敦厚镇", name="王军", serial=2).appointments.get()
    batch = preview(["敦厚镇", *person(1, "刘涛")])
    departures_decide(engine.actor, batch=batch, ends={post.pk: GONE})
    post.claim(post.version)
    with pytest.raises(CommitRefused):
        engine.commit(batch)
    result = engine.commit(batch, good_rows_only=True)
    assert (result.new, result.beside, len(result.conflicts)) == (1, {}, 1)
    assert number(2) not in str(result.conflicts)


def said_of(page):
    """What a page would send back as it stands: who was ticked when it was drawn, and how."""
    hidden = re.findall(r'<input type="hidden" name="(was-[a-z]+(?:-\d+)?)" value="([^"]*)"', page.content.decode())
    return dict(hidden)


def test_of_two_colleagues_who_tick_at_the_same_time_neither_loses_anything(world, engine, preview):
    first, second = (
        employ(world, "敦厚镇", name=name, serial=serial).appointments.get()
        for serial, name in ((2, "王军"), (3, "李强"))
    )
    batch = preview(["敦厚镇", *person(1, "刘涛")])
    client, address = world.client("county_jian"), reverse("staffing:roster_left", args=[batch.pk])

    def tick(post, **was):
        return client.post(
            address, {"left": post.pk, f"on-{post.pk}": GONE["on"], f"reason-{post.pk}": GONE["reason"], **was}
        )

    def ticked():
        batch.refresh_from_db()
        return sorted(map(int, batch.decisions.get("absent", {})))

    opened = said_of(client.get(address))
    tick(first)
    tick(second, **opened)
    assert ticked() == [first.pk, second.pk]
    opened = said_of(client.get(address))
    assert {key for key in opened if key.startswith("was-on")} == {f"was-on-{first.pk}", f"was-on-{second.pk}"}
    was = {**opened, "was-left": [first.pk, second.pk]}
    tick(second, **was)
    assert ticked() == [second.pk], "the first is unticked"


def test_who_ticks_too_late_is_told_so(world, engine, preview):
    post = employ(world, "敦厚镇", name="王军", serial=2).appointments.get()
    batch = preview(["敦厚镇", *person(1, "刘涛")])
    engine.commit(batch)
    client, address = world.client("county_jian"), reverse("staffing:roster_left", args=[batch.pk])
    answer = client.post(address, {"left": post.pk, f"on-{post.pk}": GONE["on"]}, follow=True)
    assert "不能再改" in answer.content.decode()
    assert "不能再改" not in client.get(address, follow=True).content.decode()


def test_whoever_was_ticked_and_is_named_after_all_stays_and_that_is_told(world, engine, preview):
    """The row had been left out when the box was ticked; the commit would have been refused without a name."""
    gone, kept = (
        employ(world, "敦厚镇", name=name, serial=serial).appointments.get()
        for serial, name in ((2, "王军"), (3, "李强"))
    )
    batch = preview(["敦厚镇", *person(1, "刘涛")], ["敦厚镇", *person(3, "李强")])
    rows_skip(engine.actor, batch=batch, numbers=[3], skip=True)
    departures_decide(engine.actor, batch=batch, ends={post.pk: GONE for post in (gone, kept)})
    rows_skip(engine.actor, batch=batch, numbers=[3], skip=False)
    batch.refresh_from_db()
    assert list(batch.decisions["absent"]) == [str(gone.pk)]
    assert "有1人勾选过离岗，现在表里有他们的行：不再办理离岗。" in batch.summary["notes"]
    assert engine.commit(batch).beside == {"离岗": 1}
    kept.refresh_from_db()
    assert kept.to_date is None


def test_who_has_left_is_still_said_when_another_sheet_is_read_along(world, engine, tmp_path):
    gone, there = (
        employ(world, "敦厚镇", name=name, serial=serial).appointments.get()
        for serial, name in ((2, "王军"), (3, "李强"))
    )
    path = book(
        tmp_path / "a.xlsx", 一=[["敦厚镇"], HEADERS, person(1, "刘涛")], 二=[["敦厚镇"], HEADERS, person(3, "李强")]
    )
    batch = engine.preview(path, decisions=Decisions(sheets=("一",)))
    departures_decide(engine.actor, batch=batch, ends={post.pk: GONE for post in (gone, there)})
    client = world.client(engine.user.username)
    client.post(reverse("intake:sheets", args=[batch.pk]), {"sheet": ["一", "二"]})
    batch.refresh_from_db()
    assert batch.columns["sheets"] == ["一", "二"]
    assert list(batch.decisions["absent"]) == [str(gone.pk)]
