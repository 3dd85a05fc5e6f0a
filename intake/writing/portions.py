"""In which portions the rows of a batch are carried out: never all in memory, never one record's in two portions."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from intake.models import ImportBatch, ImportRow
from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.bulk.packing import ROWS_AT_ONCE

Outcome = ImportRow.Outcome
_SHOWN_ONLY = ("changes", "issues", "written")
"""What a row holds for people to look at: the commit finds it out anew."""


@dataclass(slots=True)
class Portions:
    """The rows of records that a batch holds, in a few words a row.

    Attributes:
        outcomes: how many rows there are of each.
        alone: keys of rows to be written that share their record with no other, in the order of the file.
        together: keys of the others. What one of them writes, the next one sees: they go into one portion.
        proofs: first row to be written that says for certain which record it is, by what it says.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    alone: list[int] = field(default_factory=list)
    together: list[int] = field(default_factory=list)
    proofs: dict[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.alone) + len(self.together)

    def of(self, batch: ImportBatch) -> Iterator[list[ImportRow]]:
        """The rows themselves."""
        for keys in [*chunks(self.alone, ROWS_AT_ONCE), self.together]:
            rows = [row for some in chunks(keys) for row in batch.rows.filter(pk__in=some).defer(*_SHOWN_ONLY)]
            if rows:
                yield sorted(rows, key=lambda row: row.number)


def portions_of(batch: ImportBatch, *, apart: bool) -> Portions:
    """One pass over the rows of ``batch``; unless they may be written ``apart``, there is one portion."""
    found = Portions()
    first: dict[str | int, int] = {}
    shared: set[int] = set()
    going: list[int] = []
    certain = batch.table_kind.lexicon.certain
    columns = ("pk", "number", "outcome", "key", "subject", *(f"values__{key}" for key in certain))
    rows = batch.rows.exclude(outcome=Outcome.IGNORED).order_by("number").values_list(*columns)
    for pk, number, outcome, key, subject, *proofs in rows.iterator(chunk_size=ROWS_AT_ONCE):
        found.outcomes[outcome] += 1
        if outcome not in ImportRow.GOING_IN:
            continue
        going.append(pk)
        for proof in filter(None, proofs):
            found.proofs.setdefault(str(proof), number)  # SQLite reads digits in JSON as a number
        for mark in filter(None, (key, subject)):
            if first.setdefault(mark, pk) != pk:
                shared |= {first[mark], pk}
    if not apart:
        shared = set(going)
    found.alone = [pk for pk in going if pk not in shared]
    found.together = [pk for pk in going if pk in shared]
    return found
