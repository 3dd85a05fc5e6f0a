"""One case of ``bench.roster_import`` on one database; prints seconds by step, and its peak memory, as JSON."""

import json
import resource
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench.roster_files import TOWNSHIPS, roster, save  # noqa: E402
from intake.models import ImportBatch, ImportJob, ImportRow  # noqa: E402
from intake.preview.preview import preview_build  # noqa: E402
from intake.writing.commit import batch_commit  # noqa: E402
from intake.writing.undo import batch_undo  # noqa: E402
from jian_minzheng.core.acting import SYSTEM, Acting  # noqa: E402
from offices.grants import grant_give  # noqa: E402
from offices.identity import acting_as  # noqa: E402
from offices.models import Division, Station, User  # noqa: E402
from offices.roles import Role  # noqa: E402
from staffing.models import Appointment, Person, RosterNumbers  # noqa: E402

Steps = dict[str, list[float]]


def prepare(rows: int, folder: Path) -> None:
    """Tables, the county, and the two files."""
    call_command("migrate", verbosity=0)
    if not User.objects.filter(username="bench").exists():
        county()
    save(folder / "new.xlsx", roster(rows))
    save(folder / "tenth.xlsx", roster(rows, changed_every=10))


def county() -> tuple[User, Acting, Division]:
    """A county with twenty townships, their stations, and its official."""
    city = Division.objects.add_root({"level": "city", "kind": "设区市", "name": "吉安市"})
    place = Division.objects.add_child(city, {"level": "county", "kind": "县", "name": "吉安县"})
    for number in range(TOWNSHIPS):
        place.refresh_from_db()
        township = Division.objects.add_child(place, {"level": "township", "kind": "镇", "name": f"测{number:02}镇"})
        Station.objects.create(township=township, name=f"{township.name}民政所", opened_on=date(2015, 1, 1))
    user = User.objects.create_user("bench", full_name="测量")
    grant_give(SYSTEM, user=user, role=Role.COUNTY_OFFICER, division=place)
    place.refresh_from_db()
    return user, acting_as(user), place


def empty() -> None:
    """People, posts, their histories and the batches go; everything else stays."""
    histories = (Appointment.history.model, Person.history.model)
    for model in (*histories, ImportRow, ImportJob, RosterNumbers, ImportBatch, Appointment, Person):
        model._default_manager.all()._raw_delete(model._default_manager.db)


def take_in(seconds: Steps, path: Path) -> None:
    """Preview and commit, as the county's official does."""
    user = User.objects.get(username="bench")
    actor = acting_as(user)
    division = Division.objects.get(level="county")

    def preview() -> ImportBatch:
        return preview_build(actor, path=path, file_name="a.xlsx", kind="station_staff", division=division)

    batch = timed(seconds, "preview", preview)
    timed(seconds, "commit", lambda: batch_commit(actor, batch=batch, good_rows_only=False))


def take_back(seconds: Steps) -> None:
    """Undo the last import."""
    user = User.objects.get(username="bench")
    batch = ImportBatch.objects.filter(state=ImportBatch.State.COMMITTED).latest("pk")
    timed(seconds, "undo", lambda: batch_undo(acting_as(user), batch=batch))


def timed(seconds: Steps, step: str, work: Callable[[], Any]) -> Any:
    """Run and note how long it took."""
    started = time.perf_counter()
    result = work()
    seconds[step].append(time.perf_counter() - started)
    return result


def measure(case: str, rounds: int, folder: Path) -> Steps:
    """``identical`` and ``changed`` go on from what the case before them left; ``undo`` takes that back."""
    seconds: Steps = defaultdict(list)
    new, tenth = folder / "new.xlsx", folder / "tenth.xlsx"
    for turn in range(rounds):
        if case == "insert":
            empty()
            take_in(seconds, new)
        elif case == "identical":
            take_in(seconds, new)
        elif case == "changed":
            take_in(seconds, new if turn % 2 else tenth)
        elif case == "undo":
            take_back(seconds)
        else:
            empty()
            _rival(case, seconds, new)
    return seconds


def _rival(case: str, seconds: Steps, path: Path) -> None:
    """Imported here, so that what a rival loads does not count as the memory of another."""
    if case == "floor":
        from bench.floor_import import floor_import

        timed(seconds, "all", lambda: floor_import(path))
        return
    from bench import stock_import, tuned_import

    rival = stock_import.run if case == "stock" else tuned_import.run
    timed(seconds, "preview", lambda: rival(path, dry_run=True))
    timed(seconds, "import", lambda: rival(path, dry_run=False))


def main(case: str, rows: int, rounds: int, folder: Path) -> None:
    if case == "prepare":
        prepare(rows, folder)
        print("{}")
        return
    seconds = measure(case, rounds, folder)
    assert Appointment.objects.count() == rows, (case, Appointment.objects.count())
    result = {
        "seconds": {step: statistics.median(times) for step, times in seconds.items()},
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
