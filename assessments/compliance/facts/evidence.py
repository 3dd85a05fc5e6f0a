"""What is on record of the kinds that standards ask for, out of the registers that declare themselves evidence."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from assessments.compliance.facts.providers import Fields, Question, Turns, provides, turning
from assessments.compliance.outcome import Record
from assessments.compliance.subjects import Evidence
from assessments.values.turns import ONE_DAY, months_later, new_year, turns
from assessments.vocabulary import SubjectKind
from jian_minzheng.core.records import latest_on
from jian_minzheng.core.registers.declaration import REGISTRY, Register
from jian_minzheng.core.registers.declaration import Evidence as Declared
from offices.models import StationProfile
from offices.models.stations import PAPER_KINDS
from offices.places import below_any, paths_above

BELOW = "/below"
"""Marks a kind of which the records of all units below the subject count as well."""


@provides("evidence", *SubjectKind)
def evidence(question: Question) -> Fields:
    """One query per register that is asked for, one more where records of the units below count, and one for what
    stations have none of."""
    lying: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for kind, shelf in question.shelves.items():
        for pk, fields in shelf.items():
            lying[fields["division_id"]].append((kind, pk))
    found: dict[int, list[Evidence]] = defaultdict(list)
    for unit, one in _records(question, lying.keys()):
        found[unit].append(one)
    lacking = _lacking(question)
    return {
        subject: {"evidence": tuple(found.get(unit, ())), "lacking": lacking.get(subject, {})}
        for unit, subjects in lying.items()
        for subject in subjects
    }


def _lacking(question: Question) -> dict[tuple[str, int], dict[str, Record]]:
    """Of stations the kinds of which their profile in force says that there is none."""
    asked = {name: f"document:{kind}" for name, kind in PAPER_KINDS.items()}
    stations = question.ids(SubjectKind.STATION)
    if not stations or not question.reads.evidence & {*asked.values()}:
        return {}
    rows = latest_on(StationProfile.objects.filter(station__in=stations), question.day, by=("station",))
    return {
        (SubjectKind.STATION, row["station_id"]): {
            code: Record(StationProfile._meta.label, row["pk"]) for name, code in asked.items() if row[name] is False
        }
        for row in rows.values("pk", "station_id", *asked)
    }


@turning("evidence")
def turns_of_evidence(question: Question) -> Turns:
    """Days on which a record begins, ends or is overdue for review, and on which a year begins that it is not of."""
    loaded = evidence(question)
    this_year = {new_year(question.day.year)}
    return {
        subject: this_year.union(*(_turns(one, question.reads.months) for one in said["evidence"]))
        for subject, said in loaded.items()
    }


def _turns(one: Evidence, months: Collection[int]) -> set[datetime.date]:
    overdue = {months_later(begun, number) + ONE_DAY for begun in (one.since, one.renewed) for number in months}
    return turns(one.since, one.until) | overdue | one.days | {new_year(one.since.year + 1)}


@dataclass(frozen=True, slots=True)
class _Source:
    """What is asked of one register: records of these kinds, of the subjects' own units or of all below them too."""

    register: Register
    declared: Declared
    kinds: frozenset[str]
    below: bool

    @property
    def place(self) -> str:
        return f"{self.register.place}__path"


def _sources(codes: Iterable[str]) -> Iterator[_Source]:
    asked: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for code in codes:
        name, _, kind = code.removesuffix(BELOW).partition(":")
        asked[name, code.endswith(BELOW)].add(kind)
    for register in REGISTRY.all():
        for below in (False, True):
            if register.evidence and (kinds := asked.get((register.name, below))):
                yield _Source(register, register.evidence, frozenset(kinds), below)


def _records(question: Question, units: Iterable[int]) -> Iterator[tuple[int, Evidence]]:
    """Of each unit what bears witness for it, dated not after the day, or by nobody."""
    nodes = question.places.nodes
    paths = {nodes[unit].path: unit for unit in units}
    for source in _sources(question.reads.evidence):
        for row in _rows(source, question.day, paths):
            one = _read(source, row, question.day)
            if not source.below:
                yield row["told_unit"], one
                continue
            yield from ((paths[path], one) for path in paths_above(row[source.place], itself=True) if path in paths)


def _rows(source: _Source, day: datetime.date, paths: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    declared = source.declared
    rows = source.register.model._default_manager.filter(**{f"{declared.kind}__in": source.kinds})
    if source.register.voidable:
        rows = rows.filter(voided_at__isnull=True)
    if declared.where is not None:
        rows = rows.filter(declared.where)
    rows = rows.annotate(told_unit=_first(declared.units), told_since=_first(declared.since))
    rows = rows.filter(below_any(source.place, paths)) if source.below else rows.filter(told_unit__in=paths.values())
    columns = ["pk", declared.kind, source.place, "told_unit", "told_since", *declared.renewed, *declared.unreviewed]
    columns += filter(None, [declared.until, declared.since_known, *declared.says, *declared.says.values()])
    begun = Q(told_since__lte=day)
    if declared.since_known:
        begun |= Q(**{declared.since_known: False})
    found: Iterable[dict[str, Any]] = rows.filter(begun).order_by("told_since", "pk", declared.kind).values(*columns)
    return found


def _first(paths: tuple[str, ...]) -> Any:
    """The first of the fields that has a value."""
    return Coalesce(*paths) if len(paths) > 1 else F(paths[0])


def _read(source: _Source, row: Mapping[str, Any], day: datetime.date) -> Evidence:
    """What the record says for the day: a review or a publication after it has not been yet."""
    declared, since = source.declared, row["told_since"]
    reviewed = next((row[name] for name in declared.renewed if row[name]), None)
    later = reviewed if reviewed and reviewed > day else None
    until = row[declared.until] if declared.until else None
    unreviewed = _last_day_unreviewed(source, row) if reviewed else None
    dated = [row[name] for name in declared.says.values() if name]
    days = {reviewed, *dated, unreviewed and unreviewed + ONE_DAY}
    return Evidence(
        kind=f"{source.register.name}:{row[declared.kind]}",
        since=since,
        until=unreviewed if later else until,
        renewed=since if later or not reviewed else reviewed,
        record=Record(source.register.model._meta.label, row["pk"]),
        says={name: row[name] and not _later(row, dated, day) for name, dated in declared.says.items()},
        below=source.below,
        since_known=row[declared.since_known] if declared.since_known else True,
        reviewed_later=later,
        days=frozenset(one for one in days if one),
    )


def _later(row: Mapping[str, Any], name: str, day: datetime.date) -> bool:
    """Whether the field, where there is one, holds a day after the day."""
    return bool(name and row[name] and row[name] > day)


def _last_day_unreviewed(source: _Source, row: Mapping[str, Any]) -> datetime.date | None:
    names = source.declared.unreviewed
    last: datetime.date | None = source.register.model(**{name: row[name] for name in names}).last_day()
    return last
