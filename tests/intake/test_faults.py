"""Whatever is asked of the database may fail: an import is whole then or not there, and can be gone on with.

``make prove faults`` (``PROVE`` in the environment) lets every single statement fail, as an error, with the database
gone from then on, and with the process killed; the suite takes a few of each.
"""

import datetime
import os
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from assessments.compliance.refresh import refresh_all
from assessments.loading import standards_load
from intake.models import ImportBatch, ImportJob
from intake.preview.preview import preview_rebuild
from intake.preview.revise import cell_correct, rows_skip
from intake.work import jobs
from intake.work.tasks import import_job_run
from jian_minzheng.core import progress
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.models import Equipment, StationProfile
from staffing.models import Appointment
from staffing.rosters.departures_decided import departures_decide
from tests.assessments import facts_world as put
from tests.base import make_world
from tests.intake.engine import Engine
from tests.intake.faults import Mode, asked_by, changed, cut_off, records, untrue
from tests.staffing.rosters.staff_rosters import HEADERS, person, save
from tests.staffing.rosters.test_matching import employ

pytestmark = pytest.mark.django_db(transaction=True)

SAMPLE = "PROVE" not in os.environ
AT_EACH_STEP = 3
"""Faults of the sample at each step of an import."""

State = ImportBatch.State


@dataclass
class Way:
    """An import on its way, from the file to its undo; ``wanted`` says what it is to leave behind."""

    engine: Engine
    path: Path
    kind: str
    note: str
    wanted: Callable[[], Any]
    turn: Iterator[bool] = field(default_factory=lambda: cycle([True, False]))

    @property
    def batch(self) -> ImportBatch:
        return ImportBatch.objects.select_related("division", "scope").get()

    def upload(self) -> None:
        jobs.reading_start(
            self.engine.actor,
            path=self.path,
            file_name=self.path.name,
            kind=self.kind,
            division=self.engine.division,
        )

    def begin(self) -> None:
        self.ask(ImportJob.Action.READ)

    def correct(self) -> None:
        cell_correct(self.engine.actor, batch=self.batch, number=2, key=self.note, text="更正过")

    def skip(self) -> None:
        rows_skip(self.engine.actor, batch=self.batch, numbers=[4], skip=True)

    def end(self) -> None:
        post = Appointment.objects.get(person__name="王军")
        departures_decide(
            self.engine.actor, batch=self.batch, ends={post.pk: {"on": "2026-01-31", "reason": "retired"}}
        )

    def take_back(self) -> None:
        preview_rebuild(
            self.engine.actor, batch=self.batch, decisions=lambda decided: decided.without_cell(3, self.note)
        )

    def read(self) -> None:
        self.ask(ImportJob.Action.READ, decide=lambda decided: decided.with_cell(3, self.note, "另写"))

    def commit(self) -> None:
        self.ask(ImportJob.Action.COMMIT, at_once=True, good_rows_only=True)

    def undo(self) -> None:
        self.ask(ImportJob.Action.UNDO, at_once=True)

    def ask(self, action: str, **options: Any) -> None:
        """As the button does it, or the one that begins again what was cut off; a worker is there."""
        job = jobs.latest_job(self.batch)
        if job is not None and jobs.standing(job).may_restart:
            jobs.job_restart(self.engine.actor, job=job)
        else:
            jobs.job_start(self.engine.actor, batch=self.batch, action=action, **options)
        import_job_run.call(self.batch.jobs.latest("pk").pk)

    def come_back(self) -> None:
        """To work that was cut off: it can be begun again, and every other time it is given up."""
        job = ImportJob.objects.open().first()
        if job is None:
            return
        assert jobs.standing(job).may_restart
        if self.batch.state != State.READ and next(self.turn):
            assert jobs.job_give_up(job)


@dataclass
class Step:
    """``do`` it; ``done`` says that it was, and then that it was done whole."""

    do: Callable[[], object]
    done: Callable[[], bool]


def steps(way: Way) -> Iterator[Step]:
    """Each is looked at when the one before it is done."""
    decided = lambda: way.batch.decisions  # noqa: E731
    yield Step(way.upload, lambda: ImportJob.objects.open().filter(batch__state=State.READ).exists())
    yield Step(way.begin, lambda: way.batch.state == State.PREVIEWED)
    yield Step(way.correct, lambda: decided().get("cells") == {"2": {way.note: "更正过"}})
    yield Step(way.skip, lambda: decided().get("skipped") == [4])
    if way.kind == "station_staff":
        yield Step(way.end, lambda: bool(decided().get("absent")))
    yield Step(way.read, lambda: "3" in decided().get("cells"))
    yield Step(way.take_back, lambda: decided().get("cells") == {"2": {way.note: "更正过"}})
    facts = way.wanted()
    yield Step(way.commit, lambda: carried_out(way, State.COMMITTED, Action.IMPORT_COMMITTED))
    assert way.wanted() != facts
    yield Step(way.undo, lambda: carried_out(way, State.UNDONE, Action.IMPORT_UNDONE))
    assert way.wanted() == facts


