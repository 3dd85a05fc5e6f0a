"""What the portal already knows about the people of a roster: everything the comparison needs, in a few queries."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from intake.lines.rows import Row
from intake.models import ImportRow
from jian_minzheng.core.acting import Identity
from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.look_alikes import spellings
from staffing.alike import days_that_count
from staffing.models import Appointment, Person
from staffing.posts.lent import holder_beyond
from staffing.posts.unseen import tried_often
from staffing.rosters.people_in_file import People
from staffing.rosters.positions import Roster
from staffing.rosters.stationless import without_station


@dataclass(slots=True)
class Known:
    """Persons and their live posts.

    Attributes:
        file_rows: what the other rows of the file claim, be they judged together with these or not.
        by_number: persons of the file's identity numbers, wherever they are, but for those whom only void posts of
            others remember: their numbers are free. Numbers that look tried out (``People.own_alone``) find only people
            whom the importer keeps.
        posts: live posts (open and ended) by person id, wherever they are.
        visible_posts: ids of the posts among them that lie in the importer's scope.
        held_beyond: ids of those whose establishment a unit out of that scope holds: it stays the holder.
        writing: the rows are about to be written: only then posts out of sight count as established (ADR 37).
        tried_often: ids of people of whom these are not looked at any more.
        by_name: persons with an open post of the roster's kind, by name and place (division id, home id).
        by_name_alone: persons with a number whom the importer keeps, by name; of names that come with a damaged number.
        brought: numbers that imports of late gave to people in place of what they had, by person id; of those to whom
            a row may give another one.
        stationless: units of the rows that ought to have a station and have none.
    """

    file_rows: People
    by_number: dict[str, Person] = field(default_factory=dict)
    posts: dict[int, list[Appointment]] = field(default_factory=lambda: defaultdict(list))
    visible_posts: set[int] = field(default_factory=set)
    held_beyond: set[int] = field(default_factory=set)
    writing: bool = False
    tried_often: set[int] = field(default_factory=set)
    by_name: dict[tuple[str, int, int | None], list[Person]] = field(default_factory=lambda: defaultdict(list))
    by_name_alone: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    brought: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    stationless: set[int] = field(default_factory=set)

    def borrowed(self, person: int) -> Appointment | None:
        """The running post in sight by which the person is on loan from out of the importer's reach, if so."""
        lent = self.held_beyond & self.visible_posts
        return next((post for post in self.posts.get(person, []) if post.to_date is None and post.pk in lent), None)


def load_known(
    rows: Iterable[Row], roster: Roster, identity: Identity, file_rows: People, *, lock: bool = False
) -> Known:
    """Fetch what the rows may meet. With ``lock`` the rows stay locked until the transaction ends (PostgreSQL)."""
    people = [row for row in rows if row.unit is not None]
    known = Known(file_rows=file_rows, writing=lock, tried_often=tried_often() if lock else set())
    for held in _holders({row.get("id_number") for row in people if row.get("id_number")}, file_rows, identity):
        found = list(_locked(held, lock, of=("self",)))
        strangers = set(held.off_the_books(identity).values_list("pk", flat=True)) if found else set()
        known.by_number.update((person.id_number, person) for person in found if person.pk not in strangers)
    _load_by_name_alone(known, people, identity, lock)
    _load_by_name(known, people, roster, lock)
    _load_posts(known, identity, lock)
    _load_brought(known, people)
    known.stationless = without_station(roster, {row.unit.division_id for row in people if row.unit})
    return known


def _holders(numbers: set[str], file_rows: People, identity: Identity) -> Iterator[Any]:
    """Whoever has these numbers; those that look tried out are looked for among the importer's own people alone, and
    so are all where too many stand elsewhere.

    And not even there where most of them are nobody's: the roster of an office names its people, not what their numbers
    might be.
    """
    own = {number for number in numbers if file_rows.own_alone(number)}
    for chunk in chunks(sorted(numbers - own)):
        yield Person.objects.filter(id_number__in=chunk)
    for chunk in chunks(sorted(number for number in own if not file_rows.guessed_at(number))):
        yield Person.objects.kept_by(identity).filter(id_number__in=chunk)


def _load_by_name_alone(known: Known, people: Sequence[Row], identity: Identity, lock: bool) -> None:
    names = {row.get("name") for row in people if row.rest("id_number") and row.get("name")}
    for chunk in chunks(sorted(names)):
        named = Person.objects.kept_by(identity).filter(name__in=chunk, id_number__isnull=False)
        for person in _locked(named.order_by("pk"), lock, of=("self",)):
            known.by_name_alone[person.name].append(person)
            known.posts[person.pk] = []


def _load_by_name(known: Known, people: Sequence[Row], roster: Roster, lock: bool) -> None:
    """Open posts of this kind at the units of the file: for rows without a number, and for records without one."""
    divisions = sorted({row.unit.division_id for row in people if row.unit})
    written = {row.get("name") or "" for row in people if row.get("id_number") not in known.by_number}
    names = sorted({spelt for name in written for spelt in spellings(name)})
    if not names:
        return
    numbers = {person.pk: person for person in known.by_number.values()}
    for here, named in itertools.product(chunks(divisions), chunks(names)):
        posts = _live().filter(kind=roster.kind, work_division__in=here, person__name__in=named, to_date__isnull=True)
        for post in _locked(posts.select_related("person").order_by("pk"), lock, of=("self", "person")):
            person = numbers.setdefault(post.person_id, post.person)
            namesakes = known.by_name[person.name, post.work_division_id, post.home_id]
            if person not in namesakes:  # who holds two posts at a home is one
                namesakes.append(person)
    for person in numbers.values():
        known.posts[person.pk] = []


def _load_posts(known: Known, identity: Identity, lock: bool) -> None:
    ids = {person.pk for person in known.by_number.values()} | set(known.posts)
    for chunk in chunks(sorted(ids)):
        posts = _live().filter(person__in=chunk).select_related("work_division", "post_division")
        for post in _locked(posts, lock, of=("self",)):
            known.posts[post.person_id].append(post)
            beyond = holder_beyond(identity, post) is not None
            if beyond:
                known.held_beyond.add(post.pk)
            if post.work_division.path.startswith(identity.path) or (post.post_division_id and not beyond):
                known.visible_posts.add(post.pk)


def _load_brought(known: Known, people: Sequence[Row]) -> None:
    """Imports that were taken back count too: what they tried was tried."""
    names = {row.get("name") for row in people if row.get("id_number") and row.get("id_number") not in known.by_number}
    namesakes = {person.pk for (name, *_), found in known.by_name.items() if name in names for person in found}
    for some in chunks(sorted(namesakes)):
        rows = ImportRow.objects.filter(subject__in=some, written__person__old__has_key="id_number").order_by()
        lately: Any = rows.filter(batch__committed_at__gte=days_that_count())
        for person, number in lately.values_list("subject", "values__id_number"):
            known.brought[person].add(str(number))


def _live() -> QuerySet[Appointment]:
    posts: QuerySet[Appointment] = Appointment.objects.filter(voided_at__isnull=True)
    return posts


def _locked(rows: QuerySet[Any], lock: bool, of: tuple[str, ...] = ()) -> QuerySet[Any]:
    return rows.select_for_update(of=of, no_key=True) if lock else rows
