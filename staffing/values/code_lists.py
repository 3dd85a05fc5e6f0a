"""The answers that rosters give to questions from a list, with their everyday variants."""

from functools import cache
from pathlib import Path

from intake.values.code_lists import CodeList, read_lists

_FILE = Path(__file__).resolve().parents[1] / "data" / "value_synonyms.csv"


@cache
def code_lists() -> dict[str, CodeList]:
    """By field key."""
    return read_lists(_FILE)
