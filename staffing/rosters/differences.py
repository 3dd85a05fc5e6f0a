"""What a row says that the records do not: attribute → (old, new)."""

import datetime
from collections.abc import Sequence
from typing import Any

from intake.lines.hidden import only_hidden_differs
from intake.lines.rows import Row
from intake.units.register import Unit
from jian_minzheng.core.look_alikes import fold
from staffing import vocabulary as v
from staffing.models import Appointment, Person
from staffing.rosters.arrivals import Arrival
from staffing.rosters.lexicon import PEOPLE
from staffing.rosters.positions import Roster

Changes = dict[str, tuple[Any, Any]]


def _fields_of(model: Any) -> tuple[str, ...]:
    return tuple(key for key, one in PEOPLE.fields.items() if one.column is not None and one.column.model is model)


_PERSON_FIELDS, _POST_FIELDS = _fields_of(Person), _fields_of(Appointment)


def as_recorded(row: Row, person: Person | None, post: Appointment | None) -> frozenset[str]:
    """Fields whose cell says word for word what stands on record, with all that was read from it besides.

    Somebody once entered 所长(兼) as a title; a roster that repeats it brings nothing new. Of numbers, be it a
    telephone or one within a text, only what pages show is compared.
    """
    same = set()
    for key, text in row.said.items():
        recorded = getattr(person if key in _PERSON_FIELDS else post, key, None)
        if only_hidden_differs(row, key, recorded) or (key != "phone" and text == recorded):
            same.add(key)
    return frozenset(same | {other for other, source in row.derived.items() if source in same})


def person_changes(row: Row, person: Person | None, same: frozenset[str] = frozenset()) -> Changes:
    if person is None:
        return {key: (None, row.values[key]) for key in _PERSON_FIELDS if key in row.values}
    changes = _differences(row, person, [key for key in _PERSON_FIELDS if key not in same])
    if person.id_number and not row.get("id_number"):
        changes.pop("birth_date", None)
        changes.pop("sex", None)
    if "name" in changes:
        row.warn("name", "name_differs", _name_differs(*changes["name"]))
    return changes


def _name_differs(old: str, new: str) -> str:
    if fold(old) == fold(new):
        return f"登记的姓名是“{old}”，只有形近的字不同，导入后写作“{new}”，请确认是哪个字。"
    return "与这个身份证号已登记的姓名不同，请确认。"


def post_changes(row: Row, post: Appointment, roster: Roster, same: frozenset[str] = frozenset()) -> Changes:
    changes = _differences(row, post, [key for key in _POST_FIELDS if key not in same])
    if row.get("employment") == v.Employment.ESTABLISHED and post.established:
        changes.pop("employment", None)  # it says less than what is known: nothing is registered by it
        row.issues = [issue for issue in row.issues if issue.field != "employment" or issue.keeps_out]
    if "title" in changes and (position := roster.position(row.values.get("title", ""))) != post.position:
        changes["position"] = (post.position, position)
    if "from_date" in row.values and not post.from_date_known:
        changes["from_date_known"] = (False, True)
    holder = row.further.get("post_unit")
    if holder and holder[0] != post.post_division_id:
        changes["post_division_id"] = (post.post_division_id, holder[0])
    return changes


def new_post(row: Row, unit: Unit, roster: Roster, today: datetime.date, arrival: Arrival) -> Changes:
    """A post from the day the row says, or else provisionally from today."""
    values: dict[str, Any] = {**arrival.brings, **{key: row.values[key] for key in _POST_FIELDS if key in row.values}}
    values["position"] = roster.position(row.values.get("title", ""))
    values["post_division_id"] = arrival.holder or _holder(row, unit.division_id)
    if arrival.mode:
        values["working_mode"] = arrival.mode
    if "from_date" not in values:
        values["from_date"], values["from_date_known"] = today, False
    return {key: (None, value) for key, value in values.items()}


def _differences(row: Row, record: Any, keys: Sequence[str]) -> Changes:
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
            changes[key] = (old, PEOPLE.fields[key].empty)
    return changes


def _holder(row: Row, division_id: int) -> int | None:
    """Who holds the post: the unit named, else this one, unless the person is borrowed from one not known here."""
    if holder := row.further.get("post_unit"):
        return holder[0]
    outside = "post_unit" in row.names or row.get("working_mode") == v.WorkingMode.BORROWED
    return None if outside else division_id
