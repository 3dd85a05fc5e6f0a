"""The explanation of one outcome, as it is stored with a finding and shown on the page 为什么."""

import datetime
from decimal import Decimal
from typing import Any

from assessments.compliance.outcome import Field, Input, Outcome, Part, Progress
from assessments.compliance.parameters import CountyParameters, ParameterValue
from assessments.models import Standard


def explanation(outcome: Outcome, standard: Standard, parameters: CountyParameters) -> dict[str, Any]:
    """Everything a person needs to check the outcome, JSON-ready.

    Shape::

        {
          "clause": "三(三)2",
          "requirement": "在岗工作人员不少于…",
          "parameters": [
              {"key", "label", "value", "unit", "since": "2017-01-01", "source", "clause", "county_override": false}
          ],
          "inputs": [{"label", "value", "unit", "model": "staffing.Appointment" or None, "pk": 12 or None}],
          "missing": ["户籍人口数"],
          "remedy": "再配备工作人员 1 人。" or "",
          "yearly_cost": 2400 (yuan) or None,
          "cost_arithmetic": "1 人 × 200 元 × 12 个月" or "",
          "parts": [
              {"label", "outcome", "reason", "measured", "required", "gap", "unit", "inputs", "missing", "remedy"}
          ],
          "enter": [{"form": "station.profile", "field": "office_area", "pk": None, "kind": "", "label": ""}],
          "progress": {"done": 0.5, "gone": 0.25, "before": "2025年", "ended": "met", "until": "2026年上半年"} or None,
        }

    A ``value`` is a number, or words: bands are spelt out (then ``unit`` is empty), a date is ISO, yes and no are 是
    and 否. Personal names and numbers never stand here.
    """
    in_force = [value for key in standard.parameter_keys if (value := parameters.get(key)) is not None]
    return {
        "clause": standard.clause,
        "requirement": standard.requirement,
        "parameters": [_parameter(value) for value in in_force],
        "inputs": [_input(one) for one in outcome.inputs],
        "missing": list(outcome.missing),
        "remedy": outcome.remedy,
        "yearly_cost": _ready(outcome.cost.yearly) if outcome.cost else None,
        "cost_arithmetic": outcome.cost.arithmetic if outcome.cost else "",
        "parts": [_part(one) for one in outcome.parts],
        "progress": _progress(outcome.progress),
        "enter": [_field(one) for one in outcome.enter],
    }


def _part(part: Part) -> dict[str, Any]:
    answer = part.outcome
    return {
        "label": part.label,
        "outcome": answer.outcome.value,
        "reason": answer.reason,
        "measured": _ready(answer.measured),
        "required": _ready(answer.required),
        "gap": _ready(answer.gap),
        "unit": answer.unit,
        "inputs": [_input(one) for one in answer.inputs],
        "missing": list(answer.missing),
        "remedy": answer.remedy,
    }


def _progress(progress: Progress | None) -> dict[str, Any] | None:
    if progress is None:
        return None
    return {
        "done": _ready(progress.done),
        "gone": _ready(progress.gone),
        "before": progress.before,
        "ended": progress.ended.value,
        "until": progress.until,
    }


def _parameter(value: ParameterValue) -> dict[str, Any]:
    shown = value.shown()
    return {
        "key": value.key,
        "label": value.label,
        "value": shown,
        "unit": "" if isinstance(shown, str) else value.unit,
        "since": value.since.isoformat(),
        "source": value.source,
        "clause": value.clause,
        "county_override": value.county_override,
    }


def _input(one: Input) -> dict[str, Any]:
    return {
        "label": one.label,
        "value": _ready(one.value),
        "unit": one.unit,
        "model": one.record.model if one.record else None,
        "pk": one.record.pk if one.record else None,
    }


def _field(one: Field) -> dict[str, Any]:
    return {"form": one.form, "field": one.name, "pk": one.pk, "kind": one.kind, "label": one.label}


def _ready(value: Any) -> Any:
    """Numbers stay numbers, whole ones without a fraction; dates become text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, datetime.date) else value
