"""Months, quarters, half-years and years as periods of report: which days they hold, what they are called."""

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Self

from django.db.models import TextChoices


class PeriodKind(TextChoices):
    MONTH = "month", "月"
    QUARTER = "quarter", "季"
    HALF_YEAR = "half_year", "半年"
    YEAR = "year", "年"

    @property
    def months(self) -> int:
        return {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[self.value]

    @property
    def in_year(self) -> int:
        """How many of them a year has."""
        return 12 // self.months


_CODE = re.compile(r"([0-9]{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?")
_HALVES = ("上", "下")


@dataclass(frozen=True, slots=True)
class Term:
    """One period of the calendar; ``number`` counts within the year, from 1."""

    kind: PeriodKind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if not (datetime.MINYEAR <= self.year <= datetime.MAXYEAR and 1 <= self.number <= self.kind.in_year):
            raise ValueError(f"no such period: {self.kind} {self.number} of {self.year}")

    @classmethod
    def of(cls, kind: PeriodKind, day: datetime.date) -> Self:
        """The one in which a day lies."""
        return cls(kind, day.year, (day.month - 1) // kind.months + 1)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Of ``code``: 2026-09, 2026-Q3, 2026-H1 or 2026; ``None`` where the text is none."""
        found = _CODE.fullmatch(text.strip().upper())
        if found is None or found[1] == "0000":
            return None
        year, *numbers = found.groups()
        kinds = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR)
        for kind, number in zip(kinds, numbers, strict=True):
            if number:
                return cls(kind, int(year), int(number))
        return cls(PeriodKind.YEAR, int(year))

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.year, (self.number - 1) * self.kind.months + 1, 1)

    @property
    def last_day(self) -> datetime.date:
        month = self.number * self.kind.months
        return datetime.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def code(self) -> str:
        """As files and addresses call it."""
        endings = {
            PeriodKind.MONTH: f"-{self.number:02}",
            PeriodKind.QUARTER: f"-Q{self.number}",
            PeriodKind.HALF_YEAR: f"-H{self.number}",
        }
        return f"{self.year:04}{endings.get(self.kind, '')}"

    def __str__(self) -> str:
        endings = {
            PeriodKind.MONTH: f"{self.number}月",
            PeriodKind.QUARTER: f"第{self.number}季度",
            PeriodKind.HALF_YEAR: f"{_HALVES[(self.number - 1) % 2]}半年",
        }
        return f"{self.year}年{endings.get(self.kind, '')}"

    def later(self, by: int = 1) -> "Term":
        """So many periods of its kind later, or earlier where ``by`` is negative.

        Raises:
            ValueError: beyond the calendar.
        """
        year, before = divmod(self.year * self.kind.in_year + self.number - 1 + by, self.kind.in_year)
        return Term(self.kind, year, before + 1)

    def since(self, other: "Term") -> int:
        """How many periods it is later than another of its kind; negative where it is earlier."""
        return (self.year - other.year) * self.kind.in_year + self.number - other.number


def terms_of_year(kind: PeriodKind, year: int) -> list[Term]:
    """All of a kind in a year, in order."""
    return [Term(kind, year, number) for number in range(1, kind.in_year + 1)]
