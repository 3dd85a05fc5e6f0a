"""Fresh databases to measure on, one process each, because settings are read once."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.embedded_postgres import embedded_postgres

ROOT = Path(__file__).resolve().parents[1]


def databases() -> Iterator[tuple[str, str]]:
    """Name and address of an empty SQLite, then of an empty PostgreSQL; each is gone when the next is asked for."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield "SQLite", f"sqlite:///{folder}/bench.sqlite3"
    with embedded_postgres() as url:
        yield "PostgreSQL", url


def measure(module: str, *arguments: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Run ``python -m module arguments`` on SQLite, then on PostgreSQL; yields each name and the JSON printed."""
    for name, url in databases():
        yield name, run(url, module, *arguments)


def run(url: str, module: str, *arguments: str, root: Path = ROOT) -> dict[str, Any]:
    """What ``python -m module arguments`` prints as JSON in its last line, on the database at ``url``.

    Args:
        root: the folder with the code that runs.
    """
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "jian_minzheng.settings.test"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", module, *arguments],
        cwd=root,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return result
