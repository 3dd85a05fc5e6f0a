"""Messy rosters made up with their truth: how much of what townships send is understood, and is any silently wrong?

``python -m bench roster_corpus``; SEEDS in the environment says how many files of every layout are made (3). Everything
is invented, everything follows from the seed, and files live in a temporary folder only.

people, county      who and where: the facts
spellings           fact → cell, in all everyday, unclear and wrong forms
draft               lines, headers, groups → a page with its truth
layouts             one function per sort of file, in groups
writers             pages → files, in every format
score               the engine's preview held against the truth
"""

import os

from bench.databases import measure

SEEDS = os.environ.get("SEEDS", "3")
_SHOWN = int(os.environ.get("SHOWN", "60"))


def main() -> None:
    """Print rows right, columns right and silent errors by group, and what is wrong one by one."""
    _, result = next(iter(measure("bench.roster_corpus_case", SEEDS, *os.environ.get("LAYOUTS", "").split())))
    print(f"{result['layouts']} layouts × {SEEDS} seeds")
    print(f"  {'group':<14}{'rows':>7}{'right':>9}{'columns':>9}{'right':>9}{'silent':>8}")
    for group, (rows, rows_right, columns, columns_right, silent) in result["groups"].items():
        print(f"  {group:<14}{rows:>7}{rows_right / rows:>9.1%}{columns:>9}{columns_right / columns:>9.1%}{silent:>8}")
    for line in [*result["silent"], *result["slips"][:_SHOWN]]:
        print(f"  {line}")