def carried_out(way: Way, state: str, action: Action) -> bool:
    """Told in the batch, in the job and in the trail, each once."""
    if way.batch.state != state:
        return False
    job = jobs.latest_job(way.batch)
    assert job is not None
    assert (job.failed, job.finished_at is not None) == (False, True)
    assert AuditEntry.objects.filter(action=action).count() == 1
    return True


def prove(way: Way, modes: Iterator[Mode], chance: random.Random) -> int:
    """Returns how often the import was cut off."""
    return sum(prove_step(step, modes, chance, way.come_back) for step in steps(way))


def prove_step(step: Step, modes: Iterator[Mode], chance: random.Random, come_back: Callable[[], object]) -> int:
    before, cuts = records(), 0
    for at, mode in zip(places(step, chance), modes):  # noqa: B905  (of the modes there is no end)
        if not cut_off(step.do, at, mode):
            break
        cuts += 1
        if step.done():
            break
        assert changed(before) == [], f"{step.do.__name__}, {mode} at {at}"
        come_back()
    assert step.done(), step.do.__name__
    assert untrue() == []
    return cuts


def places(step: Step, chance: random.Random) -> Iterator[int]:
    """Where the database fails, and in the end where it does not."""
    count = 10_000
    if SAMPLE:
        last = asked_by(step.do)
        yield from sorted(chance.sample(range(1, last + 1), AT_EACH_STEP))
    else:
        yield from range(1, count)
    yield count


@pytest.fixture
def engine(settings, monkeypatch):
    """Work waits for a worker, and whoever shows no sign of life is dead at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(progress, "DEAD_AFTER_SECONDS", 0.0)
    monkeypatch.setattr(jobs, "PATIENCE", datetime.timedelta(0))
    world = make_world()
    standards_load()
    put.population(world, "敦厚镇", 30_000)
    employ(world, "敦厚镇", name="王军", serial=11)
    employ(world, "敦厚镇", name="李强", serial=12)
    refresh_all()
    return Engine(world, division="吉安县")


def roster(engine: Engine, folder: Path) -> Way:
    lines = [person(1, "甲一"), person(2, "甲二"), person(3, "甲三"), person(12, "李强", 学历="本科")]
    path = save(folder / "a.xlsx", [["单位", *HEADERS, "备注"], *(["敦厚镇", *line, "原文"] for line in lines)])

    def wanted() -> Any:
        posts = Appointment.objects.live().values_list("person__name", "to_date", "person__education")
        return sorted(map(repr, posts))

    return Way(engine, path, "station_staff", "note", wanted)


def table(engine: Engine, folder: Path) -> Way:
    heads = ["乡镇", "办公电话", "标识牌", "办公用房面积（平方米）", "电脑（台）", "办公地址"]
    lines: list[list[Any]] = [
        ["敦厚镇", "0796-8412345", "是", 80, 2, "原文"],
        ["永阳镇", "", "否", 60, 1, "原文"],
        ["禾川镇", "", "", "", "", ""],
    ]
    path = save(folder / "a.xlsx", [heads, *lines])

    def wanted() -> Any:
        profiles = StationProfile.objects.values_list("station__name", "sign_hung", "office_area")
        held = Equipment.objects.values_list("station__name", "kind", "total")
        return sorted(map(repr, [*profiles, *held]))

    return Way(engine, path, "station_profile", "address", wanted)


@pytest.mark.parametrize("made", [roster, table])
@pytest.mark.parametrize("modes", [list(Mode)] if SAMPLE else [[mode] for mode in Mode], ids="-".join)
def test_an_import_cut_off_anywhere_is_whole_or_absent(engine, tmp_path, made, modes):
    cuts = prove(made(engine, tmp_path), cycle(modes), random.Random(20261128))
    sys.stdout.write(f"{connection.vendor}, {made.__name__}: cut off {cuts} times\n")


@pytest.mark.parametrize("mode", Mode)
def test_what_is_written_by_halves_is_noticed(mode):
    """Before anybody trusts the silence above."""

    def twice():
        for _ in range(2):
            trail.record(SYSTEM, Action.LIMIT_REACHED)

    for at in range(1, asked_by(twice) + 1):
        before = records()
        assert cut_off(twice, at, mode)
        if changed(before) and AuditEntry.objects.count() % 2:
            return
    pytest.fail("every half was taken back")
