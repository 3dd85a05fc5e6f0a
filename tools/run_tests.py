"""Run the whole suite on SQLite, and on PostgreSQL all of it that touches the database, for the rest is the same there.
The last line counts: ``N passed, N failed, N skipped``.

Set ``DATABASE_URL`` to a PostgreSQL server of your own to use it instead of the embedded one. Arguments are handed on
to pytest: ``python -m tools.run_tests tests/staffing -x``.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tools.embedded_postgres import embedded_postgres

ROOT = Path(__file__).resolve().parents[1]
SUMMARY = ROOT / ".cache" / "test-summary.txt"
WORKERS = str(min(os.cpu_count() or 1, 8))
NOTHING_COLLECTED = 5
"""How pytest says that no test was asked for: those named touch no database."""

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}


@dataclass
class Tally:
    """What became of the tests of one run, and why those that did not run did not.

    ``apart`` of them touch no database: once is enough.
    """

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    apart: int = 0

    @property
    def total(self) -> int:
        return self.passed + self.failed + self.skipped

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.reasons + other.reasons,
            self.apart + other.apart,
        )

    def __str__(self) -> str:
        line = f"{self.passed} passed, {self.failed} failed"
        return f"{line}, {self.skipped} skipped" if self.skipped else line


def main(arguments: list[str]) -> int:
    """Return the exit status: 0 when nothing failed and something passed."""
    tally = run_suite("SQLite", "", arguments)
    tally += run_on_postgres(arguments, expected=tally.total - tally.apart)
    for reason, count in sorted(tally.reasons.items()):
        print(f"{count} tests did not run: {reason}")
    SUMMARY.parent.mkdir(exist_ok=True)
    SUMMARY.write_text(f"{tally}\n", encoding="utf-8")
    print(tally, flush=True)
    return 0 if tally.passed and not tally.failed else 1


def run_on_postgres(arguments: list[str], *, expected: int) -> Tally:
    """Run on the server that ``DATABASE_URL`` names, else on the embedded one; without both, ``expected`` are lost."""
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith(("postgres://", "postgresql://", "pgsql://", "psql://")):
        return run_suite("PostgreSQL", named, arguments)
    try:
        with embedded_postgres() as url:
            return run_suite("PostgreSQL", url, arguments)
    except Exception as error:
        # Whatever keeps the server from starting, the person must learn which tests did not run, and why.
        lost = Tally(reasons=Counter({f"no PostgreSQL server ({error})": expected}))
        lost.failed, lost.skipped = (expected, 0) if IN_CI else (0, expected)
        return lost


def run_suite(name: str, database_url: str, arguments: list[str]) -> Tally:
    """Run pytest once against one database. An empty ``database_url`` means SQLite."""
    print(f"\n===== {name} =====", flush=True)
    with scratch_environment(database_url) as (environment, report):
        command = [sys.executable, "-m", "pytest", "-n", WORKERS, "--dist", "worksteal", f"--junit-xml={report}"]
        status = subprocess.run([*command, *arguments], cwd=ROOT, env=environment, check=False).returncode
        tally = read_report(report, name)
    if database_url and status == NOTHING_COLLECTED:
        return tally
    if status and not tally.failed:
        print(f"{name}: pytest stopped with status {status}")
        tally.failed = 1
    return tally


@contextmanager
def scratch_environment(database_url: str) -> Iterator[tuple[dict[str, str], Path]]:
    """The environment of one run and the place of its report; all temporary files go with the run."""
    with tempfile.TemporaryDirectory(prefix="tests-", ignore_cleanup_errors=True) as folder:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment["TMPDIR"] = folder
        if database_url:
            environment |= {"DATABASE_URL": database_url, "DATABASE_TESTS_ONLY": "1"}
        yield environment, Path(folder) / "report.xml"


def read_report(report: Path, name: str) -> Tally:
    """Count the outcomes in a junit report; a missing report counts as one failure."""
    if not report.exists():
        return Tally(failed=1)
    tally = Tally()
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 -- written by our own pytest a moment ago
        tally.apart += case.find("properties/property[@name='database']") is not None
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            tally.failed += 1
        elif skip is not None:
            tally.skipped += 1
            tally.reasons[f"{skip.get('message', '')} [{name}]"] += 1
        else:
            tally.passed += 1
    return tally


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
