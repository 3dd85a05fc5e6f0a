"""Writes about contacts that are more than one record of a register: those of many villages at once."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.registers.writes import keep
from offices.contacts.terms import one_principal
from offices.models import Contact
from offices.registers.contacts import CONTACTS


@transaction.atomic
def contacts_set(actor: Acting, *, contacts: Sequence[Contact]) -> None:
    """Store new contacts of several units, all or none, with one audit entry that lists the units.

    Raises:
        PermissionDenied: whoever acts does not keep the contacts of one of the units.
        ValidationError: one of the units, which it names, has a contact, or what is known of somebody cannot be stored.
        OutOfScope: one of them is not within the writer's scope.
    """
    marked: dict[str, str] = {}
    for contact in contacts:
        marked |= keep(actor, CONTACTS, contact, contact)
        try:
            one_principal(actor, contact)
            contact.full_clean()
        except ValidationError as error:
            raise ValidationError(f"{contact.division}：{''.join(error.messages)}") from error
        contact.save()
    writes.finish_many(
        actor,
        Action.RECORDED,
        {Contact: [contact.pk for contact in contacts]},
        units=writes.units_of(*contacts),
        label="联络人·按村级专干设定",
        detail={"条数": len(contacts), "单位": [str(contact.division) for contact in contacts], **marked},
    )
