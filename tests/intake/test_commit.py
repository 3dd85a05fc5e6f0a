"""A preview is carried out once, whole or not at all, only on what it was made from, and can be taken back."""

import threading

import pytest
from django.db import connections
from django.urls import reverse

from intake.models import ImportBatch
from intake.writing import undo
from intake.writing.commit import AlreadyCommitted, CommitRefused
from jian_minzheng.core import hooks
from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.scope import OutOfScope
from staffing.models import Appointment, Person
from staffing.rosters.book import PeopleBook
from tests.base import make_world
from tests.intake.engine import Engine, outcomes
from tests.staffing.rosters.staff_rosters import HEADERS, person, save
from tests.staffing.rosters.test_matching import employ


@pytest.fixture
def engine(world):
    return Engine(world)


@pytest.fixture
def roster(tmp_path):
    return save(tmp_path / "花名册.xlsx", [HEADERS, person(1, "张三"), person(2, "李四")])


def changed_roster(tmp_path, *more):
    rows = [person(1, "张三", 学历="本科", 职务="所长"), person(2, "李四"), *more]
    return save(tmp_path / "变更.xlsx", [HEADERS, *rows])


def test_a_second_commit_is_told_who_was_first_and_when(engine, roster):
    batch = engine.preview(roster)
    stale = ImportBatch.objects.get(pk=batch.pk)
    engine.commit(batch)
    with pytest.raises(AlreadyCommitted) as told:
        engine.commit(stale)
    assert "county_jian" in told.value.message
    assert Person.objects.count() == 2


def test_changes_are_shown_old_to_new_and_written_with_history(engine, roster, tmp_path):
    engine.take_in(roster)
    batch = engine.preview(changed_roster(tmp_path))
    assert outcomes(batch) == ["changed", "same"]
    changes = batch.rows.get(outcome="changed").changes
    assert changes["education"] == {"label": "学历", "old": "大学专科", "new": "大学本科"}
    assert changes["title"]["new"] == "所长"
    engine.commit(batch)
    changed = Person.objects.get(name="张三")
    assert (changed.education, changed.version) == ("20", 2)
    newest, oldest = changed.history.order_by("-history_id")
    assert (newest.history_type, newest.education, oldest.education) == ("~", "20", "30")
    assert newest.history_change_reason.startswith("导入花名册")
    assert Appointment.objects.get(person=changed).position == "head"


def test_an_empty_cell_leaves_alone_what_is_known(engine, roster, tmp_path):
    engine.take_in(roster)
    batch = engine.preview(save(tmp_path / "b.xlsx", [HEADERS, person(1, "张三", 学历=None, 联系电话="—")]))
    assert outcomes(batch) == ["same"]


def test_what_changed_since_the_preview_is_not_overwritten(engine, roster, tmp_path):
    engine.take_in(roster)
    batch = engine.preview(changed_roster(tmp_path, person(3, "王五")))
    edited = Person.objects.get(name="张三")
    edited.education = "10"
    edited.save()
    edited.claim(edited.version)
    with pytest.raises(CommitRefused) as refused:
        engine.commit(batch)
    assert [issue.code for issue in refused.value.issues] == ["record_changed"]
    assert batch.state == ImportBatch.State.PREVIEWED
    result = engine.commit(batch, good_rows_only=True)
    assert (result.new, result.changed, result.same, len(result.conflicts)) == (1, 0, 1, 1)
    assert Person.objects.get(name="张三").education == "10"


