"""Let the database fail at the n-th thing that is asked of it, and look at what is left.

Asked of it are statements, streams of rows (``COPY``), and the end of a transaction, which counts twice: it may be cut
off before anything is stored, and after all is.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import pytest
from django.apps import apps
from django.db import OperationalError, connection, connections, transaction
from django.db.backends.utils import CursorWrapper
from django_tasks_db.models import DBTaskResult

from assessments.compliance.refresh import refresh_all
from assessments.models import Finding, RollUp
from intake.models import ImportJob
from jian_minzheng.core.audit import trail
from tests import processes

BESIDE = {ImportJob, DBTaskResult}
"""What was asked for, and that it was cut off, is told; the records know nothing of it."""

CONSTANT = {"auth_permission", "django_content_type"}


class Mode(StrEnum):
    """One statement fails; or the database is gone from then on; or the process is killed."""

    ONCE = "once"
    GONE = "gone"
    KILLED = "killed"


class Fault:
    """Counts what is asked of the database; at the n-th it strikes, and if ``lasting`` at all that follow."""

    def __init__(self, at: int, strike: Callable[[], None], *, lasting: bool = False) -> None:
        self.at, self.strike, self.lasting = at, strike, lasting
        self.count = 0

    @property
    def struck(self) -> bool:
        return self.count >= self.at

    def step(self) -> None:
        self.count += 1
        if self.count == self.at or (self.lasting and self.struck):
            self.strike()

    def ending(self) -> None:
        """A transaction is about to be stored."""
        self.step()

    def ended(self) -> None:
        """It was, and nobody has been told."""
        self.step()

    @contextmanager
    def planted(self) -> Iterator[None]:
        store, stream = connection._commit, CursorWrapper.__getattr__

        def execute(run: Callable[..., Any], *asked: Any) -> Any:
            self.step()
            return run(*asked)

        def commit() -> None:
            self.ending()
            store()
            self.ended()

        def copy(cursor: CursorWrapper, *asked: Any) -> Any:
            self.step()
            return stream(cursor, "copy_expert")(*asked)

        with pytest.MonkeyPatch.context() as patch, connection.execute_wrapper(execute):
            patch.setattr(connection, "_commit", commit)
            patch.setattr(CursorWrapper, "copy_expert", copy, raising=False)
            yield


class AtEnd(Fault):
    """Strikes at the end of the first transaction: before it is stored, or right after it was."""

    def __init__(self, strike: Callable[[], None], *, stored: bool = False) -> None:
        super().__init__(1, strike)
        self.stored = stored

    def step(self) -> None:
        """Statements go through."""

    def ending(self) -> None:
        if not self.stored:
            self.strike()

    def ended(self) -> None:
        self.strike()


def asked_by(step: Callable[[], object]) -> int:
    """How much the step asks of the database; what it does is taken back."""
    counting = Fault(0, lambda: None)
    with counting.planted(), transaction.atomic():
        step()
        transaction.set_rollback(True)
    return counting.count


def cut_off(step: Callable[[], object], at: int, mode: Mode) -> bool:
    """Do the step with a fault; returns whether it came to that."""
    if mode == Mode.KILLED:
        return processes.killed(lambda: _with(step, Fault(at, die)))
    fault = Fault(at, _refuse, lasting=mode == Mode.GONE)
    try:
        _with(step, fault)
    except OperationalError:
        assert fault.struck
    finally:
        connections.close_all()
    return fault.struck


def _with(step: Callable[[], object], fault: Fault) -> None:
    with fault.planted():
        step()


def die() -> None:
    """As the kernel kills a process when memory runs out: no chance to clean up."""
    os.kill(os.getpid(), signal.SIGKILL)


def _refuse() -> None:
    raise OperationalError("the database is gone")


def records() -> dict[str, list[Any]]:
    """Every row of every table, but for those of the work itself."""
    tables = {model._meta.db_table for model in apps.get_models() if model not in BESIDE}
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in sorted(tables - CONSTANT)}


def _rows(cursor: Any, table: str) -> list[Any]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
    rows: list[Any] = cursor.fetchall()
    return rows


def changed(before: dict[str, list[Any]]) -> list[str]:
    """Names of the tables that are not as they were."""
    return [name for name, rows in records().items() if rows != before[name]]


def untrue() -> list[str]:
    """What is wrong with the audit trail, and with what is stored of the judgement: it must equal one made now."""
    with transaction.atomic():
        stored = _judged()
        refresh_all()
        fresh = _judged()
        transaction.set_rollback(True)
    broken = trail.verify()
    return [*(["findings"] if stored != fresh else []), *([f"trail at {broken}"] if broken else [])]


def _judged() -> list[Any]:
    findings = ("standard", "subject_kind", "subject_id", "outcome", "measured", "required", "gap", "reason")
    counts = ("division", "standard", "met", "unmet", "unknown", "not_applicable", "gap")
    return [
        sorted(map(repr, Finding.objects.values_list(*findings))),
        sorted(map(repr, RollUp.objects.values_list(*counts))),
    ]
