"""Put rows of a waiting preview right on the spot: only the rows concerned are judged again, not the whole file.

Every function locks the batch, writes the decision into it, judges the rows anew, and keeps the summary in step.
All raise ``ImportBatch.DoesNotExist`` when the batch does not wait any more.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.addresses import table_of
from intake.decisions import Decisions
from intake.grid import Cell
from intake.grid.number_text import text_cell
from intake.issues import Issue
from intake.lines.amounts import with_unit
from intake.lines.books import SKIP, BadAnswer, book_of
from intake.lines.meaning import Meaning
from intake.lines.placing import Placing
from intake.lines.rows import Row
from intake.lines.tallying import Tally
from intake.lines.told import Problem
from intake.models import ImportBatch, ImportRow
from intake.preview.as_shown import insist_on_cell, insist_on_question
from intake.preview.judged import judging_of, stored_row, waiting_batch
from intake.preview.stored_tables import columns_of_table, places_of, tables_of
from intake.preview.uploader import insist_on_uploader
from intake.units.book import load_units, units_in_reach
from jian_minzheng.core.acting import Acting

Change = Callable[[Row], None]
Judged = Sequence[tuple[str, Sequence[Issue]]]
"""Outcome and issues of rows."""
Pairs = Sequence[tuple[ImportRow, Row]]
"""Rows as they are stored, and as they are read from there."""

_AT_ONCE = 500


@transaction.atomic
def cell_correct(actor: Acting, *, batch: ImportBatch, number: int, key: str, text: str, seen: str = "") -> set[int]:
    """Read ``text`` instead of what stands in the cell of field ``key`` in row ``number``; empty text empties it.

    ``seen`` is the mark of what the page showed there, see ``as_shown``.

    Returns:
        The rows that were judged anew: this one, and others that may be the same record.

    Raises:
        ShownOtherwise: somebody else put the cell right in the meantime.
    """
    revision = _Revision(actor, batch)
    insist_on_cell(revision.batch, number, key, seen)
    decisions = revision.decided.with_cell(number, key, text)
    return revision.retake(decisions, [number], key, text_cell(text))


@transaction.atomic
def value_map(actor: Acting, *, batch: ImportBatch, key: str, written: str, text: str) -> int:
    """Read ``text`` wherever ``written`` stands in the column of ``key`` without being understood.

    Returns:
        In how many rows it now says something.

    Raises:
        PermissionDenied: somebody else uploaded the file.
        NotUnderstood: ``text`` says nothing either, or ``written`` stands nowhere any more; nothing was decided.
    """
    revision = _Revision(actor, batch)
    insist_on_uploader(actor, revision.batch)
    decisions = revision.decided.with_value(key, written, text)
    numbers = [
        number
        for number, values in revision.batch.rows.filter(outcome__in=ImportRow.OF_RECORDS).values_list(
            "number", "values"
        )
        if (problem := Problem.at(values, key)) and problem.asked == written
    ]
    return revision.reread(decisions, numbers, key)


@transaction.atomic
def rows_skip(actor: Acting, *, batch: ImportBatch, numbers: Collection[int], skip: bool) -> set[int]:
    """Leave rows out of the import, or take them in again; returns the rows that were judged anew."""
    revision = _Revision(actor, batch)
    decisions = revision.decided.with_skipped(frozenset(numbers), skip=skip)

    def change(row: Row) -> None:
        row.skipped = skip

    return revision.apply(decisions, numbers, change)


@transaction.atomic
def record_answer(
    actor: Acting, *, batch: ImportBatch, number: int, answer: str, key: str = "", seen: str = ""
) -> set[int]:
    """Say which record row ``number`` is about, in the words of its book; empty takes it back.

    Whether the answer is among those offered is looked up whenever the row is judged; one that is not leaves the
    question open. ``seen`` is the mark of the cell of field ``key``, at which the page asked.

    Returns:
        The rows that were judged anew.

    Raises:
        BadAnswer: the text is no answer at all.
        ShownOtherwise: somebody else answered, or put the cell right, in the meantime.
    """
    revision = _Revision(actor, batch)
    insist_on_cell(revision.batch, number, key, seen)
    if answer == SKIP:
        return rows_skip(actor, batch=batch, numbers=[number], skip=True)
    told = revision.book.join_answer(revision.decided.records.get(number, ""), answer) if answer else ""

    def change(row: Row) -> None:
        row.answer = told

    return revision.apply(revision.decided.with_record(number, told), [number], change)


@transaction.atomic
def question_answer(actor: Acting, *, batch: ImportBatch, key: str, answer: str, seen: str = "") -> int:
    """Answer for all rows at once what they ask in the same words; returns for how many.

    Raises:
        BadAnswer: nothing of the kind is asked any more, or the text is no answer.
        ShownOtherwise: other rows ask than those of which ``seen`` is the mark.
    """
    revision = _Revision(actor, batch)
    asked = next((one for one in revision.book.questions(revision.batch) if one.key == key), None)
    if asked is None or answer not in dict(asked.answers):
        raise BadAnswer("这个问题已经答过了，或者不再需要回答。")
    insist_on_question(asked, seen)
    if answer == SKIP:
        rows_skip(actor, batch=batch, numbers=asked.numbers, skip=True)
        return len(asked.numbers)
    decisions, told = revision.decided, {}
    for number, given in asked.given(answer).items():
        told[number] = revision.book.join_answer(decisions.records.get(number, ""), given)
        decisions = decisions.with_record(number, told[number])

    def change(row: Row) -> None:
        row.answer = told[row.number]

    revision.apply(decisions, asked.numbers, change)
    return len(asked.numbers)


class NotUnderstood(Exception):
    """What was to be read instead of a text says nothing either; the message says why."""


class _Revision:
    """Locks what judging counts up, then the batch, and judges rows of it anew."""

    def __init__(self, actor: Acting, batch: ImportBatch) -> None:
        judging = judging_of(actor, batch)
        judging.lock()
        self.batch = judging.batch = waiting_batch(batch)
        self.judging, self.uploader = judging, judging.uploader
        self.decided = Decisions.from_json(self.batch.decisions)
        self.kind = self.batch.table_kind
        self.book = book_of(self.kind)
        self.places = places_of(self.batch)
        homes = self.kind.unit_field == "home"
        self.reach = units_in_reach(self.uploader.scope, self.batch.division, homes=homes)
        self.tables = {table["number"]: table for table in tables_of(self.batch)}
        self._meanings: dict[tuple[int, str], Meaning] = {}

    def _meaning(self, row: Row, decisions: Decisions) -> Meaning:
        """How cells are understood in the row's form, which may give its amounts in a unit of its own."""
        number = table_of(row.number)
        amounts_in = row.amounts_in or self.tables[number]["amounts_in"] or ""
        if (number, amounts_in) not in self._meanings:
            columns = columns_of_table(self.batch, number)
            headers = {column["field"]: column["header"] for column in columns if column["field"]}
            headers = with_unit(headers, amounts_in, self.kind.fields)
            self._meanings[number, amounts_in] = Meaning(self.kind, headers, decisions)
        return self._meanings[number, amounts_in]

    def retake(self, decisions: Decisions, numbers: Collection[int], key: str, cell: Cell) -> set[int]:
        """Let the cell of field ``key`` in these rows speak again."""
        names_unit = self.kind.lexicon.names_unit(key)
        placing = self._placing(decisions) if names_unit else None

        def change(row: Row) -> None:
            meaning = self._meaning(row, decisions)
            row.unsettle()
            meaning.take(row, key, cell)
            meaning.settle(row)
            if placing:
                placing.place(row)

        touched = self.apply(decisions, numbers, change)
        self.judging.typed(key, numbers)
        return touched

    def reread(self, decisions: Decisions, numbers: Collection[int], key: str) -> int:
        """Let what is now decided about a text speak in these rows; returns in how many it says something.

        Raises:
            NotUnderstood: in none of them.
        """
        names_unit, refused = self.kind.lexicon.names_unit(key), dict[int, str]()
        placing = self._placing(decisions)

        def change(row: Row) -> None:
            if names_unit:
                placing.place(row)
            else:
                meaning = self._meaning(row, decisions)
                row.unsettle()
                if asking := row.problems.pop(key, None):
                    meaning.hear_as_decided(row, key, asking.text, asking.about)
                meaning.settle(row)
            if key in row.problems:
                refused[row.number] = row.problems[key].message

        self.apply(decisions, numbers, change)
        if len(refused) == len(numbers):
            raise NotUnderstood(next(iter(refused.values()), "已经没有哪一行这样写、又没有读懂了。"))
        return len(numbers) - len(refused)

    def _placing(self, decisions: Decisions) -> Placing:
        return Placing(self.kind, load_units(self.uploader.scope, self.batch.division), decisions.values)

    def apply(self, decisions: Decisions, numbers: Collection[int], change: Change) -> set[int]:
        """Change the rows and judge them anew, together with every other row that may be the same record.

        But not with one that the rows of the file leaves alone: that the line moves would tell which guess is right.
        """
        named = self._rows("number", set(numbers))
        shown = [self._row(stored) for stored, _ in named]
        for _, row in named:
            change(row)
        self.judging.overwritten(shown, [row for _, row in named])
        others = self._concerned(shown, named)
        neighbours = self._neighbours([*named, *others], {row.key for _, row in named})
        file_rows = self._file_rows([*named, *others], neighbours)
        judged = [*named, *(pair for pair in others if not file_rows.left_alone(pair[1]))]
        judged.sort(key=lambda pair: pair[0].number)
        before = [(stored.outcome, _issues(stored)) for stored, _ in judged]
        after = self._judge(judged, neighbours, file_rows)
        self.batch.decisions = decisions.to_json()
        self._count(before, after)
        self.batch.save(update_fields=["decisions", "summary"])
        self.judging.stored(file_rows)
        return {stored.number for stored, _ in judged}

    def _concerned(self, shown: Sequence[Row], named: Pairs) -> Pairs:
        """Other rows that may be about the record of one that was put right, or are told of it, before or now."""
        rows = [row for _, row in named]
        keys = {stored.key for stored, _ in named} | {row.key for row in rows}
        found = {stored.pk: (stored, row) for stored, row in self._rows("key", keys)}
        pairs = zip(shown, rows, strict=True)
        moved = [row for pair in pairs if self._told_by(pair[0]) != self._told_by(pair[1]) for row in pair]
        found |= {stored.pk: (stored, row) for stored, row in self._alike_at_unit(moved)}
        subjects = {stored.subject for stored, _ in (*named, *found.values())}
        subjects |= {self.book.answered(row.answer) for row in rows}
        found |= {stored.pk: (stored, row) for stored, row in self._rows("subject", subjects - {None})}
        own = {stored.pk for stored, _ in named}
        return [pair for pk, pair in found.items() if pk not in own]

    def _neighbours(self, pairs: Pairs, known: Collection[str]) -> Pairs:
        """Rows of which these are told, and of which nothing new is said; those with ``known`` keys are among these."""
        rows, own = [row for _, row in pairs], {stored.pk for stored, _ in pairs}
        found = [*self._rows("key", {row.key for row in rows} - set(known)), *self._alike_at_unit(rows)]
        return list({pair[0].pk: pair for pair in found if pair[0].pk not in own}.values())

    def _told_by(self, row: Row) -> tuple[Any, ...]:
        return (row.unit, row.skipped, row.key, *map(row.get, self.book.alike_by))

    def _alike_at_unit(self, rows: Sequence[Row]) -> Pairs:
        """Rows of the same units that say the same, where the book compares that, or all of them."""
        units = {row.unit for row in rows}
        if self.book.by_unit:
            return self._rows("values___unit__division_id", {unit.division_id for unit in units if unit})
        said = {key: {row.values[key] for row in rows if key in row.values} for key in self.book.alike_by}
        alike = [pair for key, values in said.items() for pair in self._rows(f"values__{key}", values)]
        return [pair for pair in alike if pair[1].unit in units]

    def _rows(self, column: str, wanted: Collection[object]) -> Pairs:
        """Rows of records, in as many queries as their number asks for: databases limit the length of a statement."""
        ordered = sorted(set(wanted) - {""}, key=str)
        stored = [
            row
            for start in range(0, len(ordered), _AT_ONCE)
            for row in self.batch.rows.filter(
                outcome__in=ImportRow.OF_RECORDS, **{f"{column}__in": ordered[start : start + _AT_ONCE]}
            )
        ]
        stored.sort(key=lambda row: row.number)
        return [(row, self._row(row)) for row in stored]

    def _row(self, row: ImportRow) -> Row:
        read = Row.from_json(row.number, self.places[table_of(row.number)], row.cells, row.values)
        read.stay_within(self.reach)
        return read

    def _file_rows(self, pairs: Pairs, neighbours: Pairs) -> Any:
        """What the rows say about one another, each checked by itself."""
        file_rows, gathered = self.book.file_rows(), [*pairs, *neighbours]
        self.judging.others(file_rows, [stored.number for stored, _ in gathered])
        for _, row in sorted(gathered, key=lambda pair: pair[0].number):
            self.book.check(row, timezone.localdate())
            file_rows.add(row)
        self.judging.gathered(file_rows, [row for _, row in pairs])
        return file_rows

    def _judge(self, pairs: Pairs, neighbours: Pairs, file_rows: Any) -> Judged:
        today, rows = timezone.localdate(), [row for _, row in pairs]
        self.judging.begin(file_rows, [stored for stored, _ in pairs], [stored for stored, _ in neighbours])
        for row in rows:
            file_rows.tell(row)
        known = self.book.load(rows, self.kind, self.uploader, today, file_rows, lock=False)
        plans = [self.book.plan(row, known, self.kind, today) for row in rows]
        ImportRow.objects.bulk_update(
            [stored_row(self.batch, plan, self.book, pk=old.pk) for (old, _), plan in zip(pairs, plans, strict=True)],
            ["outcome", "key", "values", "changes", "issues", "subject"],
            batch_size=200,
        )
        return [(plan.outcome, plan.row.issues) for plan in plans]

    def _count(
        self, before: Sequence[tuple[str, Sequence[Issue]]], after: Sequence[tuple[str, Sequence[Issue]]]
    ) -> None:
        summary = self.batch.summary
        self.batch.summary = {**summary, **Tally.of(summary).less(before).add(after).to_json()}


def _issues(stored: ImportRow) -> list[Issue]:
    return [Issue.from_json(issue) for issue in stored.issues]
