"""Compare rows with what is on record: which of a unit's records change, and how."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from intake.kinds import Kind
from intake.lines.hidden import only_hidden_differs
from intake.lines.rows import Row
from intake.models import ImportRow
from intake.records.rules import Rules
from intake.records.steps import Step
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.records import Voidable
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.declaration import Register
from jian_minzheng.core.registers.tables import Choice, RegisterTable, TablePart
from offices.models import Division

Outcome = ImportRow.Outcome
AS_OF = "as_of"
"""Column and attribute of the day from which a dated row holds."""


@dataclass(slots=True)
class RecordsPlan:
    """What the commit would do with a row; ``met`` are all records that it was compared with."""

    row: Row
    outcome: ImportRow.Outcome
    steps: list[Step] = field(default_factory=list)
    met: list[Any] = field(default_factory=list)

    @property
    def seen(self) -> list[Any]:
        """The records met and their versions: if these differ at the commit, somebody has been there in between."""
        return [[record._meta.model_name, record.pk, record.version] for record in self.met]


@dataclass(slots=True)
class KnownRecords:
    """Records by part, unit and what tells them apart; of dated parts all rows of a unit's record, newest first.

    ``choices``: column key → the records of its dictionary by name.
    """

    actor: Acting
    rules: Rules
    choices: Mapping[str, Mapping[str, Choice]] = field(default_factory=dict)
    held: dict[tuple[str, int], dict[tuple[Any, ...], Any]] = field(default_factory=lambda: defaultdict(dict))
    dated: dict[tuple[str, int], list[Any]] = field(default_factory=lambda: defaultdict(list))

    def parent(self, part: TablePart, unit: int) -> Any:
        """The register's record of a unit, of which the part's rows are dated ones; the only one, or none."""
        found = list(self.held[_parents_of(part), unit].values())
        return found[0] if len(found) == 1 else None


def shown_changes(plan: RecordsPlan) -> dict[str, Any]:
    """What changes on record, field by field: ``{key: {"label", "old", "new"}}``; nothing of new records."""
    told = {}
    for step in plan.steps if plan.outcome == Outcome.CHANGED else ():
        for key, attribute in {**step.part.attributes, **step.part.beside}.items():
            if attribute in step.changes:
                declared, (old, new) = plan.row.kind.fields[key], step.changes[attribute]
                told[key] = {"label": declared.label, "old": declared.show(old), "new": declared.show(new)}
    return told


def load_records(
    table: RegisterTable, rows: Iterable[Row], actor: Acting, today: datetime.date, *, lock: bool
) -> KnownRecords:
    """Fetch what the rows may meet: a query for every part and five thousand units."""
    named = sorted({row.unit.division_id for row in rows if row.unit})
    divisions = {pk: unit for some in chunks(named) for pk, unit in Division.objects.in_bulk(some).items()}
    known = KnownRecords(actor, Rules(actor, divisions), _dictionaries(table))
    for units in chunks(named):
        for key, register in {_key_of(part.register): part.register for part in table.parts if part.dated}.items():
            for record in _locked(_current(register, actor, units, today), lock):
                known.held[key, getattr(record, f"{register.place}_id")][record.pk,] = record
        for part in table.parts:
            _load_part(part, known, units, today, lock=lock)
    return known


def _dictionaries(table: RegisterTable) -> dict[str, dict[str, Choice]]:
    """Of namesakes the one that is offered."""
    return {
        column.key: {one.label: one for one in sorted(column.dictionary(), key=lambda one: one.offered)}
        for column in table.columns
        if column.dictionary
    }


def _load_part(part: TablePart, known: KnownRecords, units: Sequence[int], today: datetime.date, *, lock: bool) -> None:
    if part.dated:
        parents = {record.pk: unit for unit in units if (record := known.parent(part, unit)) is not None}
        rows = part.record_model.objects.filter(**{f"{part.owner}__in": list(parents)}, **part.fixed)
        for row in _locked(rows.order_by("-as_of"), lock):
            known.dated[part.key, parents[getattr(row, f"{part.owner}_id")]].append(row)
        return
    register = part.register
    rows = _current(register, known.actor, units, today).filter(**part.fixed).prefetch_related(*part.several)
    for record in _locked(rows, lock):
        which = tuple(getattr(record, name) for name in part.told_apart.values())
        known.held[part.key, getattr(record, f"{register.place}_id")].setdefault(which, record)


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


def _parents_of(part: TablePart) -> str:
    return _key_of(part.register)


def _key_of(register: Register) -> str:
    return f"{register.app}:{register.name}"


def plan_row(table: RegisterTable, row: Row, known: KnownRecords, kind: Kind, today: datetime.date) -> RecordsPlan:
    """Compare one row; may add issues to it, which then is in error."""
    if row.left_out or row.skipped:
        return RecordsPlan(row, Outcome.IGNORED if row.left_out else Outcome.SKIPPED)
    _kept_here(table, row, known.actor)
    told = [part for part in table.parts if part.attributes.keys() & row.values.keys()]
    steps = [_step(row, known, part, today) for part in told if row.unit and not row.kept_out()]
    for step in steps:
        if step.changes and not row.kept_out():
            known.rules.check(row, step, kind.told_by)
    if row.kept_out() or row.unit is None:
        asks = row.kept_out() and not row.has_error()
        return RecordsPlan(row, Outcome.ASK if asks else Outcome.ERROR)
    met = [step.record or step.base for step in steps if step.record or step.base]
    todo = [step for step in steps if step.changes]
    if not todo:
        return RecordsPlan(row, Outcome.SAME, met=met)
    return RecordsPlan(row, Outcome.CHANGED if met else Outcome.NEW, todo, met)


def _kept_here(table: RegisterTable, row: Row, actor: Acting) -> None:
    """Records of a unit are written by those whose level keeps them, by import as by form."""
    if row.unit is None or row.kept_out():
        return
    rules = [part.register.kept_at for part in table.parts]
    if not all(keeping.may_write(actor, rule, row.unit.level) for rule in rules):
        message = f"“{row.unit.name}”的{table.label}不由您当前的身份维护，请由该单位或负责的一级导入。"
        row.complain(row.kind.unit_field, "unit_out_of_scope", message)


def _step(row: Row, known: KnownRecords, part: TablePart, today: datetime.date) -> Step:
    step = _dated(row, known, part, today) if part.dated else _held(row, known, part)
    before = step.record or step.base
    for key, attribute in {**part.attributes, **part.beside}.items():
        if key in row.values and not row.kept_out():
            if key in known.choices:
                _choose(row, step, key, attribute, known.choices[key])
                continue
            old, new = getattr(before, attribute, None), row.values[key]
            if not only_hidden_differs(row, key, old) and old != new and (old or new or old is None):
                step.changes[attribute] = (old, new)
    if part.complete and step.changes:
        whole = part.complete({name: new for name, (_, new) in step.own.items()})
        step.changes |= {name: (getattr(before, name, None), value) for name, value in whole.items()}
    return step


def _choose(row: Row, step: Step, key: str, attribute: str, known: Mapping[str, Choice]) -> None:
    """Several records of a dictionary; one that is out of use stays where it is, and comes to no other record."""
    had = list(getattr(step.record, attribute).all()) if step.record else []
    old, new = tuple(map(str, had)), row.values[key]
    gone = [label for label in new if label not in old and not (label in known and known[label].offered)]
    if gone:
        said = mask_text("、".join(gone))
        row.complain(key, "value_unknown", f"“{said}”已停用，不能再选，请改选其他种类。")
    elif set(old) != set(new):
        held = {str(one): one.pk for one in had}
        step.changes[attribute] = (old, new)
        step.chosen[attribute] = ([one.pk for one in had], [held.get(label) or known[label].pk for label in new])


def _dated(row: Row, known: KnownRecords, part: TablePart, today: datetime.date) -> Step:
    """A row from the day that the table names; it begins as a copy of the one in force."""
    unit = row.unit.division_id if row.unit else 0
    parent = known.parent(part, unit)
    if parent is None:
        row.complain("unit", "no_record", part.absent)
        return Step(part)
    day = row.values.get(AS_OF, today)
    earliest = part.register.sections[0].earliest(parent) if part.register.sections else None
    if earliest and day < earliest:
        row.complain(
            AS_OF, "date_before_opening", f"早于{earliest.year}年{earliest.month}月{earliest.day}日的开始日期，请核对。"
        )
    base = next((held for held in known.dated[part.key, unit] if held.as_of <= day), None)
    record = base if base is not None and base.as_of == day else None
    return Step(part, record, base, owner={part.owner: parent, AS_OF: day, **part.fixed})


def _held(row: Row, known: KnownRecords, part: TablePart) -> Step:
    unit = row.unit.division_id if row.unit else 0
    told = {attribute: _told(row, part, key) for key, attribute in part.told_apart.items()}
    if missing := [key for key, attribute in part.told_apart.items() if told[attribute] is None]:
        for key in missing:
            _ask_for(row, key)
        return Step(part)
    record = known.held[part.key, unit].get(tuple(told.values()))
    if record is None and not part.begins:
        row.complain("unit", "no_record", part.absent)
    return Step(part, record, owner={f"{part.register.place}_id": unit, **told, **part.fixed})


def _told(row: Row, part: TablePart, key: str) -> Any:
    """What tells the record apart: said of this very value, in the name of its column, or of the whole row."""
    for own in part.attributes:
        if (value := row.values.get(f"{own}_{key}")) is not None:
            return value
    return row.values.get(key)


def _ask_for(row: Row, key: str) -> None:
    if not any(issue.field == key for issue in row.issues):
        label = row.kind.fields[key].label
        row.complain(key, "required_missing", f"没有写明“{label}”：请加一列“{label}”，或写在列名、标题里。")
