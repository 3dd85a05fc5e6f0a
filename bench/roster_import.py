"""A roster of 10,000 people: read, preview and commit, against stock django-import-export doing the same rows.

``python -m bench roster_import``; ROWS and ROUNDS in the environment change the size and how often ours is repeated.
"""

import os

from bench.databases import measure

ROWS = os.environ.get("ROWS", "10000")
ROUNDS = os.environ.get("ROUNDS", "3")


def main() -> None:
    """Print seconds (median of the rounds) and the ratio to stock, for both databases."""
    print(f"{ROWS} rows; seconds, median of {ROUNDS} (stock: one run); history written in every case")
    for database, result in measure("bench.roster_import_case", ROWS, ROUNDS):
        stock = result["stock preview"] + result["stock import"]
        for name, seconds in result.items():
            print(f"  {database:<11}{name:<32}{seconds:8.2f}")
        ours = result["insert: preview"] + result["insert: commit"]
        print(f"  {database:<11}{'ratio stock ÷ ours (insert)':<32}{stock / ours:8.1f}×")
