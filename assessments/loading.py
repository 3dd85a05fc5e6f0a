"""Bring standards, definitions and parameters from ``assessments/data/`` into the database; never against a person."""

import csv
import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.models import Definition, Parameter, Standard
from jian_minzheng.core import writes
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action

DATA = Path(__file__).parent / "data"
LOADED = "load_standards"
"""Change reason in the history of a parameter: the file wrote this value, nobody has touched it since."""

POLICY = "吉安市《关于加强基层民政能力建设的实施意见》"
POLICY_BEGINS = "2017-01-01"
"""The day from which definitions hold unless they say otherwise, as for parameters: the paper bears none."""

_LISTS = ("subject_kinds", "parameter_keys")
_PARAMETER_FIELDS = ("label", "value", "unit", "valid_to", "source", "clause", "confidence", "note")


@dataclass(slots=True)
class Report:
    """What a load did, as labels; ``kept`` are parameters that an administrator has edited and the file leaves be."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.closed)


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """Rows of one of the data files."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def standard_rows() -> list[dict[str, Any]]:
    """The rows of ``standards.csv``, typed as the model's fields."""
    return [
        {**row, **{name: row[name].split() for name in _LISTS}, "order": int(row["order"])}
        for row in rows_of("standards.csv")
    ]


def parameter_rows() -> list[dict[str, Any]]:
    """The rows of ``parameters.csv``, typed as the model's fields."""
    return [
        {
            **row,
            "value": json.loads(row["value"]),
            "valid_from": datetime.date.fromisoformat(row["valid_from"]),
            "valid_to": datetime.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        }
        for row in rows_of("parameters.csv")
    ]


def definition_rows() -> list[dict[str, Any]]:
    """The entries of ``definitions.json``, typed as the model's fields, with the standard's code."""
    rows = json.loads((DATA / "definitions.json").read_text(encoding="utf-8"))
    return [
        {
            "standard": row["standard"],
            "body": {"parts": row["parts"]},
            "valid_from": datetime.date.fromisoformat(row.get("valid_from", POLICY_BEGINS)),
            "source": row.get("source", POLICY),
            "note": row.get("note", ""),
        }
        for row in rows
    ]


@transaction.atomic
def standards_load() -> Report:
    """Load the three files.

    Raises:
        ValidationError: a row of a file is not valid; nothing has been written.
    """
    report = Report()
    _load_standards(report)
    _load_definitions(report)
    _load_parameters(report)
    if not report.is_empty:
        detail = {"新增": len(report.added), "变更": len(report.changed), "停用": len(report.closed)}
        writes.finish_many(SYSTEM, Action.EDITED, {}, units=(), label="标准与参数", detail=detail)
    return report


def _load_standards(report: Report) -> None:
    existing = {one.code: one for one in Standard.objects.all()}
    fresh = []
    for row in standard_rows():
        standard = existing.pop(row["code"], None) or Standard(code=row["code"])
        before = [getattr(standard, name) for name in row] if standard.pk else []
        for name, value in row.items():
            setattr(standard, name, value)
        if not standard.pk:
            report.added.append(str(standard))
        elif before != list(row.values()) or standard.retired_on:
            report.changed.append(str(standard))
        standard.retired_on = None
        fresh.append(standard)
    for gone in existing.values():
        if gone.retired_on is None:
            gone.retired_on = timezone.localdate()
            report.closed.append(str(gone))
            gone.save(update_fields=["retired_on"])
    fields = [name for name in standard_rows()[0] if name != "code"]
    Standard.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["code"], update_fields=[*fields, "retired_on"]
    )


def _load_definitions(report: Report) -> None:
    """One row per standard and first day; what somebody has changed on screen stays."""
    standards = {one.code: one for one in Standard.objects.all()}
    existing = {(one.standard.code, one.valid_from): one for one in Definition.objects.select_related("standard")}
    for row in definition_rows():
        code, since = row.pop("standard"), row["valid_from"]
        found = existing.get((code, since)) or Definition(standard=standards[code])
        if found.pk and all(getattr(found, name) == value for name, value in row.items()):
            continue
        if found.pk and _edited(found):
            report.kept.append(str(found))
            continue
        (report.changed if found.pk else report.added).append(f"{standards[code]}的定义")
        for name, value in row.items():
            setattr(found, name, value)
        found.full_clean()
        _save(found)


def _load_parameters(report: Report) -> None:
    existing = {(one.key, one.valid_from): one for one in Parameter.objects.filter(county=None)}
    for row in parameter_rows():
        parameter = existing.pop((row["key"], row["valid_from"]), None)
        if parameter is None:
            _add(row, report)
        elif any(getattr(parameter, name) != row[name] for name in _PARAMETER_FIELDS):
            _change(parameter, row, report)
    for gone in existing.values():
        if gone.valid_to is None and not _edited(gone):
            gone.valid_to = max(timezone.localdate(), gone.valid_from)
            _save(gone)
            report.closed.append(str(gone))


def _add(row: dict[str, Any], report: Report) -> None:
    """A new value, unless an administrator has already set one for the same time."""
    parameter = Parameter(**row)
    try:
        parameter.clean()
    except ValidationError:
        report.kept.append(str(parameter))
        return
    _save(parameter)
    report.added.append(str(parameter))


def _change(parameter: Parameter, row: dict[str, Any], report: Report) -> None:
    if _edited(parameter):
        report.kept.append(str(parameter))
        return
    ends = parameter.valid_to is None and row["valid_to"] is not None
    for name in _PARAMETER_FIELDS:
        setattr(parameter, name, row[name])
    _save(parameter)
    (report.closed if ends else report.changed).append(str(parameter))


def _edited(parameter: Parameter | Definition) -> bool:
    """Whether somebody other than this loader wrote the value last."""
    newest = parameter.history.order_by("-history_date", "-history_id").first()
    return newest is None or newest.history_change_reason != LOADED


def _save(row: Any) -> None:
    row._change_reason = LOADED  # where simple_history looks for it
    row.save()
