"""People of a nursing home go where it goes: a post there lies in the township that the home lies in."""

from typing import Any

from django.db.models import Q

from offices.models import NursingHome
from offices.models.homes import home_moved
from staffing.models import Appointment

MOVED = "随敬老院调整所在乡镇(街道)"


def follow_homes() -> None:
    """Called once, when the app is ready."""
    home_moved.connect(posts_follow, dispatch_uid="posts_follow")


def posts_follow(sender: Any, *, home: NursingHome, **_: Any) -> None:
    """Take along whoever was in post when it came to lie there, or later: all, where it always did.

    What is voided comes along, for it may be restored. Saved one by one for their history; the home's own write tells
    both townships.
    """
    since = home.held_since("township")
    there = Q(to_date__isnull=True) | Q(to_date__gte=since) if since else Q()
    for post in Appointment.objects.filter(there, home=home).exclude(work_division=home.township_id):
        if post.post_division_id == post.work_division_id:
            post.post_division_id = home.township_id
        post.work_division_id = home.township_id
        post.version += 1
        post._history_user = getattr(home, "_history_user", None)
        post._change_reason = MOVED
        post.save(update_fields=["post_division", "work_division", "version"])
