"""Row by row: is this person new here, changed, the same, or somebody who cannot simply be entered here? Pure."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from staffing import vocabulary as v
from staffing.models import Appointment, ImportRow, Person
from staffing.roster_import.checks import SECOND_PLACE
from staffing.roster_import.fields import FIELDS, Target
from staffing.roster_import.kinds import RosterKind
from staffing.roster_import.known import Known
from staffing.roster_import.rows import RosterRow
from staffing.roster_import.units import Unit

Outcome = ImportRow.Outcome

NOT_HERE = "这个身份证号不能由本单位直接登记，请交上一级民政局核对。"
"""Says the same whether the person is unknown to the importer or held elsewhere in ways the importer may not know."""

SECOND_ESTABLISHED = (
    "该人员同一时间已有一个在编任职，不能重复登记。借调请在人员页面办理“借调”；如有疑问请交上一级民政局核对。"
)

_PERSON_FIELDS = tuple(key for key, declared in FIELDS.items() if declared.target is Target.PERSON)
_POST_FIELDS = tuple(key for key, declared in FIELDS.items() if declared.target is Target.APPOINTMENT)


@dataclass(slots=True)
class Plan:
    """What the commit would do with a row: attribute → (old, new), and their records (``None``: to be made)."""

    row: RosterRow
    outcome: ImportRow.Outcome
    person: Person | None = None
    post: Appointment | None = None
    person_changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    post_changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def seen(self) -> list[Any]:
        """The records met and their versions: if these differ at the commit, somebody has been there in between."""
        person = [self.person.pk, self.person.version] if self.person else None
        post = [self.post.pk, self.post.version] if self.post else None
        return [person, post]


def plan_row(row: RosterRow, known: Known, kind: RosterKind, today: datetime.date) -> Plan:
    """Compare one row with what is known; may add issues to the row, which then is an error."""
    if row.left_out or row.skipped:
        return Plan(row, Outcome.IGNORED if row.left_out else Outcome.SKIPPED)
    person, post = (None, None) if row.kept_out() else _whom(row, known, kind)
    if row.kept_out() or row.unit is None:
        return _kept_out(row)
    plan = Plan(row, Outcome.NEW, person, post)
    plan.person_changes = _person_changes(row, person)
    plan.post_changes = _post_changes(row, post, kind) if post else _new_post(row, row.unit, kind, today)
    if post:
        plan.outcome = Outcome.CHANGED if plan.person_changes or plan.post_changes else Outcome.SAME
    if _second_established(plan, known):
        row.complain("employment", "second_established_post", SECOND_ESTABLISHED)
        return _kept_out(row)
    return plan


def _kept_out(row: RosterRow) -> Plan:
    """Nothing is done with the row while anything is wrong with it; one that only asks can be answered."""
    only_asks = row.kept_out() and not row.has_error()
    return Plan(row, Outcome.ASK if only_asks else Outcome.ERROR)


def _whom(row: RosterRow, known: Known, kind: RosterKind) -> tuple[Person | None, Appointment | None]:
    """The person on record and the post held here; complains where the person may not simply be entered here."""
    person = _person(row, known)
    post = _post_here(row, known, kind, person) if person else None
    if person and post is None:
        _may_come(row, person, kind, known)
    return person, post


def _person(row: RosterRow, known: Known) -> Person | None:
    """By identity number; without one on either side, by name among those at the unit."""
    number = row.get("id_number")
    if number and number in known.by_number:
        return known.by_number[number]
    unit = row.unit
    namesakes = known.by_name.get((row.get("name"), unit.division_id, unit.home_id), []) if unit else []
    candidates = [person for person in namesakes if not (number and person.id_number)]
    if not candidates:
        return None
    born = row.get("birth_date")
    alike = [person for person in candidates if not _born_apart(person.birth_date, born)]
    if len(candidates) > 1 or not alike:
        row.complain("id_number", "person_ambiguous", "本单位已有同名人员，无法确定是否同一人，请填写身份证号。")
        return None
    return alike[0]


def _born_apart(one: datetime.date | None, other: datetime.date | None) -> bool:
    return bool(one and other and (one.year, one.month) != (other.year, other.month))


def _post_here(row: RosterRow, known: Known, kind: RosterKind, person: Person) -> Appointment | None:
    """The open post of this kind at the row's unit."""
    unit = row.unit
    for post in known.posts.get(person.pk, ()):
        here = unit is not None and (post.work_division_id, post.home_id) == (unit.division_id, unit.home_id)
        if here and post.kind == kind.kind and post.to_date is None:
            return post
    return None


