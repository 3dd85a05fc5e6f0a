"""Who works where, and whose post is held where, on a day. Somebody on loan appears once in each of the two views."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from jian_minzheng.core.look_alikes import spellings
from jian_minzheng.core.scope import Scope
from offices.models import Division
from offices.models.divisions import Level
from offices.places import parent_path
from staffing.models import TERMS, Appointment, Person
from staffing.vocabulary import AT_WORK, ESTABLISHED, Kind

Posts = QuerySet[Appointment]


def posts_on(day: datetime.date, *, scope: Scope | None) -> Posts:
    """Live posts held on ``day`` that the scope reaches, with person, unit and home at hand."""
    posts: Posts = Appointment.objects.visible_to(scope).on(day)
    return posts.select_related("person", "work_division", "post_division", "home")


def term_on(fact: str, day: datetime.date) -> Any:
    """For queries of posts: what is on record of a term (``staffing.models.TERMS``) for a day; nothing where it is not.

    From today on it is what the post itself says. A post whose way of working never changed says that since ever.
    """
    if day >= timezone.localdate():
        return F(fact)
    model = TERMS[fact]
    begun = model.objects.filter(Q(since__isnull=True) | Q(since__lte=day), appointment=OuterRef("pk")).live()
    then = Subquery(begun.order_by(F("since").desc(nulls_last=True)).values(fact)[:1])
    return Coalesce(then, F(fact)) if model.from_the_start else then


def as_they_stood(posts: Posts, day: datetime.date) -> Posts:
    """The posts, each with its terms of the day beside those of today: ``monthly_pay_then`` and so on."""
    stood: Posts = posts.annotate(**{f"{fact}_then": term_on(fact, day) for fact in TERMS})
    return stood


def working_at(division: Division, *, on: datetime.date, scope: Scope | None) -> Posts:
    """Posts of the people who work at this unit itself (not below it), those borrowed included."""
    return posts_on(on, scope=scope).filter(work_division=division)


def held_by(division: Division, *, on: datetime.date, scope: Scope | None) -> Posts:
    """Posts that this unit itself holds, those of people lent elsewhere included."""
    return posts_on(on, scope=scope).filter(post_division=division)


@dataclass(frozen=True, slots=True)
class Headcount:
    """Persons at work in one township: in the ``station``, ``established`` of these, ``specialists``, ``home``."""

    station: int = 0
    established: int = 0
    specialists: int = 0
    home: int = 0


def headcounts(county: Division, *, on: datetime.date, scope: Scope | None) -> dict[str, Headcount]:
    """Counts by path of the township for one county, in one query; townships without anybody are left out."""
    posts = as_they_stood(Appointment.objects.visible_to(scope).on(on), on).filter(Q(working_mode_then__in=AT_WORK))
    posts = posts.filter(work_division__path__under=county.path).order_by()
    rows = posts.values("work_division__path", "work_division__level", "kind").annotate(
        people=Count("person", distinct=True),
        in_establishment=Count("person", distinct=True, filter=Q(employment__in=ESTABLISHED)),
    )
    sums: dict[str, dict[str, int]] = {}
    for row in rows:
        path = row["work_division__path"]
        if row["work_division__level"] == Level.VILLAGE:
            path = parent_path(path)
        if name := _FIGURES.get(row["kind"]):
            figures = sums.setdefault(path, {})
            figures[name] = figures.get(name, 0) + row["people"]
            if name == "station":
                figures["established"] = figures.get("established", 0) + row["in_establishment"]
    return {path: Headcount(**figures) for path, figures in sums.items()}


_FIGURES: dict[str, str] = {
    Kind.STATION_STAFF: "station",
    Kind.VILLAGE_SPECIALIST: "specialists",
    Kind.NURSING_HOME_STAFF: "home",
}


def villages_of(township: Division, *, on: datetime.date) -> QuerySet[Division]:
    """Villages and communities of a township that are owed a specialist on that day."""
    below: QuerySet[Division] = Division.objects.on(on).real().filter(path__under=township.path)
    return below.filter(level=Level.VILLAGE)


def namesakes(person: Person, *, scope: Scope | None) -> list[Person]:
    """Others whom the scope keeps who may be the same person: same name, be it by a character that looks
    alike, and nothing that tells them apart."""
    others = Person.objects.kept_by(scope).filter(name__in=spellings(person.name)).exclude(pk=person.pk)
    if person.birth_date:
        others = others.filter(Q(birth_date=person.birth_date) | Q(birth_date__isnull=True))
    if person.id_number:
        others = others.filter(id_number__isnull=True)
    return list(others[:10])
