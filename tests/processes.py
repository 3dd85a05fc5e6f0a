"""Other processes on the database of the test that runs: workers, portals, rivals."""

import os
import signal
import subprocess
import sys
import time
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


def wait_until(condition: Callable[[], T]) -> T:
    """Ask again and again until the answer is true, and return it."""
    deadline = time.monotonic() + DEADLINE
    while not (answer := condition()):
        assert time.monotonic() < deadline, "it never came to that"
        connections.close_all()
        time.sleep(0.02)
    return answer
