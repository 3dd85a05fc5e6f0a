"""Persons themselves: enter one together with the first post, and correct one's particulars."""

from django.db import transaction

from jian_minzheng.core import hooks
from jian_minzheng.core.scope import OutOfScope
from offices.identity import Identity
from staffing.models import Appointment, Person
from staffing.posts.writing import announce, store


@transaction.atomic
def person_create_with_appointment(*, actor: Identity, person: Person, appointment: Appointment) -> Appointment:
    """Store a new person and the first post; nobody is ever on the books without one.

    Raises:
        ValidationError: a rule is broken, or the identity number stands already (neutral message of the model).
        OutOfScope: the post lies out of the actor's reach.
    """
    person.full_clean()
    person.save()
    appointment.person = person
    store(appointment, actor=actor)
    announce(appointment)
    return appointment


@transaction.atomic
def person_update(*, actor: Identity, person: Person, opened_version: int) -> Person:
    """Store corrected particulars and judge the units where the person is in post anew.

    Raises:
        EditConflict: somebody saved the person since ``opened_version``.
        ValidationError: a field is wrong, or the identity number stands already.
        OutOfScope: another area keeps the person now.
    """
    if not Person.objects.kept_by(actor).filter(pk=person.pk).exists():
        raise OutOfScope("该人员目前不在您当前身份的管辖范围内任职。")
    person.claim(opened_version)
    person.full_clean()
    person.save()
    posts = Appointment.objects.all().live().filter(person=person, to_date__isnull=True)
    units = posts.values_list("work_division_id", "post_division_id")
    hooks.facts_changed({unit for pair in units for unit in pair if unit})
    return person