def test_good_rows_alone_that_write_nothing_leave_the_table_waiting(engine, roster, tmp_path):
    engine.take_in(roster)
    batch = engine.preview(changed_roster(tmp_path))
    Person.objects.update(education="10", version=7)
    with pytest.raises(CommitRefused, match=r"没有可以写入的内容：.*预览之后有2行对应的记录已被修改") as refused:
        engine.commit(batch, good_rows_only=True)
    assert len(refused.value.issues) == 2
    batch.refresh_from_db()
    assert (batch.state, "committed" in batch.summary) == (ImportBatch.State.PREVIEWED, False)
    wrong = engine.preview(save(tmp_path / "错.xlsx", [HEADERS, person(1, "张三", 学历="某某")]))
    with pytest.raises(CommitRefused, match="没有一行可以导入"):
        engine.commit(wrong, good_rows_only=True)


def test_good_rows_alone_that_all_stand_so_leave_the_wrong_ones_to_be_put_right(engine, roster, tmp_path):
    engine.take_in(roster)
    path = save(tmp_path / "b.xlsx", [HEADERS, person(1, "张三"), person(2, "李四", 学历="某某")])
    batch = engine.preview(path)
    with pytest.raises(CommitRefused, match=r"1行与现有登记相同，1行有错误。.*表格仍待确认"):
        engine.commit(batch, good_rows_only=True)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.PREVIEWED


def test_an_import_that_wrote_nothing_is_not_undone(engine, roster):
    engine.take_in(roster)
    same = engine.take_in(roster)
    with pytest.raises(CommitRefused, match="没有写入任何内容"):
        engine.undo(same)
    same.refresh_from_db()
    assert same.state == ImportBatch.State.COMMITTED


def test_imports_taken_back_in_the_wrong_order_can_still_be_in_the_right_one(engine, roster, tmp_path):
    """The first one is not used up: its values would stay for ever."""
    first = engine.take_in(roster)
    Appointment.objects.filter(person__name="李四").update(note="改过", version=7)
    second = engine.take_in(changed_roster(tmp_path))
    told = engine.held(first)
    assert any(f"导入编号{second.pk}" in one for one in told)
    engine.undo(second)
    assert engine.undo(first).voided == 1


def test_somebody_registered_meanwhile_is_a_conflict(engine, roster):
    first, second = engine.preview(roster), engine.preview(roster)
    engine.commit(first)
    with pytest.raises(CommitRefused):
        engine.commit(second)
    assert Person.objects.count() == 2


def test_rows_in_error_keep_everything_out_unless_good_rows_are_asked_for(engine, tmp_path):
    path = save(tmp_path / "a.xlsx", [HEADERS, person(1, "张三"), person(2, "李四", 学历="某某")])
    batch = engine.preview(path)
    with pytest.raises(CommitRefused):
        engine.commit(batch)
    assert not Person.objects.exists()
    assert engine.commit(batch, good_rows_only=True).new == 1


def test_the_commit_is_on_the_audit_trail_and_wakes_the_findings_once(engine, roster, monkeypatch, world):
    heard = []
    monkeypatch.setattr(hooks, "_listeners", [heard.append])
    engine.take_in(roster)
    assert heard == [frozenset({world["敦厚镇"].pk})]
    entry = AuditEntry.objects.filter(action=Action.IMPORT_COMMITTED).get()
    assert (entry.detail["新增"], entry.detail["单位"]) == (2, "敦厚镇")


def test_a_batch_out_of_the_committers_scope_is_rolled_back(engine, roster, world):
    batch = engine.preview(roster)
    stranger = Engine(world, "clerk_hechuan", "禾川镇")
    with pytest.raises((OutOfScope, CommitRefused)):
        stranger.commit(batch)
    assert not Person.objects.exists()
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.PREVIEWED


def test_undo_voids_what_was_made_and_puts_back_what_was_changed(engine, roster, tmp_path):
    first = engine.take_in(roster)
    second = engine.take_in(changed_roster(tmp_path))
    result = engine.undo(second)
    assert (result.restored, result.voided, result.kept) == (2, 0, [])
    restored = Person.objects.get(name="张三")
    assert restored.education == "30"
    assert restored.history.first().history_change_reason.startswith("撤销导入")
    assert Appointment.objects.get(person=restored).position == "staff"
    assert AuditEntry.objects.filter(action=Action.IMPORT_UNDONE).exists()
    with pytest.raises(CommitRefused):
        engine.undo(second)
    result = engine.undo(first)
    assert (result.voided, result.kept) == (2, []), "the later import left nothing of its own"


