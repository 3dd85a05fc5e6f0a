"""Compare rows with what is on record: which of a unit's records change, and how."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from intake.kinds import Kind
from intake.lines.hidden import only_hidden_differs
from intake.lines.rows import Row
from intake.models import ImportRow
from intake.records.agreeing import (
    FORMER,
    NOT_BEGUN,
    YEAR_DIFFERS,
    ask_whether_former,
    ask_whether_to_begin,
    ask_which_year,
    is_agreed,
)
from intake.records.known import KnownRecords, key_of
from intake.records.sameness import AS_OF, alike, contradicted, is_told, lacks, told_apart
from intake.records.steps import Step, written_as
from intake.values.openings import BY_YEAR
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing.values import human_date
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.tables import Choice, RegisterTable, TablePart, text_of

Outcome = ImportRow.Outcome


BY_MONTH = "date_month_only"
_TOLD = 6
"""So many of what is carried over are named."""
_SETTLED_FIRST = frozenset({NOT_BEGUN, FORMER, YEAR_DIFFERS, "no_record", "several_records", "unit_out_of_scope"})
"""Codes of what has to be settled before anything can be said of the records of a row."""


@dataclass(slots=True)
class RecordsPlan:
    """What the commit would do with a row; ``met`` are all records that it was compared with, or that rows before it
    were. By its ``turn`` it comes after other rows about the same record.
    """

    row: Row
    outcome: ImportRow.Outcome
    steps: list[Step] = field(default_factory=list)
    met: list[Any] = field(default_factory=list)
    turn: int = 0

    @property
    def seen(self) -> list[Any]:
        """The records met and their versions: if these differ at the commit, somebody has been there in between."""
        return [[record._meta.model_name, record.pk, record.version] for record in self.met]


def shown_changes(plan: RecordsPlan) -> dict[str, Any]:
    """What changes on record, field by field: ``{key: {"label", "old", "new"}}``; nothing of new records."""
    told = {}
    for step in plan.steps if plan.outcome == Outcome.CHANGED else ():
        for key, attribute in _columns_of(step.part).items():
            if attribute in step.changes:
                declared, (old, new) = plan.row.kind.fields[key], step.changes[attribute]
                told[key] = {"label": declared.label, "old": declared.show(old), "new": declared.show(new)}
        told |= _shown_beside(step, plan.row.kind)
    return told


def _shown_beside(step: Step, kind: Kind) -> dict[str, Any]:
    """What changes with it though no column says so: what completes the record, and what is derived from it."""
    part = step.part
    changes = {name: change for name, change in step.changes.items() if name not in {*_columns_of(part).values()}}
    changes |= step.follows
    of = f"{kind.fields[next(iter(part.attributes))].label}·" if len(part.attributes) == 1 else ""
    told = {}
    for name, (old, new) in changes.items():
        shown = [text_of(part.record_model, name, value) for value in (old, new)]
        if shown[0] != shown[1]:
            label = f"{of}{part.record_model._meta.get_field(name).verbose_name}"
            told[f"{part.key}.{name}"] = {"label": label, "old": shown[0], "new": shown[1]}
    return told


def _columns_of(part: TablePart) -> dict[str, str]:
    return {**part.attributes, **part.beside}


def plan_row(table: RegisterTable, row: Row, known: KnownRecords, kind: Kind, today: datetime.date) -> RecordsPlan:
    """Compare one row with what stands once those about the same record are in that speak of earlier days.

    May add issues to it, which then is in error.
    """
    if row.number not in known.plans:
        met: list[Any] = []
        for turn, one in enumerate(known.in_order(row, today)):
            known.plans[one.number] = plan = _plan(table, one, known, kind, today)
            plan.turn = turn
            if plan.outcome in ImportRow.GOING_IN:
                met = plan.met = list(dict.fromkeys([*met, *plan.met]))
    found: RecordsPlan = known.plans.pop(row.number)
    return found


def _plan(table: RegisterTable, row: Row, known: KnownRecords, kind: Kind, today: datetime.date) -> RecordsPlan:
    if row.left_out or row.skipped:
        return RecordsPlan(row, Outcome.IGNORED if row.left_out else Outcome.SKIPPED)
    _kept_here(table, row, known.actor)
    comparison = _Comparison(row, known, today)
    steps = comparison.steps(table) if row.unit and not row.kept_out() else []
    for step in steps:
        if step.does_something and not row.kept_out():
            known.rules.check(row, step, kind.name_field)
    if row.unit and row.kept_out() and not _SETTLED_FIRST & {issue.code for issue in row.issues}:
        comparison.tell_rest(table)
    if row.kept_out() or row.unit is None:
        asks = row.kept_out() and not row.has_error()
        return RecordsPlan(row, Outcome.ASK if asks else Outcome.ERROR)
    return _planned(row, steps, known)


def _planned(row: Row, steps: Sequence[Step], known: KnownRecords) -> RecordsPlan:
    """What is right with the row goes into what further rows of the file meet; a record that an earlier one makes is
    made as both say."""
    before = [step.record or step.base for step in steps if step.record or step.base]
    met = [record for record in before if record.pk]
    todo = [step for step in steps if step.does_something]
    if not todo:
        return RecordsPlan(row, Outcome.SAME, met=met)
    for step in todo:
        step.follows = _follows(step)
        known.learn(step, row.unit.division_id if row.unit else 0)
    todo = [step for step in todo if step.record is None or step.record.pk]
    return RecordsPlan(row, Outcome.CHANGED if before else Outcome.NEW, todo, met)


def _follows(step: Step) -> dict[str, tuple[Any, Any]]:
    """What is derived from the record as it was, and as it will stand."""
    part, before = step.part, step.record or step.base
    if part.derived is None or before is None:
        return {}
    return {name: (getattr(before, name), new) for name, new in part.derived(written_as(step)).items()}


def _kept_here(table: RegisterTable, row: Row, actor: Acting) -> None:
    """Records of a unit are written by those whose level keeps them, by import as by form."""
    if row.unit is None or row.kept_out():
        return
    rules = [part.register.kept_at for part in table.parts]
    if not all(keeping.may_write(actor, rule, row.unit.level) for rule in rules):
        message = f"“{row.unit.name}”的{table.label}不由您当前的身份维护，请由该单位或负责的一级导入。"
        row.complain(row.kind.unit_field, "unit_out_of_scope", message)


class _Comparison:
    """One row, part by part; ``owners`` are the records that its dated rows are of, by register."""

    def __init__(self, row: Row, known: KnownRecords, today: datetime.date) -> None:
        self.row, self.known, self.today = row, known, today
        self.unit = row.unit.division_id if row.unit else 0
        self.owners: dict[str, Any] = {}

    def steps(self, table: RegisterTable) -> list[Step]:
        """None after the first part of which anything is wrong that the others rest on."""
        steps = []
        for part in table.parts:
            says = bool(part.attributes.keys() & self.row.values.keys())
            if says or (part.agreement and not self.known.records[part.key, self.unit]):
                steps.append(self._step(part))
            if self.row.kept_out():
                break
        return steps

    def tell_rest(self, table: RegisterTable) -> None:
        """What else is wrong with a row that stays out: of all that it says, all is told at once."""
        for part in table.parts:
            if part.attributes.keys() & (self.row.values.keys() | self.row.problems.keys()):
                self._tell_rest_of(part)

    def _tell_rest_of(self, part: TablePart) -> None:
        """Of a new record as well what it lacks; whether it is one, what is known of its identity says."""
        row, told = self.row, told_apart(self.row, part)
        unknown = lacks(part, told)
        for key in unknown:
            _ask_for(row, key)
        given = {name: value for name, value in self._stored(part, told, None).items() if value is not None}
        which = tuple(told.values())
        spelt = not unknown and self.known.spelt(part, self.unit, which)
        met = [] if part.dated else alike(row, part, spelt or self.known.records[part.key, self.unit].values())
        if part.agreement and not met:
            return
        place = {} if part.dated else {f"{part.register.place}_id": self.unit}
        step = Step(part, met[0] if len(met) == 1 else None, owner={**place, **given, **part.fixed})
        self._compare(step)
        self.known.rules.check_rest(row, step, row.kind.name_field, new=not part.dated and not met)

    def _step(self, part: TablePart) -> Step:
        step = self._dated(part) if part.dated else self._of_unit(part)
        if not self.row.kept_out():
            self._compare(step)
        if not part.dated and not self.row.kept_out():
            if step.record is None and (step.changes or part.agreement):
                step.fresh = written_as(step)
            self.owners[key_of(part.register)] = step.record or step.fresh
        return step

    def _compare(self, step: Step) -> None:
        part, before = step.part, step.record or step.base or self._begun(step)
        for key, attribute in _columns_of(part).items():
            if key not in self.row.values or (step.record is not None and key in part.identified_by):
                continue
            if key in self.known.choices:
                _choose(self.row, step, key, attribute, self.known.choices[key])
                continue
            old, new = getattr(before, attribute, None), self.row.values[key]
            if not _says_the_same(self.row, key, old, new):
                self._change(step, key, attribute, old)
        if part.complete and step.changes:
            given = {name: new for name, (_, new) in step.own.items()}
            whole = part.complete(given, before)
            if part.keeps and (kept := part.keeps(given, before)):
                self.row.warn(next(iter(part.attributes)), "kept_as_it_was", kept)
            step.changes |= {name: (getattr(before, name, None), value) for name, value in whole.items()}
        if part.dated and step.record is None and step.base is not None and step.changes:
            self._tell_carried(step)

    def _tell_carried(self, step: Step) -> None:
        """A new day begins as a copy of the one in force: what the row does not say stands under a day that it was not
        said for.
        """
        row, part, base = self.row, step.part, step.base
        carried = [
            f"{row.kind.fields[key].label} {row.kind.fields[key].show(getattr(base, attribute))}"
            for key, attribute in part.attributes.items()
            if key not in row.values and attribute not in step.changes and getattr(base, attribute) not in (None, "")
        ]
        if carried:
            key = next(key for key in part.attributes if key in row.values)
            more = f"等{len(carried)}项" if len(carried) > _TOLD else ""
            listed = "、".join(carried[:_TOLD])
            row.warn(key, "carried_over", f"表里没有写的沿用{human_date(base.as_of)}的登记：{listed}{more}，请核对。")

    def _change(self, step: Step, key: str, attribute: str, old: Any) -> None:
        """A day that stands for a month is told."""
        new = self.row.values[key]
        if key in self.row.rough and not _by_year(self.row, key):
            self._tell_rough(key, new)
        step.changes[attribute] = (old, new)

    def _tell_rough(self, key: str, day: datetime.date) -> None:
        """Once, however many records of the row are about it."""
        if any((issue.field, issue.code) == (key, BY_MONTH) for issue in self.row.issues):
            return
        self.row.warn(key, BY_MONTH, f"只写了年月，按{human_date(day)}登记，请核对。")

    def _begun(self, step: Step) -> Any:
        """A new record begins as its register says."""
        register = step.part.register
        if step.part.dated or register.new is None:
            return None
        begun = register.start(self.known.units[self.unit])
        given = {one.attname: getattr(begun, one.attname) for one in begun._meta.concrete_fields}
        step.owner = {name: value for name, value in given.items() if name not in ("id", "version")} | step.owner
        return begun

    def _dated(self, part: TablePart) -> Step:
        """A row from the day that the table names; it begins as a copy of the one in force."""
        row, register = self.row, part.register
        owner = self.owners.get(key_of(register)) or self.known.only(register, self.unit)
        if owner is None:
            row.complain(row.kind.unit_field, "no_record", part.absent)
            return Step(part)
        held = self.known.dated(part, owner)
        record, day = self._of_day(held)
        earliest = register.sections[0].earliest(owner) if register.sections else None
        if earliest and day < earliest:
            said = f"早于{earliest.year}年{earliest.month}月{earliest.day}日的开始日期，请核对。"
            row.complain(AS_OF, "date_before_opening", said)
        base = record or next((one for one in held if one.as_of <= day), None)
        return Step(part, record, base, owner={part.owner: owner, AS_OF: day, **part.fixed})

    def _of_day(self, held: Sequence[Any]) -> tuple[Any, datetime.date]:
        """The row that is on record of the day, or of the month where no day is written; and of which day it is."""
        row, day = self.row, self.row.values.get(AS_OF, self.today)
        found = [one for one in held if one.as_of == day] or [
            one for one in held if is_told(row, AS_OF, day, one.as_of)
        ]
        if not found and AS_OF in row.rough:
            self._tell_rough(AS_OF, day)
        if len(found) > 1:
            row.complain(AS_OF, "several_records", f"{day.year}年{day.month}月登记了几次，请写明是哪一天。")
        return (found[0], found[0].as_of) if len(found) == 1 else (None, day)

    def _of_unit(self, part: TablePart) -> Step:
        row = self.row
        told = told_apart(row, part)
        unknown = lacks(part, told)
        for key in told:
            if key in unknown:
                _ask_for(row, key)
            elif years := contradicted(row, part, key):
                ask_which_year(row, key, years)
            elif key in self.known.choices and len(told[key]) > 1:
                row.complain(key, "value_unknown", f"一行只写一项“{row.kind.fields[key].label}”，请分成几行。")
        _insist_within_year(row, part, told)
        if row.kept_out():
            return Step(part)
        which = {attribute: told[key] for key, attribute in part.identified_by.items()}
        found = self._found(part, which)
        record = found[0] if len(found) == 1 else None
        if len(found) > 1:
            said = f"登记了几个{part.register.noun}，表格分不清是哪一个，请在页面上逐个修改。"
            row.complain(row.kind.unit_field, "several_records", said)
        elif record is None:
            self._begins(part, told)
        else:
            _tell_spelling(row, part, record)
        owner = {f"{part.register.place}_id": self.unit, **self._stored(part, told, record)}
        return Step(part, record, owner={**owner, **part.fixed})

    def _stored(self, part: TablePart, told: Mapping[str, Any], record: Any) -> dict[str, Any]:
        """What tells the record apart, by the attributes that the database holds: of a dictionary's record its key."""
        meta, stored = part.record_model._meta, {}
        for key, attribute in part.identified_by.items():
            name = meta.get_field(attribute).attname
            if record is not None:
                stored[name] = getattr(record, name)
            elif key not in self.known.choices:
                stored[name] = told[key]
            elif told[key] and len(told[key]) == 1:
                stored[name] = self.known.choices[key][told[key][0]].pk
        return stored

    def _found(self, part: TablePart, which: Mapping[str, Any]) -> list[Any]:
        """The record that is told by these very values; else those that they may be told of."""
        values = tuple(which.values())
        exact = self.known.records[part.key, self.unit].get(values)
        if exact is None:
            return alike(self.row, part, self.known.spelt(part, self.unit, values))
        return [exact, exact] if (part.key, self.unit, values) in self.known.alike else [exact]

    def _is_offered(self, key: str, value: Any) -> bool:
        """May a new record be told apart by this?"""
        known = self.known.choices.get(key)
        return known is None or known[value[0]].offered

    def _begins(self, part: TablePart, told: Mapping[str, Any]) -> None:
        """May the row begin a record?"""
        row, which = self.row, tuple(told[key] for key in part.identified_by)
        gone = [key for key in told if not self._is_offered(key, told[key])]
        if gone:
            row.complain(gone[0], "value_unknown", f"“{mask_text(told[gone[0]][0])}”已停用，不能再登记。")
        elif self.unit not in self.known.having[key_of(part.register)]:
            said = f"“{row.unit.name if row.unit else ''}”这样的单位不登记{part.register.noun}，请核对单位。"
            row.complain(row.kind.unit_field, "refused_by_form", said)
        elif part.agreement and not is_agreed(row):
            ask_whether_to_begin(row, part, self.known)
        elif not part.begins:
            row.complain(row.kind.unit_field, "no_record", part.absent)
        else:
            ask_whether_former(row, part, alike(row, part, self.known.spelt(part, self.unit, which, former=True)))


