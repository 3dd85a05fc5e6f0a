"""The lists of answers with their everyday variants, kept as data in ``staffing/data/value_synonyms.csv``."""

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from staffing.roster_import.values.plain_text import bare_text, simplified

_FILE = Path(__file__).resolve().parents[2] / "data" / "value_synonyms.csv"
_NOISE = re.compile(r"[\s、,。;.·'\"“”‘’\-—_/]+")
_NUMBERED = re.compile(r"(\d{1,2})(?=\D)")
_UNDECIDED = "?"
"""Instead of a code: words that people use and that may mean several; ``label`` then says what to write."""
_ROUGH = "!"
"""Instead of a code: words that leave only one answer, which says less, or more, than they; ``label`` tells it."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """Why a word does not settle the answer, and the codes that it may stand for."""

    message: str
    codes: tuple[str, ...]


@dataclass(slots=True)
class CodeList:
    """``labels`` by code in the list's order; by word ``codes``, ``undecided``, and what to tell of ``rough`` ones."""

    labels: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    undecided: dict[str, Undecided] = field(default_factory=dict)
    rough: dict[str, str] = field(default_factory=dict)

    def code(self, text: str) -> str | None:
        """The code that a word stands for, blanks, marks and the word's number in a printed list aside."""
        word = plain_word(text)
        return self.codes.get(word) or self._numbered(word)

    def doubt(self, text: str) -> Undecided | None:
        """Why a word does not settle the answer, if it is known not to."""
        return self.undecided.get(plain_word(text))

    def remark(self, text: str) -> str:
        """What is to be told of the answer that a rough word gives; empty for a plain one."""
        return self.rough.get(plain_word(text), "")

    def _numbered(self, word: str) -> str | None:
        """``1-男``, ``01汉族``; a number that is itself another answer contradicts its word."""
        if not (number := _NUMBERED.match(word)):
            return None
        code = self.codes.get(word[number.end() :])
        return code if self.codes.get(number[1], code) == code else None


def plain_word(text: str) -> str:
    """A word as the lists compare it."""
    return _NOISE.sub("", simplified(bare_text(text))).casefold()


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
            if line["code"] == _ROUGH:
                known.rough.update(dict.fromkeys(words, line["label"]))
                known.codes.update(dict.fromkeys(words, line["options"]))
                continue
            known.labels[line["code"]] = line["label"]
            known.codes.update(dict.fromkeys((plain_word(line["label"]), *words), line["code"]))
    return lists
