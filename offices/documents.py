"""Bring the kinds of documents from ``offices/data/`` into the dictionary; never against a person."""

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from jian_minzheng.core import writes
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action
from offices.models import Division, DocumentKind
from offices.models.divisions import Level

KINDS = Path(__file__).parent / "data" / "document_kinds.csv"
LOADED = "load_document_kinds"
"""Change reason in the history of a kind: the file wrote it, nobody has touched it since."""


@dataclass(slots=True)
class Report:
    """Labels of kinds; ``kept`` are those that somebody has changed on screen, which the file leaves be."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def kinds_load(path: Path = KINDS) -> Report:
    """Add the kinds that the dictionary lacks, and update those that nobody has changed.

    Raises:
        Division.DoesNotExist: no city is loaded.
    """
    city = Division.objects.filter(level=Level.CITY).earliest("path")
    report, known = Report(), {kind.code: kind for kind in DocumentKind.objects.all()}
    written = []
    for values in _rows(path):
        kind = known.get(values["code"]) or DocumentKind(keeper=city)
        if kind.pk and all(getattr(kind, name) == value for name, value in values.items()):
            continue
        if (kind.pk and _touched(kind)) or _named_by_hand(values, known):
            report.kept.append(kind.label or values["label"])
            continue
        (report.changed if kind.pk else report.added).append(values["label"])
        written.append(_store(kind, values))
    if written:
        detail = {"新增": len(report.added), "变更": len(report.changed)}
        rows = {DocumentKind: [kind.pk for kind in written]}
        writes.finish_many(SYSTEM, Action.EDITED, rows, units=(), label="文件种类", detail=detail)
    return report


def _named_by_hand(values: dict[str, Any], known: dict[str, Any]) -> bool:
    """Has somebody begun a kind of this name on screen, under a code of their own?"""
    others = (kind for code, kind in known.items() if code != values["code"] and not kind.is_void)
    return any(kind.label == values["label"] for kind in others)


def _store(kind: Any, values: dict[str, Any]) -> Any:
    for name, value in values.items():
        setattr(kind, name, value)
    kind.version += bool(kind.pk)
    kind._change_reason = LOADED  # where simple_history looks for it
    kind.full_clean()
    kind.save()
    return kind


def _touched(kind: DocumentKind) -> bool:
    newest = kind.history.order_by("-history_id").first()
    return newest is None or newest.history_change_reason != LOADED


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            {
                **row,
                "review_months": int(row["review_months"]) if row["review_months"] else None,
                "displayed": row["displayed"] == "1",
            }
            for row in csv.DictReader(stream)
        ]
