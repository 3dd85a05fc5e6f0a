"""The lists of answers with their everyday variants, kept as data in ``staffing/data/value_synonyms.csv``."""

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parents[2] / "data" / "value_synonyms.csv"
_NOISE = re.compile(r"[\s、,。;.·'\"“”‘’\-—_/\u200b\ufeff]+")
_UNDECIDED = "?"
"""Instead of a code: words that people use and that may mean several; ``label`` then says what to write."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """Why a word does not settle the answer, and the codes that it may stand for."""

    message: str
    codes: tuple[str, ...]


@dataclass(slots=True)
class CodeList:
    """``labels`` by code in the order of the list, ``codes`` by word, ``undecided`` by word."""

    labels: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    undecided: dict[str, Undecided] = field(default_factory=dict)

    def code(self, text: str) -> str | None:
        """The code that a word stands for, blanks and marks aside."""
        return self.codes.get(plain_word(text))


def plain_word(text: str) -> str:
    """A word as the lists compare it."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold()


@cache
def code_lists() -> dict[str, CodeList]:
    """By field key."""
    lists: dict[str, CodeList] = {}
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            known = lists.setdefault(line["field"], CodeList())
            words = [plain_word(word) for word in line["synonyms"].split("|") if word]
            if line["code"] == _UNDECIDED:
                codes = tuple(line["options"].split("|")) if line["options"] else ()
                known.undecided.update(dict.fromkeys(words, Undecided(line["label"], codes)))
                continue
            known.labels[line["code"]] = line["label"]
            known.codes.update(dict.fromkeys((plain_word(line["label"]), *words), line["code"]))
    return lists
