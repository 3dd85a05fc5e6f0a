"""Damaged rosters of every format through the whole preview: no crash, no hang, no gigabyte, nothing written.

``python -m bench roster_fuzz``; FILES (10,000) and SEED (0, the first of them) in the environment choose which.
"""

import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bench.databases import ROOT

FILES = int(os.environ.get("FILES", "10000"))
SEED = int(os.environ.get("SEED", "0"))
WORKERS = os.cpu_count() or 1


@dataclass
class Result:
    """What became of the files, by outcome; the slowest in seconds, the largest worker in MB, and every failure."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    peak: int = 0
    failures: list[str] = field(default_factory=list)


def main() -> None:
    """Print the counts, and every file that the importer did not survive."""
    result = Result()
    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(_all_of, number, result) for number in range(WORKERS)]:
            done.result()
    print(f"{sum(result.outcomes.values())} files: {dict(result.outcomes)}")
    seconds, which = result.slowest
    print(f"slowest {seconds:.1f} s ({which}); largest worker {result.peak} MB; failures {len(result.failures)}")
    for failure in result.failures:
        print(f"  {failure}")


def _all_of(number: int, result: Result) -> None:
    """Every n-th file, in one process after the other: a worker that dies is replaced behind the file it died of."""
    first = SEED + number
    while first < SEED + FILES:
        first = _worker(first, result)


def _worker(first: int, result: Result) -> int:
    """Run one worker to its end; returns the seed to go on with."""
    environment = {
        **os.environ, "DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "jian_minzheng.settings.test",
    }  # fmt: skip
    command = [sys.executable, "-W", "ignore", "-m", "bench.roster_fuzz_case"]
    worker = subprocess.Popen(
        [*command, str(first), str(SEED + FILES), str(WORKERS)],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    seed = -1
    for line in worker.stdout or ():
        mark, _, rest = line.partition(" ")
        if mark == ">":
            seed = int(rest)
        elif mark == "<":
            _, seconds, name, outcome = rest.strip().split(" ", 3)
            result.outcomes[outcome.split()[0]] += 1
            result.slowest = max(result.slowest, (float(seconds), f"seed {seed}, {name}"))
            if outcome.startswith("failed"):
                result.failures.append(f"seed {seed}, {name}: {outcome}")
        elif mark == "peak":
            result.peak = max(result.peak, int(rest))
    if worker.wait() == 0:
        return SEED + FILES
    result.outcomes["died"] += 1
    result.failures.append(f"seed {seed}: the worker ended with {worker.returncode}")
    return seed + WORKERS if seed >= 0 else SEED + FILES
