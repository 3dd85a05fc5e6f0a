"""A person on the books who has no post at the row's unit: returned, transferred, lent, in a second place, or refused.

Nobody gains sight of a person by typing a number: one who holds a post out of the importer's scope, a further one
(兼任) or not, or whose last one was held there, is refused in words that say nothing about them, whatever was answered.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from intake.lines.books import SKIP
from intake.lines.rows import Row
from intake.values import Option
from staffing import vocabulary as v
from staffing.models import Appointment, Person
from staffing.models.people import NOT_HERE
from staffing.rosters import people_answers as answers
from staffing.rosters.known import Known
from staffing.rosters.people_answers import Answer
from staffing.rosters.positions import Roster

REFUSED = "id_in_other_unit"
"""Code of the one answer about numbers that stand elsewhere."""

_ONE_DAY = datetime.timedelta(days=1)
_COMES_ALONG = ("employment", "channel", "monthly_pay", "payer", "treatment", "insured")
SKIP_OPTION = Option(SKIP, "这一行不导入")


@dataclass(frozen=True, slots=True)
class End:
    """A post that ends because its holder starts another; ``on`` is its last day."""

    post: Appointment
    on: datetime.date
    reason: v.EndReason


@dataclass(frozen=True, slots=True)
class Arrival:
    """How somebody comes to a unit. All empty: as anybody new.

    Attributes:
        ends: the post given up for the new one.
        mode: working mode of the new post where an answer settled it.
        holder: id of the unit that keeps the post of a person on loan.
        brings: values of the old post that hold for the new one unless the row says otherwise.
        past: former posts that the importer may see.
    """

    ends: End | None = None
    mode: str = ""
    holder: int | None = None
    brings: dict[str, Any] = field(default_factory=dict)
    past: tuple[Appointment, ...] = ()


AS_ANYBODY_NEW = Arrival()
"""One for all plans: what thousands share is packed once."""


def arrive(row: Row, person: Person, roster: Roster, known: Known, today: datetime.date) -> Arrival:
    """Complains to the row where it cannot be said yet, or must not be."""
    posts = known.posts.get(person.pk, [])
    held = [post for post in posts if post.to_date is None]
    seen = [post for post in posts if post.pk in known.visible_posts]
    second = row.get("working_mode") in v.SECOND_PLACE
    if _kept_elsewhere(posts, held, known):
        row.complain("id_number", REFUSED, NOT_HERE)
    elif not held:
        return _return(row, roster, seen)
    elif not second or _needs_a_loan(row, held):
        return _ask(row, roster, [post for post in held if post in seen], known, today)
    return Arrival()


def _kept_elsewhere(posts: list[Appointment], held: list[Appointment], known: Known) -> bool:
    """As for the forms (``posts.keeping``): of nobody in post, the unit of the last one keeps the person."""
    ended = sorted((post.to_date, post.pk) for post in posts if post.to_date is not None)
    keepers = {post.pk for post in held} or {pk for _, pk in ended[-1:]}
    return not keepers <= known.visible_posts


def place_of(post: Appointment) -> str:
    return f"{post.work_division.name}{post.get_position_display()}"


def _return(row: Row, roster: Roster, ended: list[Appointment]) -> Arrival:
    """Somebody who left may come back, later than the day of leaving."""
    start = row.get("from_date")
    for post in ended:
        if post.to_date and start and start <= post.to_date and is_here(row, roster, post):
            row.complain(
                "from_date",
                "overlaps_ended_post",
                f"此人在本单位的任职已于{post.to_date}结束，重新到岗的日期应晚于这一天。误登离岗的，请在人员页面撤销离岗。",
            )
            return Arrival()
    if ended:
        told = "、".join(f"{post.from_date}至{post.to_date}在{place_of(post)}" for post in ended)
        row.warn("name", "returned", f"此人曾任职：{told}；这次登记为重新到岗。")
    return Arrival(past=tuple(ended))


def is_here(row: Row, roster: Roster, post: Appointment) -> bool:
    """Is it a post of the roster's kind at the row's unit, or home?"""
    place = row.unit and (row.unit.division_id, row.unit.home_id)
    return post.kind == roster.kind and (post.work_division_id, post.home_id) == place


def _needs_a_loan(row: Row, held: list[Appointment]) -> bool:
    """The file says 借入 and an established post, which the person already holds elsewhere: that one is lent."""
    return row.get("working_mode") == v.WorkingMode.BORROWED and _established_twice(row, held)


def _established_twice(row: Row, held: list[Appointment]) -> bool:
    return row.get("employment") in v.ESTABLISHED and any(post.employment in v.ESTABLISHED for post in held)


def _ask(row: Row, roster: Roster, held: list[Appointment], known: Known, today: datetime.date) -> Arrival:
    answer = Answer.read(row.answer)
    offered = _ways(row, roster, held, known)
    chosen = next((post for way, post in offered if way == answer.way and answer.post in (None, _pk(post))), None)
    several = len(held) > 1
    if answer.way == answers.CONCURRENT and (answers.CONCURRENT, None) in offered:
        return Arrival(mode=v.WorkingMode.CONCURRENT)
    if chosen is None or (several and answer.post is None):
        _question(row, held, offered)
        return Arrival()
    return _succeed(row, chosen, answer.way, known, today)


def _ways(row: Row, roster: Roster, held: list[Appointment], known: Known) -> list[tuple[str, Appointment | None]]:
    """What may be answered: way and post that it ends. Nobody is transferred away from a holder out of reach."""
    ours = [post for post in held if post.pk not in known.held_beyond]
    ways: list[tuple[str, Appointment | None]] = [(answers.TRANSFER, post) for post in ours]
    ways += [(answers.BORROWED, post) for post in held if post.kind == roster.kind]
    if not _established_twice(row, held) and not any(known.borrowed(post.person_id) for post in held):
        ways.append((answers.CONCURRENT, None))
    return ways


def _question(row: Row, held: list[Appointment], offered: list[tuple[str, Appointment | None]]) -> None:
    words = {
        answers.TRANSFER: "调动：从{}调来，原任职到新到岗日期的前一天为止",
        answers.BORROWED: "借调：从{}借来，编制留在原单位",
        answers.CONCURRENT: "兼任：两处都在任",
    }
    options = [
        Option(f"{way}:{post.pk}" if post and len(held) > 1 else way, words[way].format(place_of(post) if post else ""))
        for way, post in offered
    ]
    where = "、".join(f"{place_of(post)}(自{post.from_date})" for post in held)
    message = f"此人现登记在{where}，需要您确认这一行的意思。"
    row.complain("name", "held_elsewhere", message, options=[*options, SKIP_OPTION])


def _succeed(row: Row, old: Appointment, way: str, known: Known, today: datetime.date) -> Arrival:
    """The old post ends on the day before the new one starts, as with the forms (``posts.terms``)."""
    start = row.get("from_date")
    if start is None:
        options = [Option(today.isoformat(), f"今天（{today}）")]
        message = "请写明到岗日期：原任职到这一天的前一天为止。"
        row.complain("from_date", "arrival_unknown", message, options=options)
    elif start <= old.from_date:
        row.complain(
            "from_date",
            "arrival_before_old_post",
            f"到岗日期应晚于此人在{old.work_division.name}到岗的日期{old.from_date}，否则原任职在开始之前就结束了。",
        )
    elif (first := known.file_rows.ended.setdefault(old.pk, row.number)) != row.number:
        row.complain(
            "name", "post_ended_twice", f"{row.place.among.line_name(first)}已经结束此人的同一个任职，请核对。"
        )
    elif way == answers.TRANSFER:
        besides = old.working_mode == v.WorkingMode.CONCURRENT
        brings = {"working_mode": old.working_mode} if besides else {}  # as the form of a transfer proposes
        return Arrival(End(old, start - _ONE_DAY, v.EndReason.TRANSFERRED), brings=brings)
    else:
        return Arrival(
            End(old, start - _ONE_DAY, v.EndReason.LENT),
            mode=v.WorkingMode.BORROWED,
            holder=old.post_division_id or old.work_division_id,
            brings={name: getattr(old, name) for name in _COMES_ALONG},
        )
    return Arrival()


def _pk(post: Appointment | None) -> int | None:
    return post.pk if post else None
