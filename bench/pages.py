"""Server time and queries of the pages that are opened most, with the demonstration data.

``python -m bench pages``; ROUNDS in the environment changes how often each page is asked for.
"""

import os

from bench.databases import measure

ROUNDS = os.environ.get("ROUNDS", "30")


def main() -> None:
    """Print wall-clock and processor milliseconds (medians), queries and size per page, for both databases."""
    print(f"milliseconds, median of {ROUNDS} (warm)")
    for database, pages in measure("bench.pages_case", ROUNDS):
        for name, page in pages.items():
            print(
                f"  {database:<11}{name:<28}{page['wall']:8.1f} wall{page['cpu']:8.1f} cpu"
                f"{page['queries']:5} queries{page['kilobytes']:6} KiB"
            )
