"""When what ``facts.people`` loads may change: the first and last days of posts, and those of their terms."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from assessments.compliance.facts.providers import Question, Turns, turning
from assessments.values.turns import turns, years_later
from assessments.vocabulary import SubjectKind
from offices.models import Division
from offices.models.divisions import Level
from offices.places import below_any, which_above
from staffing.models import TERMS, Appointment
from staffing.vocabulary import Kind


@turning("posts")
def turns_of_posts(question: Question) -> Turns:
    """Days on which a post at the subject begins, ends, is filed or has other terms."""
    villages = question.ids(SubjectKind.VILLAGE)
    homes, stations = question.ids(SubjectKind.NURSING_HOME), question.townships_of(SubjectKind.STATION)
    at_stations = Q(work_division__in=stations.values()) | Q(post_division__in=stations.values())
    rows = Appointment.objects.filter(voided_at__isnull=True).filter(
        Q(kind=Kind.VILLAGE_SPECIALIST, work_division__in=villages)
        | Q(kind=Kind.NURSING_HOME_STAFF, home__in=homes)
        | Q(at_stations, kind=Kind.STATION_STAFF)
    )
    found: dict[tuple[str, int | None], set[datetime.date]] = defaultdict(set)
    for kind, worked, held, home, days in _turns_of(rows):
        found[kind, home if kind == Kind.NURSING_HOME_STAFF else worked] |= days
        if kind == Kind.STATION_STAFF and held is not None:
            found[kind, held] |= days
    return {
        **{(SubjectKind.STATION, pk): found[Kind.STATION_STAFF, at] for pk, at in stations.items()},
        **{(SubjectKind.NURSING_HOME, pk): found[Kind.NURSING_HOME_STAFF, pk] for pk in homes},
        **{(SubjectKind.VILLAGE, pk): found[Kind.VILLAGE_SPECIALIST, pk] for pk in villages},
    }


def _turns_of(rows: "QuerySet[Any]") -> Iterator[tuple[str, int, int | None, int | None, set[datetime.date]]]:
    """Of posts their kind, places and turns. One query, and one for each dated term."""
    dated: dict[int, set[datetime.date]] = defaultdict(set)
    for term in TERMS.values():
        told = term.objects.filter(appointment__in=rows.order_by().values("pk"), voided_at__isnull=True)
        for pk, since in told.filter(since__isnull=False).order_by().values_list("appointment_id", "since"):
            dated[pk].add(since)
    columns = ("pk", "kind", "work_division_id", "post_division_id", "home_id", "from_date", "to_date", "filed_on")
    for pk, kind, worked, held, home, first, last, filed in rows.order_by().values_list(*columns):
        yield kind, worked, held, home, turns(first, last) | dated[pk] | ({filed} if filed else set())


@turning("average_pay")
def turns_of_average_pay(question: Question) -> Turns:
    """Those of all specialists of the county, now and so many years later, and of its villages."""
    by_path = {county.path: county.id for county in question.places.counties.values()}
    place = which_above("work_division__path", by_path)
    specialists = Appointment.objects.filter(voided_at__isnull=True, kind=Kind.VILLAGE_SPECIALIST)
    rows = specialists.filter(below_any("work_division__path", by_path))
    county_of = dict(rows.order_by().annotate(county=place).values_list("work_division_id", "county"))
    found: dict[tuple[str, int], set[datetime.date]] = {}
    for path, county in by_path.items():
        found[SubjectKind.COUNTY, county] = set(_villages_began(path))
    for _, worked, _, _, days in _turns_of(rows):
        later = (years_later(days, years) for years in question.reads.years)
        found[SubjectKind.COUNTY, by_path[county_of[worked]]].update(days, *later)
    return found


def _villages_began(path: str) -> Iterator[datetime.date]:
    """From when to when a county has villages at all, at the widest."""
    villages = Division.objects.real().filter(path__under=path, level=Level.VILLAGE).order_by()
    for first, last in villages.values_list("valid_from", "valid_to").distinct():
        yield from turns(first, last)
