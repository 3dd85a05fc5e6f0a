"""A roster judged and written three rows at a time ends as one that is judged and written at once."""

import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.models import ImportRow
from intake.preview import preview
from intake.preview.revise import record_answer
from intake.writing import portions
from intake.writing.commit import CommitRefused
from intake.writing.kept_records import OUT_OF_SIGHT
from intake.writing.undo import batch_undo
from jian_minzheng.core.bulk.packing import Packed
from jian_minzheng.core.scope import OutOfScope
from staffing.models import Appointment, Person
from staffing.rosters import written_notes
from tests.intake.engine import Engine, codes, outcomes
from tests.staffing.people import forget_everybody
from tests.staffing.rosters.staff_rosters import number, save
from tests.staffing.rosters.test_matching import employ

HEADERS = ["单位", "姓名", "身份证号", "学历", "编制类型", "在岗方式", "到岗时间"]
PLACES = ["敦厚镇", "永阳镇"]
NAMES = ["刘涛", "王军", "李强"]

lives = st.tuples(st.sampled_from([*PLACES, "禾川镇", None]), st.sampled_from(["", "21"]), st.booleans(), st.booleans())
people = st.tuples(
    st.sampled_from(PLACES),
    st.sampled_from(NAMES),
    st.sampled_from([0, 1, 2, 3, 4, None, "damaged"]),
    st.sampled_from(["大专", "本科", None]),
    st.sampled_from(["事业编制", "政府购买服务", None]),
    st.sampled_from(["在岗", "借入", "兼任", "借出", None]),
    st.sampled_from(["transfer", "borrowed", "concurrent", "other", ""]),
)
lines = st.one_of(people, people, people, people, st.none())


def cells(line):
    if line is None:
        return []
    place, name, serial, *rest, _ = line
    given = "" if serial is None else float(number(1)) if serial == "damaged" else number(serial)
    return [place, name, given, *rest, "2026-05-01"]


def fields(model, *without):
    return [field.attname for field in model._meta.concrete_fields if field.attname not in ("id", *without)]


def told(model, *without):
    """Rows of a table without their keys, in an order of their own."""
    return sorted(map(repr, model.objects.values_list(*fields(model, *without))))


def records():
    """People, posts and both histories. Who holds a post is named by name and number."""
    held = fields(Appointment, "person_id", "voided_at")
    posts = Appointment.objects.values_list(*held, "person__name", "person__id_number")
    stamps = ("history_id", "history_date", "id", "person_id", "voided_at")
    return (
        told(Person),
        sorted(map(repr, posts)),
        told(Person.history.model, *stamps),
        told(Appointment.history.model, *stamps),
    )


def stored(batch):
    rows = list(batch.rows.order_by("number").values(*fields(ImportRow, "batch_id")))
    for row in rows:
        new = {note["id"] for note in row["written"].values() if note["created"]}
        for note in row["written"].values():
            for written in (note, *note.get("terms", {}).values()):
                # A rolled back run has used up numbers on PostgreSQL.
                written["id"] = 0 if written["created"] else written["id"]
        row["subject"] = (
            0 if row["written"].get("person", {}).get("created") or row["subject"] in new else row["subject"]
        )
    return rows


def run(county, path, answers, size, monkeypatch):
    """Everything that a preview, its answers, its commit and its undo leave behind; then all is rolled back."""
    monkeypatch.setattr(preview, "ROWS_AT_ONCE", size)
    monkeypatch.setattr(portions, "ROWS_AT_ONCE", size)
    monkeypatch.setattr(written_notes, "ROWS_AT_ONCE", size)
    with transaction.atomic():
        batch = county.preview(path)
        left = [stored(batch), batch.summary]
        for line, answer in answers.items():
            record_answer(county.actor, batch=batch, number=line, answer=answer)
        batch.refresh_from_db()
        left += [stored(batch), batch.summary]
        try:
            left += [county.commit(batch, good_rows_only=True), batch.summary, records()]
            undone = county.undo(batch)
            left += [undone.voided, undone.restored, sorted(map(repr, undone.kept)), records()]
        except CommitRefused as refused:
            left.append(refused.message)
        left.append([{**row, "subject": 0} for row in stored(batch)])
        transaction.set_rollback(True)
    return left


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(known=st.tuples(*[lives] * 3), roster=st.lists(lines, min_size=4, max_size=11).filter(any))
def test_small_portions_change_nothing(world, tmp_path, monkeypatch, known, roster):
    forget_everybody()
    for serial, (place, employment, numbered, gone) in enumerate(known):
        if place:
            until = {"to_date": datetime.date(2020, 1, 1), "end_reason": "resigned"} if gone else {}
            plain = {} if numbered else {"id_number": None}
            employ(world, place, name=NAMES[serial], serial=serial, employment=employment, **until, **plain)
    county = Engine(world, division="吉安县")
    path = save(tmp_path / "a.xlsx", [HEADERS, *map(cells, roster)])
    answers = {row: line[-1] for row, line in enumerate(roster, start=2) if line}
    whole = run(county, path, answers, 1000, monkeypatch)
    for part, (small, large) in enumerate(zip(run(county, path, answers, 3, monkeypatch), whole, strict=True)):
        assert small == large, part


@pytest.fixture
def county(world, monkeypatch):
    monkeypatch.setattr(preview, "ROWS_AT_ONCE", 2)
    monkeypatch.setattr(portions, "ROWS_AT_ONCE", 2)
    monkeypatch.setattr(written_notes, "ROWS_AT_ONCE", 2)
    return Engine(world, division="吉安县")


