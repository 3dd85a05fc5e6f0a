"""From which days on a term of a post can hold."""

import datetime

from django.core.exceptions import ValidationError

from jian_minzheng.core.editing.values import human_date
from staffing.models import TERMS, Appointment, Term
from staffing.posts.dated import newest_terms

BEFORE_POST = "不能早于到岗日期{}。"
AFTER_POST = "不能晚于离岗日期{}。"


def fault_of_day(post: Appointment, day: datetime.date) -> str:
    """Why nothing of the post can hold since then; empty where something can."""
    if day < post.from_date:
        return BEFORE_POST.format(human_date(post.from_date))
    if post.to_date and day > post.to_date:
        return AFTER_POST.format(human_date(post.to_date))
    return ""


def require_day_of_change(post: Appointment, before: Appointment, day: datetime.date) -> None:
    """Ask before terms of a post change.

    Raises:
        ValidationError: the post does not run on that day, or the one on record has changed later already.
    """
    if said := fault_of_day(post, day):
        raise ValidationError(said)
    for fact, model in TERMS.items():
        newest = newest_terms(fact, [post]).get(post.pk) if getattr(before, fact) != getattr(post, fact) else None
        if newest and newest.since and newest.since > day:
            label = model._meta.verbose_name
            raise ValidationError(f"{label}在{human_date(newest.since)}已有登记：变更的日期不能更早。{EARLIER}")


EARLIER = "要补记以前的情况，请在人员页面该任职下“补登”。"


def check_term(term: Term) -> None:
    """Ask before a row of its own is added or corrected.

    Raises:
        ValidationError: its day is none of the post's.
    """
    if term.since and (said := fault_of_day(term.appointment, term.since)):
        raise ValidationError({"since": said})
