"""Counts of outcomes, and the one definition of 达标率."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of each outcome, in their order. Adding two tallies adds their counts."""

    met: int = 0
    unmet: int = 0
    not_due: int = 0
    unknown: int = 0
    not_applicable: int = 0

    def __add__(self, other: Self) -> "Tally":
        return Tally(
            self.met + other.met,
            self.unmet + other.unmet,
            self.not_due + other.not_due,
            self.unknown + other.unknown,
            self.not_applicable + other.not_applicable,
        )

    @property
    def judged(self) -> int:
        """应核查: every finding that is due; neither 不适用 nor 未到期."""
        return self.met + self.unmet + self.unknown

    @property
    def rate(self) -> float | None:
        """达标率 in percent: confirmed as met ÷ owed; ``None`` where nothing is owed.

        Missing data counts among what is owed: a unit does not rise by leaving its figures out.
        """
        return 100 * self.met / self.judged if self.judged else None

    @property
    def percent(self) -> str:
        """The rate with one decimal, cut off rather than rounded: 100% means every single one."""
        return f"{1000 * self.met // self.judged / 10:g}%" if self.judged else "—"

    @property
    def short_percent(self) -> str:
        """The same without decimals, for narrow cells."""
        return f"{100 * self.met // self.judged}%" if self.judged else "—"

    @property
    def band(self) -> str:
        """Colour class of the rate; the figure itself always stands beside the colour.

        Where nothing has been found but that data is missing it is ``open``: nobody has failed yet.
        """
        if not self.judged:
            return "none"
        if self.judged == self.unknown:
            return "open"
        return next((name for floor, name in BANDS if 100 * self.met >= floor * self.judged), "poor")


BANDS = ((95, "best"), (80, "good"), (60, "fair"))
"""Lowest rate of each colour band in percent; below the last it is ``poor``."""
