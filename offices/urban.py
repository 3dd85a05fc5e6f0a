"""城市社区 on a day, and the marks of units from the project's data file."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from jian_minzheng.core import writes
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action
from offices.kinds import DATA, read_rows
from offices.models import Division, UrbanMark
from offices.models.divisions import Level
from offices.models.urban import COMMUNITY

MARKS = DATA / "urban_rural.csv"
LOADED = "load_urban_rural"
"""Change reason in the history of a mark: the file wrote it, nobody has touched it since."""
_NO_LINE = "数据文件中没有这个社区"
_SAID = {"1": True, "0": False, "": None}


def urban_communities_on(day: datetime.date, divisions: Iterable[int]) -> dict[int, bool | None]:
    """Whether each of these village-level units is 城市社区 on ``day`` (三(三)1-6), in one query.

    Args:
        divisions: their keys.

    Returns:
        By key ``True``, ``False``, or ``None`` as long as nobody has said.
    """
    return {unit: urban for unit, (urban, _) in marks_on(day, divisions).items()}


def marks_on(day: datetime.date, divisions: Iterable[int]) -> dict[int, tuple[bool | None, int | None]]:
    """The same with the key of the mark in force, ``None`` where there is none."""
    marks = UrbanMark.objects.on(day).filter(division__in=(asked := dict.fromkeys(divisions)))
    found = {unit: (urban, pk) for unit, urban, pk in marks.values_list("division_id", "urban", "pk")}
    return {unit: found.get(unit, (None, None)) for unit in asked}


@dataclass(slots=True)
class Report:
    """Names of units: marked, changed, left as somebody has changed them on screen, or asked of their county since the
    file has no line for them; ``unknown`` are codes of which there is no unit.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


@transaction.atomic
def marks_load(path: Path = MARKS) -> Report:
    """Mark every unit of today of which the file has a line and nobody has said anything.

    A community of which the file says nothing gets a mark that says nothing either, so that its county is asked.
    """
    units = Division.objects.filter(level=Level.VILLAGE, valid_to__isnull=True, virtual=False)
    by_code = {unit.stats_code: unit for unit in units if unit.stats_code}
    lines = {line["stats_code"]: _values(line) for line in read_rows(path)}
    report = Report(unknown=[code for code in lines if code not in by_code])
    known = {mark.division_id: mark for mark in UrbanMark.objects.order_by("pk")}
    written = [
        _change(known[by_code[code].pk], values, report)
        for code, values in lines.items()
        if code in by_code and by_code[code].pk in known
    ]
    fresh = [_fresh(unit, lines.get(unit.stats_code), report) for unit in units if unit.pk not in known]
    bulk_create_with_history(new := [mark for mark in fresh if mark], UrbanMark, default_change_reason=LOADED)
    _finish([*new, *(mark for mark in written if mark)], report)
    return report


def _values(line: dict[str, str]) -> dict[str, Any]:
    said = {name: line[name] for name in ("class_code", "source", "confidence")}
    return {**said, "urban": _SAID[line["urban"]]}


def _fresh(unit: Division, values: dict[str, Any] | None, report: Report) -> UrbanMark | None:
    if values is None and unit.kind != COMMUNITY:
        return None
    (report.asked if values is None else report.added).append(unit.name)
    return UrbanMark(division=unit, **(values or {"source": _NO_LINE}))


def _change(mark: Any, values: dict[str, Any], report: Report) -> Any:
    """The newest mark of a unit as the file has it now; ``None`` where there is nothing to do."""
    if all(getattr(mark, name) == value for name, value in values.items()):
        return None
    newest = mark.history.order_by("-history_id").first()
    if newest is None or newest.history_change_reason != LOADED:
        report.kept.append(mark.division.name)
        return None
    for name, value in values.items():
        setattr(mark, name, value)
    mark.version += 1
    mark._change_reason = LOADED  # where simple_history looks for it
    mark.save()
    report.changed.append(mark.division.name)
    return mark


def _finish(marks: list[Any], report: Report) -> None:
    if not marks:
        return
    detail = {"新增": len(report.added) + len(report.asked), "变更": len(report.changed)}
    rows = {UrbanMark: [mark.pk for mark in marks]}
    writes.finish_many(SYSTEM, Action.RECORDED, rows, units=writes.units_of(*marks), label="城乡属性", detail=detail)
