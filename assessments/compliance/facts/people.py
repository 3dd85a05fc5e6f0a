"""Posts in force and average pay: everything that comes from ``staffing``."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, F, Q

from assessments.compliance.facts.providers import Fields, Question, provides
from assessments.compliance.facts.stays import Stay, stays_at
from assessments.compliance.facts.tree import Node
from assessments.compliance.subjects import PayAverage, Post
from assessments.vocabulary import SubjectKind
from jian_minzheng.core.records import in_force_on
from offices.models import Division
from offices.models.divisions import Level
from offices.places import below_any, nearest, which_above
from staffing.models import TERMS, Appointment
from staffing.selectors import term_on
from staffing.vocabulary import AT_WORK, Kind, WorkingMode

_PLACE = ("kind", "work_division_id", "post_division_id", "home_id")
_FIELDS = ("pk", "person", "position", "employment", "payer", "insured", "channel", "filed_on")
_OF_PERSON = {"education": F("person__education"), "social_work_title": F("person__social_work_title")}
_START = ("from_date", "from_date_known")
_THEN = tuple(f"{fact}_then" for fact in TERMS)
"""What is dated, as it stood on the day."""


@dataclass(slots=True)
class Posts:
    """Posts in force by the place where the work is done.

    ``perhaps`` has, by kind and place or home, posts that may have begun by the day: nobody wrote when.
    """

    stations: dict[int, list[Post]] = field(default_factory=lambda: defaultdict(list))
    villages: dict[int, list[Post]] = field(default_factory=lambda: defaultdict(list))
    homes: dict[int, list[Post]] = field(default_factory=lambda: defaultdict(list))
    lent_out: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    perhaps: dict[tuple[str, int], list[Post]] = field(default_factory=lambda: defaultdict(list))


@provides("posts", SubjectKind.STATION, SubjectKind.VILLAGE, SubjectKind.NURSING_HOME)
def posts_of_subjects(question: Question) -> Fields:
    """Posts in force at each subject."""
    homes = question.ids(SubjectKind.NURSING_HOME)
    posts = posts_on(question.day, question.places.ids(), homes)
    fields: dict[tuple[str, int], dict[str, Any]] = {}
    for station, township in question.townships_of(SubjectKind.STATION).items():
        fields[SubjectKind.STATION, station] = {
            "staff": tuple(posts.stations.get(township, ())),
            "lent_out": posts.lent_out.get(township, 0),
            "perhaps": tuple(posts.perhaps.get((Kind.STATION_STAFF, township), ())),
        }
    for village in question.ids(SubjectKind.VILLAGE):
        fields[SubjectKind.VILLAGE, village] = {
            "specialists": tuple(posts.villages.get(village, ())),
            "perhaps": tuple(posts.perhaps.get((Kind.VILLAGE_SPECIALIST, village), ())),
        }
    for home in homes:
        fields[SubjectKind.NURSING_HOME, home] = {
            "staff": tuple(posts.homes.get(home, ())),
            "perhaps": tuple(posts.perhaps.get((Kind.NURSING_HOME_STAFF, home), ())),
        }
    return fields


@provides("average_pay", SubjectKind.COUNTY)
def pay_of_counties(question: Question) -> Fields:
    """Average pay of specialists on the day, and so many years before it as the rules look back."""
    counties = question.places.counties.values()
    villages = _villages_per_county([county.path for county in counties], question.day)
    now = average_pay(question.day, counties)
    back = {years: _years_before(question.day, years) for years in sorted(question.reads.years)}
    before = {years: average_pay(day, counties) for years, day in back.items()}
    undated = _undated(counties, back)
    return {
        (SubjectKind.COUNTY, county.id): {
            "villages": villages[county.path],
            "pay_now": now[county.id],
            "pay_before": {years: found[county.id] for years, found in before.items()},
            "undated": undated[county.path],
        }
        for county in counties
    }


def _undated(counties: Iterable[Node], back: Mapping[int, datetime.date]) -> Mapping[str, Counter[int]]:
    """By county path how many specialists may have been in post so many years before, in one query."""
    found: dict[str, Counter[int]] = {county.path: Counter() for county in counties}
    if not (found and back):
        return found
    rows = (
        Appointment.objects.all()
        .live()
        .filter(below_any("work_division__path", found), perhaps_begun(min(back.values())))
    )
    for path, entered in rows.filter(kind=Kind.VILLAGE_SPECIALIST).values_list("work_division__path", "from_date"):
        if (counted := nearest(path, found)) is not None:
            counted.update(years for years, day in back.items() if entered > day)
    return found


def perhaps_begun(day: datetime.date) -> Q:
    """Posts entered after the day, of which nobody wrote when they began."""
    return Q(from_date__gt=day, from_date_known=False)


def _villages_per_county(paths: list[str], day: datetime.date) -> Counter[str]:
    """Real villages below each county path, by today's tree: only whether there are any matters."""
    below, counties = below_any("path", paths), {path: path for path in paths}
    rows = Division.objects.on(day).real().filter(below, level=Level.VILLAGE).values_list("path", flat=True)
    return Counter(county for path in rows if (county := nearest(path, counties)))


