"""Counts over the rows of a file, kept while the rows pass by."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Self

from intake.issues import Issue
from intake.lines.rows import Row
from intake.models import ImportRow
from intake.models.summaries import OUTCOMES, Counts


class Tally:
    """Rows by outcome, ``rows`` of records, number of ``warnings``, rows ``reminded`` of those, issues by ``codes``."""

    def __init__(self) -> None:
        self._outcomes: Counter[str] = Counter()
        self._codes: Counter[str] = Counter()
        self._warnings = self._reminded = 0

    @classmethod
    def of(cls, counts: Counts) -> Self:
        """As a batch tells them."""
        tally = cls()
        tally._outcomes.update({outcome: counts.get(outcome, 0) for outcome in OUTCOMES})
        tally._codes.update(counts.get("codes", {}))
        tally._warnings, tally._reminded = counts.get("warnings", 0), counts.get("reminded", 0)
        return tally

    def less(self, rows: Iterable[tuple[str, Sequence[Issue]]]) -> Self:
        """Count rows no more that were counted."""
        gone = Tally().add(rows)
        self._outcomes.subtract(gone._outcomes)
        self._codes.subtract(gone._codes)
        self._warnings -= gone._warnings
        self._reminded -= gone._reminded
        return self

    def add(self, rows: Iterable[tuple[str, Sequence[Issue]]]) -> Self:
        """Count rows given as outcome and issues."""
        for outcome, issues in rows:
            self._outcomes[str(outcome)] += 1
            if issues:
                self._codes.update(issue.code for issue in issues)
                self._warnings += sum(not issue.keeps_out for issue in issues)
                self._reminded += outcome in ImportRow.GOING_IN
        return self

    def to_json(self) -> Counts:
        of = self._outcomes
        return {
            "new": of["new"],
            "changed": of["changed"],
            "same": of["same"],
            "error": of["error"],
            "ask": of["ask"],
            "skipped": of["skipped"],
            "ignored": of["ignored"],
            "rows": of.total() - of["ignored"],
            "warnings": self._warnings,
            "reminded": self._reminded,
            "codes": {code: count for code, count in self._codes.items() if count},
        }


class Lines:
    """What the lines of a table are, taken together.

    Attributes:
        left_out: lines that are no record's, by reason.
        records: how many are.
        unplaced: some of these belong to no unit.
        units: paths of the units that the others belong to.
        said: how many of these say something of a field.
    """

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.left_out: Counter[str] = Counter()
        self.records, self.unplaced = 0, False
        self.units: set[str] = set()
        self.said: Counter[str] = Counter()

    def join(self, others: "Lines") -> None:
        """Take in those of another table."""
        self.left_out += others.left_out
        self.records += others.records
        self.unplaced = self.unplaced or others.unplaced
        self.units |= others.units
        self.said += others.said

    def add(self, row: Row) -> None:
        if row.left_out:
            self.left_out[row.left_out] += 1
            return
        self.records += 1
        self.said.update(row.values.keys())
        if row.unit is None:
            self.unplaced = True
        else:
            self.units.add(row.unit.path)
