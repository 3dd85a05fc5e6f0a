"""What is on the books as a table: what comes out goes in again and changes nothing.

Whoever finds it easier corrects this file and imports it; nothing has to be typed twice (减负).
"""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone

from offices.models import Division
from offices.models.divisions import Level
from offices.places import Places
from staffing.models import Appointment
from staffing.roster_import.fields import FIELDS, Field, Target
from staffing.roster_import.grid import Cell
from staffing.roster_import.kinds import RosterKind
from staffing.roster_import.ledger.export import unit_lines
from staffing.roster_import.values import parse_choice
from staffing.roster_import.values.choices import has_choices, labels
from staffing.roster_import.workbooks.template import roster_workbook

_AT_ONCE = 2000


def roster_export(kind: RosterKind, division: Division) -> IO[bytes]:
    """The open posts of one kind at or below ``division`` as a workbook with whole numbers, or what is on record of
    the units there.

    The caller has fetched ``division`` through an identity that may see whole numbers, and writes the audit record.
    """
    if kind.parts:
        return roster_workbook(kind, unit_lines(kind, division, timezone.localdate()))
    return roster_workbook(kind, _lines(kind, division))


def roster_size(kind: RosterKind, division: Division) -> int:
    """How many people the roster of a kind names."""
    return _posts(kind, division).count()


def _posts(kind: RosterKind, division: Division) -> QuerySet[Appointment]:
    posts: QuerySet[Appointment] = (
        Appointment.objects.all()
        .live()
        .filter(kind=kind.kind, to_date__isnull=True, work_division__path__under=division.path)
    )
    return posts


def _lines(kind: RosterKind, division: Division) -> Iterator[dict[str, str]]:
    posts = _posts(kind, division).select_related("person", "work_division", "post_division", "home")
    above = _units(division)
    for post in posts.order_by("work_division__path", "home", "position", "pk").iterator(chunk_size=_AT_ONCE):
        facts = {key: _text(FIELDS[key], post) for key in kind.fields if _has_value(key)}
        yield {**_places(post, above), **facts}


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


def _has_value(key: str) -> bool:
    return FIELDS[key].target in (Target.PERSON, Target.APPOINTMENT)


def _text(field: Field, post: Appointment) -> str:
    """As a cell that is read back to the same value."""
    if field.key == "from_date" and not post.from_date_known:
        return ""
    value: Any = getattr(post.person if field.target is Target.PERSON else post, field.key)
    if value is None or value == "":
        return ""
    if has_choices(field.key):
        return _labels(field.key).get(value, str(value))
    if isinstance(value, datetime.date):
        return f"{value:%Y-%m-%d}"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


@cache
def _labels(key: str) -> dict[Any, str]:
    """Value → the word of the code list for it."""
    return {parse_choice(Cell(label, label), key): label for label in reversed(labels(key))}
