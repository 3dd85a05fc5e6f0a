"""Who guesses the last characters of a number: numbers that begin alike are counted, whatever door they came by.

Region, birth date and sex of somebody are easily known, and then some five hundred numbers are left. So one question
stands before every look-up, in form, cell and roster: how many different numbers with this beginning were tried within
some days? Counted are those that accounts put on record, wherever and however (void or changed again since); those
looked up by a form that then stored nothing; and those in rosters that came from the county. Numbers of one's own
people who were on record before are none.
"""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from types import SimpleNamespace
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import BigIntegerField, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.crypto import salted_hmac

from intake.models import ImportBatch, ImportRow
from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.models import Division
from offices.models.divisions import Level
from offices.places import paths_above
from staffing.models import Person, RosterNumbers

_BEGINNING = 14
"""Characters of an identity number before those by which people born on one day in one county differ."""
_LAST = "999X"
_AT_ONCE = 50
_TYPED = (Action.NUMBER_TYPED, Action.NUMBER_HELD)
_ON_THE_BOOKS = (ImportRow.Outcome.SAME, ImportRow.Outcome.CHANGED)


def beginning(number: str) -> str:
    """What numbers have in common that are tried for one person."""
    return number[:_BEGINNING]


def days_that_count() -> datetime.datetime:
    """Since when numbers that were tried are remembered."""
    return timezone.now() - datetime.timedelta(days=settings.ALIKE_NUMBERS_DAYS)


@dataclass(frozen=True, slots=True)
class Tried:
    """A number as the trail names it: how it begins and the whole, as keyed hashes, from which nobody gets it back."""

    pk: str
    _meta: ClassVar = SimpleNamespace(label="staffing.Person.id_number")

    @classmethod
    def of(cls, number: str) -> "Tried":
        return cls(f"{cls.start(beginning(number))}.{_hashed(number)}")

    @staticmethod
    def start(beginning: str) -> str:
        """What is in front of the dot."""
        return _hashed(beginning)


def may_look_up(actor: Acting, number: str) -> bool:
    """May a number typed into a form be looked up, or were too many like it tried of late?"""
    start = {beginning(number)}
    sent = ImportBatch.objects.filter(rosters_of([actor.scope.user_id]) | rosters_near(actor))
    tried = {number, *put_on_record(start), *numbers_sent(sent, start)}
    shown = RosterNumbers.objects.filter(batch__in=sent).exclude(tried=[]).values_list("tried", flat=True)
    tried.update(one for kept in shown for one in like(kept, start))
    own = {Tried.of(one).pk for one in own_before(start, actor.scope)}
    hashed = looked_up().filter(object_id__startswith=Tried.start(beginning(number)))
    return len(({Tried.of(one).pk for one in tried} | set(hashed)) - own) <= settings.ALIKE_NUMBERS


def like(numbers: Iterable[str], beginnings: Collection[str]) -> Iterator[str]:
    """Those that begin so."""
    return (number for number in numbers if beginning(number) in beginnings)


def put_on_record(beginnings: Collection[str] | None = None) -> Iterator[str]:
    """Numbers that accounts put on record within the days that count, and that were not there before.

    What the system itself loads is no attempt of anybody. With ``beginnings``, few of them, only numbers like those.
    """
    since = days_that_count()
    lately = Person.history.filter(history_date__gte=since, history_user__isnull=False, id_number__isnull=False)
    earlier = Q(history_date__lt=since) | Q(history_user__isnull=True, history_id__lt=OuterRef("history_id"))
    before = Person.history.filter(earlier, id_number=OuterRef("id_number"))
    if beginnings is not None:
        lately = lately.filter(_begins("id_number", beginnings))
    found = lately.exclude(Exists(before)).order_by().values_list("id_number", flat=True).distinct()
    numbers: Iterator[str] = found.iterator(chunk_size=5000)
    return numbers


def looked_up() -> Any:
    """Numbers, as ``Tried`` names them, that forms looked up of late without storing them."""
    entries = AuditEntry.objects.filter(action=Action.NUMBER_HELD, at__gte=days_that_count())
    return entries.filter(object_type=Tried._meta.label).values_list("object_id", flat=True)


def rosters_of(accounts: Collection[int | None]) -> Q:
    """Rosters that these accounts sent of late, and those into which they typed numbers."""
    since, label, known = days_that_count(), ImportBatch._meta.label, set(accounts) - {None}
    typed = AuditEntry.objects.filter(actor_id__in=known, at__gte=since, action__in=_TYPED, object_type=label)
    into = typed.annotate(batch=Cast("object_id", BigIntegerField())).values("batch")
    return _lately() & Q(owner_id__in=known) | Q(pk__in=into)


def rosters_near(actor: Acting) -> Q:
    """Rosters that all colleagues of the county sent of late."""
    return _lately() & Q(scope__path__startswith=_county(actor.scope))


def _lately() -> Q:
    since = days_that_count()
    return Q(created_at__gte=since) | Q(touched_at__gte=since)


def numbers_sent(rosters: Any, beginnings: Collection[str] | None = None) -> Iterator[str]:
    """Numbers in the lines of these rosters, but for those under which a line met somebody on the books."""
    met = Q(outcome__in=_ON_THE_BOOKS) & ~Q(changes__has_key="id_number")
    rows = ImportRow.objects.filter(~met, batch__in=rosters, values__has_key="id_number").order_by()
    if beginnings is not None:
        starts = (Q(values__id_number__startswith=one) for one in beginnings)
        rows = rows.filter(reduce(or_, starts))
    numbers = rows.values_list("values__id_number", flat=True).iterator(chunk_size=5000)
    return map(str, numbers)  # SQLite gives digits as a figure


def own_before(beginnings: Collection[str], scope: Identity) -> set[str]:
    """Numbers like these of people whom the scope keeps, as far as they were on record before the days that count."""
    own: set[str] = set()
    ordered = sorted(beginnings)
    for start in range(0, len(ordered), _AT_ONCE):
        some = ordered[start : start + _AT_ONCE]
        kept = Person.objects.kept_by(scope).filter(_begins("id_number", some)).values_list("id_number", flat=True)
        own.update(set(kept).difference(put_on_record(some)))
    return own


def _begins(column: str, beginnings: Collection[str]) -> Q:
    """As ranges, for which either database uses its index."""
    return reduce(or_, (Q(**{f"{column}__range": (one, f"{one}{_LAST}")}) for one in beginnings))


def _county(scope: Identity) -> Coalesce:
    """The path of the county in which the scope lies; of a higher one, its own."""
    above = Division.objects.filter(path__in=paths_above(scope.path, itself=True), level=Level.COUNTY)
    return Coalesce(Subquery(above.order_by().values("path")[:1]), Value(scope.path))


def _hashed(text: str) -> str:
    return salted_hmac("staffing.alike", text).hexdigest()[:20]
