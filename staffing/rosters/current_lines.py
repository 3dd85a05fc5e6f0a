"""The people on the books as lines of a roster."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import QuerySet

from intake.fields import Field
from intake.grid import Cell
from intake.kinds import Kind
from offices.models import Division
from offices.models.divisions import Level
from offices.places import Places
from staffing.models import Appointment, Person
from staffing.rosters.lexicon import PEOPLE
from staffing.values.choices import parse_answer

_AT_ONCE = 2000


def lines_on_record(kind: Kind, division: Division) -> Iterator[dict[str, str]]:
    """The open posts of a kind at or below ``division``, texts by field key, numbers whole."""
    posts = posts_on_record(kind, division).select_related("person", "work_division", "post_division", "home")
    above = _units(division)
    for post in posts.order_by("work_division__path", "home", "position", "pk").iterator(chunk_size=_AT_ONCE):
        facts = {key: _text(kind.fields[key], post) for key in kind.keys if kind.fields[key].column is not None}
        yield {**_places(post, above), **facts}


def posts_on_record(kind: Kind, division: Division) -> QuerySet[Appointment]:
    posts: QuerySet[Appointment] = (
        Appointment.objects.all()
        .live()
        .filter(kind=kind.key, to_date__isnull=True, work_division__path__under=division.path)
    )
    return posts


def _units(division: Division) -> Places:
    """All units at or below ``division``, and those above it."""
    below: Any = Division.objects.filter(path__under=division.path).only("id", "path", "name", "level")
    return Places.of(below)


def _places(post: Appointment, above: Places) -> dict[str, str]:
    place, holder = post.work_division, post.post_division
    return {
        "unit": above.name(place, Level.TOWNSHIP),
        "village": place.name,
        "home": post.home.name if post.home else "",
        "post_unit": holder.name if holder and holder.pk != place.pk else "",
    }


def _text(field: Field, post: Appointment) -> str:
    """As a cell that is read back to the same value."""
    if field.key == "from_date" and not post.from_date_known:
        return ""
    value: Any = getattr(post.person if field.column.model is Person else post, field.key)
    if value is None or value == "":
        return ""
    if field.answers:
        return _labels(field.key).get(value, str(value))
    if isinstance(value, datetime.date):
        return f"{value:%Y-%m-%d}"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


@cache
def _labels(key: str) -> dict[Any, str]:
    """Value → the word of the code list for it."""
    return {parse_answer(Cell(label, label), key): label for label in reversed(PEOPLE.fields[key].choices)}
