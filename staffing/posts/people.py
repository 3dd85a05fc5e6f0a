"""Persons themselves: enter one together with the first post, and correct one's particulars."""

from django.db import transaction

from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.scope import OutOfScope, Scope
from staffing.models import Appointment, Person
from staffing.posts.keeping import person_mark
from staffing.posts.releasing import numbers_release
from staffing.posts.rules import LEVELS
from staffing.posts.writing import finish, store


@transaction.atomic
def person_create_with_appointment(actor: Acting, *, person: Person, appointment: Appointment) -> Appointment:
    """Store a new person and the first post; nobody is ever on the books without one.

    Raises:
        ValidationError: a rule is broken, or the identity number stands already (neutral message of the model).
        OutOfScope: the post lies out of the actor's reach.
    """
    _free(person, actor.scope)
    person.full_clean()
    keeping.mark(actor, LEVELS[appointment.kind], person)
    person.save()
    appointment.person = person
    store(appointment, actor=actor)
    finish(actor, Action.RECORDED, appointment, person=person)
    return appointment


@transaction.atomic
def person_update(actor: Acting, *, person: Person, opened_version: int) -> Person:
    """Store corrected particulars and judge the units where the person is in post anew.

    Raises:
        EditConflict: somebody saved the person since ``opened_version``.
        ValidationError: a field is wrong, or the identity number stands already.
        OutOfScope: another area keeps the person now.
    """
    if not Person.objects.kept_by(actor.scope).filter(pk=person.pk).exists():
        raise OutOfScope("该人员目前不在您当前身份的管辖范围内任职。")
    person.claim(opened_version)
    _free(person, actor.scope)
    person.full_clean()
    told = person_mark(actor, person)
    person.save()
    writes.finish(actor, Action.EDITED, person, detail=told)
    return person


def _free(person: Person, scope: Scope) -> None:
    """The number may stand on a record that is void and none of the actor's."""
    number = person.id_number or ""
    holders = Person.objects.filter(id_number=number).exclude(pk=person.pk)
    if holders.off_the_books(scope).exists():
        numbers_release([number], besides=person.pk)
