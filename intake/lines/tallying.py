"""Counts over the rows of a file, kept while the rows pass by."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Self

from intake.issues import Issue
from intake.lines.rows import Row
from intake.models import ImportRow


class Tally:
    """Rows by outcome, ``rows`` of records, number of ``warnings``, rows ``reminded`` of those, issues by ``codes``."""

    def __init__(self) -> None:
        self._outcomes: Counter[str] = Counter()
        self._codes: Counter[str] = Counter()
        self._warnings = self._reminded = 0

    def add(self, rows: Iterable[tuple[str, Sequence[Issue]]]) -> Self:
        """Count rows given as outcome and issues."""
        for outcome, issues in rows:
            self._outcomes[str(outcome)] += 1
            if issues:
                self._codes.update(issue.code for issue in issues)
                self._warnings += sum(not issue.keeps_out for issue in issues)
                self._reminded += outcome in ImportRow.GOING_IN
        return self

    def to_json(self) -> dict[str, Any]:
        return {
            **{outcome: self._outcomes[outcome] for outcome in ImportRow.Outcome.values},
            "rows": self._outcomes.total() - self._outcomes[ImportRow.Outcome.IGNORED],
            "warnings": self._warnings,
            "reminded": self._reminded,
            "codes": dict(self._codes),
        }


class Lines:
    """What the lines of a table are, taken together.

    Attributes:
        left_out: lines that are no record's, by reason.
        records: how many are.
        unplaced: some of these belong to no unit.
        units: paths of the units that the others belong to.
    """

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.left_out: Counter[str] = Counter()
        self.records, self.unplaced = 0, False
        self.units: set[str] = set()

    def join(self, others: "Lines") -> None:
        """Take in those of another table."""
        self.left_out += others.left_out
        self.records += others.records
        self.unplaced = self.unplaced or others.unplaced
        self.units |= others.units

    def add(self, row: Row) -> None:
        if row.left_out:
            self.left_out[row.left_out] += 1
            return
        self.records += 1
        if row.unit is None:
            self.unplaced = True
        else:
            self.units.add(row.unit.path)
