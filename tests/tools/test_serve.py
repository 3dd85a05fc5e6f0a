"""`make run` starts the portal and its workers, and ends all."""

import os
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests import processes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def serve(port):
    process = processes.start("-m", "tools.serve", str(port), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    yield process
    process.send_signal(signal.SIGTERM)
    process.wait(processes.DEADLINE)


def children(process):
    """Process ids by command of manage.py, those of workers by what they take."""
    found = {}
    for task in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        words = Path(f"/proc/{task}/cmdline").read_text().split("\0")
        if "manage.py" in words:
            named = "--queue-name" if "--queue-name" in words else "manage.py"
            found[words[words.index(named) + 1]] = int(task)
    return found


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def is_gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_all_run_and_all_end(serve, port, signal_number):
    processes.wait_until(lambda: answers(port))
    running = children(serve)
    assert set(running) == {"runserver", "default", "*"}
    serve.send_signal(signal_number)
    assert serve.wait(processes.DEADLINE) == 0
    assert all(is_gone(pid) for pid in running.values())
    assert not answers(port)


def test_a_worker_that_ended_is_started_again(serve):
    first = processes.wait_until(lambda: children(serve).get("default"))
    os.kill(first, signal.SIGKILL)
    assert processes.wait_until(lambda: children(serve).get("default") not in (None, first))
    assert children(serve).keys() >= {"default", "*"}


def test_when_the_port_is_taken_everything_ends_and_says_so(port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        process = processes.start("-m", "tools.serve", str(port), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        assert process.wait(processes.DEADLINE) != 0
