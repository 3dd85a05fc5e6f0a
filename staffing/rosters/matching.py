"""Row by row: is this person new here, changed, the same, or somebody who cannot simply be entered here? Pure."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from intake.lines.rows import Row
from intake.models import ImportRow
from intake.units.register import Unit
from jian_minzheng.core.phones import mask_phones
from offices.models import Division
from staffing.models import Appointment, Person
from staffing.posts.lent import HOLDER_STAYS
from staffing.rosters.arrivals import AS_ANYBODY_NEW, Arrival, arrive
from staffing.rosters.differences import Changes, as_recorded, new_post, person_changes, post_changes
from staffing.rosters.identify import find_person, lent_post, offer_damaged, post_here
from staffing.rosters.known import Known
from staffing.rosters.positions import Roster
from staffing.rosters.singles import Coming, second_post
from staffing.rosters.stationless import tell_missing_station

Outcome = ImportRow.Outcome

PHONES_ALIKE = "电话试得太多，这一行的电话没有核对。请在人员页面修改电话，或把这一格清空后再导入。"
CHANGED_LATELY = "这个人的号码几天前刚改过，请在人员页面核对后修改。"


@dataclass(slots=True)
class Plan:
    """What the commit would do with a row: attribute → (old, new), and their records (``None``: to be made).

    ``elsewhere`` holds ids and versions of the posts of somebody on record who has none here; ``met_in_scope`` says
    that the importer may see one of them. ``lent``: the post is one elsewhere that the row's unit keeps.
    """

    row: Row
    outcome: ImportRow.Outcome
    person: Person | None = None
    post: Appointment | None = None
    person_changes: Changes = field(default_factory=dict)
    post_changes: Changes = field(default_factory=dict)
    arrival: Arrival = AS_ANYBODY_NEW
    elsewhere: list[list[int]] = field(default_factory=list)
    met_in_scope: bool = False
    lent: bool = False

    @property
    def seen(self) -> list[Any]:
        """The records met and their versions: if these differ at the commit, somebody has been there in between.

        For somebody who comes from elsewhere they are all posts of that person.
        """
        person = [self.person.pk, self.person.version] if self.person else None
        post = [self.post.pk, self.post.version] if self.post else None
        return [person, post, *self.elsewhere]


def plan_row(row: Row, known: Known, roster: Roster, today: datetime.date) -> Plan:
    """Compare one row with what is known; may add issues to the row, which then is kept out."""
    if row.left_out or row.skipped:
        return Plan(row, Outcome.IGNORED if row.left_out else Outcome.SKIPPED)
    offer_damaged(row, known)
    if row.kept_out() or row.unit is None:
        return _kept_out(row)
    plan = Plan(row, Outcome.NEW, find_person(row, known))
    if plan.person and not row.kept_out():
        _find_post(plan, plan.person, known, roster, today)
    if row.kept_out():
        return _kept_out(row, plan.person)
    if _tries_phones(plan, known):
        row.complain("phone", "phones_alike", PHONES_ALIKE)
        return _kept_out(row)
    _compare(plan, row.unit, roster, today)
    if broken := _broken_rule(plan, known, today):
        row.complain(*broken)
        return _kept_out(row)
    if row.unit.division_id in known.stationless and plan.outcome in ImportRow.GOING_IN:
        tell_missing_station(row)
    return plan


def _broken_rule(plan: Plan, known: Known, today: datetime.date) -> tuple[str, str, str] | None:
    """Field, code and words of the first rule that the plan breaks."""
    if _renumbered_lately(plan, known):
        return "id_number", "id_changed_lately", CHANGED_LATELY
    if (lender := _left_out(plan, known, today)) is not None:
        return "post_unit", "holder_stays", HOLDER_STAYS.format(lender)
    if plan.person is None:
        return None
    given_up = plan.arrival.ends.post if plan.arrival.ends else None
    return second_post(Coming(plan.person, plan.post, plan.post_changes, given_up), known)


def _tries_phones(plan: Plan, known: Known) -> bool:
    """Telephones that differ from the recorded one in the digits that nobody sees are compared a few times only."""
    person, phone = plan.person, plan.row.get("phone")
    if person is None or not phone or mask_phones(person.phone) != mask_phones(phone):
        return False
    return not known.file_rows.may_compare(person.pk, phone, person.phone)


def _renumbered_lately(plan: Plan, known: Known) -> bool:
    """A roster gives somebody a number, or puts it right, once in some days: again and again it tries numbers out.

    The same number again is no further attempt; the form has limits of its own.
    """
    if plan.person is None or "id_number" not in plan.person_changes:
        return False
    return bool(known.brought.get(plan.person.pk, set()) - {plan.row.get("id_number")})


def _kept_out(row: Row, person: Person | None = None) -> Plan:
    """Nothing is done with the row while anything is wrong with it; one that only asks can be answered."""
    only_asks = row.kept_out() and not row.has_error()
    return Plan(row, Outcome.ASK, person) if only_asks else Plan(row, Outcome.ERROR)


def _find_post(plan: Plan, person: Person, known: Known, roster: Roster, today: datetime.date) -> None:
    """The post held here, the one lent from here, or else how the person comes."""
    row = plan.row
    plan.post = post_here(row, known, roster, person)
    if plan.post is None and (lent := lent_post(row, known, roster, person)):
        plan.post, plan.lent = lent, True
        message = f"此人编制在本单位，现借调在{lent.work_division.name}，只核对个人信息。"
        row.warn("working_mode", "lent_out", message)
    elif plan.post is None:
        plan.arrival = arrive(row, person, roster, known, today)
        posts = known.posts.get(person.pk, ())
        plan.elsewhere = sorted([post.pk, post.version] for post in posts)
        plan.met_in_scope = any(post.pk in known.visible_posts for post in posts)


def _compare(plan: Plan, unit: Unit, roster: Roster, today: datetime.date) -> None:
    """The post of somebody lent is kept up by the unit where the person works, the particulars by both."""
    row, post = plan.row, plan.post
    same = as_recorded(row, plan.person, post) if row.said else frozenset()
    plan.person_changes = person_changes(row, plan.person, same)
    if post is None:
        plan.post_changes = new_post(row, unit, roster, today, plan.arrival)
        return
    if not plan.lent:
        plan.post_changes = post_changes(row, post, roster, same)
    plan.outcome = Outcome.CHANGED if plan.person_changes or plan.post_changes else Outcome.SAME


def _left_out(plan: Plan, known: Known, today: datetime.date) -> Division | None:
    """Whom the row takes the establishment from without being asked: the rule of the forms (``posts.lent``).

    Of somebody on loan, or whose loan is over, it is the unit that lends or had lent: a further post would keep the
    person once the loan is over.
    """
    last = max(plan.arrival.past, key=lambda post: (post.to_date or today, post.pk), default=None)
    lent = known.borrowed(plan.person.pk) if plan.person else None
    before = plan.arrival.ends.post if plan.arrival.ends else plan.post or lent or last
    if before is None or before.pk not in known.held_beyond:
        return None
    named = plan.post_changes.get("post_division_id", (None, before.post_division_id))[1]
    return None if named == before.post_division_id else before.post_division
