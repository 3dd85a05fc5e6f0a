"""Texts of a batch that were not understood, each once with the number of its rows: one answer may serve them all."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from jian_minzheng.core.masking import mask_text, masked_deep
from staffing.models import ImportBatch
from staffing.roster_import.decisions import Decisions
from staffing.roster_import.fields import FIELDS, Target
from staffing.roster_import.issues import masked
from staffing.roster_import.previewing.row_filter import KEPT_OUT

MOST_SHOWN = 40
OF_ONE_PERSON = frozenset({"name", "id_number", "phone"})
"""Fields whose text belongs to one row only: nothing is decided about them for every row, nor kept for other files."""


@dataclass(frozen=True, slots=True)
class Unread:
    """``written`` stands in ``rows`` rows of the column of field ``key``; ``options`` are ``[text, label]`` pairs."""

    key: str
    label: str
    written: str
    message: str
    options: list[list[str]]
    rows: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """What was decided to be read instead of ``written``."""

    key: str
    label: str
    written: str
    text: str


def unread_texts(batch: ImportBatch) -> list[Unread]:
    """The most frequent first. Only what more than one row may share: lists, units, and texts that stand twice."""
    told: Counter[tuple[str, str]] = Counter()
    problems: dict[tuple[str, str], list[Any]] = {}
    rows = batch.rows.filter(outcome__in=KEPT_OUT).values_list("values___problems", flat=True)
    for found in rows.iterator(chunk_size=2000):
        for key, problem in (found or {}).items():
            text = problem[2]
            if text and key not in OF_ONE_PERSON and "*" not in text:
                told[key, text] += 1
                problems[key, text] = problem
    return [
        _unread(key, problems[key, text], count)
        for (key, text), count in told.most_common()
        if count > 1 or FIELDS[key].choices or FIELDS[key].target is Target.UNIT
    ][:MOST_SHOWN]


def _unread(key: str, problem: list[Any], rows: int) -> Unread:
    _, message, written, options = masked_deep(problem)
    return Unread(key, FIELDS[key].label, written, message, options, rows)


def mappings(batch: ImportBatch) -> list[Mapping]:
    """What was already decided for all rows, as it may be taken back; masked, for numbers were not always refused."""
    values = Decisions.from_json(batch.decisions).values
    return [
        Mapping(key, FIELDS[key].label, mask_text(written), masked(key, text))
        for key, texts in values.items()
        if key in FIELDS
        for written, text in texts.items()
    ]
