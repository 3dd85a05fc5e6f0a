"""Put rows of a waiting preview right on the spot: only the rows concerned are judged again, not the whole file.

Every function locks the batch, writes the decision into it, judges the rows anew, and keeps the summary in step.
All raise ``ImportBatch.DoesNotExist`` when the batch does not wait any more.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.limits import lock_accounts
from staffing.models import ImportBatch, ImportRow
from staffing.roster_import.addresses import table_of
from staffing.roster_import.books import book_of
from staffing.roster_import.decisions import Decisions
from staffing.roster_import.fields import FIELDS, Target
from staffing.roster_import.grid import Cell
from staffing.roster_import.issues import Issue
from staffing.roster_import.kinds import KINDS
from staffing.roster_import.lines.amounts import with_unit
from staffing.roster_import.lines.crowd import People
from staffing.roster_import.lines.meaning import Meaning, settle_derived
from staffing.roster_import.lines.placing import Placing
from staffing.roster_import.lines.rows import RosterRow
from staffing.roster_import.lines.units import load_units, units_in_reach
from staffing.roster_import.people.left import check_ends, missing_people
from staffing.roster_import.people.people_answers import SKIP, Answer, joined
from staffing.roster_import.people.refusals import close_beyond, note_refusals, note_typed
from staffing.roster_import.people.tried import answered, count_tried
from staffing.roster_import.previewing.eyes import seen_by_uploader
from staffing.roster_import.previewing.preview import stored_row, waiting_batch
from staffing.roster_import.previewing.stored_tables import columns_of_table, places_of, tables_of
from staffing.roster_import.previewing.tallying import Tally
from staffing.roster_import.previewing.uploader import insist_on_uploader

Change = Callable[[RosterRow], None]
Judged = Sequence[tuple[str, Sequence[Issue]]]
"""Outcome and issues of rows."""

_COUNTED = ("rows", "warnings", "reminded", *ImportRow.Outcome.values)
_AT_ONCE = 500
_PEOPLE = tuple(outcome for outcome in ImportRow.Outcome.values if outcome != ImportRow.Outcome.IGNORED)


@transaction.atomic
def cell_correct(actor: Acting, *, batch: ImportBatch, number: int, key: str, text: str) -> set[int]:
    """Read ``text`` instead of what stands in the cell of field ``key`` in row ``number``; empty text empties it.

    Returns:
        The rows that were judged anew: this one, and others that may be the same person.
    """
    batch = _waiting(actor, batch)
    decisions = Decisions.from_json(batch.decisions).with_cell(number, key, text)
    return _Revision(actor, batch, decisions).retake([number], key, Cell(text, text))


@transaction.atomic
def value_map(actor: Acting, *, batch: ImportBatch, key: str, written: str, text: str) -> int:
    """Read ``text`` wherever ``written`` stands in the column of ``key`` without being understood.

    Returns:
        How many rows this concerned.

    Raises:
        PermissionDenied: somebody else uploaded the file.
    """
    batch = _waiting(actor, batch)
    insist_on_uploader(actor, batch)
    decisions = Decisions.from_json(batch.decisions).with_value(key, written, text)
    numbers = [
        number
        for number, values in batch.rows.filter(outcome__in=_PEOPLE).values_list("number", "values")
        if key in values.get("_problems", {}) and values["_problems"][key][2] == written
    ]
    _Revision(actor, batch, decisions).retake(numbers, key, Cell(written, written))
    return len(numbers)


@transaction.atomic
def rows_skip(actor: Acting, *, batch: ImportBatch, numbers: Collection[int], skip: bool) -> set[int]:
    """Leave rows out of the import, or take them in again; returns the rows that were judged anew."""
    batch = _waiting(actor, batch)
    decisions = Decisions.from_json(batch.decisions).with_skipped(frozenset(numbers), skip=skip)

    def change(row: RosterRow) -> None:
        row.skipped = skip

    return _Revision(actor, batch, decisions).apply(numbers, change)


@transaction.atomic
def person_answer(actor: Acting, *, batch: ImportBatch, number: int, answer: str) -> set[int]:
    """Say who row ``number`` is, or how the person comes: see ``people_answers``; empty takes it back.

    Whether the answer is among those offered is looked up whenever the row is judged; one that is not leaves the
    question open.

    Returns:
        The rows that were judged anew.

    Raises:
        BadAnswer: the text is no answer at all.
    """
    if answer == SKIP:
        return rows_skip(actor, batch=batch, numbers=[number], skip=True)
    batch = _waiting(actor, batch)
    decisions = Decisions.from_json(batch.decisions)
    told = joined(decisions.people.get(number, ""), answer)

    def change(row: RosterRow) -> None:
        row.answer = told

    return _Revision(actor, batch, decisions.with_person(number, told)).apply([number], change)


@transaction.atomic
def left_decide(actor: Acting, *, batch: ImportBatch, ends: Mapping[int, Mapping[str, str]]) -> None:
    """Say who of ``left.missing_people`` has left, in place of what was said before.

    Args:
        ends: appointment id → ``{"on": last day in post as ISO date, "reason": EndReason}``.

    Raises:
        BadEnd: somebody is not missing, or day or reason cannot be; nothing is stored.
    """
    batch = waiting_batch(batch)
    missing = {person.appointment_id: person for person in missing_people(batch, actor.scope)}
    check_ends(missing, ends)
    told = {pk: {**end, "version": str(missing[pk].version)} for pk, end in ends.items()}
    batch.decisions = replace(Decisions.from_json(batch.decisions), left=told).to_json()
    batch.save(update_fields=["decisions"])


def _waiting(actor: Acting, batch: ImportBatch) -> ImportBatch:
    """Whose numbers are counted is locked before the batch is, as everywhere."""
    lock_accounts(actor, batch.owner_id)
    return waiting_batch(batch)


class _Revision:
    def __init__(self, actor: Acting, batch: ImportBatch, decisions: Decisions) -> None:
        self.actor, self.batch, self.decisions = actor, batch, decisions
        self.seer = seen_by_uploader(actor, batch)
        self.kind = KINDS[batch.kind]
        self.about = book_of(self.kind)
        self.places = places_of(batch)
        homes = self.kind.unit_field == "home"
        self.reach = units_in_reach(self.seer.scope, batch.division, homes=homes)
        self.tables = {table["number"]: table for table in tables_of(batch)}
        self._meanings: dict[tuple[int, str], Meaning] = {}

    def _meaning(self, row: RosterRow) -> Meaning:
        """How cells are understood in the row's form, which may give its amounts in a unit of its own."""
        number = table_of(row.number)
        amounts_in = row.amounts_in or self.tables[number]["amounts_in"] or ""
        if (number, amounts_in) not in self._meanings:
            columns = columns_of_table(self.batch, number)
            headers = {column["field"]: column["header"] for column in columns if column["field"]}
            self._meanings[number, amounts_in] = Meaning(with_unit(headers, amounts_in), self.decisions)
        return self._meanings[number, amounts_in]

    def retake(self, numbers: Collection[int], key: str, cell: Cell) -> set[int]:
        """Let the cell of field ``key`` in these rows speak again."""
        places = FIELDS[key].target is Target.UNIT
        placing = Placing(self.kind, load_units(self.seer.scope, self.batch.division)) if places else None

        def change(row: RosterRow) -> None:
            self._meaning(row).take(row, key, cell)
            settle_derived(row)
            if placing:
                placing.place(row, row.unit)

        touched = self.apply(numbers, change)
        if key == "id_number":
            note_typed(self.actor, batch=self.batch, numbers=numbers)
        return touched

    def apply(self, numbers: Collection[int], change: Change) -> set[int]:
        """Change the rows and judge them anew, together with every other row that may be the same person.

        But not with one whose number was guessed at: that the line moves would tell which guess is right.
        """
        wanted = set(numbers)
        named = self._rows("number", wanted)
        before = [(stored.outcome, _issues(stored)) for stored, _ in named]
        keys = {stored.key for stored, _ in named}
        shown = _numbers(named)
        for _, row in named:
            change(row)
        self.batch.tried = sorted({*self.batch.tried, *(shown - _numbers(named))})  # what is overwritten was tried
        keys |= {row.key for _, row in named}
        people = {stored.person_id for stored, _ in named} | {Answer.read(row.answer).person for _, row in named}
        alike = {stored.pk: (stored, row) for stored, row in self._rows("key", keys - {""})}
        alike.update({stored.pk: (stored, row) for stored, row in self._rows("person_id", people - {None})})
        others = [pair for pair in alike.values() if pair[0].number not in wanted]
        crowd = self._crowd([*named, *others])
        others = [pair for pair in others if not _guessed_at(crowd, pair[1])]
        before.extend((stored.outcome, _issues(stored)) for stored, _ in others)
        after = self._judge(sorted([*named, *others], key=lambda pair: pair[0].number), crowd)
        self.batch.decisions = self.decisions.to_json()
        self._count(before, after)
        self.batch.save(update_fields=["decisions", "summary", "tried"])
        note_refusals(self.actor, batch=self.batch)
        return {stored.number for stored, _ in (*named, *others)}

    def _rows(self, column: str, wanted: Collection[object]) -> list[tuple[ImportRow, RosterRow]]:
        """Rows of people, in as many queries as their number asks for: databases limit the length of a statement."""
        ordered = sorted(wanted, key=str)
        stored = [
            row
            for start in range(0, len(ordered), _AT_ONCE)
            for row in self.batch.rows.filter(
                outcome__in=_PEOPLE, **{f"{column}__in": ordered[start : start + _AT_ONCE]}
            )
        ]
        stored.sort(key=lambda row: row.number)
        return [(row, self._roster_row(row)) for row in stored]

    def _roster_row(self, row: ImportRow) -> RosterRow:
        read = RosterRow.from_json(row.number, self.places[table_of(row.number)], row.cells, row.values)
        read.stay_within(self.reach, self.kind.unit_field)
        return read

    def _crowd(self, pairs: Sequence[tuple[ImportRow, RosterRow]]) -> Any:
        """What the rows say about one another, each checked by itself."""
        crowd = self.about.crowd()
        self._tell_of_the_others(crowd, [stored.number for stored, _ in pairs])
        for _, row in sorted(pairs, key=lambda pair: pair[0].number):
            self.about.check(row, self.kind, timezone.localdate())
            crowd.add(row)
        count_tried(crowd, self.batch, self.actor, self.seer, _numbers(pairs))
        return crowd

    def _judge(self, pairs: Sequence[tuple[ImportRow, RosterRow]], crowd: Any) -> Judged:
        today, rows = timezone.localdate(), [row for _, row in pairs]
        if isinstance(crowd, People):
            self.batch.answered = answered((old.outcome, old.values.get("id_number")) for old, _ in pairs)
            close_beyond(self.actor, self.seer, batch=self.batch, crowd=crowd, numbers=crowd.numbers)
        for row in rows:
            crowd.tell(row)
        known = self.about.load(rows, self.kind, self.seer, today, crowd, lock=False)
        plans = [self.about.plan(row, known, self.kind, today) for row in rows]
        ImportRow.objects.bulk_update(
            [stored_row(self.batch, plan, self.about, pk=old.pk) for (old, _), plan in zip(pairs, plans, strict=True)],
            ["outcome", "key", "values", "changes", "issues", "person_id", "appointment_id"],
            batch_size=200,
        )
        if isinstance(crowd, People):
            self.batch.tried = sorted({*self.batch.tried, *crowd.guessed})
        return [(plan.outcome, plan.row.issues) for plan in plans]

    def _tell_of_the_others(self, crowd: Any, judged: Sequence[int]) -> None:
        """Whose numbers look tried out is seen from the whole file, whichever of its rows are judged anew."""
        if isinstance(crowd, People):
            told = self.batch.rows.exclude(outcome=ImportRow.Outcome.IGNORED).values_list("number", "values__id_number")
            own = frozenset(judged)
            crowd.count(str(number) for row, number in told.iterator(chunk_size=5000) if number and row not in own)

    def _count(
        self, before: Sequence[tuple[str, Sequence[Issue]]], after: Sequence[tuple[str, Sequence[Issue]]]
    ) -> None:
        old, new, summary = Tally().add(before).to_json(), Tally().add(after).to_json(), self.batch.summary
        for name in _COUNTED:
            summary[name] = summary.get(name, 0) - old[name] + new[name]
        codes = {
            code: summary["codes"].get(code, 0) - old["codes"].get(code, 0) + new["codes"].get(code, 0)
            for code in {*summary["codes"], *new["codes"]}
        }
        summary["codes"] = {code: count for code, count in codes.items() if count}


def _numbers(pairs: Sequence[tuple[ImportRow, RosterRow]]) -> set[str]:
    return {str(row.get("id_number")) for _, row in pairs if row.get("id_number")}


def _guessed_at(crowd: Any, row: RosterRow) -> bool:
    return isinstance(crowd, People) and crowd.guessed_at(row.get("id_number") or "")


def _issues(stored: ImportRow) -> list[Issue]:
    return [Issue.from_json(issue) for issue in stored.issues]
