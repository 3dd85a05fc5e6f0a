"""Full evaluation of 吉安 with the demonstration data: every station, village and home against all nineteen standards.

``python -m bench evaluate``; ROUNDS in the environment changes how often each figure is taken.
"""

import os

from bench.databases import measure

ROUNDS = os.environ.get("ROUNDS", "5")


def main() -> None:
    """Print the number of findings and seconds (medians), for both databases."""
    print(f"seconds, median of {ROUNDS}")
    for database, result in measure("bench.evaluate_case", ROUNDS):
        print(f"  {database:<11}{'findings':<40}{result.pop('findings'):8,}")
        for name, seconds in result.items():
            print(f"  {database:<11}{name:<40}{seconds:8.3f}")
