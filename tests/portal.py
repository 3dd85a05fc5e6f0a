"""The apps of the portal, as the contracts between them name them."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
APPS = tuple(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["root_packages"])
