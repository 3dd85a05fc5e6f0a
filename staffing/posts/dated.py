"""A post and the dated rows of its terms are written together: here, and nowhere else.

A **change** holds from a day on: a further row, and yesterday still shows yesterday's. A **correction** says that the
newest row was never so: it gets the right value, and the past moves with it. Either way the newest live row says what
the post says.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import timezone

from jian_minzheng.core.bulk.chunks import chunks
from jian_minzheng.core.bulk.records import Advance, bulk_change, bulk_insert, unwatched
from staffing.models import TERMS, Appointment, Term

NOTHING = (None, "")
_ALL = frozenset(TERMS)


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes posts, the reason that history gives, and since when what differs holds.

    ``corrected`` names the facts of which the newest row was wrong; all others have changed on the ``day``.
    """

    day: datetime.date
    user: Any = None
    reason: str = ""
    corrected: Collection[str] = _ALL


@dataclass(frozen=True, slots=True)
class Step:
    """A row that was written; ``old`` is what it said before, ``NEW`` where there was none."""

    row: Term
    old: Any


NEW = object()


def save_post(post: Appointment, writing: Writing, before: Appointment | None = None) -> None:
    """Save one post with its rows; ``before`` is the same one as it is stored."""
    facts = [fact for fact in TERMS if before is None or getattr(before, fact) != getattr(post, fact)]
    post.save()
    write_terms([post], facts, writing)


def insert_posts(posts: Sequence[Appointment], writing: Writing, advance: Advance = unwatched) -> None:
    """Create many posts, as ``bulk_insert`` does."""
    bulk_insert(posts, user=writing.user, reason=writing.reason, advance=advance)
    for fact in TERMS:
        _write(fact, _steps(fact, posts, {}, writing), writing)


def change_posts(
    posts: Sequence[Appointment], fields: Iterable[str], writing: Writing, advance: Advance = unwatched
) -> list[Step]:
    """Save ``fields`` of many posts, as ``bulk_change`` does; returns what was done to their rows."""
    fields = list(fields)
    bulk_change(posts, fields, user=writing.user, reason=writing.reason, advance=advance)
    return write_terms(posts, _ALL.intersection(fields), writing)


def write_terms(posts: Sequence[Appointment], facts: Iterable[str], writing: Writing) -> list[Step]:
    """Bring the rows in step with what the posts, which are stored, say."""
    done: list[Step] = []
    for fact in facts:
        steps = _steps(fact, list(dict.fromkeys(posts)), newest_terms(fact, posts), writing)
        _write(fact, steps, writing)
        done += steps
    return done


def newest_terms(fact: str, posts: Iterable[Appointment]) -> dict[int, Term]:
    """The newest live row of each post that has any."""
    newest: dict[int, Term] = {}
    for some in chunks(sorted({post.pk for post in posts})):
        rows = TERMS[fact].objects.all().live().filter(appointment__in=some)
        newest |= {row.appointment_id: row for row in rows.order_by(F("since").asc(nulls_first=True))}
    return newest


def say_newest(posts: Iterable[Appointment], facts: Iterable[str], otherwise: Mapping[int, Mapping[str, Any]]) -> None:
    """Set the fields of posts in memory by their newest rows; ``otherwise`` by post, where no row is left."""
    posts = list(posts)
    for fact in facts:
        newest = newest_terms(fact, posts)
        for post in posts:
            if post.pk in newest:
                setattr(post, fact, newest[post.pk].value)
            elif fact in otherwise.get(post.pk, {}):
                setattr(post, fact, otherwise[post.pk][fact])


def first_day(post: Appointment, fact: str, day: datetime.date) -> datetime.date | None:
    """Since when the first entry of a fact holds: the day of entry, but on a day of the post."""
    if TERMS[fact].from_the_start:
        return None
    return min(max(day, post.from_date), post.to_date or datetime.date.max)


def _steps(fact: str, posts: Iterable[Appointment], newest: Mapping[int, Term], writing: Writing) -> list[Step]:
    """What is to be written, with the new values set in memory."""
    steps = []
    for post in posts:
        row, value = newest.get(post.pk), getattr(post, fact)
        if value == row.value if row else value in NOTHING:
            continue
        if row and (fact in writing.corrected or (row.since or datetime.date.min) >= writing.day):
            steps.append(Step(row, row.value))
            setattr(row, fact, value)
        else:
            since = writing.day if row else first_day(post, fact, writing.day)
            steps.append(Step(TERMS[fact](appointment=post, since=since, **{fact: value}), NEW))
    return steps


def _write(fact: str, steps: Sequence[Step], writing: Writing) -> None:
    made = [step.row for step in steps if step.old is NEW]
    bulk_insert(made, user=writing.user, reason=writing.reason)
    change_terms(fact, [step.row for step in steps if step.old is not NEW], writing)


def change_terms(fact: str, rows: Sequence[Term], writing: Writing) -> None:
    """Save what rows say; their posts follow, see ``say_newest``."""
    bulk_change(rows, [fact], user=writing.user, reason=writing.reason)


def void_terms(rows: Sequence[Term], writing: Writing, why: str) -> None:
    """Void rows; their posts follow."""
    for row in rows:
        row.voided_at, row.voided_by, row.void_reason = timezone.now(), writing.user, why
    bulk_change(rows, ["voided_at", "voided_by", "void_reason"], user=writing.user, reason=writing.reason)
