"""A post entered by mistake is voided with a reason, and can be brought back."""

from django.http import HttpRequest

from jian_minzheng.core.editing import record_restore, record_void
from offices.access import acting
from staffing.models import Appointment
from staffing.posts.rules import check_post
from staffing.posts.writing import announce, lock_person


def appointment_void(*, request: HttpRequest, appointment: Appointment, reason: str) -> None:
    """Void a post and write it to the audit trail.

    Raises:
        OutOfScope: the post is out of the acting identity's reach.
        EditConflict: somebody changed it a moment ago.
    """
    Appointment.objects.require_visible(acting(request), [appointment.pk])
    record_void(request=request, record=appointment, reason=reason, after=announce)


def appointment_restore(*, request: HttpRequest, appointment: Appointment) -> None:
    """Bring a voided post back.

    Raises:
        OutOfScope, EditConflict: as above.
        ValidationError: another post has taken its place meanwhile.
    """
    Appointment.objects.require_visible(acting(request), [appointment.pk])
    record_restore(request=request, record=appointment, after=after_restore)


def after_restore(appointment: Appointment) -> None:
    """What holds for a new post holds for one that comes back: raises inside the transaction that restores it."""
    lock_person(appointment.person_id)
    check_post(appointment)
    announce(appointment)
