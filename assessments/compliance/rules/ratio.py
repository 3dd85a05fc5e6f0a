"""What 2-8 and 2-9 share: one worker to so many people, rounded up to whole workers."""

import math
from decimal import Decimal

from assessments.compliance.outcome import Input, Outcome
from assessments.compliance.rules.staffing import NEW_POST
from assessments.values.wording import plain


def judge_ratio(
    *, workers: int, worker_label: str, people: int, people_label: str, per_worker: Decimal, inputs: tuple[Input, ...]
) -> Outcome:
    """Unmet below one worker to ``per_worker`` people; a remainder of people asks for one worker more."""
    if per_worker <= 0:
        return Outcome.unknown("大于零的配比参数")
    required = math.ceil(people / per_worker)
    owed = f"按 1:{plain(per_worker)} 应配{worker_label} {required} 人"
    sentence = f"{people_label} {plain(people)} 人，{owed}，在岗 {workers} 人"
    if workers >= required:
        return Outcome.met(f"{sentence}，已配足。", measured=workers, required=required, unit="人", inputs=inputs)
    gap = required - workers
    return Outcome.unmet(
        f"{sentence}，缺 {gap} 人。",
        measured=workers,
        required=required,
        gap=gap,
        unit="人",
        inputs=inputs,
        remedy=f"再聘用{worker_label} {gap} 人。",
        enter=(NEW_POST,),
    )