def _may_come(row: RosterRow, person: Person, kind: RosterKind, known: Known) -> None:
    """A known person without a post here: returned, in a second place, or held elsewhere.

    Nobody gains sight of a person by typing a number: one whose live posts all lie out of the importer's scope, or who
    still holds one there, is refused in words that say nothing about them.
    """
    posts = known.posts.get(person.pk, [])
    held = [post for post in posts if post.to_date is None]
    second = row.get("working_mode") in SECOND_PLACE
    seen = [post for post in posts if post.pk in known.visible_posts]
    held_unseen = any(post.pk not in known.visible_posts for post in held)
    if (posts and not seen) or (held_unseen and not second):
        row.complain("id_number", "id_in_other_unit", NOT_HERE)
    elif any(post.kind == kind.kind and row.unit and post.work_division_id == row.unit.division_id for post in held):
        row.complain("id_number", "id_in_other_unit", "此人在本乡镇(村)已有同类的在岗任职，请先办理离岗。")
    elif held and not second:
        where = "、".join(dict.fromkeys(post.work_division.name for post in held))
        row.complain(
            "id_number",
            "id_in_other_unit",
            f"需确认：此人现登记在{where}。调动的请先在原单位办理离岗；两处任职的请在“在岗方式”写明借入或兼任。",
        )


def _second_established(plan: Plan, known: Known) -> bool:
    """Nobody holds two established posts at once: the rule of the forms (``posts.rules``), asked without a query."""
    person, post = plan.person, plan.post
    if person is None or (post and not {"employment", "from_date"} & plan.post_changes.keys()):
        return False
    employment = plan.post_changes.get("employment", (None, post.employment if post else ""))[1]
    start = plan.post_changes.get("from_date", (None, post.from_date if post else None))[1]
    return employment in v.ESTABLISHED and any(
        other.employment in v.ESTABLISHED and (other.to_date is None or other.to_date >= start)
        for other in known.posts.get(person.pk, ())
        if other is not post
    )


def _person_changes(row: RosterRow, person: Person | None) -> dict[str, tuple[Any, Any]]:
    if person is None:
        return {key: (None, row.values[key]) for key in _PERSON_FIELDS if key in row.values}
    changes = _differences(row, person, _PERSON_FIELDS)
    if person.id_number and not row.get("id_number"):
        changes.pop("birth_date", None)
        changes.pop("sex", None)
    if "name" in changes:
        row.warn("name", "name_differs", "与这个身份证号已登记的姓名不同，请确认。")
    return changes


def _post_changes(row: RosterRow, post: Appointment, kind: RosterKind) -> dict[str, tuple[Any, Any]]:
    changes = _differences(row, post, _POST_FIELDS)
    if "title" in changes and (position := kind.position(row.values["title"])) != post.position:
        changes["position"] = (post.position, position)
    if "from_date" in row.values and not post.from_date_known:
        changes["from_date_known"] = (False, True)
    if row.post_unit and row.post_unit[0] != post.post_division_id:
        changes["post_division_id"] = (post.post_division_id, row.post_unit[0])
    return changes


def _differences(row: RosterRow, record: Any, keys: tuple[str, ...]) -> dict[str, tuple[Any, Any]]:
    """Only what the row says and the record does not; a date of month precision agrees with any day of that month."""
    changes = {}
    for key in keys:
        if key not in row.values:
            continue
        old, new = getattr(record, key), row.values[key]
        if old == new or (key in row.rough and old and (old.year, old.month) == (new.year, new.month)):
            continue
        changes[key] = (old, new)
    for key in row.cleared.intersection(keys):
        if (old := getattr(record, key)) not in (None, ""):
            changes[key] = (old, FIELDS[key].empty)
    return changes


def _new_post(row: RosterRow, unit: Unit, kind: RosterKind, today: datetime.date) -> dict[str, tuple[Any, Any]]:
    """A post from the day the row says, or else provisionally from today."""
    values: dict[str, Any] = {key: row.values[key] for key in _POST_FIELDS if key in row.values}
    values["position"] = kind.position(row.values.get("title", ""))
    values["post_division_id"] = _holder(row, unit.division_id)
    if "from_date" not in values:
        values["from_date"], values["from_date_known"] = today, False
    return {key: (None, value) for key, value in values.items()}


def _holder(row: RosterRow, division_id: int) -> int | None:
    """Who holds the post: the unit named, else this one, unless the person is borrowed from one not known here."""
    if row.post_unit:
        return row.post_unit[0]
    outside = "post_unit" in row.names or row.get("working_mode") == v.WorkingMode.BORROWED
    return None if outside else division_id
