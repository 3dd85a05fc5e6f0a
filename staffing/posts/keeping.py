"""Who gave a person up does not take the person back: that is for an office above both units."""

from django.core.exceptions import ValidationError

from jian_minzheng.core.acting import Acting
from staffing.models import Appointment, Person

KEPT_ELSEWHERE = "该人员现由其他单位管理，请交上一级民政局办理。"
"""The one answer to a former unit: it names neither the place nor the unit."""


def require_keeping(actor: Acting, person_id: int) -> None:
    """Ask before a post is begun, lengthened or brought back: each of these makes its unit keep the person.

    Raises:
        OutOfScope: the person has no post within the actor's reach.
        ValidationError: others keep the person now.
    """
    Person.objects.require_visible(actor.scope, [person_id])
    if not Person.objects.kept_by(actor.scope).filter(pk=person_id).exists():
        raise ValidationError(KEPT_ELSEWHERE)


def reaches_further(post: Appointment, before: Appointment) -> bool:
    """Does the post last longer than it did?"""
    if before.to_date is None:
        return False
    return post.to_date is None or post.to_date > before.to_date