def strangers(first, count=4):
    return [["敦厚镇", f"周{'子丑寅卯'[turn]}", number(first + turn)] for turn in range(count)]


def test_the_same_person_far_apart_is_told_in_both_lines(county, tmp_path):
    twice = ["敦厚镇", "刘涛", number(1)]
    batch = county.preview(save(tmp_path / "a.xlsx", [HEADERS[:3], twice, *strangers(10), twice]))
    assert outcomes(batch) == ["error", "new", "new", "new", "new", "error"]
    assert "第7行" in batch.rows.get(number=2).issues[-1]["message"]
    assert "第2行" in batch.rows.get(number=7).issues[-1]["message"]


def test_a_second_place_far_below_is_a_post_of_the_same_new_person(county, tmp_path):
    head = [*HEADERS[:3], "在岗方式"]
    here, there = ["敦厚镇", "刘涛", number(1), "在岗"], ["永阳镇", "刘涛", number(1), "兼任"]
    batch = county.preview(save(tmp_path / "a.xlsx", [head, here, *strangers(10), there]))
    result = county.commit(batch)
    assert (result.new, Person.objects.count(), Appointment.objects.count()) == (6, 5, 6)
    assert Person.objects.get(name="刘涛").appointments.count() == 2


def test_whoever_is_named_by_number_far_below_is_nobody_else(world, county, tmp_path):
    employ(world, "敦厚镇", name="刘涛")
    rows = [["敦厚镇", "刘涛", ""], *strangers(10), ["敦厚镇", "刘涛", number(1)]]
    batch = county.preview(save(tmp_path / "a.xlsx", [HEADERS[:3], *rows]))
    assert outcomes(batch) == ["ask", "new", "new", "new", "new", "same"]
    assert codes(batch)[1] == "met_twice"


def test_a_record_changed_in_between_stops_portions_written_before_it(world, county, tmp_path):
    employ(world, "敦厚镇", name="刘涛")
    rows = [*strangers(10), ["敦厚镇", "刘涛", number(1)]]
    batch = county.preview(save(tmp_path / "a.xlsx", [HEADERS[:3], *rows]))
    Person.objects.filter(name="刘涛").update(version=7)
    with pytest.raises(CommitRefused) as refused:
        county.commit(batch)
    assert ([issue.row for issue in refused.value.issues], Person.objects.count()) == ([6], 1)
    assert county.commit(batch, good_rows_only=True).new == 4


def test_two_lines_that_each_change_something_of_one_person_are_both_taken_back(world, county, tmp_path):
    employ(world, "敦厚镇", name="刘涛")
    Person.objects.update(education="61", phone="13800000000")
    head = [*HEADERS[:3], "在岗方式", "学历", "联系电话"]
    here, there = (
        ["敦厚镇", "刘涛", number(1), "在岗", "大学本科", ""],
        ["永阳镇", "刘涛", number(1), "兼任", "", "13911111111"],
    )
    path = save(tmp_path / "a.xlsx", [head, here, *([*line, "在岗", "", ""] for line in strangers(10)), there])
    batch = county.preview(path)
    county.commit(batch)
    person = Person.objects.get(name="刘涛")
    assert (person.education, person.phone) == ("20", "13911111111")
    assert county.undo(batch).kept == []
    person.refresh_from_db()
    assert (person.education, person.phone) == ("61", "13800000000")


def test_an_undo_leaves_who_moved_away_and_takes_all_others_back(world, county, tmp_path):
    batch = county.take_in(save(tmp_path / "a.xlsx", [HEADERS[:3], *strangers(10)]))
    last = Appointment.objects.latest("pk")
    moved = {"work_division": world["禾川镇"], "post_division": world["禾川镇"]}
    Appointment.objects.filter(pk=last.pk).update(**moved)
    assert Appointment.objects.live().count() == 4
    undone = county.undo(batch)
    assert [(kept.name, kept.reason) for kept in undone.kept] == [(last.person.name, OUT_OF_SIGHT)] * 2
    assert list(Appointment.objects.live()) == [last]
    assert batch.state == batch.State.UNDONE


def test_an_undo_of_nothing_but_who_moved_away_changes_nothing(world, county, tmp_path):
    batch = county.take_in(save(tmp_path / "a.xlsx", [HEADERS[:3], *strangers(10)]))
    moved = {"work_division": world["禾川镇"], "post_division": world["禾川镇"]}
    Appointment.objects.update(**moved)
    with pytest.raises(OutOfScope):
        county.undo(batch)
    assert Appointment.objects.live().count() == 4
    batch.refresh_from_db()
    assert batch.state == batch.State.COMMITTED


def test_the_progress_of_an_undo_is_told_portion_by_portion(county, tmp_path):
    batch = county.take_in(save(tmp_path / "a.xlsx", [HEADERS[:3], *strangers(10)]))
    told = []
    batch_undo(county.actor, batch=batch, progress=lambda *how: told.append(how))
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4), (4, 4)]


def test_what_is_packed_comes_back_in_its_order():
    packed = Packed[str](2)
    for letter in "abc":
        packed.add(letter)
    assert list(packed.parts()) == [["a", "b"], ["c"]]
    assert list(packed.parts()) == []


def test_the_same_name_twice_at_one_unit_without_numbers_is_told(world, tmp_path):
    line = ["敦厚镇", "刘涛", "", "大专", "事业编制", "在岗", "2026-05-01"]
    batch = Engine(world, division="吉安县").preview(save(tmp_path / "a.xlsx", [HEADERS, line, line]))
    assert outcomes(batch) == ["error", "error"]
    assert codes(batch).count("name_duplicate_in_file") == 2
