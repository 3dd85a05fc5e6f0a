"""Writes of the assessment: a parameter takes a new value from a day on."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from assessments.compliance import refresh
from assessments.compliance.shapes import shape_error
from assessments.models import Parameter
from assessments.parameters import UNSET
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from offices.models import Division


@transaction.atomic
def parameter_change(
    *,
    request: HttpRequest,
    key: str,
    value: Any,
    valid_from: datetime.date,
    source: str,
    county: Division | None = None,
    clause: str = "",
    note: str = "",
) -> Parameter:
    """Put a new value in force from ``valid_from`` on; the value before it ends the day before.

    A value that is already entered for a later day stays, and the new one ends the day before that. Findings are judged
    again at once when the change reaches today.

    Raises:
        ValidationError: the key is unknown, the value has the wrong shape, or one already begins on that very day.
    """
    siblings = list(Parameter.objects.select_for_update().filter(key=key))
    if not siblings and key not in UNSET:
        raise ValidationError("没有这个参数。")
    if problem := shape_error(key, value):
        raise ValidationError(problem)
    rivals = sorted((row for row in siblings if row.county_id == (county and county.pk)), key=lambda r: r.valid_from)
    before = next((row for row in reversed(rivals) if row.valid_from <= valid_from), None)
    after = next((row for row in rivals if row.valid_from > valid_from), None)
    if before and before.valid_from == valid_from:
        raise ValidationError({"valid_from": "这个参数在这一天已有取值,请换一个日期。"})
    if before:
        _end(before, valid_from - datetime.timedelta(days=1))
    label, unit = (siblings[0].label, siblings[0].unit) if siblings else UNSET[key]
    changed = Parameter(
        key=key,
        label=label,
        unit=unit,
        county=county,
        value=value,
        valid_from=valid_from,
        valid_to=after.valid_from - datetime.timedelta(days=1) if after else None,
        source=source,
        clause=clause,
        note=note,
    )
    changed.full_clean()
    changed.save()
    trail.record(Action.PARAMETER_CHANGED, request=request, subject=changed, detail=_detail(changed, before))
    if valid_from <= timezone.localdate():
        refresh.refresh_all()
    return changed


def _end(parameter: Parameter, last_day: datetime.date) -> None:
    """The last day a value still counts; one that had ended earlier keeps its own end."""
    if parameter.valid_to is None or parameter.valid_to > last_day:
        parameter.valid_to = last_day
        parameter.save(update_fields=["valid_to"])


def _detail(changed: Parameter, before: Parameter | None) -> dict[str, Any]:
    return {
        "key": changed.key,
        "county": str(changed.county or ""),
        "valid_from": changed.valid_from,
        "old": before.value if before else None,
        "new": changed.value,
        "source": changed.source,
    }
