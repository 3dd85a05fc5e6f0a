"""The rule of all standards that are defined by data: each part is judged as it asks, and all of them answer as one."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assessments.compliance import evidenced, held, returned, shares, sums
from assessments.compliance.lines import by_line
from assessments.compliance.outcome import Field, Figures, Outcome, Part, Progress
from assessments.compliance.subjects import FACTS_OF, Subject
from assessments.values.parts import Held, OnFile, PartAsked, Ratio, Reach, Share, Ticks
from assessments.values.wording import listing
from assessments.vocabulary import Outcome as Kind
from assessments.vocabulary import SubjectKind

_ANSWERS: Mapping[type[PartAsked], Callable[..., Outcome]] = {
    OnFile: evidenced.on_file,
    Held: held.held,
    Ticks: returned.ticks,
    Share: shares.share,
    Reach: returned.reach,
}


def judge(subject: Subject, asked: Sequence[PartAsked]) -> Outcome:
    """What the parts of a definition come to for one subject; those that are asked of other kinds are left out."""
    own = [part for part in asked if _is_asked_of(subject, part)]
    if not own:
        return Outcome.unknown(f"这条标准对“{subject.name}”的要求", remedy="请市级管理员核对这条标准的定义。")
    return together([Part(part.label, by_line(subject, part.line) or _answer(subject, part)) for part in own])


def _is_asked_of(subject: Subject, part: PartAsked) -> bool:
    return not part.subjects or any(isinstance(subject, FACTS_OF[SubjectKind(kind)]) for kind in part.subjects)


def _answer(subject: Subject, part: PartAsked) -> Outcome:
    if isinstance(part, Ratio):
        return sums.summed(subject, part) if part.of else returned.ratio(subject, part)
    return _ANSWERS[type(part)](subject, part)


def together(parts: Sequence[Part]) -> Outcome:
    """Met only if all parts are, unmet if one is; what does not apply is left out. A single part answers for itself.

    Figures count parts. Without an unmet part one that is unknown leaves the whole unknown, else one whose period still
    runs leaves it not due.
    """
    if len(parts) == 1:
        return parts[0].outcome
    applying = [part for part in parts if part.outcome.outcome != Kind.NOT_APPLICABLE]
    if not applying:
        return Outcome.not_applicable(parts[0].outcome.reason, parts=tuple(parts))
    by_kind = {kind: [part for part in applying if part.outcome.outcome == kind] for kind in Kind}
    figures: Figures = {
        "measured": len(by_kind[Kind.MET]),
        "required": len(applying),
        "unit": "项",
        "parts": tuple(parts),
    }
    if unmet := by_kind[Kind.UNMET]:
        remedy = "".join(part.outcome.remedy for part in unmet)
        return Outcome.unmet(_said(unmet, applying), gap=len(unmet), remedy=remedy, enter=_enter(unmet), **figures)
    if unknown := by_kind[Kind.UNKNOWN]:
        missing = dict.fromkeys(one for part in unknown for one in part.outcome.missing)
        return Outcome.unknown(*missing, enter=_enter(unknown), **figures)
    if waiting := by_kind[Kind.NOT_DUE]:
        first = min(waiting, key=lambda part: part.outcome.due_on or datetime.date.max)
        return Outcome.not_due(
            _said(waiting, applying),
            due_on=first.outcome.due_on or datetime.date.max,
            remedy="".join(part.outcome.remedy for part in waiting),
            progress=_of_part(first, applying),
            enter=_enter(waiting),
            **figures,
        )
    return Outcome.met(f"{listing(part.label for part in applying)}都已达到。", **figures)


def _of_part(part: Part, applying: Sequence[Part]) -> Progress | None:
    """The pace of one part says nothing of how the others ended last year."""
    progress = part.outcome.progress
    if progress is None or len(applying) == 1:
        return progress
    return replace(progress, before=f"{progress.before}{part.label}")


def _enter(some: Sequence[Part]) -> tuple[Field, ...]:
    return tuple(field for part in some for field in part.outcome.enter)


def _said(some: Sequence[Part], applying: Sequence[Part]) -> str:
    """What the parts in question say, after how many of all they are."""
    word = some[0].outcome.outcome.label
    reasons = "；".join(part.outcome.reason.rstrip("。") for part in some)
    return f"{len(applying)} 项中 {len(some)} 项{word}：{reasons}。"
