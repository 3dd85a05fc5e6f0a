"""Write eras: every change of a unit's name, kind or parent closes one and opens the next."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from offices.models import Division, DivisionEra

ONE_DAY = datetime.timedelta(days=1)


def era_begin(*, division: Division, parent: Division | None, on: datetime.date, source: str) -> DivisionEra:
    """From ``on`` the unit is called, classed and placed as it stands now; a second change on one day amends the first.

    Raises:
        ValidationError: ``on`` is in the future or before the newest change on record.
    """
    check_date(division, on)
    newest = division.eras.order_by("-valid_from").first()
    if newest and newest.valid_to is None and newest.valid_from < on:
        newest.valid_to = on - ONE_DAY
        newest.save(update_fields=["valid_to"])
    era, _ = DivisionEra.objects.update_or_create(
        division=division,
        valid_from=on,
        defaults={
            "name": division.name,
            "kind": division.kind,
            "parent": parent,
            "valid_to": None,
            "source": source[:200],
        },
    )
    return era


def era_end(*, division: Division, last_day: datetime.date) -> None:
    """The unit exists for the last time on ``last_day``.

    Raises:
        ValidationError: ``last_day`` is in the future or before the newest change on record.
    """
    check_date(division, last_day)
    division.eras.filter(valid_to__isnull=True).update(valid_to=last_day)


def check_date(division: Division, on: datetime.date) -> None:
    """The unit's own row mirrors today, so changes are entered once they are in force, and in their order."""
    if on > timezone.localdate():
        raise ValidationError("日期不能晚于今天：区划变更在生效后登记。")
    newest = division.eras.order_by("-valid_from").first()
    if newest and on < max(newest.valid_from, newest.valid_to or newest.valid_from):
        raise ValidationError(f"{division.name}在{on}之后已有沿革记录，请核对日期。")
