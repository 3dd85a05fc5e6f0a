"""What a rule answers."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from assessments.vocabulary import Outcome as Kind

Figure = int | Decimal
Figures = dict[str, Any]
"""Fields of an outcome that several of a rule's answers share."""


@dataclass(frozen=True, slots=True)
class Record:
    """The stored record that a figure came from: a model label such as ``staffing.Appointment`` and its primary key."""

    model: str
    pk: int


@dataclass(frozen=True, slots=True)
class Input:
    """One figure or word that went into a judgement. Never a personal name or number."""

    label: str
    value: Figure | str | datetime.date
    unit: str = ""
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one subject stands against one standard.

    ``measured``, ``required`` and ``gap`` are in ``unit``; a gap stands only where something is unmet. ``reason`` is
    one Chinese sentence for an official, ``missing`` names the facts or parameters that would be needed, ``remedy``
    says what would close the gap and ``yearly_cost`` what that costs in yuan a year at the least, where it can be
    computed.
    """

    outcome: Kind
    reason: str
    measured: Figure | None = None
    required: Figure | None = None
    gap: Figure | None = None
    unit: str = ""
    inputs: tuple[Input, ...] = ()
    missing: tuple[str, ...] = ()
    remedy: str = ""
    yearly_cost: Decimal | None = None

    @classmethod
    def met(cls, reason: str, **figures: Any) -> Self:
        return cls(Kind.MET, reason, **figures)

    @classmethod
    def unmet(cls, reason: str, *, gap: Figure, remedy: str, **figures: Any) -> Self:
        return cls(Kind.UNMET, reason, gap=gap, remedy=remedy, **figures)

    @classmethod
    def unknown(cls, *missing: str, remedy: str = "", **figures: Any) -> Self:
        """Missing data is never met and never unmet; the sentence says what is missing."""
        listed = "、".join(missing)
        remedy = remedy or f"请补充：{listed}。"
        return cls(Kind.UNKNOWN, f"缺少{listed}，无法核查。", missing=missing, remedy=remedy, **figures)

    @classmethod
    def not_applicable(cls, reason: str, **figures: Any) -> Self:
        return cls(Kind.NOT_APPLICABLE, reason, **figures)
