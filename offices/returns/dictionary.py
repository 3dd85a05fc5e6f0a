"""Bring the indicators from ``offices/data/`` into the dictionary; never against a person.

Rows name only rows above them (分子, 分母, 不得大于). What has left the file is retired, not deleted.
"""

import csv
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from jian_minzheng.core import writes
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action
from offices.models import Division, Indicator
from offices.models.divisions import Level

INDICATORS = Path(__file__).resolve().parents[1] / "data" / "indicators.csv"
LOADED = "load_indicators"
"""Change reason in the history of an indicator: the file wrote it, nobody has touched it since."""


@dataclass(slots=True)
class Report:
    """Labels of indicators; ``kept`` are those that somebody has changed on screen, which the file leaves be."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def indicators_load(path: Path = INDICATORS) -> Report:
    """Add the indicators that the dictionary lacks, update those that nobody has changed, retire those of the file.

    Raises:
        Division.DoesNotExist: no city is loaded.
        ValidationError: a row is not what it should be.
        KeyError: a row names one that is not above it.
    """
    city = Division.objects.filter(level=Level.CITY).earliest("path")
    report, known = Report(), {one.code: one for one in Indicator.objects.prefetch_related("ceilings")}
    before, written = set(known), []
    for code, values, ceilings in _rows(path, known):
        indicator = known.setdefault(code, Indicator(keeper=city, code=code))
        before.discard(code)
        if indicator.pk and _is_as(indicator, values, ceilings):
            continue
        if indicator.pk and _touched(indicator):
            report.kept.append(indicator.label)
            continue
        (report.changed if indicator.pk else report.added).append(values["label"])
        written.append(_store(indicator, values, ceilings))
    written += [_retire(known[code], report) for code in sorted(before) if _is_asked_by_the_file(known[code])]
    if written:
        detail = {"新增": len(report.added), "变更": len(report.changed), "停用": len(report.retired)}
        rows = {Indicator: [one.pk for one in written]}
        writes.finish_many(SYSTEM, Action.EDITED, rows, units=(), label="指标", detail=detail)
    return report


def _is_as(indicator: Indicator, values: Mapping[str, Any], ceilings: set[Indicator]) -> bool:
    same = all(getattr(indicator, name) == value for name, value in values.items())
    return same and set(indicator.ceilings.all()) == ceilings


def _touched(indicator: Indicator) -> bool:
    newest = indicator.history.order_by("-history_id").first()
    return newest is None or newest.history_change_reason != LOADED


def _store(indicator: Any, values: Mapping[str, Any], ceilings: set[Indicator]) -> Any:
    for name, value in values.items():
        setattr(indicator, name, value)
    indicator.version += bool(indicator.pk)
    indicator._change_reason = LOADED  # where simple_history looks for it
    indicator.full_clean()
    indicator.save()
    indicator.ceilings.set(ceilings)
    return indicator


def _is_asked_by_the_file(indicator: Indicator) -> bool:
    return bool(indicator.active_from) and indicator.active_to is None and not _touched(indicator)


def _retire(indicator: Any, report: Report) -> Any:
    """It is asked no more for periods that end after today."""
    report.retired.append(indicator.label)
    last = max(indicator.active_from, timezone.localdate())
    return _store(indicator, {"active_to": last}, set(indicator.ceilings.all()))


def _rows(path: Path, known: Mapping[str, Indicator]) -> Iterator[tuple[str, dict[str, Any], set[Indicator]]]:
    """Code, fields and ceilings of each row."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            values: dict[str, Any] = dict(row)
            values |= {name: known[row[name]] if row[name] else None for name in ("numerator", "denominator")}
            for name in ("active_from", "active_to"):
                values[name] = datetime.date.fromisoformat(row[name]) if row[name] else None
            ceilings = {known[code] for code in values.pop("ceilings").split("|") if code}
            yield values.pop("code"), values, ceilings
