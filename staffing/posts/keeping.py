"""Who keeps people and posts: whoever gave a person up does not take the person back, and what an office writes for a
unit that keeps its own is marked 代填."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.registers import keeping
from offices.models.divisions import Level
from offices.roles import Capability
from staffing.models import Appointment, Person
from staffing.posts.lent import require_back_from_loan
from staffing.posts.rules import LEVELS

POSTS_KEPT_AT: keeping.KeptAt = dict.fromkeys([Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE], Capability.EDIT_PEOPLE)
"""Every level keeps the posts of its own units; who may write for another is said once for all (``core``)."""

KEPT_ELSEWHERE = "该人员现由其他单位管理，请交上一级民政局办理。"
"""The one answer to a former unit: it names neither the place nor the unit."""


def require_keeping(actor: Acting, person_id: int, post: Appointment) -> None:
    """Ask before ``post`` is begun, lengthened or brought back: each of these makes its unit keep the person.

    Raises:
        OutOfScope: the person has no post within the actor's reach.
        ValidationError: others keep the person now, or lent the person last.
    """
    Person.objects.require_visible(actor.scope, [person_id])
    if not Person.objects.kept_by(actor.scope).filter(pk=person_id).exists():
        raise ValidationError(KEPT_ELSEWHERE)
    require_back_from_loan(actor, person_id, post)


def posts_told(actor: Acting, *posts: Appointment) -> dict[str, str]:
    """What the audit entry says of posts that were written for others (代填)."""
    return {key: word for post in posts for key, word in keeping.told(actor, LEVELS[post.kind]).items()}


def person_mark(actor: Acting, person: Person) -> dict[str, str]:
    """Mark particulars, about to be stored, where every post that the actor sees of the person is kept by others."""
    levels = [LEVELS[kind] for kind in _kinds_held(actor, person)]
    own = [level for level in levels if not keeping.for_another(actor, level)]
    return keeping.mark(actor, (own or levels)[0], person)


def _kinds_held(actor: Acting, person: Person) -> list[str]:
    """Kinds of the posts that the person holds within reach, or else of the last one."""
    posts = Appointment.objects.visible_to(actor.scope).filter(person=person)
    held: Any = posts.live().filter(to_date__isnull=True).values_list("kind", flat=True)
    last = posts.order_by(F("voided_at").asc(nulls_first=True), F("to_date").desc(nulls_first=True), "-pk")
    return list(held) or list(last.values_list("kind", flat=True)[:1])
