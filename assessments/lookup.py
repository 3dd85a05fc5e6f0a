"""Find a unit or a subject by what people call it: its name, ``上级/名称``, or one of its codes."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from assessments.models import Standard
from assessments.vocabulary import SubjectKind
from offices.models import Division, NursingHome, Station
from offices.models.divisions import Level
from offices.places import Places

SHOWN = 10


class NotFound(Exception):
    """Nothing is called so."""


class Ambiguous(Exception):
    """Several things are called so; the message names them with what tells them apart."""


def division_named(text: str) -> Division:
    """The one unit with this name or code.

    Raises:
        NotFound: there is none.
        Ambiguous: there are several; the message lists them.
    """
    found: Division = _only(text, _divisions(text), full_name)
    return found


def subject_named(standard: Standard, text: str) -> Any:
    """The one station, nursing home or unit that the standard can judge, by name or code (of its township, too).

    Raises:
        NotFound: there is none.
        Ambiguous: there are several; the message lists them.
    """
    if standard.subject_kind in _KEPT_BY_TOWNSHIP:
        parent, name = _split(text)
        rows = _KEPT_BY_TOWNSHIP[standard.subject_kind].objects.filter(voided_at__isnull=True)
        match = Q(name=name) | Q(township__in=[one.pk for one in _divisions(name)])
        rows = rows.filter(match).select_related("township")
        return _only(text, [row for row in rows if _lies_below(row.township, parent)], _with_township)
    levels = _LEVELS[standard.subject_kind]
    return _only(text, [one for one in _divisions(text) if one.level in levels], full_name)


def full_name(division: Division) -> str:
    """吉安市/吉安县/敦厚镇."""
    return Places.of([division]).full_name(division)


_KEPT_BY_TOWNSHIP: dict[str, Any] = {SubjectKind.STATION: Station, SubjectKind.NURSING_HOME: NursingHome}
_LEVELS: dict[str, frozenset[str]] = {
    SubjectKind.COUNTY: frozenset({Level.COUNTY}),
    SubjectKind.TOWNSHIP: frozenset({Level.TOWNSHIP}),
    SubjectKind.VILLAGE: frozenset({Level.VILLAGE}),
    SubjectKind.HALL: frozenset({Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE}),
}


def _divisions(text: str) -> list[Division]:
    parent, name = _split(text)
    codes = Q(stats_code=name) | Q(civil_affairs_code=name) | Q(own_code=name)
    found: QuerySet[Division] = Division.objects.filter(Q(name=name) | codes)
    return [one for one in found if _lies_below(one, parent)]


def _split(text: str) -> tuple[str, str]:
    """``永新县/禾川镇`` into the unit above (at any level) and the name; the first is empty where none is said."""
    above, _, name = text.strip().rpartition("/")
    return above.rpartition("/")[2], name


def _lies_below(division: Division, parent: str) -> bool:
    return not parent or any(one.name == parent for one in Places.of([division]).above(division))


def _with_township(row: Any) -> str:
    return f"{full_name(row.township)}/{row.name}"


def _only(text: str, found: Iterable[Any], label: Any) -> Any:
    rows = list(found)
    if not rows:
        raise NotFound(f"没有找到“{text}”。")
    if len(rows) > 1:
        listed = "\n".join(f"  {label(row)}" for row in rows[:SHOWN])
        more = f"\n  …共 {len(rows)} 个" if len(rows) > SHOWN else ""
        raise Ambiguous(f"有多个“{text}”，请写明上级单位（如“永新县/禾川镇”）：\n{listed}{more}")
    return rows[0]
