"""What is counted while rosters are judged: numbers that are tried, and those that may not be registered here.

Whoever sends many numbers finds out which are held; see ``alike`` and decisions 0034 and 0035.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from intake.lines.books import Judging
from intake.lines.rows import Row
from intake.models import ImportBatch, ImportRow
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.limits import lock_accounts
from staffing.models import RosterNumbers
from staffing.rosters.departures import forget_who_is_named
from staffing.rosters.people_in_file import People
from staffing.rosters.refusals import close_beyond, note_refusals, note_typed, refuse_further
from staffing.rosters.tried_numbers import answered, count_tried, shown_by


class NumbersJudging(Judging):
    """The accounts whose numbers are counted stay locked until what is judged is stored."""

    def __init__(self, actor: Acting, batch: ImportBatch, uploader: Acting) -> None:
        super().__init__(actor, batch, uploader)
        self.answered: set[str] = set()
        self._numbers: RosterNumbers | None = None

    def lock(self) -> None:
        lock_accounts(self.actor, self.batch.owner_id)

    @property
    def numbers(self) -> RosterNumbers:
        """What the batch has tried so far."""
        if self._numbers is None:
            self._numbers, _ = RosterNumbers.objects.get_or_create(batch=self.batch)
            self._numbers.batch = self.batch
        return self._numbers

    def forget(self) -> None:
        self._try(shown_by(self.batch))
        rows = self.batch.rows.values_list("outcome", "values__id_number")
        self.answered = answered(rows.iterator(chunk_size=5000))

    def overwritten(self, before: Iterable[Row], after: Iterable[Row]) -> None:
        self._try(_numbers(before) - _numbers(after))

    def others(self, file_rows: Any, judged: Collection[int]) -> None:
        """Whose numbers look tried out is seen from the whole file, whichever of its rows are judged anew."""
        told = self.batch.rows.exclude(outcome=ImportRow.Outcome.IGNORED).order_by("number")
        wanted = told.values_list("number", "values__id_number", "outcome", "values___unit__division_id")
        own = frozenset(judged)
        for row, number, outcome, unit in wanted.iterator(chunk_size=5000):
            if not number or row in own:
                continue
            file_rows.count([str(number)])
            if unit is not None and outcome != ImportRow.Outcome.SKIPPED:
                file_rows.others.setdefault(str(number), row)

    def gathered(self, file_rows: Any, rows: Sequence[Row]) -> None:
        count_tried(file_rows, self.numbers, self.actor, self.uploader, _numbers(rows))

    def begin(
        self, file_rows: People, rows: Sequence[ImportRow] | None = None, neighbours: Sequence[ImportRow] = ()
    ) -> None:
        if rows is None:
            self._begin_file(file_rows)
        else:
            self.answered = answered((row.outcome, row.values.get("id_number")) for row in rows)
            self.answered |= {str(row.values.get("id_number")) for row in neighbours}
        close_beyond(self.actor, self.uploader, self.numbers, file_rows, self.answered)

    def _begin_file(self, file_rows: People) -> None:
        """Lest another file is judged without these numbers, the accounts are locked before they are counted."""
        self.lock()
        refuse_further(self.actor, self.numbers, file_rows.counted)
        count_tried(file_rows, self.numbers, self.actor, self.uploader)

    def stored(self, file_rows: People) -> None:
        self._try(file_rows.guessed)
        note_refusals(self.actor, self.numbers)
        forget_who_is_named(self.batch, self.actor.scope)

    def typed(self, key: str, numbers: Collection[int]) -> None:
        if key == "id_number":
            note_typed(self.actor, self.numbers, numbers)

    def _try(self, numbers: Collection[str]) -> None:
        if new := set(numbers) - set(self.numbers.tried):
            self.numbers.tried = sorted({*self.numbers.tried, *new})
            self.numbers.save(update_fields=["tried"])


def _numbers(rows: Iterable[Row]) -> set[str]:
    return {str(number) for row in rows if (number := row.get("id_number"))}
