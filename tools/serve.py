"""Run the portal and the workers of its long tasks together: one command starts all, Ctrl+C ends all.

Usage: ``python -m tools.serve PORT``. One worker takes small imports alone, so that they need not wait behind large
ones, the other takes any. A worker that ended by itself is started again; when the portal ends (its port is taken,
say), everything does. All stay in the process group of this command, so whoever kills the group gets all.
"""

import signal
import subprocess
import sys
import time
from types import FrameType

WAIT_SECONDS = 10.0
"""How long either may take to end; a task that is cut off writes nothing."""

RESTART_SECONDS = 3.0

QUEUES = ("default", "*")
"""What each worker takes: small imports, anything."""


def main(port: str) -> int:
    """Return the portal's exit status; 0 after Ctrl+C."""
    for number in (signal.SIGINT, signal.SIGTERM):  # a script's background command is started with Ctrl+C ignored
        signal.signal(number, _end)
    portal = start("runserver", f"127.0.0.1:{port}")
    workers = {queue: start("db_worker", "--queue-name", queue) for queue in QUEUES}
    try:
        while portal.poll() is None:
            time.sleep(0.3)
            for queue in [queue for queue, worker in workers.items() if worker.poll() is not None]:
                print("后台程序意外退出，正在重新启动 …", file=sys.stderr, flush=True)
                time.sleep(RESTART_SECONDS)
                workers[queue] = start("db_worker", "--queue-name", queue)
    except KeyboardInterrupt:
        return 0
    finally:
        end(portal, *workers.values())
    return portal.returncode


def start(*command: str) -> "subprocess.Popen[bytes]":
    """Start a command of ``manage.py`` with the interpreter that runs this one."""
    return subprocess.Popen([sys.executable, "manage.py", *command])


def end(*processes: "subprocess.Popen[bytes]") -> None:
    """End the processes and wait for them, so that none is left behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + WAIT_SECONDS
    for process in processes:
        try:
            process.wait(max(deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _end(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
