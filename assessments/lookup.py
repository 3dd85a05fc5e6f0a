"""Find a unit or a subject by what people call it: its name, ``上级/名称``, or one of its codes."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from assessments.models import Standard
from assessments.subject_kinds import SUBJECTS, SubjectDeclaration
from assessments.vocabulary import SubjectKind
from offices.models import Division
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


def subject_named(standard: Standard, text: str) -> tuple[str, Any]:
    """The one subject that the standard can judge, by name or code (of its township, too), with its kind.

    Raises:
        NotFound: there is none.
        Ambiguous: there are several; the message lists them.
    """
    found = [(kind, one) for kind in standard.subject_kinds for one in _of_kind(SUBJECTS[kind], text)]
    if not found:
        kinds = "、".join(SubjectKind(kind).label for kind in standard.subject_kinds)
        raise NotFound(f"没有找到“{text}”。{standard.code} 考察的是{kinds}，请写它的名称或代码。")
    subject: tuple[str, Any] = _only(text, found, _with_place)
    return subject


def _of_kind(declared: SubjectDeclaration, text: str) -> list[Any]:
    if declared.is_unit:
        return [one for one in _divisions(text) if one.level in declared.levels]
    parent, name = _split(text)
    match = Q(name=name) | Q(township__in=[one.pk for one in _divisions(name)])
    rows = declared.model.objects.filter(match, voided_at__isnull=True).select_related("township")
    return [row for row in rows if row.township.name == parent or _lies_below(row.township, parent)]


def full_name(division: Division) -> str:
    """吉安市/吉安县/敦厚镇."""
    return Places.of([division]).full_name(division)


def _divisions(text: str) -> list[Division]:
    parent, name = _split(text)
    if not name:
        return []
    codes = Q(stats_code=name) | Q(civil_affairs_code=name) | Q(own_code=name)
    found: QuerySet[Division] = Division.objects.filter(Q(name=name) | codes)
    return [one for one in found if _lies_below(one, parent)]


def _split(text: str) -> tuple[str, str]:
    """``永新县/禾川镇`` into the unit above (at any level) and the name; the first is empty where none is said."""
    above, _, name = text.strip().rpartition("/")
    return above.rpartition("/")[2], name


def _lies_below(division: Division, parent: str) -> bool:
    return not parent or any(one.name == parent for one in Places.of([division]).above(division))


def _with_place(found: tuple[str, Any]) -> str:
    kind, subject = found
    place = getattr(subject, "township", None)
    return f"{full_name(place)}/{subject.name}" if place else f"{full_name(subject)}（{SubjectKind(kind).label}）"


def _only(text: str, found: Iterable[Any], label: Any) -> Any:
    rows = list(found)
    if not rows:
        raise NotFound(f"没有找到“{text}”。")
    if len(rows) > 1:
        listed = "\n".join(f"  {label(row)}" for row in rows[:SHOWN])
        more = f"\n  …共 {len(rows)} 个" if len(rows) > SHOWN else ""
        raise Ambiguous(f"有多个“{text}”，请写明上级单位（如“永新县/禾川镇”）：\n{listed}{more}")
    return rows[0]
