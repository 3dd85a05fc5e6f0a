"""A roster read, previewed and committed, against django-import-export and against the least that can be done at all.

``python -m bench roster_import``; ROWS (sizes, parted by blanks) and ROUNDS in the environment change how much is done.
Rivals, all in one run: stock django-import-export as documented; the same tuned as far as it goes; and the floor, which
reads, checks and writes without history, without a stored preview and without looking at what is known.
"""

import os
import tempfile

from bench.databases import databases, run

SIZES = [int(size) for size in os.environ.get("ROWS", "10000 100000").split()]
ROUNDS = os.environ.get("ROUNDS", "3")
MOST_FOR_STOCK = 10_000
"""It needs minutes for so many already; time and memory grow with the rows."""

CASES = ("insert", "identical", "changed", "undo", "floor", "tuned", "stock")


def main() -> None:
    """Print seconds and peak memory of every case, and the ratios for new rows, for both databases."""
    for database, url in databases():
        for size in SIZES:
            print(
                f"\n  {database}, {size:,} rows; seconds (median of {ROUNDS}, rivals once), peak memory of the process"
            )
            with tempfile.TemporaryDirectory(prefix="bench-") as folder:
                run(url, "bench.roster_import_case", "prepare", str(size), "1", folder)
                _compare(url, size, folder)


def _compare(url: str, size: int, folder: str) -> None:
    total = {}
    for case in CASES:
        if case == "stock" and size > MOST_FOR_STOCK:
            continue
        if case == "undo":  # of new rows, in a process of its own
            run(url, "bench.roster_import_case", "insert", str(size), "1", folder)
        rounds = ROUNDS if case in ("insert", "identical", "changed") and size <= MOST_FOR_STOCK else "1"
        found = run(url, "bench.roster_import_case", case, str(size), rounds, folder)
        total[case] = sum(found["seconds"].values())
        parts = "  ".join(f"{name} {seconds:.2f}" for name, seconds in found["seconds"].items())
        print(f"    {case:<11}{total[case]:8.2f} s{found['megabytes']:6.0f} MB   {parts}", flush=True)
    for rival in ("stock", "tuned"):
        if rival in total:
            print(f"    {rival} ÷ ours (new rows){total[rival] / total['insert']:8.1f}×")
    print(f"    ours ÷ floor (new rows){total['insert'] / total['floor']:8.1f}×", flush=True)
