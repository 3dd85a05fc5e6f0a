"""The records that rows may meet, and the dictionaries that their cells name; fetched for many rows at once."""

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from intake.lines.rows import Row
from intake.records.rules import Rules
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.records import Voidable
from jian_minzheng.core.registers.declaration import Register
from jian_minzheng.core.registers.tables import Choice, RegisterTable, TablePart
from offices.models import Division

_MARKS = re.compile(r"[\s《》〈〉“”\"]+")


@dataclass(slots=True)
class KnownRecords:
    """What is on record about the units of some rows.

    Attributes:
        units: these units, by key.
        having: of a register, by its key, those of the units that may have such records.
        choices: column key → the records of its dictionary by name.
        records: records by part (of registers with dated rows also by the register) and unit, by what tells them apart.
        alike: of these, where several records are not told apart.
        dated: rows of a dated part by the record that they are of, newest first.
    """

    actor: Acting
    rules: Rules
    units: Mapping[int, Division]
    having: Mapping[str, set[int]]
    choices: Mapping[str, Mapping[str, Choice]]
    records: dict[tuple[str, int], dict[tuple[Any, ...], Any]] = field(default_factory=lambda: defaultdict(dict))
    alike: set[tuple[str, int, tuple[Any, ...]]] = field(default_factory=set)
    dated: dict[tuple[str, int], list[Any]] = field(default_factory=lambda: defaultdict(list))

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
    known = KnownRecords(actor, Rules(actor, divisions), divisions, having, _dictionaries(table))
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
            known.dated[part.key, getattr(row, f"{part.owner}_id")].append(row)
        return
    register = part.register
    rows = _current(register, known.actor, units, today).filter(**part.fixed).prefetch_related(*part.several)
    for record in _locked(rows, lock):
        which = told_apart(getattr(record, name) for name in part.identified_by.values())
        unit = getattr(record, f"{register.place}_id")
        if known.records[part.key, unit].setdefault(which, record) is not record:
            known.alike.add((part.key, unit, which))


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


def told_apart(values: Iterable[Any]) -> tuple[Any, ...]:
    """What tells records apart: 《工作制度》（试行） and 工作制度(试行) are one paper."""
    return tuple(_bare(value) if isinstance(value, str) else value for value in values)


def _bare(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def key_of(register: Register) -> str:
    return f"{register.app}:{register.name}"
