"""Posts of which nobody wrote when they began: on a day before they were entered they may have been held, or not."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assessments.compliance.outcome import Field, Input, Outcome
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.staffing import heads
from assessments.compliance.subjects import Subject


def judge_either_way(
    judge: Callable[[Any, CountyParameters], Outcome], facts: Subject, parameters: CountyParameters
) -> Outcome:
    """The answer, where it is the same with and without those posts; else it hangs on their first days: unknown.

    More people can help a count or fail a demand on each of them, never both, so that what holds at both ends holds
    between them. Of two gaps the smaller one is certain.
    """
    without = judge(facts, parameters)
    if not facts.perhaps:
        return without
    people = heads(facts.perhaps)
    counted = Input("到岗日期未登记，不能确定当日是否在岗", people, "人")
    together = judge(facts.with_perhaps(), parameters)
    if without.outcome != together.outcome:
        missing = f"到岗日期（{people} 人未登记，不能确定当日是否在岗）"
        return Outcome.unknown(
            missing,
            unit=without.unit or together.unit,
            inputs=(*without.inputs, counted),
            enter=(Field("post", "from_date", facts.perhaps[0].pk),),
        )
    certain = min(without, together, key=lambda outcome: outcome.gap or 0)
    return replace(certain, inputs=(*certain.inputs, counted))
