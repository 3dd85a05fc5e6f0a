"""What a figure has to come to, and until when: a percentage of the definition, or the target of a year."""

import datetime
import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from assessments.compliance.figures import Returned
from assessments.compliance.outcome import Field, Input, Outcome, Progress
from assessments.compliance.subjects import Subject
from assessments.values.parts import Ratio, Reach, Share, target_asked
from assessments.values.wording import apart, plain
from assessments.vocabulary import Outcome as Kind

_CENT = Decimal("0.01")
Measured = Ratio | Share | Reach
Before = Callable[[], Kind]
"""How the year before ended."""


@dataclass(frozen=True, slots=True)
class Goal:
    """``limit`` in percent, of ``Reach`` in the figure's unit; ``told`` says who set it, for a year or for good."""

    limit: Decimal
    told: Input
    yearly: bool = False


def goal_of(subject: Subject, part: Measured, year: int) -> Goal | None:
    """``None`` where the year has no target yet."""
    code = target_asked(part)
    if not code:
        limit = Decimal(str(getattr(part, "percent", 0)))
        return Goal(limit, Input("应达到", limit, "%"))
    target = subject.targets.get((code, year))
    if target is None:
        return None
    unit = part.unit if isinstance(part, Reach) else "%"
    label = f"{year}年目标（{'本县另定，' if target.own else ''}{target.paper}）"
    return Goal(target.value, Input(label, target.value, unit, target.record), yearly=True)


def no_goal(part: Measured, year: int, inputs: tuple[Input, ...]) -> Outcome:
    """A target that nobody has set is never met."""
    return Outcome.unknown(
        f"{year}年{part.label}的目标（尚无年度目标）", inputs=inputs, enter=(Field("year_target", "value"),)
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as it stands: ``told`` is the return that it is of, ``whole`` what it is a share of, if of anything.

    ``silent`` units of a group have not answered and cannot change the outcome.
    """

    told: Returned
    measured: Decimal
    whole: Decimal | None
    inputs: tuple[Input, ...]
    label: str
    silent: int = 0

    @property
    def year(self) -> int:
        return self.told.term.year if self.told.term else 0


def verdict(subject: Subject, part: Measured, reading: Reading, before: Before) -> Outcome:
    """Reached, still to be reached by the end of the year, or not reached; unknown without a target."""
    goal = goal_of(subject, part, reading.year)
    if goal is None:
        return no_goal(part, reading.year, reading.inputs)
    required, sentence, limit = _words(part, reading, goal)
    inputs = (*reading.inputs, goal.told)
    figures = {"measured": reading.measured, "required": required, "unit": part.unit, "inputs": inputs}
    gap = required - reading.measured - reading.silent
    if reading.measured >= required:
        return Outcome.met(f"{sentence}，不低于{limit}。", **figures)
    remedy = f"使{reading.label}再增加 {plain(gap)} {part.unit}。"
    if not waits(part, reading.told):
        return Outcome.unmet(
            f"{sentence}，低于{limit}，差 {plain(gap)} {part.unit}。", gap=gap, remedy=remedy, **figures
        )
    due_on = reading.told.closes_on or datetime.date(reading.year, 12, 31)
    return Outcome.not_due(
        f"{sentence}，{reading.year}年底前达到{limit}即可。",
        due_on=due_on,
        remedy=f"年底前{remedy}",
        progress=_progress(reading, required, before()),
        **{**figures, "inputs": (*inputs, Input("完成期限", due_on))},
    )


def waits(part: Measured, told: Returned) -> bool:
    """Whether what is to be reached in the course of a year has time yet: its last return does not count so far."""
    yearly = bool(target_asked(part)) or (isinstance(part, Ratio) and part.by_year_end)
    return yearly and told.term is not None and told.term.number < told.term.kind.in_year


def _words(part: Measured, reading: Reading, goal: Goal) -> tuple[Decimal, str, str]:
    """What is required in the unit of the figure, how the figure reads, and how the limit does."""
    label = f"{reading.told.term or ''}{part.label}"
    if reading.whole is None:
        return goal.limit, f"{label} {plain(reading.measured)} {part.unit}", f"年度目标 {plain(goal.limit)} {part.unit}"
    silent = f"（另有 {reading.silent} {part.unit}未填报）" if reading.silent else ""
    share = apart(reading.measured * 100 / reading.whole, goal.limit)
    required = Decimal(math.ceil(reading.whole * goal.limit / 100))
    said = "年度目标" if goal.yearly else ""
    sentence = f"{label} {plain(reading.measured)}÷{plain(reading.whole)}={share}%{silent}"
    return required, sentence, f"{said} {plain(goal.limit)}%"


def _progress(reading: Reading, required: Decimal, ended: Kind) -> Progress:
    """As of the end of the period that was returned: what has been done since nobody has said yet."""
    term = reading.told.term
    gone = Decimal(term.number) / term.kind.in_year if term else Decimal(0)
    return Progress(
        done=(reading.measured / required).quantize(_CENT, ROUND_DOWN),
        gone=gone.quantize(_CENT),
        before=f"{reading.year - 1}年",
        ended=ended,
        until=str(term or ""),
    )
