"""From when to when somebody is a unit's contact, and who is beside whom."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing.values import human_date
from jian_minzheng.core.masking import mask_text
from offices.models import Contact


def in_force(day: Any) -> Q:
    """Contacts who have not ended before the day."""
    return Q(to_date__isnull=True) | Q(to_date__gte=day)


def principals_at(units: Iterable[int]) -> Any:
    """The principal contacts of units in force today, whoever looks: for units that are fetched through the scope."""
    held = Contact.objects.all().live().filter(role=Contact.Role.PRINCIPAL, division__in=units)
    return held.filter(in_force(timezone.localdate())).order_by("-from_date", "-pk")


def one_principal(actor: Acting, contact: Contact) -> None:
    """A unit has one principal contact at a time. The day on which one hands over to the next belongs to both.

    Raises:
        ValidationError: somebody else is the unit's contact in that time.
    """
    if contact.role != Contact.Role.PRINCIPAL or contact.from_date is None:
        return
    others = Contact.objects.all().live().filter(division=contact.division_id, role=Contact.Role.PRINCIPAL)
    meets = Q(to_date__isnull=True) | Q(to_date__gt=contact.from_date)
    if contact.to_date is not None:
        meets &= Q(from_date__lt=contact.to_date)
    if other := others.exclude(pk=contact.pk).filter(meets).order_by("-from_date").first():
        until = human_date(other.to_date) if other.to_date else "今"
        held = f"“{mask_text(other.name)}”{human_date(other.from_date)}至{until}是这个单位的联络人，同时只能有一名"
        raise ValidationError({"role": f"{held}：请先登记其卸任日期、更正日期，或登记为副联络人。"})
