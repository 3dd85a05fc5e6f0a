"""The book of tables about records that registers declare."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone

from intake.grid import Cell
from intake.issues import Issue
from intake.kinds import Kind
from intake.layout.columns import Layout
from intake.lines.books import Ask, Book, FileRows, Pairs, Question, Written
from intake.lines.checks import other_rows, tell_as_read, tell_too_long
from intake.lines.rows import Row
from intake.lines.tallying import Lines
from intake.models import ImportBatch
from intake.records.agreeing import is_agreement, questions_of
from intake.records.comparing import RecordsPlan, plan_row, shown_changes
from intake.records.current_lines import lines_of
from intake.records.ended import Ended
from intake.records.following import settle_what_follows
from intake.records.granted import taken_for_granted
from intake.records.known import load_records
from intake.records.missing import villages_missing
from intake.records.sameness import AS_OF, told_apart
from intake.records.sorting import RecordsSorting
from intake.records.stand_ins import stand_in
from intake.records.titles import said_in_titles
from intake.records.undo import UndoRecords
from intake.records.writing import write_records
from intake.units.book import UnitBook
from intake.units.columns import UNIT_FIELDS
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.bulk.records import Advance, unwatched
from jian_minzheng.core.editing.values import human_date
from jian_minzheng.core.registers.tables import RegisterTable
from offices.models import Division

Mark = tuple[Any, ...]


class Units(FileRows):
    """The same record twice in one file, of the same day: a day left out is today; and several records of a unit that
    has one such at a time.
    """

    def __init__(self, table: RegisterTable, today: datetime.date) -> None:
        self.table, self.today = table, today
        self._exact: dict[Mark, list[int]] = defaultdict(list)
        self._rough: dict[Mark, list[int]] = defaultdict(list)
        self._months: dict[Mark, list[int]] = defaultdict(list)
        self._alone: dict[Mark, list[int]] = defaultdict(list)

    def add(self, row: Row) -> None:
        for mark, _ in self._alone_marks(row):
            self._alone[mark].append(row.number)
        for mark, rough in self._marks(row):
            self._months[_month(mark)].append(row.number)
            (self._rough[_month(mark)] if rough else self._exact[mark]).append(row.number)

    def tell(self, row: Row) -> None:
        for mark, rough in self._marks(row):
            same, unclear = self._exact[mark], self._rough.get(_month(mark), [])
            if rough:
                same = self._months[_month(mark)]
            elif unclear:
                same = sorted({*same, *unclear})
            if len(same) > 1:
                self._complain(row, same)
                return
        for mark, key in self._alone_marks(row):
            if len(held := self._alone[mark]) > 1:
                declared = row.kind.fields[key]
                said = f"与{other_rows(held, row)}同为“{row.unit.name if row.unit else ''}”的{declared.show(mark[-1])}"
                row.complain(
                    key, "unit_duplicate_in_file", f"{said}，一个单位同时只有一名，其余的请写明“{declared.label}”。"
                )

    def _complain(self, row: Row, same: Sequence[int]) -> None:
        what = f"“{row.kind.fields[row.kind.name_field].label}”" if row.kind.required else "单位"
        row.complain("unit", "unit_duplicate_in_file", f"与{other_rows(same, row)}是同一个{what}，请只留一行。")

    def _alone_marks(self, row: Row) -> list[tuple[Mark, str]]:
        """Of what its unit has one at a time, what the row is or, saying nothing, would be; and the column of that."""
        if row.left_out or row.skipped or row.unit is None:
            return []
        alone = ((part.key, key, value) for part in self.table.parts for key, value in part.alone.items())
        return [
            ((row.unit.division_id, part, value), key)
            for part, key, value in alone
            if key not in row.problems and row.values.get(key, value) == value
        ]

    def _marks(self, row: Row) -> list[tuple[Mark, bool]]:
        """What each record of the row is told apart by, and whether of a day in that only the month is known.

        None for a row that is not to be imported, or has no unit.
        """
        if row.left_out or row.skipped or row.unit is None or not row.key:
            return []
        parts = [part for part in self.table.parts if not part.dated]
        dated = len(parts) < len(self.table.parts)
        said = [part for part in parts if part.attributes.keys() & row.values.keys()]
        days = (AS_OF,) if dated else ()
        marks = []
        for part in parts if dated or not said else said:
            keys = (*part.identified_by, *days)
            if not row.problems.keys() & set(keys):
                told = {**told_apart(row, part), **dict.fromkeys(days, row.values.get(AS_OF, self.today))}
                values = [None if isinstance(told[key], str) else told[key] for key in keys]
                marks.append(((row.key, part.key, *values), bool(row.rough & set(keys))))
        return marks


def _month(mark: Mark) -> Mark:
    return tuple((each.year, each.month) if isinstance(each, datetime.date) else each for each in mark)


class RecordsBook(Book):
    def __init__(self, table: RegisterTable) -> None:
        self.table = table
        self.alike_by = tuple(key for part in table.parts for key in part.alone)
        self.by_unit = bool(self.alike_by)

    def sorting(self, kind: Kind) -> RecordsSorting:
        return RecordsSorting(kind, self.table)

    def from_titles(self, texts: Sequence[str], kind: Kind) -> dict[str, Any]:
        titled = self.table.titled
        day_key = next((column.day_key for column in self.table.columns if column.key == titled), "")
        return said_in_titles(texts, titled, day_key) if titled else {}

    def missing(self, lines: Lines, kind: Kind, units: UnitBook) -> list[Issue]:
        missing = villages_missing(lines, units) if self.table.every_unit else []
        return [*missing, *taken_for_granted(self.table, lines, kind)]

    def asking(self, layout: Layout, lines: Sequence[Sequence[Cell]], kind: Kind, today: datetime.date) -> Ask | None:
        return Ended(self.table, self.table.over, layout).ask if self.table.over else None

    def check(self, row: Row, today: datetime.date) -> None:
        row.issues.clear()
        for key, others in self.table.stands_in.items():
            stand_in(row, key, others, today)
        tell_as_read(row)
        settle_what_follows(row, self.table)
        kind = row.kind
        for key in kind.required:
            if not row.get(key) and not any(issue.field == key for issue in row.issues):
                row.complain(key, "required_missing", f"“{kind.fields[key].label}”没有填写。")
        if row.unit is None and not any(issue.field in UNIT_FIELDS for issue in row.issues):
            label = kind.fields[kind.unit_field].label
            row.complain(kind.unit_field, "required_missing", f"没有写明“{label}”，无法确定这一行属于哪个单位。")
        tell_too_long(row)
        self._insist_has_come(row, today)
        says_something = any(part.attributes.keys() & row.values.keys() for part in self.table.parts)
        if not row.issues and not says_something:
            row.warn(kind.unit_field, "nothing_told", "除了单位名称，这一行没有可以读取的内容。")

    def _insist_has_come(self, row: Row, today: datetime.date) -> None:
        """Of years, and of days within them, however they came to be said; the last day of a year is its end."""
        for key in [key for key in row.values if key == "year" or key.endswith("_year")]:
            if row.values[key] > today.year:
                row.complain("year", "date_future", "年份晚于今年，请核对。")
        within = {day: year for part in self.table.parts for day, year in part.day_in_year.items()}
        named = {
            f"{key}_{day}": year for part in self.table.parts for key in part.attributes for day, year in within.items()
        }
        for day, year in {**within, **named}.items():
            said = row.values.get(day)
            if said is not None and today < said != datetime.date(said.year, 12, 31):
                row.complain(year, "date_future", f"{human_date(said)}晚于今天，请核对。")

    def file_rows(self, known: Mapping[str, int] | None = None) -> Units:
        return Units(self.table, timezone.localdate())

    def load(
        self, rows: Sequence[Row], kind: Kind, actor: Acting, today: datetime.date, file_rows: Any, *, lock: bool
    ) -> Any:
        return load_records(self.table, rows, actor, today, lock=lock)

    def plan(self, row: Row, known: Any, kind: Kind, today: datetime.date) -> RecordsPlan:
        return plan_row(self.table, row, known, kind, today)

    def shown(self, plan: Any) -> dict[str, Any]:
        return shown_changes(plan)

    def questions(self, batch: ImportBatch) -> list[Question]:
        return questions_of(batch, self.table.parts)

    def join_answer(self, before: str, answer: str) -> str:
        return answer if is_agreement(answer) else super().join_answer(before, answer)

    def write(self, pairs: Pairs, kind: Kind, *, actor: Acting, why: str, advance: Advance = unwatched) -> Written:
        written = write_records(pairs, actor=actor, why=why)
        advance(len(pairs))
        return written

    def lines_on_record(self, kind: Kind, division: Division, today: datetime.date) -> Iterator[dict[str, str]]:
        return self.table.lines(division, today) if self.table.lines else lines_of(self.table, division)

    def undo(self, actor: Acting, batch: Any, progress: Any) -> UndoRecords:
        return UndoRecords(actor, batch, progress)
