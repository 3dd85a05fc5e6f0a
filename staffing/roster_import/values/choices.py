"""Code lists with their everyday variants, kept as data in ``staffing/data/value_synonyms.csv``."""

import csv
import difflib
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from staffing.roster_import.grid import Cell
from staffing.roster_import.values.problems import ValueProblem

_FILE = Path(__file__).resolve().parents[2] / "data" / "value_synonyms.csv"
_NOISE = re.compile(r"[\s、,。;.·'\"“”‘’\-—_/]+")
_UNDECIDED = "?"
"""Instead of a code: a word that people use and that means two things; ``label`` then says what to write."""


@dataclass(slots=True)
class _Choices:
    codes: dict[str, str] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    undecided: dict[str, str] = field(default_factory=dict)


def parse_choice(cell: Cell, key: str) -> str | bool:
    """The code of a field's value; ``True`` or ``False`` for the yes/no fields (``insured``).

    ``key`` is a field of the data file: sex, ethnic_group (its code is the full name), politics, education, employment,
    channel, working_mode, social_work_title, position, payer, insured.

    Raises:
        ValueProblem: ``value_unknown``, naming the values that are known and the nearest one.
    """
    known = _table()[key]
    word = _plain(cell.text)
    code = known.codes.get(word)
    if code is None:
        raise _unknown(known, word)
    return code == "yes" if code in ("yes", "no") else code


def has_choices(key: str) -> bool:
    """Is the field answered from a list?"""
    return key in _table()


def labels(key: str) -> list[str]:
    """The values to offer for a field, in the order of the code list."""
    return list(_table()[key].labels)


def _plain(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _unknown(known: _Choices, word: str) -> ValueProblem:
    if word in known.undecided:
        return ValueProblem("value_unknown", known.undecided[word])
    near = difflib.get_close_matches(word[:40], known.codes, n=1, cutoff=0.7)
    guess = (
        f"是否为“{known.labels[list(dict.fromkeys(known.codes.values())).index(known.codes[near[0]])]}”?"
        if near
        else ""
    )
    shown = "、".join(known.labels[:8]) + ("等" if len(known.labels) > 8 else "")
    return ValueProblem("value_unknown", f"不在可填的内容里。{guess}应为：{shown}。")


@cache
def _table() -> dict[str, _Choices]:
    table: dict[str, _Choices] = {}
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            choices = table.setdefault(line["field"], _Choices())
            words = [_plain(word) for word in line["synonyms"].split("|") if word]
            if line["code"] == _UNDECIDED:
                choices.undecided.update(dict.fromkeys(words, line["label"]))
                continue
            choices.labels.append(line["label"])
            for word in (_plain(line["label"]), *words):
                choices.codes[word] = line["code"]
    return table
