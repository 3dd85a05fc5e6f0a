"""What a table is about decides how its rows are checked, compared, written and taken back: people, or units.

Preview, corrections, commit and undo ask the book of a kind; nothing else tells the two apart.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.registers import keeping
from staffing.models import ImportRow
from staffing.roster_import.issues import Issue
from staffing.roster_import.kinds import RosterKind
from staffing.roster_import.ledger import checks as unit_checks
from staffing.roster_import.ledger import facts
from staffing.roster_import.ledger import write as unit_write
from staffing.roster_import.ledger.missing import villages_missing
from staffing.roster_import.ledger.titles import facts_in_titles
from staffing.roster_import.lines import checks
from staffing.roster_import.lines.crowd import People
from staffing.roster_import.lines.rows import RosterRow
from staffing.roster_import.lines.units import UnitBook
from staffing.roster_import.people import known, matching, shown, write
from staffing.roster_import.previewing.tallying import Lines
from staffing.roster_import.writing.bulk import Advance, unwatched

Pairs = Sequence[tuple[ImportRow, Any]]


class Book(Protocol):
    """``plan`` objects have ``row``, ``outcome`` and ``seen``; what else they hold is the book's own affair.

    ``apart``: rows that share no person have nothing to do with one another when they are written.
    """

    apart: bool

    def check(self, row: RosterRow, kind: RosterKind, today: datetime.date) -> None:
        """Say anew all that is to be said of a single row."""

    def crowd(self, numbers: Mapping[str, int] | None = None) -> Any:
        """What remembers the rows of one file, see ``Crowd``; ``numbers`` are remembered already (identity → row)."""

    def load(
        self,
        rows: Sequence[RosterRow],
        kind: RosterKind,
        actor: Acting,
        today: datetime.date,
        crowd: Any,
        *,
        lock: bool,
    ) -> Any:
        """Fetch what the rows may meet on record; with ``lock`` it stays so until the transaction ends."""

    def plan(self, row: RosterRow, known: Any, kind: RosterKind, today: datetime.date) -> Any:
        """Compare a row with what ``load`` fetched; may add issues to it."""

    def from_titles(self, texts: Sequence[str], kind: RosterKind) -> dict[str, Any]:
        """What the lines above the header say about every row, by field key."""

    def missing(self, lines: Lines, kind: RosterKind, units: UnitBook) -> list[Issue]:
        """What the table as a whole ought to hold and does not."""

    def shown(self, plan: Any) -> dict[str, Any]:
        """What the row changes, masked: field key → label, old, new."""

    def records(self, plan: Any) -> tuple[int | None, int | None]:
        """Person and post that the row is about."""

    def private(self, plan: Any) -> dict[str, Any]:
        """What else is kept with the row, never shown."""

    def write(
        self,
        pairs: Pairs,
        kind: RosterKind,
        *,
        actor: Acting,
        why: str,
        advance: Advance = unwatched,
    ) -> write.Written:
        """Carry plans out, noting in each import row what undo has to put back.

        ``why`` is what history says of the write, besides that it was made for others where it was (代填).
        """


class _People:
    apart = True

    def check(self, row: RosterRow, kind: RosterKind, today: datetime.date) -> None:
        checks.check_row(row, kind, today)

    def crowd(self, numbers: Mapping[str, int] | None = None) -> People:
        return People(dict(numbers or {}))

    def load(
        self,
        rows: Sequence[RosterRow],
        kind: RosterKind,
        actor: Acting,
        today: datetime.date,
        crowd: Any,
        *,
        lock: bool,
    ) -> Any:
        return known.load_known(rows, kind, actor.scope, crowd, lock=lock)

    def plan(self, row: RosterRow, known: Any, kind: RosterKind, today: datetime.date) -> Any:
        return matching.plan_row(row, known, kind, today)

    def from_titles(self, texts: Sequence[str], kind: RosterKind) -> dict[str, Any]:
        return {}

    def missing(self, lines: Lines, kind: RosterKind, units: UnitBook) -> list[Issue]:
        return []

    def shown(self, plan: Any) -> dict[str, Any]:
        return shown.shown_changes(plan)

    def records(self, plan: Any) -> tuple[int | None, int | None]:
        return plan.person.pk if plan.person else None, plan.post.pk if plan.post else None

    def private(self, plan: Any) -> dict[str, Any]:
        """The post that ends because the row's person comes from there: it is accounted for (see ``left``)."""
        return {"_ends": plan.arrival.ends.post.pk} if plan.arrival.ends else {}

    def write(
        self,
        pairs: Pairs,
        kind: RosterKind,
        *,
        actor: Acting,
        why: str,
        advance: Advance = unwatched,
    ) -> write.Written:
        return write.write_plans(pairs, kind, actor=actor, why=why, advance=advance)


class _Units:
    apart = False

    def check(self, row: RosterRow, kind: RosterKind, today: datetime.date) -> None:
        unit_checks.check_row(row, kind, today)

    def crowd(self, numbers: Mapping[str, int] | None = None) -> unit_checks.Units:
        return unit_checks.Units()

    def load(
        self,
        rows: Sequence[RosterRow],
        kind: RosterKind,
        actor: Acting,
        today: datetime.date,
        crowd: Any,
        *,
        lock: bool,
    ) -> Any:
        return facts.load_facts(rows, actor, today, lock=lock)

    def plan(self, row: RosterRow, known: Any, kind: RosterKind, today: datetime.date) -> Any:
        return facts.plan_facts(row, known, kind, today)

    def from_titles(self, texts: Sequence[str], kind: RosterKind) -> dict[str, Any]:
        return facts_in_titles(texts, kind.parts)

    def missing(self, lines: Lines, kind: RosterKind, units: UnitBook) -> list[Issue]:
        return villages_missing(lines, units) if kind.unit_field == "village" else []

    def shown(self, plan: Any) -> dict[str, Any]:
        return facts.shown_facts(plan)

    def records(self, plan: Any) -> tuple[int | None, int | None]:
        return None, None

    def private(self, plan: Any) -> dict[str, Any]:
        return {}

    def write(
        self,
        pairs: Pairs,
        kind: RosterKind,
        *,
        actor: Acting,
        why: str,
        advance: Advance = unwatched,
    ) -> write.Written:
        units = unit_write.write_facts(pairs, user=actor.user, reason=keeping.reason(actor, kind.level, why))
        advance(len(pairs))
        return write.Written(division_ids=units, unit_ids=set(units))


_PEOPLE, _UNITS = _People(), _Units()


def book_of(kind: RosterKind) -> Book:
    """Kinds that declare parts are about units."""
    return _UNITS if kind.parts else _PEOPLE