def test_an_import_under_a_later_one_is_kept_where_they_met_and_told_why(engine, roster, tmp_path):
    first = engine.take_in(roster)
    engine.take_in(changed_roster(tmp_path))
    result = engine.undo(first)
    assert (result.voided, [kept.name for kept in result.kept]) == (1, ["张三"])
    assert "county_jian" in result.kept[0].reason
    assert "变更.xlsx" in result.kept[0].reason


def test_undo_keeps_and_names_what_somebody_edited_since(engine, roster):
    batch = engine.take_in(roster)
    edited = Appointment.objects.get(person__name="李四")
    edited.note = "改过"
    edited.save()
    edited.claim(edited.version)
    result = engine.undo(batch)
    assert (result.voided, [(kept.name, kept.number) for kept in result.kept]) == (1, [("李四", 3)])
    assert [post.person.name for post in Appointment.objects.filter(voided_at=None)] == ["李四"]
    address = reverse("intake:detail", args=[batch.pk])
    page = engine.world.client("county_jian").get(address, {"code": "kept_on_undo"})
    assert [row.number for row in page.context["rows"]] == [3], "its row is told too, however many there are"
    assert "撤销时没有改动" in page.content.decode()


def test_hundreds_of_kept_records_are_counted_and_found_by_their_rows(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(undo, "_NAMED", 2)
    people = [person(n, "张三") for n in range(1, 7)]
    batch = engine.take_in(save(tmp_path / "a.xlsx", [HEADERS, *people]))
    Person.objects.update(education="20")
    left_alone = Appointment.objects.order_by("pk").last()
    Appointment.objects.exclude(pk=left_alone.pk).update(note="改过", version=7)
    assert len(engine.undo(batch).kept) == 5
    page = engine.world.client("county_jian").get(reverse("intake:detail", args=[batch.pk]))
    html = page.content.decode()
    assert html.count("保留现状</li>") == 2
    assert "共 5 条" in html


def test_an_undone_roster_can_be_imported_again(engine, roster):
    engine.undo(engine.take_in(roster))
    batch = engine.preview(roster)
    assert outcomes(batch) == ["new", "new"]
    engine.commit(batch)
    assert Person.objects.count() == 2
    assert Appointment.objects.filter(voided_at=None).count() == 2


def test_what_a_form_registers_between_comparing_and_writing_is_told_as_that(engine, roster, monkeypatch):
    """Rows are written in a stream: what stands in their way there is told like anything else."""
    batch = engine.preview(roster)
    write = PeopleBook.write

    def late(*asked, **how):
        employ(engine.world, "永阳镇")
        return write(*asked, **how)

    monkeypatch.setattr(PeopleBook, "write", late)
    with pytest.raises(CommitRefused, match="导入期间有人登记了相同的内容"):
        engine.commit(batch)
    batch.refresh_from_db()
    assert (batch.state, Person.objects.count()) == (ImportBatch.State.PREVIEWED, 0)


@pytest.mark.django_db(transaction=True)
def test_two_commits_at_the_same_moment_one_wins(tmp_path):
    engine = Engine(make_world())
    path = save(tmp_path / "a.xlsx", [HEADERS, *(person(n, "张三") for n in range(1, 40))])
    batch = engine.preview(path)
    told: list[str] = []
    start = threading.Barrier(2)

    def commit():
        start.wait()
        try:
            engine.commit(ImportBatch.objects.get(pk=batch.pk))
            told.append("committed")
        except AlreadyCommitted as refused:
            told.append(refused.message)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=commit) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(text == "committed" for text in told) == [False, True]
    assert Person.objects.count() == 39
