"""What makes a post lawful. Each rule looks at one appointment, saved or not, and raises ``ValidationError``."""

import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from jian_minzheng.core.acting import Acting
from offices.models.divisions import Level
from staffing.models import Appointment
from staffing.posts import unseen
from staffing.vocabulary import ESTABLISHED, FULL_TIME, Kind

LEVELS: dict[str, str] = {
    Kind.STATION_STAFF: Level.TOWNSHIP,
    Kind.VILLAGE_SPECIALIST: Level.VILLAGE,
    Kind.NURSING_HOME_STAFF: Level.TOWNSHIP,
    Kind.BUREAU_STAFF: Level.COUNTY,
}
"""The level of the unit at which each kind of post exists."""


def check_post(post: Appointment, *, actor: Acting, before: Appointment | None = None) -> None:
    """All rules that hold for one appointment; ``before`` is the same one as it is stored.

    Raises:
        ValidationError: by field where a field is at fault.
    """
    _check_place(post)
    post.full_clean()
    if _established_anew(post, before):
        _check_single(post, actor, overlapping(post), unseen.ESTABLISHED_POST)
    if runs_full_time(post) and not (before and runs_full_time(before)):
        _check_single(post, actor, running_full_time(post), unseen.FULL_TIME_POST)


def check_running(post: Appointment) -> None:
    """A post that comes back, or runs on after all, needs a unit and a home that do.

    Raises:
        ValidationError: one of them is closed or void by now.
    """
    if post.to_date is None and (said := place_gone(post)):
        raise ValidationError(said)


def place_gone(post: Appointment) -> str:
    """Why nobody can be in post there any more; empty where somebody can."""
    if post.work_division.valid_to is not None:
        return f"“{post.work_division}”已撤销，这里的任职不能恢复；请在现单位登记新的任职。"
    if post.home is not None and (post.home.is_void or post.home.closed_on is not None):
        return f"“{post.home}”已停办或已作废，这里的任职不能恢复。"
    return ""


def _check_place(post: Appointment) -> None:
    division, home = post.work_division, post.home
    if division.level != LEVELS[post.kind]:
        expected = Level(LEVELS[post.kind]).label
        raise ValidationError({"work_division": f"{post.get_kind_display()}的工作单位应为{expected}一级。"})
    if post.kind == Kind.NURSING_HOME_STAFF and (home is None or home.township_id != division.pk):
        raise ValidationError({"home": "敬老院工作人员应选择所在乡镇(街道)的敬老院。"})
    if division.virtual:
        raise ValidationError({"work_division": "仅供统计的单位不能登记任职。"})


def reaches_further(post: Appointment, before: Appointment) -> bool:
    """Does the post last longer than it did?"""
    return (post.to_date or datetime.date.max) > (before.to_date or datetime.date.max)


def _established_anew(post: Appointment, before: Appointment | None) -> bool:
    """Is the post established on a day on which it was not?"""
    if not post.established or post.is_void:
        return False
    if before is None or not before.established or before.is_void:
        return True
    return post.from_date < before.from_date or reaches_further(post, before)


def runs_full_time(post: Appointment) -> bool:
    """Is it the holder's principal post, running? Of those nobody has two."""
    return post.to_date is None and not post.is_void and post.working_mode in FULL_TIME


def _check_single(post: Appointment, actor: Acting, others: "QuerySet[Appointment]", single: unseen.Single) -> None:
    """Nobody holds two established posts (在编), or two full-time ones, at once; the message tells nothing of the other
    one's place."""
    unseen.require_open(actor, post.person, single)
    if others.visible_to(actor.scope).exists():  # type: ignore[attr-defined]
        raise ValidationError({single.field: single.words})
    if others.exists():
        raise unseen.refusal(actor, post.person, single)


def overlapping(post: Appointment) -> "QuerySet[Appointment]":
    """The same person's other live established posts whose time overlaps that of ``post``."""
    others: QuerySet[Appointment] = (
        Appointment.objects.all().live().filter(person=post.person_id, employment__in=ESTABLISHED)
    )
    others = others.exclude(pk=post.pk).filter(Q(to_date__isnull=True) | Q(to_date__gte=post.from_date))
    return others.filter(from_date__lte=post.to_date) if post.to_date else others


def running_full_time(post: Appointment) -> "QuerySet[Appointment]":
    """The same person's other live full-time posts that run."""
    running = Appointment.objects.all().live().filter(person=post.person_id, to_date__isnull=True)
    others: QuerySet[Appointment] = running.filter(working_mode__in=FULL_TIME).exclude(pk=post.pk)
    return others
