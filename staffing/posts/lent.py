"""Lent posts (借调): one unit holds the establishment, the person works at another, and both see the post.

Which of them may do what is decided in ``docs/decisions/0036-who-may-do-what-with-a-lent-post.md``: the unit that holds
the establishment is taken out by nobody but itself and those above it, and what was never so is undone above both.
"""

from django.core.exceptions import ValidationError
from django.db.models import F

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.scope import Scope
from offices.models import Division
from staffing.models import Appointment


def holder_beyond(scope: Scope, post: Appointment) -> Division | None:
    """The unit that holds the establishment, where it is not for the scope to take it out."""
    holder: Division | None = post.post_division
    return None if holder is None or _within(scope, holder) else holder


def wholly_within(scope: Scope, post: Appointment) -> bool:
    """Does the scope reach every unit that the post names?"""
    return _within(scope, post.work_division) and holder_beyond(scope, post) is None


def require_holder_stays(actor: Acting, before: Appointment, after: Appointment) -> None:
    """Ask of every post that takes the place of another, be it the same one corrected.

    Raises:
        ValidationError: the unit that held the establishment, out of the actor's reach, is not named any more; or no
            unit within reach is.
    """
    holder = holder_beyond(actor.scope, before)
    if holder is not None and after.post_division_id != holder.pk:
        raise ValidationError({"post_division": HOLDER_STAYS.format(holder)})
    if holder is None and not _within(actor.scope, after.work_division, after.post_division):
        _require_place_kept(before, after)


def _require_place_kept(before: Appointment, after: Appointment) -> None:
    """A unit that names another holder of what it has lent would lose sight of the post: both have to agree on that."""
    if before.work_division_id == after.work_division_id:
        raise ValidationError({"post_division": GIVEN_AWAY.format(before.post_division, after.work_division)})


def _within(scope: Scope, *units: Division | None) -> bool:
    """Does the scope reach one of them?"""
    return any(unit is not None and unit.path.startswith(scope.path) for unit in units)


def require_back_from_loan(actor: Acting, person_id: int, post: Appointment) -> None:
    """Whoever borrows somebody does not keep the person: neither by a post of one's own during the loan, nor by one
    after saying that the loan is over. Either would take the holder out in two steps.

    Raises:
        ValidationError: the person is, or was last, lent from out of the actor's reach, and ``post``, about to begin or
            to run on, is not held there.
    """
    posts = Appointment.objects.all().live().filter(person=person_id).select_related("post_division")
    latest = posts.order_by(F("to_date").desc(nulls_first=True), "-pk").first()
    over = [latest] if latest is not None and latest.to_date is not None else []
    running = posts.visible_to(actor.scope).filter(to_date__isnull=True).exclude(post_division=F("work_division"))
    for lent in [*over, *running.exclude(pk=post.pk)]:
        require_holder_stays(actor, lent, post)


def why_not_voided(scope: Scope, post: Appointment) -> str:
    """Why somebody may neither void the post nor bring it back; empty for who may."""
    if wholly_within(scope, post):
        return ""
    return NEEDS_BOTH.format(post.post_division, post.work_division)


def require_both(actor: Acting, post: Appointment) -> None:
    """Ask before a post is voided or brought back.

    Raises:
        OutOfScope: the post is out of the actor's reach; then nothing is said of it.
        ValidationError: one of the two units of a lent post is.
    """
    Appointment.objects.require_visible(actor.scope, [post.pk])
    if why := why_not_voided(actor.scope, post):
        raise ValidationError(why)


HOLDER_STAYS = (
    "此人的编制在“{}”，该单位不在您当前身份的管辖范围内：编制所在单位的变更，请由该单位或双方共同的上级民政局办理。"
    "借调结束的，请登记离岗；改借到别处的，请用“借调”。"
)
GIVEN_AWAY = "编制从“{}”转出后，这条在“{}”的任职不再由您管理：编制的转接，请由双方共同的上级民政局办理。"
NEEDS_BOTH = (
    "这条借调任职的编制在“{}”、工作单位在“{}”，须由双方共同的上级民政局作废或恢复。借调已经结束的，请登记离岗。"
)
