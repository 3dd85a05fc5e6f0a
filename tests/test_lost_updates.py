"""What is read, changed and stored again is locked meanwhile: every JSON field says by what, and its writers are known.

Of two people who each change something in such a field at the same moment, the second would put back what the first
has changed, without a word.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import JSONField, Model

ROOT = Path(__file__).parents[1]
OURS = ("jian_minzheng", "offices", "intake", "staffing", "funding", "training", "assessments")

GUARDS = {
    "core.AuditEntry.detail": "written once, with its entry",
    "intake.ImportBatch.columns": "the batch, locked by waiting_batch or while it is purged",
    "intake.ImportBatch.decisions": "the batch, locked by waiting_batch or while it is purged",
    "intake.ImportBatch.summary": "the batch, locked by waiting_batch, or claimed by the commit or undo that writes it",
    "intake.ImportJob.notes": "written once, by the conditional update that ends the job",
    "intake.ImportJob.options": "written in the transaction that makes the job",
    "intake.ImportRow.cells": "written once, with its row",
    "intake.ImportRow.values": "the batch of the row",
    "intake.ImportRow.changes": "the batch of the row",
    "intake.ImportRow.issues": "the batch of the row",
    "intake.ImportRow.written": "the batch of the row",
    "intake.TableLayout.decisions": "replaced as a whole: what was decided last holds",
    "staffing.RosterNumbers.tried": "the accounts, locked by NumbersJudging.lock",
    "staffing.RosterNumbers.refused": "the accounts, locked by NumbersJudging.lock",
    "assessments.Finding.explanation": "replaced as a whole, one refresh at a time",
    "assessments.Parameter.value": "a row per value; rows of a key are locked when one is added",
    "assessments.Definition.body": "replaced as a whole by the loader",
    "assessments.Standard.parameter_keys": "replaced as a whole by the loader",
    "assessments.Standard.subject_kinds": "replaced as a whole by the loader",
}

WRITERS = {
    "intake/models/jobs.py::finish": "conditional on the job being open",
    "intake/preview/memory.py::remember": "replaces the whole",
    "intake/preview/preview.py::_understand": "waiting_batch, or a batch nobody knows of yet",
    "intake/preview/revise.py::_judge": "waiting_batch, in _Revision",
    "intake/preview/revise.py::apply": "waiting_batch, in _Revision",
    "intake/purging.py::_forget": "locks the batch",
    "intake/work/jobs.py::_decide": "in the transaction that makes the job",
    "intake/writing/commit.py::_finish": "claimed in the same transaction",
    "intake/writing/kept_records.py::note_in_rows": "claimed in the same transaction, by Undo",
    "intake/writing/undo.py::_finish": "claimed in the same transaction",
    "staffing/rosters/departures.py::forget_who_is_named": "waiting_batch, in whoever judges the rows",
    "staffing/rosters/departures_decided.py::departures_decide": "waiting_batch",
    "staffing/rosters/judging.py::_try": "NumbersJudging.lock",
    "staffing/rosters/refusals.py::note_refusals": "NumbersJudging.lock",
    "staffing/rosters/write.py::write_plans": "claimed in the same transaction",
    "intake/records/writing.py::write_records": "claimed in the same transaction",
}
"""Functions that store such fields of rows that exist, each with what keeps others away meanwhile."""


def json_fields() -> dict[str, str]:
    """Names of the fields by ``app.Model.field``; history keeps copies, which nobody changes."""
    return {
        f"{model._meta.label}.{field.name}": field.name
        for model in apps.get_models()
        if model.__module__.startswith(OURS) and not hasattr(model, "history_type")
        for field in own_fields(model)
        if isinstance(field, JSONField)
    }


def own_fields(model: type[Model]) -> Iterator[object]:
    return iter(model._meta.concrete_fields)


def writers(names: set[str]) -> set[str]:
    """Functions that name such a field where rows that exist are stored: updated by keyword, or listed to be saved."""
    found = set()
    for app in OURS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                found |= {f"{path.relative_to(ROOT)}::{name}" for name in _writers_in(path.read_text("utf-8"), names)}
    return found


def _writers_in(source: str, names: set[str]) -> set[str]:
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return {one.name for one in functions if any(_stores(node, names) for node in ast.walk(one))}


def _stores(node: ast.AST, names: set[str]) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called in {"update", "filter_update"}:
        return any(keyword.arg in names for keyword in node.keywords) or any(
            keyword.arg is None for keyword in node.keywords
        )
    if called in {"save", "bulk_update", "update_rows", "bulk_change", "update_or_create"}:
        texts = {text.value for text in ast.walk(node) if isinstance(text, ast.Constant)}
        return bool(names & texts)
    return False


def test_every_json_field_says_what_keeps_two_writers_apart() -> None:
    assert set(json_fields()) == set(GUARDS)


def test_every_writer_of_such_a_field_is_known() -> None:
    assert writers(set(json_fields().values())) == set(WRITERS)


def test_the_walker_knows_the_trade() -> None:
    names = {"decisions"}
    for source in (
        "def f(batch):\n    batch.save(update_fields=['decisions'])",
        "def f(rows):\n    rows.filter(pk=1).update(decisions={})",
        "def f(rows):\n    rows.bulk_update([], ['decisions'])",
        "def f(rows, values):\n    rows.filter(pk=1).update(**values)",
    ):
        assert _writers_in(source, names) == {"f"}, source
    assert _writers_in("def f(batch):\n    batch.save(update_fields=['state'])", names) == set()
