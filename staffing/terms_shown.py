"""The dated rows of posts as the person's page shows them."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jian_minzheng.core.editing.values import human_value
from staffing.forms.posts import asked_of
from staffing.models import TERMS, Appointment, Term


@dataclass(frozen=True, slots=True)
class Shown:
    """One row: what it says in words and until when it held; the newest live one has no last day."""

    row: Term
    said: str
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class History:
    """All rows of one fact of a post, the oldest first, voided ones last."""

    fact: str
    label: str
    rows: list[Shown]


def terms_shown(posts: Sequence[Appointment]) -> dict[int, list[History]]:
    """By post, of each fact that is asked of posts of its kind; a query per fact."""
    shown: dict[int, list[History]] = defaultdict(list)
    for fact, model in TERMS.items():
        rows: dict[int, list[Term]] = defaultdict(list)
        for row in model.objects.filter(appointment__in=posts).with_next().order_by("begun", "pk"):
            rows[row.appointment_id].append(row)
        for post in posts:
            if asked_of(post.kind, fact) or rows[post.pk]:
                listed = sorted(map(_shown, rows[post.pk]), key=lambda one: one.row.is_void)
                shown[post.pk].append(History(fact, str(model._meta.verbose_name), listed))
    return shown


def _shown(row: Term) -> Shown:
    until = None if row.is_void else row.last_day
    return Shown(row, human_value(type(row), row.fact, row.value), until)
