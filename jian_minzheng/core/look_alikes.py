"""Characters that people write for one another: rare ones in names of places, and those that they are taken for.

Names are kept as they are written. Whoever compares them or looks for one asks here, and tells what was found by a
character that only looks like the one that was written. Which there are stands in ``data/look_alikes.csv``.
"""

import csv
import re
from collections.abc import Iterable
from itertools import islice, product
from pathlib import Path

from django.db.models import Q

_FILE = Path(__file__).resolve().parent / "data" / "look_alikes.csv"
_MOST = 32
"""Spellings of one text: a name has one such character, hardly ever two."""


def _groups() -> tuple[str, ...]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(line["characters"] for line in csv.DictReader(lines))


GROUPS = _groups()
"""Characters of a group stand for one another; the last one is that by which they are compared."""

_GROUP_OF = {each: group for group in GROUPS for each in group}
_FOLDED = str.maketrans({each: group[-1] for each, group in _GROUP_OF.items()})
_ANY = re.compile(f"[{''.join(GROUPS)}]")


def fold(text: str) -> str:
    """The text with one character of each group in place of all."""
    return text.translate(_FOLDED)


def is_foldable(text: str) -> bool:
    """Could the text be written otherwise?"""
    return _ANY.search(text) is not None


def spellings(text: str) -> list[str]:
    """The ways in which the text may be written, as it stands first; of a text with many such characters not all."""
    if not is_foldable(text):
        return [text]
    ways = product(*(_GROUP_OF.get(each, each) for each in text))
    return list(dict.fromkeys([text, *islice(map("".join, ways), _MOST)]))


def holds(lookup: str, text: str) -> Q:
    """The condition on a column of texts to hold this one, whichever character of a group stands in either."""
    if not is_foldable(text):
        return Q(**{f"{lookup}__icontains": text})
    return Q(**{f"{lookup}__folded__icontains": fold(text)})


def held_by(text: str, part: str) -> bool:
    """The same of a text at hand."""
    return fold(part).lower() in fold(text).lower()


def looked_for_as_well(text: str) -> str:
    """What a list says of words that it also looks for in another spelling; empty where there is none."""
    pairs = (f"“{each}”与形近的“{_GROUP_OF[each].replace(each, '')}”" for each in dict.fromkeys(_ANY.findall(text)))
    said = "、".join(pairs)
    return f"{said}一并查找。" if said else ""


def found_otherwise(text: str, names: Iterable[str]) -> list[str]:
    """Those of the names that hold the text only in another spelling, each once."""
    return [name for name in dict.fromkeys(names) if text.lower() not in name.lower() and held_by(name, text)]
