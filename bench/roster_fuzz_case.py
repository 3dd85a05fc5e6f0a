"""One worker of ``bench.roster_fuzz``: previews damaged rosters, one seed after the other, and tells of each.

Prints ``> seed`` before and ``< seed outcome`` after each file, so that whoever started it knows which file it died of.
"""

import faulthandler
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from bench.fuzz.damage import damaged  # noqa: E402
from bench.fuzz.workbooks import workbooks  # noqa: E402
from bench.roster_import_case import county  # noqa: E402
from intake.grid import UnreadableFile  # noqa: E402
from intake.layout.columns import NoHeader  # noqa: E402
from intake.preview.preview import preview_build  # noqa: E402
from staffing.models import Appointment, Person  # noqa: E402

MEMORY = 1024**3
SECONDS = 30


class TooSlow(Exception):
    """The file took longer than a file may."""


def _alarm(*_: Any) -> None:
    raise TooSlow


def outcome_of(path: Path, name: str, where: dict[str, Any]) -> str:
    """``read``, ``refused``, or what went wrong and where."""
    signal.alarm(SECONDS)
    faulthandler.dump_traceback_later(2 * SECONDS, exit=True)  # should it hang where signals are not heard
    try:
        with transaction.atomic():
            preview_build(path=path, file_name=name, kind="station_staff", **where)
            transaction.set_rollback(True)
    except (UnreadableFile, NoHeader) as refused:
        return "failed: a reader" if getattr(refused, "code", "") == "reader_failed" else "refused"
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return f"failed {type(error).__name__} {Path(frame.filename).name}:{frame.lineno} {str(error)[:120]!r}"
    finally:
        signal.alarm(0)
        faulthandler.cancel_dump_traceback_later()
    return "read"


def main(first: int, last: int, step: int) -> None:
    call_command("migrate", verbosity=0)
    _, actor, division = county()
    where = {"actor": actor, "division": division}
    signal.signal(signal.SIGALRM, _alarm)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        settings.MEDIA_ROOT = folder
        made = workbooks(Path(folder))
        contents = list(made.values())
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        for seed in range(first, last, step):
            rng = random.Random(seed)
            name = rng.choice(list(made))
            path = Path(folder) / f"case{Path(name).suffix}"
            path.write_bytes(damaged(made[name], contents, rng))
            print(f"> {seed}", flush=True)
            started = time.perf_counter()
            outcome = outcome_of(path, name, where)
            if Person.objects.exists() or Appointment.objects.exists():
                outcome = "failed: wrote people or posts"
            print(f"< {seed} {time.perf_counter() - started:.2f} {name} {outcome}", flush=True)
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}", flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
