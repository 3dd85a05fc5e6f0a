"""Since when people are at a station: posts there that follow one another without a day between are one stay.

A change of employment type is entered as the end of one post and the start of another; nobody joins by that.
"""

import datetime
from collections.abc import Collection, Mapping
from itertools import groupby
from operator import itemgetter

from django.db.models import F

from staffing.models import Appointment
from staffing.vocabulary import Kind

Stay = tuple[datetime.date, bool]
"""First day, and whether somebody wrote it."""

_ONE_DAY = datetime.timedelta(days=1)


def stays_at(places: Collection[int]) -> Mapping[int, Stay]:
    """By post the stay that it belongs to, of all station staff whose posts the stations hold themselves; one query."""
    own = Appointment.objects.all().live().filter(kind=Kind.STATION_STAFF, post_division=F("work_division"))
    rows = own.filter(work_division__in=places).order_by("person", "work_division", "from_date", "pk")
    columns = ("person", "work_division", "pk", "from_date", "from_date_known", "to_date")
    stays: dict[int, Stay] = {}
    for _, posts in groupby(rows.values_list(*columns), key=itemgetter(0, 1)):
        until = datetime.date.min
        for *_, pk, first, known, last in posts:
            if until == datetime.date.min or first - _ONE_DAY > until:
                stay = first, known
            stays[pk] = stay
            until = max(until, last or datetime.date.max)
    return stays
