"""The rows of a submission, written with their history. Runs inside the services of ``filling``, before their door."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from jian_minzheng.core.acting import Acting
from offices.models import Division, Indicator, Period, Submission, Value
from offices.returns.entries import Entry
from offices.returns.keeping import history_reason, is_for_another

_CONTENT = ("state", "number", "answer", "text", "reason")


def submission_claimed(actor: Acting, *, division: Division, period: Period, opened_version: int | None) -> Submission:
    """The submission of the unit and period, begun where there is none; others wait until this is stored.

    Raises:
        EditConflict: it is not ``opened_version`` any more; ``None`` takes it as it stands.
    """
    one = {"division": division, "period": period}
    submission = Submission.objects.filter(**one).select_related("division", "period").first()
    if submission is None:
        try:
            with transaction.atomic():
                return store_submission(actor, Submission(**one))
        except IntegrityError:  # somebody began it at the same moment
            submission = Submission.objects.get(**one)
    submission.claim(submission.version if opened_version is None else opened_version)
    return submission


def store_submission(actor: Acting, submission: Submission) -> Submission:
    noted: Any = submission  # where simple_history looks for it: no request need be at hand
    noted._history_user, noted._change_reason = actor.user, history_reason(actor, submission.division) or None
    submission.save()
    return submission


def store_entries(actor: Acting, submission: Submission, entries: Mapping[Indicator, Entry]) -> None:
    """Values that are new or say something else than before; what says the same again leaves no trace."""
    stored = {value.indicator_id: value for value in submission.values.all()}
    new: list[Value] = []
    changed: list[Value] = []
    for indicator, entry in entries.items():
        value = stored.get(indicator.pk) or Value(submission=submission, indicator=indicator, state=Value.State.MISSING)
        if all(getattr(value, name) == getattr(entry, name) for name in _CONTENT):
            continue
        _fill(value, entry, timezone.localdate())
        value.for_another = is_for_another(actor, submission.division)
        (changed if value.pk else new).append(value)
    noted = {
        "default_user": actor.user,
        "default_change_reason": history_reason(actor, submission.division),
    }
    bulk_create_with_history(new, Value, **noted)
    bulk_update_with_history(changed, Value, [*_CONTENT, "filled_on", "for_another"], **noted)


def _fill(value: Value, entry: Entry, today: datetime.date) -> None:
    """A correction keeps the day on which something was said first."""
    for name in _CONTENT:
        setattr(value, name, getattr(entry, name))
    value.filled_on = None if entry.state == Value.State.MISSING else value.filled_on or today
