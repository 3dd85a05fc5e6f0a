"""How every write of a post ends: rules checked, row stored, scope re-read, listeners woken."""

from django.contrib.auth.models import AbstractBaseUser

from jian_minzheng.core import hooks
from offices.identity import Identity
from offices.models import Division, NursingHome, User
from staffing.models import Appointment, Person
from staffing.posts.rules import check_post


def lock_person(person_id: int) -> None:
    """Two writes to the posts of one person follow one another, so that rules over several posts hold."""
    Person.objects.select_for_update().get(pk=person_id)


def store(post: Appointment, *, actor: Identity, before: Appointment | None = None) -> None:
    """Check and save one post.

    Args:
        before: the post as it is stored, for a change; units that it already names need not lie in scope, so that a
            borrowed person's post can be kept up by the unit where the person works.

    Raises:
        ValidationError: the post breaks a rule.
        OutOfScope: the post, or a unit that it newly names, is out of the actor's reach.
    """
    check_post(post)
    named = {post.work_division_id, post.post_division_id} - {None}
    kept = {before.work_division_id, before.post_division_id} if before else set()
    Division.objects.require_visible(actor, named - kept)
    if post.home_id and (before is None or before.home_id != post.home_id):
        NursingHome.objects.require_visible(actor, [post.home_id])
    post.save()
    Appointment.objects.require_visible(actor, [post.pk])


def announce(*posts: Appointment) -> None:
    """Wake the listeners for every unit that these posts touch."""
    hooks.facts_changed({unit for post in posts for unit in (post.work_division_id, post.post_division_id) if unit})


def user_of(actor: Identity) -> AbstractBaseUser:
    return User.objects.get(pk=actor.user_id)
