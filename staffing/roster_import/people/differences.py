"""What a row says that the records do not: attribute → (old, new)."""

import datetime
from collections.abc import Sequence
from typing import Any

from staffing import vocabulary as v
from staffing.models import Appointment, Person
from staffing.roster_import.fields import FIELDS, Target
from staffing.roster_import.kinds import RosterKind
from staffing.roster_import.lines.hidden import only_hidden_differs
from staffing.roster_import.lines.rows import RosterRow
from staffing.roster_import.lines.units import Unit
from staffing.roster_import.people.held import Arrival

Changes = dict[str, tuple[Any, Any]]

_PERSON_FIELDS = tuple(key for key, declared in FIELDS.items() if declared.target is Target.PERSON)
_POST_FIELDS = tuple(key for key, declared in FIELDS.items() if declared.target is Target.APPOINTMENT)


def as_recorded(row: RosterRow, person: Person | None, post: Appointment | None) -> frozenset[str]:
    """Fields whose cell says word for word what stands on record, with all that was read from it besides.

    Somebody once entered 所长(兼) as a title; a roster that repeats it brings nothing new. Of numbers, be it a
    telephone or one within a text, only what pages show is compared.
    """
    same = set()
    for key, text in row.said.items():
        recorded = getattr(person if FIELDS[key].target is Target.PERSON else post, key, None)
        if only_hidden_differs(row, key, recorded) or (key != "phone" and text == recorded):
            same.add(key)
    return frozenset(same | {other for other, source in row.derived.items() if source in same})


def person_changes(row: RosterRow, person: Person | None, same: frozenset[str] = frozenset()) -> Changes:
    if person is None:
        return {key: (None, row.values[key]) for key in _PERSON_FIELDS if key in row.values}
    changes = _differences(row, person, [key for key in _PERSON_FIELDS if key not in same])
    if person.id_number and not row.get("id_number"):
        changes.pop("birth_date", None)
        changes.pop("sex", None)
    if "name" in changes:
        row.warn("name", "name_differs", "与这个身份证号已登记的姓名不同，请确认。")
    return changes


def post_changes(row: RosterRow, post: Appointment, kind: RosterKind, same: frozenset[str] = frozenset()) -> Changes:
    changes = _differences(row, post, [key for key in _POST_FIELDS if key not in same])
    if "title" in changes and (position := kind.position(row.values.get("title", ""))) != post.position:
        changes["position"] = (post.position, position)
    if "from_date" in row.values and not post.from_date_known:
        changes["from_date_known"] = (False, True)
    if row.post_unit and row.post_unit[0] != post.post_division_id:
        changes["post_division_id"] = (post.post_division_id, row.post_unit[0])
    return changes


def new_post(row: RosterRow, unit: Unit, kind: RosterKind, today: datetime.date, arrival: Arrival) -> Changes:
    """A post from the day the row says, or else provisionally from today."""
    values: dict[str, Any] = {**arrival.brings, **{key: row.values[key] for key in _POST_FIELDS if key in row.values}}
    values["position"] = kind.position(row.values.get("title", ""))
    values["post_division_id"] = arrival.holder or _holder(row, unit.division_id)
    if arrival.mode:
        values["working_mode"] = arrival.mode
    if "from_date" not in values:
        values["from_date"], values["from_date_known"] = today, False
    return {key: (None, value) for key, value in values.items()}


def _differences(row: RosterRow, record: Any, keys: Sequence[str]) -> Changes:
    """Only what the row says and the record does not; a date of month precision agrees with any day of that month."""
    changes = {}
    for key in keys:
        if key not in row.values:
            continue
        old, new = getattr(record, key), row.values[key]
        if only_hidden_differs(row, key, old):
            continue
        if old == new or (key in row.rough and old and (old.year, old.month) == (new.year, new.month)):
            continue
        changes[key] = (old, new)
    for key in row.cleared.intersection(keys):
        if (old := getattr(record, key)) not in (None, ""):
            changes[key] = (old, FIELDS[key].empty)
    return changes


def _holder(row: RosterRow, division_id: int) -> int | None:
    """Who holds the post: the unit named, else this one, unless the person is borrowed from one not known here."""
    if row.post_unit:
        return row.post_unit[0]
    outside = "post_unit" in row.names or row.get("working_mode") == v.WorkingMode.BORROWED
    return None if outside else division_id
