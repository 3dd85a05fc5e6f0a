"""A file of answers with every question of a preview that is still open: to be filled in, and passed back in.

It has the shape of ``Decisions``, with ``OPEN`` where an answer belongs; ``questions`` beside it say in words what is
asked, and what may be answered. What was not filled in is left open when it is read.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from intake.codes import asks_for_record
from intake.decision_shapes import number
from intake.decisions import Decisions
from intake.issues import Severity
from intake.kinds import Kind
from intake.lines.books import SKIP, book_of
from intake.lines.told import Problem
from intake.models import ImportBatch, ImportRow
from intake.preview.stored_tables import addresses_of
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.masking import masked_deep

OPEN = "?"
"""Stands where an answer is to be written."""
QUESTIONS = "questions"
_BY_NAME = ("values", "cells", "absent")

Stored = dict[str, Any]


def skeleton_of(batch: ImportBatch, identity: Identity) -> Stored:
    """The decisions that stand, with the open questions added to them. Numbers are masked in all that repeats the
    file."""
    asked = _Asked(batch)
    for issue in batch.summary.get("issues", ()):
        if issue["severity"] != Severity.WARNING:
            asked.about_table(issue)
    for row in batch.rows.filter(outcome__in=ImportRow.KEPT_OUT).order_by("number").iterator(chunk_size=2000):
        for issue in row.issues:
            if issue["severity"] != Severity.WARNING:
                asked.about_row(row, issue)
    for entry in book_of(asked.kind).not_in_file(batch, identity):
        asked.about_missing(entry)
    return {**asked.parts, QUESTIONS: masked_deep(asked.questions)}


def answers_given(filled: Mapping[str, Any]) -> Stored:
    """What a skeleton says once it was filled in, in the shape of ``Decisions``: without what is still open.

    What is of another shape stays as it is, for ``Decisions.from_json`` to refuse by its name.
    """
    parts = {name: part for name, part in filled.items() if name != QUESTIONS}
    for name in _BY_NAME:
        if isinstance(parts.get(name), Mapping):
            answered = {key: _closed(texts) for key, texts in parts[name].items()}
            parts[name] = {key: texts for key, texts in answered.items() if texts != {}}
    if isinstance(parts.get("records"), Mapping):
        told = {row: answer for row, answer in parts["records"].items() if answer != OPEN}
        parts["records"] = {row: answer for row, answer in told.items() if answer != SKIP}
        skipped = [number(row, f"“records”里的“{row}”") for row in told if row not in parts["records"]]
        if isinstance(also := parts.get("skipped", []), list):
            parts["skipped"] = [*also, *skipped]
    return {
        name: part for name, part in parts.items() if not _empty(part) or name not in (*_BY_NAME, "records", "skipped")
    }


def _empty(part: Any) -> bool:
    return part in ({}, [])


def _closed(texts: Any) -> Any:
    if not isinstance(texts, Mapping):
        return texts
    return {key: text for key, text in texts.items() if text != OPEN}


class _Asked:
    """Gathers what is open; a text that several rows write is asked about once."""

    def __init__(self, batch: ImportBatch) -> None:
        self.kind: Kind = batch.table_kind
        self.among = addresses_of(batch)
        self.parts: Stored = Decisions.from_json(batch.decisions).to_json()
        self.questions: list[Stored] = []
        self._texts: dict[tuple[str, str], Stored] = {}

    def about_table(self, issue: Mapping[str, Any]) -> None:
        """Answered by columns or a header, if at all: what is missing can stand anywhere."""
        self._ask("columns", issue, sheet=issue["sheet"])

    def about_row(self, row: ImportRow, issue: Mapping[str, Any]) -> None:
        key, number = issue["field"], str(row.number)
        where = self.among.line_name(row.number)
        if asks_for_record(issue["code"]) and issue.get("options"):
            self.parts.setdefault("records", {})[number] = OPEN
            self._ask("records", issue, row=row.number, where=where)
        elif text := self._shared(row, key):
            self._about_text(key, text, issue)
        elif key in self.kind.keys:
            self.parts.setdefault("cells", {}).setdefault(number, {})[key] = OPEN
            self._ask("cells", issue, row=row.number, where=where)
        else:
            self._ask("skipped", issue, row=row.number, where=where)

    def about_missing(self, entry: Mapping[str, Any]) -> None:
        """A record that the file does not name: unanswered, nothing happens."""
        self.parts.setdefault("absent", {})[str(entry["id"])] = {"on": OPEN, "reason": OPEN}
        self.questions.append({"part": "absent", **entry})

    def _shared(self, row: ImportRow, key: str) -> str:
        """What was not understood, if it is no single record's affair."""
        problem = Problem.at(row.values, key)
        return problem.text if problem and not self.kind.fields[key].own and "*" not in problem.text else ""

    def _about_text(self, key: str, text: str, issue: Mapping[str, Any]) -> None:
        if (key, text) in self._texts:
            self._texts[key, text]["rows"] += 1
            return
        self.parts.setdefault("values", {}).setdefault(key, {})[text] = OPEN
        self._texts[key, text] = self._ask("values", issue, written=text, rows=1)

    def _ask(self, part: str, issue: Mapping[str, Any], **where: Any) -> Stored:
        field = self.kind.fields.get(issue["field"])
        options: Iterable[Mapping[str, str]] = issue.get("options", ())
        asked: Stored = {"part": part, **where, "field": issue["field"], "label": field.label if field else ""}
        asked |= {"code": issue["code"], "message": issue["message"]}
        listed = [dict(option) for option in options] or _choices(field)
        self.questions.append(asked | ({"options": listed} if listed else {}))
        return self.questions[-1]


def _choices(field: Any) -> list[dict[str, str]]:
    return [{"text": choice, "label": choice} for choice in field.choices] if field else []