def _says_the_same(row: Row, key: str, old: Any, new: Any) -> bool:
    """A month or a year without its day takes nothing from the day that is on record.

    What is masked comes first: whether a guessed number is the recorded one is not told by what is said of it.
    """
    if only_hidden_differs(row, key, old) or old == new or (not old and not new and old is not None):
        return True
    if (key not in row.rough and not _by_year(row, key)) or not old:
        return False
    return bool(old.year == new.year and (_by_year(row, key) or old.month == new.month))


def _by_year(row: Row, key: str) -> bool:
    return any(note.key == key and note.code == BY_YEAR for note in row.notes)


def _choose(row: Row, step: Step, key: str, attribute: str, known: Mapping[str, Choice]) -> None:
    """Several records of a dictionary; one that is out of use stays where it is, and comes to no other record."""
    had = list(getattr(step.record, attribute).all()) if step.record else []
    old, new = tuple(map(str, had)), row.values[key]
    gone = [label for label in new if label not in old and not (label in known and known[label].offered)]
    if gone and not _is_wrong(row, key):
        said = mask_text("、".join(gone))
        row.complain(key, "value_unknown", f"“{said}”已停用，不能再选，请改选其他种类。")
    elif not gone and set(old) != set(new):
        held = {str(one): one.pk for one in had}
        step.changes[attribute] = (old, new)
        step.chosen[attribute] = ([one.pk for one in had], [held.get(label) or known[label].pk for label in new])


