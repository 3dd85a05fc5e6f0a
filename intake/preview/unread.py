"""Texts of a batch that were not understood, each once with the number of its rows: one answer may serve them all."""

from collections import Counter
from dataclasses import dataclass

from intake.decisions import Decisions
from intake.fields import Field, Target
from intake.lines.told import Problem
from intake.models import ImportBatch, ImportRow
from intake.values import Option
from jian_minzheng.core.masking import mask_text

MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Unread:
    """``written`` stands in ``rows`` rows of the column of field ``key``; ``options`` are likely meanings."""

    key: str
    label: str
    written: str
    message: str
    options: list[Option]
    rows: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """What was decided to be read instead of ``written``, and in how many ``rows`` it is."""

    key: str
    label: str
    written: str
    text: str
    rows: int


def is_mappable(batch: ImportBatch) -> bool:
    """May a text have been decided about, or wait for it?"""
    if Decisions.from_json(batch.decisions).values:
        return True
    waiting = batch.summary.get("error", 0) + batch.summary.get("ask", 0)
    return bool(waiting) and batch.rows.filter(outcome__in=ImportRow.KEPT_OUT, values___problems__isnull=False).exists()


def unread_texts(batch: ImportBatch) -> list[Unread]:
    """The most frequent first. Only what more than one row may share: lists, units, and texts that stand twice."""
    fields = batch.table_kind.fields
    told: Counter[tuple[str, str]] = Counter()
    problems: dict[tuple[str, str], Problem] = {}
    rows = batch.rows.filter(outcome__in=ImportRow.KEPT_OUT).values_list("values___problems", flat=True)
    for found in rows.iterator(chunk_size=2000):
        for key, stored in (found or {}).items():
            problem = Problem.from_json(stored)
            text = problem.asked
            if text and not fields[key].own and "*" not in text:
                told[key, text] += 1
                problems[key, text] = problem
    return [
        _unread(fields[key], problems[key, text], count)
        for (key, text), count in told.most_common()
        if count > 1 or fields[key].answers or fields[key].listed or fields[key].target is Target.UNIT
    ][:MOST_SHOWN]


def _unread(field: Field, problem: Problem, rows: int) -> Unread:
    options = [Option(mask_text(option.text), mask_text(option.label)) for option in problem.options]
    return Unread(field.key, field.label, mask_text(problem.asked), mask_text(problem.message), options, rows)


def _rows_read_otherwise(batch: ImportBatch) -> Counter[tuple[str, str]]:
    """By field and text, the rows in which something else is read instead of it."""
    told: Counter[tuple[str, str]] = Counter()
    rows = batch.rows.filter(values___instead__isnull=False).values_list("values___instead", flat=True)
    for instead in rows.iterator(chunk_size=2000):
        told.update(instead.items())
    return told


def mappings(batch: ImportBatch) -> list[Mapping]:
    """What was already decided for all rows, as it may be taken back; masked, for numbers were not always refused."""
    kind, values = batch.table_kind, Decisions.from_json(batch.decisions).values
    rows = _rows_read_otherwise(batch) if values else Counter[tuple[str, str]]()
    return [
        Mapping(key, kind.fields[key].label, mask_text(written), kind.masked(key, text), rows[key, written])
        for key, texts in values.items()
        if key in kind.fields
        for written, text in texts.items()
    ]
