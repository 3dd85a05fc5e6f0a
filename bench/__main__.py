"""``python -m bench [NAME …]``: run the named measurements, or all of them. Each prints its own table."""

import importlib
import sys
from pathlib import Path

MEASUREMENTS = sorted(path.name.removesuffix("_case.py") for path in Path(__file__).parent.glob("*_case.py"))
"""A measurement ``x`` is a module with a function ``main``; ``x_case`` is what it runs in a process per database."""


def main(names: list[str]) -> None:
    for name in names or MEASUREMENTS:
        print(f"\n== {name}", flush=True)
        importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
