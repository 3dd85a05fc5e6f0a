"""The engine on several commits: processor seconds, memory per finding, a township's refresh, queries of dashboards.

``python -m bench engine``; COMMITS in the environment names them, by default the one before the engine was rebuilt and
the one that is checked out. ROUNDS changes how often each figure is taken. SQLite, each commit in a folder of its own.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.databases import ROOT, run

ROUNDS = os.environ.get("ROUNDS", "5")
COMMITS = os.environ.get("COMMITS", "425973e HEAD").split()
CASE = Path(__file__).with_name("engine_case.py")


def main() -> None:
    """Print one column of figures per commit; a commit without something has a stroke there."""
    figures = {commit: _measured(commit) for commit in COMMITS}
    print(f"{'median of ' + ROUNDS:<40}{''.join(f'{commit:>12}' for commit in figures)}")
    for name in dict.fromkeys(name for found in figures.values() for name in found):
        row = (f"{found[name]:12.3f}" if name in found else f"{'–':>12}" for found in figures.values())
        print(f"{name:<40}{''.join(row)}")


def _measured(commit: str) -> dict[str, float]:
    with _checked_out(commit) as tree:
        shutil.copy(CASE, tree / "bench" / CASE.name)
        figures: dict[str, float] = run(f"sqlite:///{tree}/bench.sqlite3", f"bench.{CASE.stem}", ROUNDS, root=tree)
    return figures


@contextmanager
def _checked_out(commit: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        tree = Path(folder) / "tree"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, commit], cwd=ROOT, check=True)
        try:
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
