"""How every write of a post ends: rules checked, row stored, then the one door."""

import datetime

from django.utils import timezone

from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.registers import keeping
from offices.models import Division, NursingHome
from staffing.models import TERMS, Appointment, Person
from staffing.posts.dated import Writing, save_post
from staffing.posts.keeping import posts_told
from staffing.posts.lent import require_holder_stays
from staffing.posts.rules import LEVELS, check_post
from staffing.posts.term_days import require_day_of_change


def lock_person(person_id: int) -> None:
    """Two writes to the posts of one person follow one another, so that rules over several posts hold."""
    Person.objects.select_for_update().get(pk=person_id)


def store(
    post: Appointment, *, actor: Acting, before: Appointment | None = None, changed_on: datetime.date | None = None
) -> None:
    """Check and save one post.

    Args:
        before: the post as it is stored, for a change; units that it already names need not lie in scope, so that a
            borrowed person's post can be kept up by the unit where the person works.
        changed_on: since when its dated terms are as they are now; without it what was stored of them is corrected.

    Raises:
        ValidationError: the post breaks a rule, or takes out the unit that holds the establishment (see ``lent``).
        OutOfScope: the post, or a unit that it newly names, is out of the actor's reach.
    """
    same = before if before is not None and before.pk == post.pk else None
    check_post(post, actor=actor, before=same)
    if same is not None and changed_on is not None:
        require_day_of_change(post, same, changed_on)
    if before is not None:
        require_holder_stays(actor, before, post)
    named = {post.work_division_id, post.post_division_id} - {None}
    kept = {before.work_division_id, before.post_division_id} if before else set()
    Division.objects.require_visible(actor.scope, named - kept)
    if post.home_id and (before is None or before.home_id != post.home_id):
        NursingHome.objects.require_visible(actor.scope, [post.home_id])
    keeping.mark(actor, LEVELS[post.kind], post)
    reason = keeping.reason(actor, LEVELS[post.kind])
    corrected = TERMS if changed_on is None else ()
    save_post(post, Writing(changed_on or timezone.localdate(), actor.user, reason, corrected), same)


def finish(
    actor: Acting,
    action: Action,
    *posts: Appointment,
    before: Appointment | None = None,
    person: Person | None = None,
) -> None:
    """End the write of these posts; ``before`` is the first one as it was, whose units are judged anew too.

    ``person`` was written with them, and is then the subject of the audit entry.
    """
    touched = writes.units_of(*posts, *([before] if before else []))
    records = [*([person] if person else []), *posts]
    writes.finish(actor, action, *records, units=touched, detail=posts_told(actor, *posts))
