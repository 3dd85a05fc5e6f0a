"""Writes of the assessment: a parameter takes a new value from a day on."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.compliance.refresh import refresh_all
from assessments.compliance.store import since_forget
from assessments.models import Finding, Parameter
from assessments.parameters import UNSET, standards_using
from assessments.values.shapes import shape_error
from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from offices.models import Division
from offices.roles import Capability

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a change comes to: the new value, and the one before it, which ends the day before. Nothing is saved yet."""

    changed: Parameter
    before: Parameter | None


def parameter_plan(
    siblings: Iterable[Parameter],
    *,
    key: str,
    value: Any,
    valid_from: datetime.date,
    source: str,
    county: Division | None = None,
    clause: str = "",
    note: str = "",
) -> Plan:
    """Fit a new value between the values (``siblings``) that the key has already.

    A value entered for a later day stays, and the new one ends the day before that.

    Raises:
        ValidationError: the key is unknown, the value has the wrong shape, or one already begins on that very day.
    """
    rows = list(siblings)
    if not rows and key not in UNSET:
        raise ValidationError("没有这个参数。")
    if problem := shape_error(key, value):
        raise ValidationError(problem)
    rivals = sorted((row for row in rows if row.county_id == (county and county.pk)), key=lambda row: row.valid_from)
    before = next((row for row in reversed(rivals) if row.valid_from <= valid_from), None)
    after = next((row for row in rivals if row.valid_from > valid_from), None)
    if before and before.valid_from == valid_from:
        raise ValidationError("这个参数在这一天已有取值，请换一个日期。")
    label, unit = (rows[0].label, rows[0].unit) if rows else UNSET[key]
    changed = Parameter(key=key, label=label, unit=unit, value=value, county=county, valid_from=valid_from)
    changed.valid_to = after.valid_from - ONE_DAY if after else None
    changed.source, changed.clause, changed.note = source, clause, note
    if before and (before.valid_to is None or before.valid_to >= valid_from):
        before.valid_to = valid_from - ONE_DAY
    return Plan(changed, before)


@transaction.atomic
def parameter_change(actor: Acting, *, key: str, **change: Any) -> Parameter:
    """Put a new value in force; see ``parameter_plan`` for what it takes. Findings follow when it reaches today.

    Raises:
        PermissionDenied: whoever acts does not keep parameters.
        ValidationError: as ``parameter_plan``, or a field does not hold what it should.
    """
    actor.insist_on(Capability.EDIT_PARAMETERS)
    # Ordered by its own key: PostgreSQL locks no row that the default ordering would join in.
    siblings = Parameter.objects.filter(key=key).order_by("pk").select_for_update()
    plan = parameter_plan(siblings, key=key, **change)
    if plan.before:
        plan.before.save(update_fields=["valid_to"])
    plan.changed.full_clean()
    plan.changed.save()
    if plan.changed.valid_from <= timezone.localdate():
        since_forget(Finding.objects.filter(standard__in=standards_using(key)))
        refresh_all()
    # Last, as everywhere: the trail's lock is the busiest one (see docs/decisions/0012).
    writes.finish_many(actor, Action.PARAMETER_CHANGED, {}, units=(), subject=plan.changed, detail=_detail(plan))
    return plan.changed


def _detail(plan: Plan) -> dict[str, Any]:
    changed = plan.changed
    return {
        "参数": changed.key,
        "县(市、区)": str(changed.county or "全市"),
        "生效日期": changed.valid_from,
        "原": plan.before.value if plan.before else None,
        "现": changed.value,
        "依据": changed.source,
    }
