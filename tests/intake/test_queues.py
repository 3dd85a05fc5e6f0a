"""Small imports do not wait behind large ones: each has its queue, and the small ones a worker of their own."""

import re
import shlex
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django_tasks_db.management.commands import db_worker

from intake.models import ImportBatch, ImportJob
from intake.preview import stored_files
from intake.preview.preview import preview_rebuild
from intake.work import jobs
from jian_minzheng.core import progress
from staffing.models import Person
from tests.base import make_world
from tests.intake.engine import Engine
from tests.intake.test_jobs import aged, ask, county, queue, upload  # noqa: F401  (fixtures)
from tests.staffing.rosters.staff_rosters import HEADERS, person, save
from tools import serve

ROOT = Path(__file__).resolve().parents[2]


def roster(folder, *serials):
    lines = [person(serial, f"王{'甲乙丙丁戊'[serial - 1]}") for serial in serials]
    return save(folder / f"{serials}.xlsx", [HEADERS, *lines])


def worker(queues):
    """A worker of these queues, until nothing is left for it."""
    options = {"interval": 0, "batch": True, "startup_delay": False, "max_tasks": None, "excluded_queue_names": []}
    db_worker.Worker(queue_names=[queues], backend_name="default", worker_id=queues, **options).run()


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch):
    """The worker stands in for one of another process: it leaves the connection of the test open."""
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)


@pytest.fixture
def large_and_small(queue, world, tmp_path):  # noqa: F811
    """Three rows are many here; the large one was there first."""
    queue.TASKS["default"]["QUEUES"] = queue.TASK_QUEUES
    queue.IMPORT_LARGE_ROWS = 2
    engine = Engine(world)
    return engine.preview(roster(tmp_path, 1, 2, 3)), engine.preview(roster(tmp_path, 4, 5))


def states():
    return list(ImportBatch.objects.order_by("pk").values_list("state", flat=True))


def test_a_small_import_is_done_while_a_large_one_waits(large_and_small, county):  # noqa: F811
    for batch in large_and_small:
        ask(county, batch)
    worker("default")
    assert states() == ["previewed", "committed"]
    assert sorted(Person.objects.values_list("name", flat=True)) == ["王丁", "王戊"]
    worker("*")
    assert states() == ["committed", "committed"]


def test_the_other_worker_takes_small_ones_too(large_and_small, county):  # noqa: F811
    for batch in large_and_small:
        ask(county, batch)
    worker("*")
    assert states() == ["committed", "committed"]


def test_of_a_file_not_yet_read_counts_what_it_holds_unpacked(queue, world, county, tmp_path):  # noqa: F811
    queue.TASKS["default"]["QUEUES"] = queue.TASK_QUEUES
    path = save(tmp_path / "a.xlsx", [HEADERS, *[person(1, "张三", 职务="工作人员" * 50)] * 40])
    queue.IMPORT_LARGE_BYTES = 3 * path.stat().st_size
    batch = upload(county, world, path)
    worker("default")
    assert states() == ["read"]
    worker("*")
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.PREVIEWED


def test_a_small_one_behind_a_large_one_is_told_so(large_and_small, county):  # noqa: F811
    large, small = (ask(county, batch) for batch in large_and_small)
    aged(large, started=30)
    aged(small, requested=60)
    with progress.pulse(large.progress_key):
        assert jobs.standing(small).phase == jobs.Phase.BEHIND


def test_a_large_one_does_not_wait_for_ever_while_others_see_to_small_ones(large_and_small, county):  # noqa: F811
    large, small = (ask(county, batch) for batch in large_and_small)
    aged(small, started=30)
    with progress.pulse(small.progress_key):
        aged(large, requested=30)
        assert jobs.standing(large).phase == jobs.Phase.WAITING
        aged(large, requested=90)
        assert jobs.standing(large).phase == jobs.Phase.NO_WORKER


def served(command):
    """The queues that a worker started so takes."""
    words = shlex.split(command)
    named = words[words.index("--queue-name") + 1] if "--queue-name" in words else "default"
    return set(settings.TASK_QUEUES) if named == "*" else set(named.split(","))


def test_every_queue_has_a_worker_and_the_small_one_has_one_of_its_own():
    units = "\n".join(unit.read_text(encoding="utf-8") for unit in (ROOT / "deploy").glob("*.service"))
    installed = [served(command) for command in re.findall(r"^ExecStart=(.*db_worker.*)$", units, re.MULTILINE)]
    run = [served(f"--queue-name '{named}'") for named in serve.QUEUES]
    for workers in (installed, run):
        assert set.union(*workers) == set(settings.TASK_QUEUES)
        assert {"default"} in workers


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_a_file_is_being_opened(queue, tmp_path, monkeypatch):  # noqa: F811
    """On SQLite only one transaction writes: opening a large file inside of it would keep all others out."""
    opened, read = [], stored_files.read_workbook

    def watched(*asked):
        opened.append(connection.in_atomic_block)
        return read(*asked)

    monkeypatch.setattr(stored_files, "read_workbook", watched)
    engine = Engine(make_world())
    batch = engine.preview(roster(tmp_path, 1, 2))
    preview_rebuild(engine.actor, batch=batch, decisions=lambda decided: decided)
    job = jobs.job_start(
        engine.actor, batch=batch, action=ImportJob.Action.READ, decide=lambda decided: decided, at_once=True
    )
    assert (job.failed, opened) == (False, [False, False, False])
