"""Other processes on the database of the test that runs: workers, portals, rivals."""

import faulthandler
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, connections

from tests.portal import ROOT

T = TypeVar("T")
DEADLINE = 60.0
"""Seconds after which a condition is taken never to come true; generous, for machines under load."""


def environment() -> dict[str, str]:
    """The same database, files and cache, and tasks that wait for a worker. Call it inside a test that commits."""
    name = str(connection.settings_dict["NAME"])
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "jian_minzheng.settings.test",
        "DATABASE_URL": url,
        "TEST_FILES": str(settings.FILES),
        "TASK_BACKEND": "django_tasks_db.DatabaseBackend",
    }


def start(*command: str, **options) -> subprocess.Popen[str]:
    """Start ``python -W ignore …`` in the folder of the project."""
    arguments = [sys.executable, "-W", "ignore", *command]
    return subprocess.Popen(arguments, cwd=ROOT, env=environment(), text=True, **options)


@contextmanager
def worker() -> Iterator[subprocess.Popen[str]]:
    """A worker as `make run` starts it; killed at the end if it still runs."""
    process = start("manage.py", "db_worker", "--interval", "0.1", "--no-startup-delay", stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[str]) -> None:
    """As the kernel does when memory runs out: no chance to clean up."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def killed(step: Callable[[], object]) -> bool:
    """Do the step in a copy of this process with connections of its own; returns whether it was killed meanwhile.

    A copy is there at once, where a new process would have to load the portal first.
    """
    connections.close_all()
    sys.stdout.flush()
    copy = os.fork()
    if not copy:
        _end_after(step)
    _, status = os.waitpid(copy, 0)
    assert os.WIFSIGNALED(status) or not os.WEXITSTATUS(status), "what the copy raised stands in its output"
    return os.WIFSIGNALED(status)


def at_once(*steps: Callable[[], str]) -> list[str]:
    """Do the steps in copies of this process, all begun together; returns what each of them said."""
    connections.close_all()
    go, start = os.pipe()
    copies = [_rival(step, go, start) for step in steps]
    os.close(start)  # whoever reads from it goes on
    said = []
    for copy, told in copies:
        with os.fdopen(told) as words:
            said.append(words.read())
        _, status = os.waitpid(copy, 0)
        assert status == 0, "what the copy raised stands in its output"
    os.close(go)
    return said


def _rival(step: Callable[[], str], go: int, start: int) -> tuple[int, int]:
    """A copy that waits at the gate ``go`` until ``start`` is closed; its process, and where it says how it went."""
    told, tell = os.pipe()
    copy = os.fork()
    if not copy:
        os.close(start)
        os.read(go, 1)
        _end_after(lambda: os.write(tell, step().encode()))
    os.close(tell)
    return copy, told


def _end_after(step: Callable[[], object]) -> None:
    """The copy ends here, without what its original would do at its end; one that hangs says where, and ends."""
    faulthandler.dump_traceback_later(2 * DEADLINE, exit=True, file=sys.__stderr__)
    try:
        step()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def wait_until(condition: Callable[[], T]) -> T:
    """Ask again and again until the answer is true, and return it."""
    deadline = time.monotonic() + DEADLINE
    while not (answer := condition()):
        assert time.monotonic() < deadline, "it never came to that"
        connections.close_all()
        time.sleep(0.02)
    return answer
