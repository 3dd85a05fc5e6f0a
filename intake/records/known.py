"""The records that rows may meet, and the dictionaries that their cells name; fetched for many rows at once."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from intake.lines.rows import Row
from intake.records.rules import Rules
from intake.records.sameness import AS_OF, one_form, told_by
from intake.records.steps import Step, set_values, written_as
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.records import Voidable
from jian_minzheng.core.registers.declaration import Register
from jian_minzheng.core.registers.tables import Choice, RegisterTable, TablePart
from offices.models import Division


@dataclass(slots=True)
class KnownRecords:
    """What is on record about the units of some rows.

    Attributes:
        units: these units, by key.
        having: of a register, by its key, those of the units that may have such records.
        choices: column key → the records of its dictionary by name.
        records: records by part (of registers with dated rows also by the register) and unit, by what tells them apart.
        alike: of these, where several records are not told apart.
        spellings: by part, unit and one form of what tells them apart, the same records; and those that ended, or are
            void, of registers whose tables may name such.
        together: rows that may be about one record, by their key.
        plans: what was found out about rows whose turn has not come.
        held: rows of a dated part by the record that they are of, see ``dated``.
    """

    actor: Acting
    rules: Rules
    units: Mapping[int, Division]
    having: Mapping[str, set[int]]
    choices: Mapping[str, Mapping[str, Choice]]
    records: dict[tuple[str, int], dict[tuple[Any, ...], Any]] = field(default_factory=lambda: defaultdict(dict))
    alike: set[tuple[str, int, tuple[Any, ...]]] = field(default_factory=set)
    spellings: dict[tuple[Any, ...], list[Any]] = field(default_factory=lambda: defaultdict(list))
    together: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    plans: dict[int, Any] = field(default_factory=dict)
    held: dict[tuple[str, int], list[Any]] = field(default_factory=lambda: defaultdict(list))

    def dated(self, part: TablePart, owner: Any) -> list[Any]:
        """Rows of a dated part that are of this record, newest first; a record may be about to be made."""
        return self.held[part.key, owner.pk or -id(owner)]

    def spelt(self, part: TablePart, unit: int, which: tuple[Any, ...], *, former: bool = False) -> list[Any]:
        """Records that may be told by these values in other spellings."""
        return self.spellings[part.key, unit, former, *one_form(which, self.units[unit].name)]

    def meet(self, part: TablePart, unit: int, record: Any, *, former: bool = False) -> tuple[Any, ...]:
        """Have a record found by what tells it apart; returns that."""
        which = tuple(told_by(record, name) for name in part.identified_by.values())
        self.spelt(part, unit, which, former=former).append(record)
        return which

    def in_order(self, row: Row, today: datetime.date) -> list[Row]:
        """The row with those that may be about the same record, in the order of the days of which they speak."""
        rows = self.together.get(row.key, ()) if not row.left_out else ()
        return sorted(rows or [row], key=lambda one: (one.values.get(AS_OF) or today, one.number))

    def learn(self, step: Step, unit: int) -> None:
        """What a row makes of a record is what the next one of the same file meets."""
        part, record = step.part, step.record
        if record is not None:
            set_values(part, record, {name: new for name, (_, new) in step.own.items()})
        elif part.dated:
            rows = self.dated(part, step.owner[part.owner])
            rows.append(written_as(step))
            rows.sort(key=lambda held: held.as_of, reverse=True)
        elif step.fresh is not None:
            self.records[part.key, unit][self.meet(part, unit, step.fresh)] = step.fresh
            self.records[key_of(part.register), unit][id(step.fresh),] = step.fresh

    def only(self, register: Register, unit: int) -> Any:
        """The register's record of a unit, where it has one and no other."""
        found = list(self.records[key_of(register), unit].values())
        return found[0] if len(found) == 1 else None


def load_records(
    table: RegisterTable, rows: Iterable[Row], actor: Acting, today: datetime.date, *, lock: bool
) -> KnownRecords:
    """Fetch what the rows may meet: a query for every part and five thousand units."""
    named = sorted({row.unit.division_id for row in rows if row.unit})
    divisions = {pk: unit for some in chunks(named) for pk, unit in Division.objects.in_bulk(some).items()}
    having = {key_of(one.register): _having(one.register, actor, named) for one in table.parts if not one.dated}
    known = KnownRecords(
        actor, Rules(actor, divisions), divisions, having, _dictionaries(table), together=_together(rows)
    )
    for units in chunks(named):
        for key, register in {key_of(part.register): part.register for part in table.parts if part.dated}.items():
            for record in _locked(_current(register, actor, units, today), lock):
                known.records[key, getattr(record, f"{register.place}_id")][record.pk,] = record
        for part in table.parts:
            _load_part(part, known, units, today, lock=lock)
    return known


def _having(register: Register, actor: Acting, units: Sequence[int]) -> set[int]:
    found = (register.units(actor.scope).filter(pk__in=some).values_list("pk", flat=True) for some in chunks(units))
    return {pk for some in found for pk in some}


def _dictionaries(table: RegisterTable) -> dict[str, dict[str, Choice]]:
    """Of namesakes the one that is offered."""
    return {
        column.key: {one.label: one for one in sorted(column.dictionary(), key=lambda one: one.offered)}
        for column in table.columns
        if column.dictionary
    }


def _load_part(part: TablePart, known: KnownRecords, units: Sequence[int], today: datetime.date, *, lock: bool) -> None:
    if part.dated:
        owners = [pk for unit in units for (pk,) in known.records[key_of(part.register), unit]]
        rows = part.record_model.objects.filter(**{f"{part.owner}__in": owners}, **part.fixed)
        for row in _locked(rows.order_by("-as_of"), lock):
            known.held[part.key, getattr(row, f"{part.owner}_id")].append(row)
        return
    register = part.register
    rows = _current(register, known.actor, units, today).filter(**part.fixed)
    rows = rows.select_related(*part.of_dictionaries).prefetch_related(*part.several)
    for record in _locked(rows, lock):
        unit = getattr(record, f"{register.place}_id")
        which = known.meet(part, unit, record)
        if known.records[part.key, unit].setdefault(which, record) is not record:
            known.alike.add((part.key, unit, which))
    if part.agreement is None and (register.ending is not None or part.named):
        _load_former(part, known, units, today)


def _load_former(part: TablePart, known: KnownRecords, units: Sequence[int], today: datetime.date) -> None:
    register = part.register
    rows = register.model.objects.visible_to(known.actor.scope).filter(**{f"{register.place}__in": units}, **part.fixed)
    current = _current(register, known.actor, units, today).values("pk")
    for record in rows.exclude(pk__in=current).order_by("pk"):
        known.meet(part, getattr(record, f"{register.place}_id"), record, former=True)


def _together(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if not row.left_out and (key := row.key):
            found[key].append(row)
    return found


def _current(register: Register, actor: Acting, units: Sequence[int], today: datetime.date) -> Any:
    """Live records of the units that have not ended."""
    rows = register.model.objects.visible_to(actor.scope).filter(**{f"{register.place}__in": units})
    if issubclass(register.model, Voidable):
        rows = rows.live()
    if register.ending is not None:
        last = register.ending.field
        rows = rows.filter(Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": today}))
    return rows.order_by("pk")


def _locked(rows: Any, lock: bool) -> Any:
    return rows.select_for_update(of=("self",), no_key=True) if lock else rows


def key_of(register: Register) -> str:
    return f"{register.app}:{register.name}"
