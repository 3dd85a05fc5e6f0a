"""What a rule answers."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Self

from assessments.values.wording import plain
from assessments.vocabulary import Outcome as Kind
from offices.vocabulary import Stock

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
class Cost:
    """Yuan a year, and the arithmetic behind it in words."""

    yearly: Decimal
    arithmetic: str

    @classmethod
    def of_months(cls, monthly: Sequence[Decimal]) -> Self:
        """What so many people cost who get so much a month each."""
        counted = Counter(monthly)
        people = " + ".join(f"{number} 人 × {plain(amount)} 元" for amount, number in sorted(counted.items()))
        people = f"（{people}）" if len(counted) > 1 else people
        return cls(sum(monthly, Decimal(0)) * 12, f"{people} × 12 个月")


@dataclass(frozen=True, slots=True)
class Progress:
    """How a running period stands: the share done against the share of time gone, and how the one before it ended.

    ``done`` and ``gone`` are shares of 1, of a returned figure as ``until`` the end of its period; ``before`` is the
    label of the period before, such as 2025年, with the part whose it is where there are several; ``ended`` is how it
    ended.
    """

    done: Decimal
    gone: Decimal
    before: str
    ended: Kind
    until: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field whose entry would change an outcome.

    ``form`` is the name of a register or of a section of one (``station.profile``), or another form that
    ``assessments.entry`` knows. Of register records the field may be left to their register. ``pk`` is the record to
    be corrected where it is not the subject itself; without one, a new record begins, of the ``kind``. ``label`` is
    what is asked for, where the form does not say it.
    """

    form: str
    name: str = ""
    pk: int | None = None
    kind: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a standard asks for together, judged in units of its own."""

    label: str
    outcome: "Outcome"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one subject stands against one standard.

    ``measured``, ``required`` and ``gap`` are in ``unit``; a gap stands only where something is unmet. ``reason`` is
    one Chinese sentence for an official, ``missing`` names the facts or parameters that would be needed, ``remedy``
    says what would close the gap and ``cost`` what that costs a year at the least, where it can be computed. A standard
    made of ``parts`` counts those in its figures. ``due_on`` is the last day of the running period that 未到期 waits
    for, ``progress`` how far it has come by now. ``enter`` are the fields that would change the outcome.
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
    cost: Cost | None = None
    parts: tuple["Part", ...] = ()
    due_on: datetime.date | None = None
    progress: "Progress | None" = None
    enter: tuple[Field, ...] = ()

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

    def until_complete(self, stock: Stock) -> "Outcome":
        """The same figures without a verdict, as long as the register that they come from is not complete."""
        register = stock.label
        return replace(
            self,
            outcome=Kind.UNKNOWN,
            reason=f"{register}清查未完成，暂不下结论。按已登记的情况：{self.reason}",
            missing=(f"{register}（清查未完成）",),
            remedy=f"{register}登记齐全后，请在“清查”中填写完成日期。",
            gap=None,
            cost=None,
            inputs=(*self.inputs, Input(f"{register}清查", "未完成")),
            enter=(*self.enter, Field("stocktakes", kind=stock.value)),
        )

    @classmethod
    def not_due(cls, reason: str, *, due_on: datetime.date, remedy: str, **figures: Any) -> Self:
        """A period still runs, and what it asks for is not there yet: neither met nor unmet until it ends."""
        return cls(Kind.NOT_DUE, reason, due_on=due_on, remedy=remedy, **figures)

    @classmethod
    def not_applicable(cls, reason: str, **figures: Any) -> Self:
        return cls(Kind.NOT_APPLICABLE, reason, **figures)
