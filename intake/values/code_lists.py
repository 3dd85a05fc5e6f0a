"""Lists of answers with their everyday variants, kept as data by the app whose lists they are."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from intake.values.plain_text import bare_text, simplified

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

    @classmethod
    def of(cls, choices: Iterable[tuple[str, str]], synonyms: Iterable[tuple[str, str]] = ()) -> Self:
        """Of codes and labels, and further words for a code."""
        known = cls()
        for code, label in choices:
            known.add(code, label, [])
        for word, code in synonyms:
            known.codes.setdefault(plain_word(word), code)
        return known

    def add(self, code: str, label: str, words: Sequence[str]) -> None:
        """One more answer, with further words for it."""
        self.labels[code] = label
        self.codes.update(dict.fromkeys((plain_word(label), *words), code))

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


def read_lists(file: Path) -> dict[str, CodeList]:
    """By field key, from a table with the columns ``field``, ``code``, ``label``, ``synonyms`` and ``options``."""
    lists: dict[str, CodeList] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            known = lists.setdefault(line["field"], CodeList())
            words = [plain_word(word) for word in line["synonyms"].split("|") if word]
            if line["code"] == _UNDECIDED:
                codes = tuple(line["options"].split("|")) if line["options"] else ()
                known.undecided.update(dict.fromkeys(words, Undecided(line["label"], codes)))
            elif line["code"] == _ROUGH:
                known.rough.update(dict.fromkeys(words, line["label"]))
                known.codes.update(dict.fromkeys(words, line["options"]))
            else:
                known.add(line["code"], line["label"], words)
    return lists
