"""Turn plans into records, persons first, then their posts, with history and a note of what undo must know."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from intake.lines.books import Pairs, Written
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.bulk.records import Advance, bulk_change, bulk_insert, unwatched, update_rows
from jian_minzheng.core.registers import keeping
from staffing.models import Appointment, Person
from staffing.names import spell_name
from staffing.posts import dated
from staffing.posts.dated import Step, Writing
from staffing.posts.releasing import numbers_release
from staffing.posts.rules import LEVELS
from staffing.rosters.arrivals import End
from staffing.rosters.positions import Roster

_END = ("to_date", "end_reason")


def touch(written: Written, post: Appointment) -> None:
    """Note that a post was written: every written person holds one of them, and is visible through it."""
    written.rows.setdefault(Appointment, set()).add(post.pk)
    written.division_ids.update({post.work_division_id, post.post_division_id or post.work_division_id})


def write_plans(pairs: Pairs, roster: Roster, *, actor: Acting, why: str, advance: Advance = unwatched) -> Written:
    """Create and change persons and posts. Each import row's ``written`` then says what undo has to put back:

    ``{"person": {"id", "version", "created", "old": {attribute: value}}, "post": {…}, "ended": {…}}``; untouched
    records are absent, ``ended`` is the post that the person gave up for this one. ``post`` of one on record has
    besides ``"terms": {fact: {…}}``, its dated rows: what a roster says otherwise has changed on the day of the import.
    ``advance`` hears of every row up to three times: its person, its post, its note.
    """
    user, reason = actor.user, keeping.reason(actor, roster.level, why)
    new_people = _write_persons(pairs, user, reason, advance)
    end_posts([plan.arrival.ends for _, plan in pairs if plan.arrival.ends], actor=actor, why=why)
    new_posts, terms = _write_posts(pairs, roster, from_today(user, reason), advance)
    written, noted = Written(), []
    for row, plan in pairs:
        person, post = plan.person, plan.post
        if person is None or post is None or not (plan.person_changes or plan.post_changes):
            continue
        row.subject = person.pk
        row.written = {}
        if plan.person_changes:
            row.written["person"] = _note(person, plan.person_changes, created=person.pk in new_people)
        if plan.post_changes:
            row.written["post"] = _note(post, plan.post_changes, created=post.pk in new_posts)
            row.written["post"] |= {"terms": terms[post.pk]} if post.pk in terms else {}
        if end := plan.arrival.ends:
            row.written["ended"] = ended_note(end)
            touch(written, end.post)
        noted.append(row)
        touch(written, post)
        held = plan.post_changes.get("post_division_id", (None, None))
        written.division_ids.update(set(held) - {None})
    update_rows(noted, ["subject", "written"], advance)
    return written


def end_posts(ends: Sequence[End], *, actor: Acting, why: str) -> None:
    """Before new posts start: there is one open post of a kind at a place."""
    for end in ends:
        end.post.to_date, end.post.end_reason = end.on, end.reason
    change_posts([end.post for end in ends], _END, actor=actor, why=why)


def change_posts(posts: Sequence[Appointment], fields: Iterable[str], *, actor: Acting, why: str) -> None:
    """Save posts of any kind; those that are kept by others are marked as such (代填)."""
    for level in sorted({LEVELS[post.kind] for post in posts}):
        changed = [post for post in posts if LEVELS[post.kind] == level]
        dated.change_posts(changed, fields, from_today(actor.user, keeping.reason(actor, level, why)))


def from_today(user: AbstractBaseUser | None, reason: str) -> Writing:
    """A file says how things are, not that they were never otherwise."""
    return Writing(timezone.localdate(), user, reason, corrected=())


def ended_note(end: End) -> dict[str, Any]:
    return _note(end.post, {"to_date": (None, end.on), "end_reason": ("", end.reason)}, created=False)


def _write_persons(pairs: Pairs, user: AbstractBaseUser | None, reason: str, advance: Advance) -> set[int]:
    """Returns the keys of those that were created. One person in two lines of the file is made once."""
    made: list[Person] = []
    by_number: dict[str, Person] = {}
    changed: dict[int, Person] = {}
    fields: set[str] = set()
    given: set[str] = set()
    for _, plan in pairs:
        values = {key: new for key, (_, new) in plan.person_changes.items()}
        if number := values.get("id_number", ""):
            given.add(number)
        if plan.person is None and number in by_number:
            plan.person = by_number[number]
            _set(plan.person, values)
        elif plan.person is None:
            plan.person = Person(**values, pinyin=spell_name(values["name"]))
            made.append(plan.person)
            if number:
                by_number[number] = plan.person
        elif values:
            if "name" in values:
                values["pinyin"] = spell_name(values["name"])
            _set(plan.person, values)
            fields.update(values)
            changed[plan.person.pk] = plan.person
    numbers_release(given)
    bulk_insert(made, user=user, reason=reason, advance=advance)
    bulk_change(list(changed.values()), sorted(fields), user=user, reason=reason, advance=advance)
    return {person.pk for person in made}


def _write_posts(
    pairs: Pairs, roster: Roster, writing: Writing, advance: Advance
) -> tuple[set[int], dict[int, dict[str, Any]]]:
    """Returns the keys of those that were created, and by post what undo must know of dated rows."""
    made: list[Appointment] = []
    changed: list[Appointment] = []
    fields: set[str] = set()
    for _, plan in pairs:
        values = {key: new for key, (_, new) in plan.post_changes.items()}
        unit = plan.row.unit
        if plan.post is None and unit is not None:
            place = {"work_division_id": unit.division_id, "home_id": unit.home_id}
            plan.post = Appointment(person=plan.person, kind=roster.kind, **place, **values)
            made.append(plan.post)
        elif plan.post is not None and values:
            _set(plan.post, values)
            fields.update(values)
            changed.append(plan.post)
    dated.insert_posts(made, writing, advance)
    steps = dated.change_posts(changed, sorted(fields), writing, advance)
    return {post.pk for post in made}, _notes_of_terms(steps)


def _notes_of_terms(steps: Iterable[Step]) -> dict[int, dict[str, Any]]:
    notes: dict[int, dict[str, Any]] = defaultdict(dict)
    for step in steps:
        row, created = step.row, step.old is dated.NEW
        notes[row.appointment_id][row.fact] = _note(row, {row.fact: (step.old, row.value)}, created=created)
    return notes


def _set(record: Any, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        setattr(record, key, value)


def _note(record: Any, changes: Mapping[str, tuple[Any, Any]], *, created: bool) -> dict[str, Any]:
    old = {} if created else {key: _plain(before) for key, (before, _) in changes.items()}
    return {"id": record.pk, "version": record.version, "created": created, "old": old}


def _plain(value: Any) -> Any:
    """Dates as ISO text, money as text: what ``Model.to_python`` of the field turns back."""
    if value is None or isinstance(value, bool | int):
        return value
    return format(value, "f") if isinstance(value, Decimal) else str(value)
