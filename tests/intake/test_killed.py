"""A process that is killed leaves the whole import or nothing of it, and nothing that is stuck."""

from functools import partial

import pytest
from django.test import Client

from assessments.models import Finding
from intake.models import ImportBatch, ImportJob
from intake.work.tasks import import_job_run
from intake.writing.commit import CommitRefused
from jian_minzheng.core import progress
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import AuditEntry
from staffing.models import Appointment, Person
from tests import processes
from tests.base import make_world
from tests.browser.rosters import large_roster
from tests.intake.engine import Engine
from tests.intake.faults import AtEnd, Fault, die
from tests.intake.test_jobs import url
from tests.staffing.rosters.staff_rosters import HEADERS, person, save

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 40
WRITTEN = (Person, Person.history.model, Appointment, Appointment.history.model, Finding, AuditEntry)


@pytest.fixture
def engine():
    return Engine(make_world())


@pytest.fixture
def batch(engine, tmp_path):
    return engine.preview(save(tmp_path / "a.xlsx", [HEADERS, *(person(n, "张三") for n in range(1, PEOPLE + 1))]))


@pytest.fixture
def _impatient(monkeypatch):
    """Who shows no sign of life is dead at once."""
    monkeypatch.setattr(progress, "DEAD_AFTER_SECONDS", 0.0)


def asked(batch, engine, action="commit"):
    """A job as the button makes it, not begun."""
    batch.jobs.open().update(finished_at="2026-01-01T00:00:00Z", failed=True)
    return ImportJob.objects.create(
        batch=batch,
        action=action,
        user=engine.user,
        role=engine.identity.role,
        division_id=engine.identity.division_id,
    )


def do(job, fault):
    """Have another process do the job until the fault kills it; returns whether it did."""

    def work():
        with fault.planted():
            import_job_run.call(job.pk)

    return processes.killed(work)


def commit(engine, batch):
    """What becomes of it, in a word."""
    try:
        engine.commit(batch)
    except CommitRefused as refusal:
        return type(refusal).__name__
    return "committed"


def counts():
    return [model._default_manager.count() for model in WRITTEN]


def press_restart(engine, batch, world_client):
    """What the official does who comes back: one click."""
    html = world_client.get(url("progress", batch)).content.decode()
    assert "没有写入任何内容" in html
    assert "重新开始" in html
    world_client.post(url("restart", batch))


def client(engine):
    signed_in = Client()
    signed_in.force_login(engine.user, backend="django.contrib.auth.backends.ModelBackend")
    return signed_in


@pytest.mark.usefixtures("_impatient")
def test_killed_before_any_statement_an_import_writes_nothing_and_can_be_begun_again(engine, batch):
    official = client(engine)
    nothing = counts()
    statement, killed = 2, 0
    while do(asked(batch, engine), Fault(statement, die)):
        killed += 1
        assert counts() == nothing, f"killed before statement {statement}"
        batch.refresh_from_db()
        assert batch.state == ImportBatch.State.PREVIEWED
        statement += 1 + statement // 3
    assert killed > 5
    assert (Person.objects.count(), Appointment.objects.count()) == (PEOPLE, PEOPLE)
    assert "导入完成" in official.get(url("progress", batch), follow=True).content.decode()


@pytest.mark.usefixtures("_impatient")
def test_killed_before_the_transaction_ends_nothing_is_there_and_one_click_does_it_all(engine, batch):
    official = client(engine)
    nothing = counts()
    assert do(asked(batch, engine), AtEnd(die))
    assert counts() == nothing
    press_restart(engine, batch, official)
    assert Person.objects.count() == PEOPLE
    assert "导入完成" in official.get(url("progress", batch), follow=True).content.decode()
    assert trail.verify() == []


def test_killed_after_the_transaction_ended_everything_is_there_and_said_to_be(engine, batch):
    assert do(asked(batch, engine), AtEnd(die, stored=True))
    assert Person.objects.count() == PEOPLE
    assert "导入完成" in client(engine).get(url("progress", batch), follow=True).content.decode()
    assert trail.verify() == []


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("action", ["undo", "read"])
def test_a_killed_undo_or_reading_leaves_the_batch_as_it_was(engine, batch, action):
    if action == "undo":
        engine.commit(batch)
    official = client(engine)
    before, rows = counts(), batch.rows.count()
    assert do(asked(batch, engine, action), AtEnd(die))
    assert (counts(), batch.rows.count()) == (before, rows)
    press_restart(engine, batch, official)
    assert not ImportJob.objects.open().exists()
    assert Appointment.objects.live().exists() is False
    assert batch.rows.count() == rows


def test_a_worker_killed_in_the_middle_of_its_writing(engine, tmp_path, settings, monkeypatch):
    """A real worker, killed when its progress says that rows are being written; a new one does the whole."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.IMPORT_ROWS_AT_ONCE = 0
    people = 1500
    batch = Engine(engine.world, division="吉安县").preview(large_roster(tmp_path, people))
    official = client(engine)
    official.post(url("commit", batch))
    key = batch.jobs.get().progress_key
    with processes.worker() as first:
        processes.wait_until(lambda: (said := progress.read(key)) and said.done)
        processes.kill(first)
    assert not Person.objects.exists()
    with monkeypatch.context() as patch:
        patch.setattr(progress, "DEAD_AFTER_SECONDS", 0.0)
        press_restart(engine, batch, official)
    with processes.worker():
        processes.wait_until(lambda: not ImportJob.objects.open().exists())
    assert Person.objects.count() == people
    assert trail.verify() == []


@pytest.mark.parametrize("same_batch", [True, False])
def test_two_processes_commit_at_the_same_moment_and_one_wins(engine, batch, tmp_path, same_batch):
    rival = batch
    if not same_batch:
        rival = engine.preview(save(tmp_path / "b.xlsx", [HEADERS, *(person(n, "张三") for n in range(1, PEOPLE + 1))]))
    told = sorted(processes.at_once(*(partial(commit, engine, one) for one in (batch, rival))))
    assert told == ["AlreadyCommitted" if same_batch else "CommitRefused", "committed"]
    assert (Person.objects.count(), Appointment.objects.count()) == (PEOPLE, PEOPLE)
