"""Bring kinds from ``offices/data/`` into their dictionary; never against a person."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction

from jian_minzheng.core import writes
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action
from offices.models import Division
from offices.models.divisions import Level

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary of kinds: its model, and the file whose columns are called like the fields that they go to.

    ``loaded`` is the change reason in the history of a kind: the file wrote it, nobody has touched it since.
    """

    model: Any
    file: str
    loaded: str


@dataclass(slots=True)
class Report:
    """Labels of kinds; ``kept`` are those that somebody has changed on screen, which the file leaves be."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def lines(self, measure: str) -> Iterator[str]:
        """What the command prints, a line for each group."""
        for word, labels in {"新增": self.added, "变更": self.changed, "保留人工修改": self.kept}.items():
            yield f"{word} {len(labels)} {measure}{'：' if labels else ''}{'、'.join(labels)}"


@transaction.atomic
def dictionary_load(dictionary: Dictionary) -> Report:
    """Add the kinds that the dictionary lacks, and update those that nobody has changed.

    Raises:
        Division.DoesNotExist: no city is loaded.
    """
    city = Division.objects.filter(level=Level.CITY).earliest("path")
    model = dictionary.model
    report, known = Report(), {kind.code: kind for kind in model.objects.all()}
    written = []
    for values in _rows(dictionary):
        kind = known.get(values["code"]) or model(keeper=city)
        if kind.pk and all(getattr(kind, name) == value for name, value in values.items()):
            continue
        if (kind.pk and _touched(kind, dictionary)) or _named_by_hand(values, known):
            report.kept.append(kind.label or values["label"])
            continue
        (report.changed if kind.pk else report.added).append(values["label"])
        written.append(_store(kind, values, dictionary))
    if written:
        detail = {"新增": len(report.added), "变更": len(report.changed)}
        rows, label = {model: [kind.pk for kind in written]}, str(model._meta.verbose_name)
        writes.finish_many(SYSTEM, Action.EDITED, rows, units=(), label=label, detail=detail)
    return report


def _named_by_hand(values: dict[str, Any], known: dict[str, Any]) -> bool:
    """Has somebody begun a kind of this name on screen, under a code of their own?"""
    others = (kind for code, kind in known.items() if code != values["code"] and not kind.is_void)
    return any(kind.label == values["label"] for kind in others)


def _store(kind: Any, values: dict[str, Any], dictionary: Dictionary) -> Any:
    for name, value in values.items():
        setattr(kind, name, value)
    kind.version += bool(kind.pk)
    kind._change_reason = dictionary.loaded  # where simple_history looks for it
    kind.full_clean()
    kind.save()
    return kind


def _touched(kind: Any, dictionary: Dictionary) -> bool:
    newest = kind.history.order_by("-history_id").first()
    return newest is None or newest.history_change_reason != dictionary.loaded


def _rows(dictionary: Dictionary) -> list[dict[str, Any]]:
    fields = dictionary.model._meta.get_field
    rows = read_rows(DATA / dictionary.file)
    return [{name: _typed(fields(name), text) for name, text in row.items()} for row in rows]


def read_rows(path: Path) -> list[dict[str, str]]:
    """The lines of a data file, by the names in its first line."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _typed(stored: "models.Field[Any, Any]", text: str) -> Any:
    """A cell as the field holds it; an empty one is nothing where the field may be without a value."""
    return None if stored.null and not text else stored.to_python(text)
