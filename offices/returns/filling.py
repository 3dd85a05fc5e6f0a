"""Filling in: what a unit says for a period, checked as a whole and stored through the one door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone

from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.editing.history import FOR_ANOTHER
from offices.models import Division, Indicator, Period, Submission, Value
from offices.returns.checking import check_sheet
from offices.returns.keeping import admit, is_for_another
from offices.returns.storing import store_entries, store_submission, submission_claimed


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is said of one unit and period: texts as typed, by the code of the indicator."""

    division: Division
    period: Period
    values: Mapping[str, str]


class Refused(Exception):
    """Nothing was stored. ``faults``: by the place of the sheet, messages by the code of the indicator."""

    def __init__(self, faults: Mapping[int, Mapping[str, list[str]]]) -> None:
        super().__init__("".join(text for sheet in faults.values() for texts in sheet.values() for text in texts))
        self.faults = faults


@transaction.atomic
def submission_fill(
    actor: Acting,
    *,
    division: Division,
    period: Period,
    values: Mapping[str, str],
    opened_version: int | None = None,
    declare: bool = False,
) -> Submission:
    """Store what a unit says for a period; what is not named stays as it is.

    Args:
        values: texts as typed, by the code of the indicator; see ``read_entry``.
        opened_version: of the submission that was looked at, 0 where there was none; ``None`` takes it as it stands.
        declare: it is whole with that (已填).

    Raises:
        ValidationError: every fault at once, under the indicator's code.
        EditConflict: somebody filled in meanwhile.
        PermissionDenied: whoever acts does not fill in for units of this level.
        OutOfScope: the unit is not within the writer's scope.
    """
    submission = _filled(actor, Sheet(division, period, values), opened_version, declare)
    action = Action.RECORDED if submission.version == 1 else Action.EDITED
    writes.finish(actor, action, submission, detail=_told(actor, [submission], len(values)))
    return submission


@transaction.atomic
def submissions_fill(actor: Acting, *, sheets: Sequence[Sheet], declare: bool = False) -> list[Submission]:
    """The same of many units and periods, all or none, with one audit entry.

    Raises:
        Refused: every fault of every sheet.
        PermissionDenied, OutOfScope: as for ``submission_fill``, for any of them.
    """
    written, faults = [], {}
    for place, sheet in enumerate(sheets):
        try:
            written.append(_filled(actor, sheet, None, declare))
        except ValidationError as error:
            faults[place] = error.message_dict
    if faults:
        raise Refused(faults)
    rows, units = {Submission: [one.pk for one in written]}, writes.units_of(*written)
    detail = _told(actor, written, sum(len(sheet.values) for sheet in sheets))
    writes.finish_many(actor, Action.EDITED, rows, units=units, label="业务报表·批量填报", detail=detail)
    return written


@transaction.atomic
def submission_declare(actor: Acting, *, submission: Submission, opened_version: int) -> Submission:
    """Say that it is whole (已填). Errors as for ``submission_fill``; what is still missing is listed."""
    admit(actor, submission.division)
    submission.claim(opened_version)
    _declare(actor, submission)
    writes.finish(actor, Action.EDITED, submission, detail=_told(actor, [submission], 0))
    return submission


def missing_in(submission: Submission) -> list[Indicator]:
    """What the period asks of the unit and is not said yet, in the order of the dictionary."""
    said = submission.values.exclude(state=Value.State.MISSING).values_list("indicator_id", flat=True)
    asked = Indicator.objects.asked_in(submission.period).exclude(kind=Indicator.Kind.SHARE).exclude(pk__in=said)
    return [one for one in asked if one.is_asked_of(submission.division.level)]


def _filled(actor: Acting, sheet: Sheet, opened_version: int | None, declare: bool) -> Submission:
    admit(actor, sheet.division)
    submission = submission_claimed(actor, division=sheet.division, period=sheet.period, opened_version=opened_version)
    entries = check_sheet(submission, sheet.values)
    store_entries(actor, submission, entries)
    if submission.state == Submission.State.FILLED and missing_in(submission):
        submission.state, submission.filled_on, submission.filled_by = Submission.State.FILLING, None, None
        store_submission(actor, submission)
    if declare:
        _declare(actor, submission)
    return submission


def _declare(actor: Acting, submission: Submission) -> None:
    if missing := missing_in(submission):
        words = f"{submission}还有{len(missing)}项没有填：{'、'.join(map(str, missing))}。"
        raise ValidationError({NON_FIELD_ERRORS: [f"{words}确实为零的请填“零”，不适用的请写明理由。"]})
    if submission.state != Submission.State.FILLED:
        submission.state, submission.filled_on = Submission.State.FILLED, timezone.localdate()
        submission.filled_by_id = actor.user.pk if actor.user else None
        submission.for_another = is_for_another(actor, submission.division)
        store_submission(actor, submission)


def _told(actor: Acting, written: Sequence[Submission], values: int) -> dict[str, Any]:
    """What the audit entry says."""
    filled = sum(one.state == Submission.State.FILLED for one in written)
    detail: dict[str, Any] = {"报表": [str(one) for one in written[:50]], "报表数": len(written)}
    detail |= {"填报项数": values, "已填": filled}
    if any(is_for_another(actor, one.division) for one in written):
        detail[FOR_ANOTHER] = str(actor.scope)
    return detail
