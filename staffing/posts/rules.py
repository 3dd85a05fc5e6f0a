"""What makes a post lawful. Each rule looks at one appointment, saved or not, and raises ``ValidationError``."""

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from offices.models.divisions import Level
from staffing.models import Appointment
from staffing.vocabulary import ESTABLISHED, Kind

LEVELS: dict[str, str] = {
    Kind.STATION_STAFF: Level.TOWNSHIP,
    Kind.VILLAGE_SPECIALIST: Level.VILLAGE,
    Kind.NURSING_HOME_STAFF: Level.TOWNSHIP,
    Kind.BUREAU_STAFF: Level.COUNTY,
}
"""The level of the unit at which each kind of post exists."""


def check_post(post: Appointment) -> None:
    """All rules that hold for one appointment.

    Raises:
        ValidationError: by field where a field is at fault.
    """
    _check_place(post)
    post.full_clean()
    _check_single_established_post(post)


def check_running(post: Appointment) -> None:
    """A post that comes back, or runs on after all, needs a unit and a home that do.

    Raises:
        ValidationError: one of them is closed or void by now.
    """
    if post.to_date is not None:
        return
    if post.work_division.valid_to is not None:
        raise ValidationError(f"“{post.work_division}”已撤销，这里的任职不能恢复；请在现单位登记新的任职。")
    if post.home is not None and (post.home.is_void or post.home.closed_on is not None):
        raise ValidationError(f"“{post.home}”已停办或已作废，这里的任职不能恢复。")


def _check_place(post: Appointment) -> None:
    division, home = post.work_division, post.home
    if division.level != LEVELS[post.kind]:
        expected = Level(LEVELS[post.kind]).label
        raise ValidationError({"work_division": f"{post.get_kind_display()}的工作单位应为{expected}一级。"})
    if post.kind == Kind.NURSING_HOME_STAFF and (home is None or home.township_id != division.pk):
        raise ValidationError({"home": "敬老院工作人员应选择所在乡镇(街道)的敬老院。"})
    if division.virtual:
        raise ValidationError({"work_division": "仅供统计的单位不能登记任职。"})


def _check_single_established_post(post: Appointment) -> None:
    """Nobody holds two established posts (在编) at once; the message tells nothing of the other one's place."""
    if post.employment in ESTABLISHED and post.voided_at is None and overlapping(post).exists():
        raise ValidationError(
            {"employment": "该人员同一时间已有一个在编任职，不能重复登记；如有疑问请交上一级民政局核对。"}
        )


def overlapping(post: Appointment) -> "QuerySet[Appointment]":
    """The same person's other live established posts whose time overlaps that of ``post``."""
    others: QuerySet[Appointment] = (
        Appointment.objects.all().live().filter(person=post.person_id, employment__in=ESTABLISHED)
    )
    others = others.exclude(pk=post.pk).filter(Q(to_date__isnull=True) | Q(to_date__gte=post.from_date))
    return others.filter(from_date__lte=post.to_date) if post.to_date else others