def _years_before(day: datetime.date, years: int) -> datetime.date:
    """The same day so many years ago; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def posts_on(day: datetime.date, places: Collection[int], homes: Collection[int] = ()) -> Posts:
    """Posts held or worked at the places on the day, in two queries; ``homes`` have their staff wherever they lie."""
    posts = Posts()
    rows = (
        Appointment.objects.all()
        .live()
        .filter(in_force_on(day, start="from_date", end="to_date") | perhaps_begun(day))
        .filter(Q(work_division__in=places) | Q(post_division__in=places, kind=Kind.STATION_STAFF) | Q(home__in=homes))
        .exclude(kind=Kind.BUREAU_STAFF)
        .annotate(**{f"{fact}_then": term_on(fact, day) for fact in TERMS})
        .order_by("pk")
        .values(*_PLACE, *_START, *_THEN, *_FIELDS, **_OF_PERSON)
    )
    stays = stays_at(places)
    for row in rows:
        _file(posts, row, stays.get(row["pk"]), perhaps=row["from_date"] > day)
    return posts


def _file(posts: Posts, row: dict[str, Any], stay: Stay | None, *, perhaps: bool) -> None:
    """Put one post where it is worked, and count it as lent out where it is held but not worked."""
    worked, held = row["work_division_id"], row["post_division_id"]
    since, since_known = stay or (row["from_date"], row["from_date_known"])
    post = Post(
        **{name: row[name] for name in (*_FIELDS, *_OF_PERSON)},
        pay=row["monthly_pay_then"],
        working_mode=row["working_mode_then"],
        treatment=row["treatment_then"] or "",
        post_elsewhere=held != worked,
        post_outside=held is None,
        since=since,
        since_known=since_known,
    )
    if perhaps:
        posts.perhaps[row["kind"], row["home_id"] or worked].append(post)
    elif row["kind"] == Kind.VILLAGE_SPECIALIST:
        posts.villages[worked].append(post)
    elif row["kind"] == Kind.NURSING_HOME_STAFF:
        posts.homes[row["home_id"]].append(post)
    else:
        posts.stations[worked].append(post)
        if post.post_elsewhere:
            if held is not None:
                posts.lent_out[held] += 1
        elif post.working_mode == WorkingMode.LENT:
            posts.lent_out[worked] += 1


def average_pay(day: datetime.date, counties: Iterable[Node]) -> Mapping[int, PayAverage]:
    """Mean pay of the specialists of each county who were at work on a day, by county id, in one query.

    Villages are taken to lie where they lie today: what is compared is one county over the years.
    """
    by_path = {county.path: county.id for county in counties}
    if not by_path:
        return {}
    rows = (
        Appointment.objects.on(day)
        .filter(below_any("work_division__path", by_path), kind=Kind.VILLAGE_SPECIALIST)
        .annotate(pay=term_on("monthly_pay", day), mode=term_on("working_mode", day))
        .filter(mode__in=AT_WORK)
        .annotate(county=which_above("work_division__path", by_path))
        .order_by()
        .values("county")
        .annotate(posts=Count("pk"), known=Count("pay"), mean=Avg("pay"))
    )
    found = {
        by_path[row["county"]]: PayAverage(day, row["posts"], row["known"], _mean(row["mean"]))
        for row in rows
        if row["county"] in by_path
    }
    return {county: found.get(county, PayAverage(day, 0, 0, None)) for county in by_path.values()}


_FINE = Decimal("0.000001")
"""Means are compared: a raise of one among thousands must not be lost."""


def _mean(amount: Any) -> Decimal | None:
    return None if amount is None else Decimal(str(amount)).quantize(_FINE)