def _tell_spelling(row: Row, part: TablePart, record: Any) -> None:
    """A name that is written otherwise is the recorded one's, and no reason to change that."""
    for key, attribute in part.identified_by.items():
        held = getattr(record, attribute)
        if isinstance(held, str) and not only_hidden_differs(row, key, held) and row.values.get(key) != held:
            said = f"与已登记的“{mask_text(held)}”只是写法不同，按同一个{part.register.noun}核对，名称不改。"
            row.warn(key, "spelt_otherwise", said)


def _insist_within_year(row: Row, part: TablePart, told: Mapping[str, Any]) -> None:
    for key, year in part.day_in_year.items():
        if told[key] and told[year] and told[key].year != told[year] and not _is_wrong(row, key):
            row.complain(key, "refused_by_form", f"这一天不在{told[year]}年之内，请改日期或年份；年末数不填日期。")


def _ask_for(row: Row, key: str) -> None:
    if not _is_wrong(row, key):
        label = row.kind.fields[key].label
        row.complain(key, "required_missing", f"没有写明“{label}”：请加一列“{label}”，或写在列名、标题里。")


def _is_wrong(row: Row, key: str) -> bool:
    """Is it told already that something is wrong with this column?"""
    return any(issue.field == key and issue.keeps_out for issue in row.issues)
