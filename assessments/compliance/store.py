"""Write judgements as findings: only what changed, all in bulk, inside the caller's transaction."""

import datetime
from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_UP, Decimal
from typing import Any

from django.db.models import F, QuerySet

from assessments.compliance.evaluate import Judgement
from assessments.models import Finding
from jian_minzheng.core.masking import mask_text

_COMPARED = (
    "division_id",
    "subject_label",
    "outcome",
    "measured",
    "required",
    "gap",
    "unit",
    "reason",
    "explanation",
    "parts",
    "due_on",
)
_WRITTEN = [*(name.removesuffix("_id") for name in _COMPARED), "since", "turn", "judged_on"]
_REASON_LENGTH = 300


def findings_store(
    judgements: Iterable[Judgement], existing: "QuerySet[Finding]", on: datetime.date, *, past_changed: bool
) -> int:
    """Bring stored findings in line with fresh judgements.

    Args:
        judgements: everything that was judged in the area.
        existing: the stored findings of the same area; those that were not judged again are stale and removed.
        on: the day of the judgement.
        past_changed: facts of the area were entered or corrected, so that its findings may stand as they do since
            another day, even where they stand as before. Else a finding keeps its ``since`` with its outcome.

    Returns:
        The number of findings that were added, changed or removed.
    """
    if past_changed:
        since_forget(existing)
    stored: dict[tuple[int, str, int], Any] = {
        (row["standard_id"], row["subject_kind"], row["subject_id"]): row for row in existing.order_by().values()
    }
    changed = []
    for judgement in judgements:
        old = stored.pop((judgement.standard.pk, judgement.subject_kind, judgement.subject_id), None)
        new = _finding(judgement, on)
        if old is None or _differs(old, new):
            if old is not None:
                same = (old["outcome"], old["due_on"]) == (new.outcome, new.due_on)
                new.since, new.turn = (old["since"], old["turn"]) if same else (None, old["turn"] + 1)
            changed.append(new)
    stale = [row["id"] for row in stored.values()]
    for start in range(0, len(stale), 500):
        Finding.objects.filter(pk__in=stale[start : start + 500]).delete()
    Finding.objects.bulk_create(
        changed,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["standard", "subject_kind", "subject_id"],
        update_fields=_WRITTEN,
    )
    existing.exclude(judged_on=on).order_by().update(judged_on=on)
    return len(changed) + len(stale)


def since_forget(findings: "QuerySet[Finding]") -> None:
    """What is being found out about these days meanwhile is out of date; see ``compliance.since``."""
    findings.order_by().update(since=None, turn=F("turn") + 1)


def _finding(judgement: Judgement, on: datetime.date) -> Finding:
    outcome = judgement.outcome
    return Finding(
        standard=judgement.standard,
        division_id=judgement.division_id,
        subject_kind=judgement.subject_kind,
        subject_id=judgement.subject_id,
        subject_label=mask_text(judgement.label),
        outcome=outcome.outcome.value,
        measured=_cents(outcome.measured, beside=outcome.required),
        required=_cents(outcome.required),
        gap=None if outcome.gap is None else Decimal(outcome.gap).quantize(_CENT, ROUND_UP),
        unit=outcome.unit,
        reason=outcome.reason[:_REASON_LENGTH],
        explanation=judgement.explanation(),
        parts=len(outcome.parts),
        due_on=outcome.due_on,
        judged_on=on,
    )


def _differs(old: dict[str, Any], new: Finding) -> bool:
    return any(old[name] != getattr(new, name) for name in _COMPARED)


def _cents(figure: Any, *, beside: Any = None) -> Decimal | None:
    """Rounded to hundredths, but never onto the figure that it stands ``beside``: below a limit stays below it."""
    if figure is None:
        return None
    exact = Decimal(figure)
    rounded = exact.quantize(_CENT)
    if beside is None or exact == beside or rounded != Decimal(beside).quantize(_CENT):
        return rounded
    return exact.quantize(_CENT, ROUND_FLOOR if exact < beside else ROUND_CEILING)


_CENT = Decimal("0.01")
