"""Bring the tree in line with the official list: add, rename, move, close. Nothing is ever deleted."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from simple_history.utils import bulk_create_with_history

from jian_minzheng.core import writes
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action
from offices.divisions import services
from offices.divisions.eras import ONE_DAY, era_end
from offices.divisions.files import PopulationRow, UnitRow
from offices.divisions.spelling import spell
from offices.models import Division, DivisionEra, PopulationFigure
from offices.places import child_number, child_path, depth_of, parent_path

ALWAYS = datetime.date(1949, 10, 1)
"""Start of validity at the first load: the list does not say since when a unit exists, only that it did before us."""

LISTED = "区划代码表"
"""How the source of everything begins that a list said, as against what was entered in the portal."""


@dataclass(slots=True)
class Report:
    """Names of what was added, changed and closed."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)


@transaction.atomic
def load_units(rows: Sequence[UnitRow], *, on: datetime.date, source: str) -> Report:
    """Make the tree agree with ``rows`` (parents first) as of ``on``.

    Units that were made in the portal and have no code are left alone. Where the list says what it said last time, a
    change that was made in the portal since then stays: loading the same list again undoes nobody's work.

    Raises:
        ValidationError: a change would lie before one that is already on record.
    """
    report, source = Report(), f"{LISTED}({source})"
    known = {unit.stats_code or unit.own_code: unit for unit in Division.objects.all()}
    known.pop("", None)
    _add([row for row in rows if row.key not in known], known, on if known else ALWAYS, source, report)
    by_path = {unit.path: unit for unit in known.values()}
    for row in rows:
        unit = known[row.key]
        parent = by_path.get(parent_path(unit.path))
        if _update(row, unit, known.get(row.parent), parent, on, source):
            report.changed.append(row.name)
    listed = {row.key for row in rows}
    gone = [unit for key, unit in known.items() if key not in listed and unit.valid_to is None]
    _close(gone, on, source, report)
    counts = {"新增": len(report.added), "变更": len(report.changed), "撤销": len(report.closed)}
    units = {unit.pk for unit in gone}
    writes.finish_many(SYSTEM, Action.DIVISION_CHANGED, {Division: units}, units=units, label=source, detail=counts)
    return report


@transaction.atomic
def load_populations(rows: Iterable[PopulationRow]) -> int:
    """Add public figures that are not there yet; what somebody entered or voided since stays so. Returns how many."""
    rows = list(rows)
    units = {u.stats_code: u for u in Division.objects.filter(stats_code__in={row.stats_code for row in rows})}
    there = set(PopulationFigure.objects.values_list("division__stats_code", "year", "basis"))
    new = [
        PopulationFigure(
            division=units[row.stats_code], year=row.year, basis=row.basis, persons=row.persons, source=row.source
        )
        for row in rows
        if row.stats_code in units and (row.stats_code, row.year, row.basis) not in there
    ]
    bulk_create_with_history(new, PopulationFigure)
    writes.finish_many(
        SYSTEM,
        Action.RECORDED,
        {PopulationFigure: [figure.pk for figure in new]},
        units={figure.division_id for figure in new},
        label="公开人口数",
        detail={"行数": len(new)},
    )
    return len(new)


def _add(
    rows: Sequence[UnitRow], known: dict[str, Division], since: datetime.date, source: str, report: Report
) -> None:
    """Write all new units at once, with the paths that treebeard would have given them one by one."""
    last_steps, gained = _last_steps(), dict[str, int]()
    for row in rows:
        parent = known.get(row.parent)
        base = parent.path if parent else ""
        step = last_steps[base] = last_steps.get(base, 0) + 1
        gained[base] = gained.get(base, 0) + 1
        unit = _unit(row, since)
        unit.path = child_path(base, step)
        unit.depth = depth_of(unit.path)
        known[row.key] = unit
    new = [known[row.key] for row in rows]
    for unit in new:
        unit.numchild = gained.get(unit.path, 0)
    older = set(Division.objects.filter(path__in=gained).values_list("path", flat=True))
    bulk_create_with_history(new, Division, batch_size=1000, default_change_reason=source)
    for path in older:
        Division.objects.filter(path=path).update(numchild=F("numchild") + gained[path])
    eras = [
        DivisionEra(
            division=known[row.key],
            name=row.name,
            kind=row.kind,
            parent=known.get(row.parent),
            valid_from=since,
            source=source,
        )
        for row in rows
    ]
    DivisionEra.objects.bulk_create(eras, batch_size=1000)
    report.added.extend(row.name for row in rows)


def _last_steps() -> dict[str, int]:
    """The number of the last child below each path."""
    steps: dict[str, int] = {}
    for path in Division.objects.order_by("path").values_list("path", flat=True):
        base = parent_path(path)
        steps[base] = max(steps.get(base, 0), child_number(path))
    return steps


def _unit(row: UnitRow, since: datetime.date) -> Division:
    pinyin, initials = spell(row.name)
    return Division(
        level=row.level,
        kind=row.kind,
        name=row.name,
        pinyin=pinyin,
        initials=initials,
        stats_code=row.stats_code,
        civil_affairs_code=row.civil_affairs_code,
        own_code=row.own_code,
        virtual=row.virtual,
        valid_from=since,
    )


def _update(
    row: UnitRow,
    unit: Division,
    listed_parent: Division | None,
    parent: Division | None,
    on: datetime.date,
    source: str,
) -> bool:
    """Bring one unit in line; whether anything was changed."""
    moved = listed_parent is not None and parent is not None and listed_parent.pk != parent.pk
    renamed = (row.name, row.kind) != (unit.name, unit.kind)
    changed = False
    if unit.valid_to is not None:
        if not _closed_by_a_list(unit):
            return False
        services.division_reopen(SYSTEM, division=unit, on=on, source=source)
        changed = True
    if moved or renamed:
        said = unit.eras.filter(source__startswith=LISTED).order_by("-valid_from").first()
        if moved and listed_parent and (said is None or said.parent_id != listed_parent.pk):
            services.division_move(SYSTEM, division=unit, parent=listed_parent, on=on, source=source)
            changed = True
        if renamed and (said is None or (said.name, said.kind) != (row.name, row.kind)):
            services.division_rename(SYSTEM, division=unit, name=row.name, kind=row.kind, on=on, source=source)
            changed = True
    return _update_attributes(row, unit) or changed


def _update_attributes(row: UnitRow, unit: Division) -> bool:
    """What has no eras: the other code, and whether the unit is for statistics only."""
    attributes = {"civil_affairs_code": row.civil_affairs_code, "virtual": row.virtual}
    if all(getattr(unit, name) == value for name, value in attributes.items()):
        return False
    fresh = Division.objects.get(pk=unit.pk)
    for name, value in attributes.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(attributes))
    return True


def _closed_by_a_list(unit: Division) -> bool:
    closing = unit.history.filter(valid_to=unit.valid_to).order_by("history_id").first()
    return closing is not None and (closing.history_change_reason or "").startswith(LISTED)


def _close(units: Sequence[Division], on: datetime.date, source: str, report: Report) -> None:
    """Units that the list no longer names end the day before; what hangs on them stays, for a person to deal with."""
    for unit in units:
        newest = unit.eras.order_by("-valid_from").first()
        unit.valid_to = max(on - ONE_DAY, unit.valid_from, newest.valid_from if newest else unit.valid_from)
        era_end(division=unit, last_day=unit.valid_to)
        unit._change_reason = source
        unit.save(update_fields=["valid_to"])
        report.closed.append(unit.name)
