"""Compare rows about units with what is on record: which of a unit's records change, and how."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from jian_minzheng.core.acting import Acting
from offices.models import Equipment, PopulationFigure, Station, StationProfile
from staffing.models import ImportRow
from staffing.roster_import.fields import FIELDS
from staffing.roster_import.kinds import RosterKind
from staffing.roster_import.ledger.parts import Part, equipment_values, in_force
from staffing.roster_import.ledger.rules import check_step
from staffing.roster_import.ledger.steps import Step
from staffing.roster_import.lines.hidden import only_hidden_differs
from staffing.roster_import.lines.rows import RosterRow
from staffing.roster_import.people.known import chunks

Outcome = ImportRow.Outcome


@dataclass(slots=True)
class LedgerPlan:
    """What the commit would do with a row; ``met`` are all records that it was compared with."""

    row: RosterRow
    outcome: ImportRow.Outcome
    steps: list[Step] = field(default_factory=list)
    met: list[Any] = field(default_factory=list)

    @property
    def seen(self) -> list[Any]:
        """The records met and their versions: if these differ at the commit, somebody has been there in between."""
        return [[record._meta.model_name, record.pk, record.version] for record in self.met]


@dataclass(slots=True)
class KnownFacts:
    """Stations in operation by township, their dated rows (newest first) by part, population figures; for whom."""

    actor: Acting
    stations: dict[int, Station] = field(default_factory=dict)
    dated: dict[tuple[int, str], list[Any]] = field(default_factory=lambda: defaultdict(list))
    figures: dict[tuple[int, int, str], PopulationFigure] = field(default_factory=dict)


def shown_facts(plan: LedgerPlan) -> dict[str, Any]:
    """What changes on record, field by field: ``{key: {"label", "old", "new"}}``; nothing of new records."""
    told = {}
    for step in plan.steps if plan.outcome == Outcome.CHANGED else ():
        for key, attribute in {**step.part.attributes, **step.part.beside}.items():
            if attribute in step.changes:
                old, new = step.changes[attribute]
                told[key] = {"label": FIELDS[key].label, "old": FIELDS[key].show(old), "new": FIELDS[key].show(new)}
    return told


def load_facts(rows: Iterable[RosterRow], actor: Acting, today: datetime.date, *, lock: bool = False) -> KnownFacts:
    """Fetch what the rows may meet: four queries for every five thousand units."""
    known = KnownFacts(actor)
    running = Q(closed_on__isnull=True) | Q(closed_on__gte=today)
    for units in chunks(sorted({row.unit.division_id for row in rows if row.unit})):
        stations = Station.objects.visible_to(actor.scope).live().filter(running, township__in=units)
        here = {station.township_id: station for station in _locked(stations, lock)}
        known.stations |= here
        owned = {"station__in": list(here.values())}
        for profile in _locked(StationProfile.objects.filter(**owned).order_by("-as_of"), lock):
            known.dated[profile.station_id, "profile"].append(profile)
        for item in _locked(Equipment.objects.filter(**owned).order_by("-as_of"), lock):
            known.dated[item.station_id, f"equipment.{item.kind}"].append(item)
        for figure in _locked(PopulationFigure.objects.filter(division__in=units).live(), lock):
            known.figures[figure.division_id, figure.year, figure.basis] = figure
    return known


def _locked(rows: Any, lock: bool) -> Any:
    return rows.select_for_update(of=("self",), no_key=True) if lock else rows


def plan_facts(row: RosterRow, known: KnownFacts, kind: RosterKind, today: datetime.date) -> LedgerPlan:
    """Compare one row; may add issues to it, which then is in error."""
    if row.left_out or row.skipped:
        return LedgerPlan(row, Outcome.IGNORED if row.left_out else Outcome.SKIPPED)
    told = [part for part in kind.parts if part.attributes.keys() & row.values.keys()]
    steps = [_step(row, known, part, today) for part in told if row.unit and not row.kept_out()]
    for step in steps:
        if step.changes and not row.kept_out():
            check_step(row, step, known.actor, kind.unit_field)
    if row.kept_out() or row.unit is None:
        asks = row.kept_out() and not row.has_error()
        return LedgerPlan(row, Outcome.ASK if asks else Outcome.ERROR)
    met = [step.record or step.base for step in steps if step.record or step.base]
    todo = [step for step in steps if step.changes]
    if not todo:
        return LedgerPlan(row, Outcome.SAME, met=met)
    return LedgerPlan(row, Outcome.CHANGED if met else Outcome.NEW, todo, met)


def _step(row: RosterRow, known: KnownFacts, part: Part, today: datetime.date) -> Step:
    step = _population(row, known, part) if part.model is PopulationFigure else _station(row, known, part, today)
    before = step.record or step.base
    for key, attribute in {**part.attributes, **part.beside}.items():
        if key in row.values and not row.kept_out():
            old, new = getattr(before, attribute, None), row.values[key]
            if not only_hidden_differs(row, key, old) and old != new and (old or new or old is None):
                step.changes[attribute] = (old, new)
    if part.model is Equipment and "total" in step.changes:
        whole = equipment_values(step.changes["total"][1])
        step.changes = {name: (getattr(before, name, None), value) for name, value in whole.items()}
    return step


def _station(row: RosterRow, known: KnownFacts, part: Part, today: datetime.date) -> Step:
    station = known.stations.get(row.unit.division_id) if row.unit else None
    if station is None:
        row.complain("unit", "no_station", "该乡镇(街道)没有在运行的民政所，请先在“民政所”页面设立，再导入它的情况。")
        return Step(part)
    if not part.dated:
        return Step(part, record=station)
    day = row.values.get("as_of", today)
    if day < station.opened_on:
        row.complain("as_of", "date_before_opening", "早于民政所的设立日期，请核对情况截至日期。")
    base = in_force(known.dated[station.pk, part.key], day)
    record = base if base is not None and base.as_of == day else None
    return Step(part, record, base, owner={"station": station, "as_of": day, **dict(part.owner)})


def _population(row: RosterRow, known: KnownFacts, part: Part) -> Step:
    basis = dict(part.owner)["basis"]
    year = row.values.get(f"{basis}_year", row.values.get("year"))
    if year is None or row.unit is None:
        if not any(issue.field == "year" for issue in row.issues):
            row.complain(
                "year", "required_missing", "没有写明年份：请加一列“年份”，或写在列名里，例如“2024年户籍人口”。"
            )
        return Step(part)
    record = known.figures.get((row.unit.division_id, year, basis))
    return Step(part, record, owner={"division_id": row.unit.division_id, "year": year, "basis": basis})
