"""The run behind ``bench.roster_corpus``; prints counts by group and every slip as JSON."""

import json
import sys
import tempfile
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench.roster_corpus import layouts  # noqa: E402, F401  (registers them)
from bench.roster_corpus.county import make_county  # noqa: E402
from bench.roster_corpus.registry import LAYOUTS  # noqa: E402
from bench.roster_corpus.score import Tally, score  # noqa: E402


def main(seeds: int, names: list[str]) -> None:
    call_command("migrate", verbosity=0)
    county = make_county()
    groups: dict[str, Tally] = {}
    chosen = [layout for layout in LAYOUTS.values() if not names or layout.name in names or layout.group in names]
    with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
        for layout in chosen:
            for seed in range(seeds):
                groups.setdefault(layout.group, Tally()).add(score(county, layout, seed, Path(folder)))
    total = Tally()
    for tally in list(groups.values()):
        total.add(tally)
    groups["all"] = total
    counts = {
        group: (one.rows, one.rows_right, one.columns, one.columns_right, len(one.silent))
        for group, one in groups.items()
    }
    quiet = [str(slip) for slip in total.silent]
    loud = [str(slip) for slip in total.slips if not slip.silent]
    print(json.dumps({"layouts": len(chosen), "groups": counts, "silent": quiet, "slips": loud}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
