"""核查于: when what a page shows was judged, the oldest of it, and whether that is today."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, QuerySet
from django.utils import timezone

from jian_minzheng.core.editing.values import human_date


@dataclass(frozen=True, slots=True)
class Judged:
    """The day on which the oldest judgement was made."""

    on: datetime.date

    @property
    def is_today(self) -> bool:
        return self.on == timezone.localdate()

    def __str__(self) -> str:
        older = "" if self.is_today else "。这是较早的核查结果，今天还没有重新核查"
        return f"核查于{human_date(self.on)}{older}"


def judged_among(rows: "QuerySet[Any]") -> Judged | None:
    """Of findings in the database; ``None`` where there are none. One query."""
    oldest = rows.order_by().aggregate(oldest=Min("judged_on"))["oldest"]
    return oldest and Judged(oldest)


def judged_of(findings: Iterable[Any]) -> Judged | None:
    """Of findings at hand."""
    oldest = min((one.judged_on for one in findings), default=None)
    return oldest and Judged(oldest)
