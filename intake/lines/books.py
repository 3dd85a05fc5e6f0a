"""What rows are about decides how they are told apart, checked, compared, written and taken back.

Reading, preview, corrections, commit and undo ask the book of a kind; nothing else depends on what the records are.
The app that owns the records registers the book.
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from intake.grid import Cell
from intake.issues import Issue
from intake.kinds import Kind, add_kind
from intake.layout.columns import Layout
from intake.lines.headings import Heading
from intake.lines.rows import Row
from intake.lines.sorting import Sorting
from intake.lines.tallying import Lines
from intake.models import ImportBatch, ImportRow
from intake.units.book import UnitBook
from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.audit.refusals import RefusalOnRecord
from jian_minzheng.core.bulk.records import Advance, unwatched
from offices.models import Division

Pairs = Sequence[tuple[ImportRow, Any]]
"""Rows, and what there is to do with each."""

Ask = Callable[[Row, Sequence[Cell]], None]
"""Makes a question of what a line says besides the columns that are read."""


SKIP = "skip"
"""The answer by which a row is not imported."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked once for several rows: ``answers`` as (answer, label), given to the rows of these ``numbers``, each
    for the unit at the same place in ``units`` and no other.
    """

    key: str
    text: str
    answers: tuple[tuple[str, str], ...]
    numbers: tuple[int, ...]
    units: tuple[int, ...]

    def given(self, answer: str) -> dict[int, str]:
        """The answer as each row is given it."""
        return {number: f"{answer}:{unit}" for number, unit in zip(self.numbers, self.units, strict=True)}


class BadAnswer(ValueError):
    """The text is no answer to the question which record a row is about."""


class FileRows:
    """What the rows of one file say about one another: each is added, checked but not yet compared with records;
    afterwards each is told what concerns it."""

    def add(self, row: Row) -> None:
        """Remember the row, unless it is left out or skipped."""

    def tell(self, row: Row) -> None:
        """Complain to a row that another of the file contradicts."""

    def left_alone(self, row: Row) -> bool:
        """Is a row that may be the same record not judged anew when another one is?"""
        return False


@dataclass(slots=True)
class Written:
    """What a commit touched: rows by model, and divisions whose facts changed."""

    rows: dict[Any, set[Any]] = field(default_factory=dict)
    division_ids: set[int] = field(default_factory=set)

    def add(self, other: "Written") -> None:
        for model, keys in other.rows.items():
            self.rows.setdefault(model, set()).update(keys)
        self.division_ids |= other.division_ids


class Judging:
    """What a book does around the judging of rows of one batch. By itself nothing.

    ``lock`` comes first in its transaction, before the batch is locked; ``forget`` before rows give way to those of
    another reading; ``begin`` when every row has been gathered, ``stored`` once the rows are stored.
    """

    def __init__(self, actor: Acting, batch: ImportBatch, uploader: Acting) -> None:
        self.actor, self.batch, self.uploader = actor, batch, uploader

    def lock(self) -> None:
        """Lock what judging counts up."""

    def forget(self) -> None:
        """Keep what is asked of rows that go."""

    def overwritten(self, before: Iterable[Row], after: Iterable[Row]) -> None:
        """Rows were put right."""

    def others(self, file_rows: Any, judged: Collection[int]) -> None:
        """Tell the rows of the file of rows that are not judged now, all but those of numbers ``judged``."""

    def gathered(self, file_rows: Any, rows: Sequence[Row]) -> None:
        """The few rows that are judged anew have been added to the rows of the file."""

    def begin(
        self, file_rows: Any, rows: Sequence[ImportRow] | None = None, neighbours: Sequence[ImportRow] = ()
    ) -> None:
        """About to compare; ``rows`` are those judged anew, ``None`` for all of a file. Their ``neighbours`` are among
        the rows of the file, and compared with no record."""

    def stored(self, file_rows: Any) -> None:
        """All rows are stored, the batch is saved."""

    def typed(self, key: str, numbers: Collection[int]) -> None:
        """The cell of a field was put right in these rows."""


class Settling:
    """What a book does around the commit of one batch, besides writing its rows. By itself nothing."""

    def __init__(self, actor: Acting, batch: ImportBatch, file_rows: Any) -> None:
        self.actor, self.batch, self.file_rows = actor, batch, file_rows

    def conflicts(self) -> list[Issue]:
        """What was decided beside the rows and cannot be any more; what can is locked from here on."""
        return []

    def refusals(self) -> list[RefusalOnRecord]:
        """Refusals among the rows that go on record, however the commit ends."""
        return []

    def finish(self, written: Written, why: str) -> dict[str, int]:
        """Write what was decided beside the rows; returns how many of what, in words."""
        return {}


class Book:
    """The records behind tables of some kinds. ``plan`` objects have ``row``, ``outcome`` and ``seen``; what else they
    hold is the book's own affair.

    ``apart``: rows that share no record have nothing to do with one another when they are written. ``alike_by``: rows
    of a unit that say the same in these fields are told of one another, though they are other records'; ``by_unit``:
    whatever they say, once one of them says otherwise there.
    ``said_at_commit``: codes of what only the commit finds out, and tells instead of that a record has changed.
    """

    apart = False
    alike_by: tuple[str, ...] = ()
    by_unit = False
    said_at_commit: frozenset[str] = frozenset()
    judging: type[Judging] = Judging
    settling: type[Settling] = Settling

    def sorting(self, kind: Kind) -> Sorting:
        """How lines are told apart."""
        return Sorting(kind)

    def heading(self, text: str, kind: Kind) -> Heading | None:
        """What a heading says of the records below it, unit aside; ``None`` where it is silent about them."""
        return None

    def differs(self, key: str, said: Any, written: Any) -> str:
        """What comes of a row that says something else in a field than its heading: nothing, ``told`` or ``asked``."""
        return "" if said == written else "told"

    def asking(self, layout: Layout, lines: Sequence[Sequence[Cell]], kind: Kind, today: datetime.date) -> Ask | None:
        """What is asked of lines beyond the columns that are read."""
        return None

    def left_out_message(self, reason: str, count: int) -> tuple[str, str] | None:
        """Code and message about lines that were left out for this reason, where the table as a whole is told."""
        return None

    def from_titles(self, texts: Sequence[str], kind: Kind) -> dict[str, Any]:
        """What the lines above the header say about every row, by field key."""
        return {}

    def said_by_columns(self, layout: Layout, kind: Kind) -> dict[str, Any] | None:
        """What the columns' names say about every row, by field key; ``None`` where they are about other records."""
        return {}

    def missing(self, lines: Lines, kind: Kind, units: UnitBook) -> list[Issue]:
        """What the table as a whole ought to hold and does not."""
        return []

    def check(self, row: Row, today: datetime.date) -> None:
        """Say anew all that is to be said of a single row."""
        raise NotImplementedError

    def file_rows(self, known: Mapping[str, int] | None = None) -> Any:
        """What remembers the rows of one file, see ``FileRows``; ``known`` are remembered already (proof → row)."""
        return FileRows()

    def load(
        self, rows: Sequence[Row], kind: Kind, actor: Acting, today: datetime.date, file_rows: Any, *, lock: bool
    ) -> Any:
        """Fetch what the rows may meet on record; with ``lock`` it stays so until the transaction ends."""
        raise NotImplementedError

    def plan(self, row: Row, known: Any, kind: Kind, today: datetime.date) -> Any:
        """Compare a row with what ``load`` fetched; may add issues to it."""
        raise NotImplementedError

    def shown(self, plan: Any) -> dict[str, Any]:
        """What the row changes, masked: field key → label, old, new."""
        raise NotImplementedError

    def subject(self, plan: Any) -> int | None:
        """Key of the record that the row is about, if it is on record."""
        return None

    def private(self, plan: Any) -> dict[str, Any]:
        """What else is kept with the row, never shown; names begin with an underscore."""
        return {}

    def questions(self, batch: ImportBatch) -> list[Question]:
        """What rows of a waiting batch ask in the same words, to be answered once for all of them."""
        return []

    def join_answer(self, before: str, answer: str) -> str:
        """What is answered when ``answer`` comes after ``before``.

        Raises:
            BadAnswer: it is none.
        """
        raise BadAnswer("这个回答不在可选的范围内。")

    def answered(self, answer: str) -> int | None:
        """Key of the record that an answer names."""
        return None

    def write(self, pairs: Pairs, kind: Kind, *, actor: Acting, why: str, advance: Advance = unwatched) -> Written:
        """Carry plans out, noting in each import row what undo has to put back.

        ``why`` is what history says of the write, besides that it was made for others where it was (代填).
        """
        raise NotImplementedError

    def undo(self, actor: Acting, batch: ImportBatch, progress: Any) -> Any:
        """Takes back what ``write`` and ``Settling.finish`` did: an ``writing.undo.Undo``."""
        raise NotImplementedError

    def lines_on_record(self, kind: Kind, division: Division, today: datetime.date) -> Iterator[dict[str, str]]:
        """The present state as lines of such a table, texts by field key."""
        raise NotImplementedError

    def closed(self, actor: Acting) -> str:
        """Why no further table is compared with these records for now; empty where it is."""
        return ""

    def closed_for(self, actor: Acting, key: str) -> str:
        """Why nothing typed into a cell of this field is compared for now."""
        return ""

    def in_turn(self, actor: Acting, batch: ImportBatch, key: str) -> AbstractContextManager[object]:
        """For as long as something typed into a cell of this field is counted and compared."""
        return nullcontext()

    def forget(self, batch: ImportBatch) -> None:
        """Forget what is kept of the rows of a batch beside them; the rows themselves go as well."""

    def shows_numbers(self, actor: Acting, batch: ImportBatch) -> bool:
        """Does whoever acts see the numbers of persons of the own upload whole where they are asked about?

        That they are shown is on record from here on.
        """
        return False

    def not_in_file(self, batch: ImportBatch, identity: Identity) -> list[dict[str, Any]]:
        """Records of the units of a file that it does not name: each as words by name, with the ``id`` by which
        ``Decisions.absent`` knows it."""
        return []

    def missing_page(self, batch: ImportBatch) -> str:
        """Address of the page about records that the file does not name, if there is one."""
        return ""

    def page_of(self, subject: int) -> str:
        """Address of the page of a record, if it has one."""
        return ""

    def record_link(self, answer: str) -> tuple[str, str] | None:
        """Where the record that an answer names can be looked at before it is chosen: address, and its name."""
        return None


_BOOKS: dict[str, Book] = {}


def declare(kind: Kind, book: Book) -> Kind:
    """Declare a kind of table and the book behind it; called once for each."""
    _BOOKS[kind.key] = book
    return add_kind(kind)


def book_of(kind: Kind) -> Book:
    return _BOOKS[kind.key]
