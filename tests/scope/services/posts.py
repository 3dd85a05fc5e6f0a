"""Services of people and their posts."""

import datetime
from collections.abc import Callable
from typing import Any

from jian_minzheng.core.acting import Acting
from staffing import posts
from staffing.models import Appointment, PayTerm, Person
from staffing.posts import term_rows
from tests.scope.services.case import DAY, Case, Preparation, fresh
from tests.scope.subjects import Subjects


def _of(word: str, method: Callable[..., Any], **more: Any) -> Case:
    """A service that takes a post as ``appointment`` with the version that was opened."""

    def call(actor: Acting, subjects: Subjects) -> None:
        post = Appointment.objects.get(pk=subjects.records[word].pk)
        made = {name: value(subjects) if callable(value) else value for name, value in more.items()}
        method(actor, appointment=post, opened_version=post.version, **made)

    return call


def _successor(subjects: Subjects) -> Appointment:
    """A further post beside another (兼任), so that nothing but its place can be wrong with it."""
    town = subjects.world["永阳镇"]
    post = {"kind": "station_staff", "work_division": town, "post_division": town, "from_date": DAY}
    return Appointment(working_mode="4", **post)


def _start(actor: Acting, subjects: Subjects) -> None:
    posts.appointment_start(actor, person=subjects.records["person"], appointment=_successor(subjects))


def _start_elsewhere(actor: Acting, subjects: Subjects) -> None:
    """Their own person, at a unit of somebody else."""
    posts.appointment_start(actor, person=subjects.elsewhere["person"], appointment=_successor(subjects))


def _start_somebody(actor: Acting, subjects: Subjects) -> None:
    """Somebody else's person, at their own unit."""
    posts.appointment_start(actor, person=subjects.records["person"], appointment=_at_home(subjects))


def _start_held(actor: Acting, subjects: Subjects) -> None:
    """Their own person at their own unit, on a post that somebody else's unit holds."""
    post = _at_home(subjects)
    post.kind, post.post_division = "village_specialist", subjects.world["永阳镇"]
    post.work_division = subjects.world["城东村"]
    posts.appointment_start(actor, person=subjects.elsewhere["person"], appointment=post)


def _in_home(subjects: Subjects, home: Any) -> Appointment:
    """A post that 禾川镇 holds, of somebody who works in a nursing home of 敦厚镇."""
    post = Appointment(kind="nursing_home_staff", home=home, from_date=DAY, post_division=subjects.world["禾川镇"])
    post.working_mode = "4"
    post.person, post.work_division = subjects.elsewhere["person"], subjects.world["敦厚镇"]
    return post


def _lent_to_a_home(subjects: Subjects) -> None:
    post = _in_home(subjects, subjects.world.homes["敦厚镇"])
    post.from_date, post.working_mode = datetime.date(2025, 1, 1), "1"
    post.save()


def _transfer_to_a_home(actor: Acting, subjects: Subjects) -> None:
    """Their own post, moved from one nursing home of somebody else to another one there."""
    post, successor = Appointment.objects.get(home__isnull=False), _in_home(subjects, subjects.records["offices:home"])
    posts.appointment_transfer(actor, appointment=post, opened_version=post.version, successor=successor)


def _at_home(subjects: Subjects) -> Appointment:
    town = subjects.world["禾川镇"]
    return Appointment(kind="station_staff", work_division=town, post_division=town, from_date=DAY, working_mode="4")


def _start_moved(actor: Acting, subjects: Subjects) -> None:
    """Somebody who was there once and is kept by others now, taken back."""
    post = _successor(subjects)
    post.work_division = post.post_division = subjects.world["敦厚镇"]
    posts.appointment_start(actor, person=subjects.elsewhere["moved"], appointment=post)


def _update_moved(actor: Acting, subjects: Subjects) -> None:
    """Somebody who was there once and is kept by others now."""
    person = subjects.elsewhere["moved"]
    posts.person_update(actor, person=person, opened_version=person.version)


def _create_person(actor: Acting, subjects: Subjects) -> None:
    posts.person_create_with_appointment(actor, person=Person(name="新来的人"), appointment=_successor(subjects))


def _update_person(actor: Acting, subjects: Subjects) -> None:
    person = subjects.records["person"]
    posts.person_update(actor, person=person, opened_version=person.version)


def _file_posts(actor: Acting, subjects: Subjects) -> None:
    posts.appointments_file(actor, appointment_ids={subjects.records["specialist"].pk}, on=DAY)


def _post_voiding(name: str, word: str, **more: Any) -> Case:
    return lambda actor, subjects: getattr(posts, name)(actor, record=fresh(subjects.records[word]), **more)


def _add_term(actor: Acting, subjects: Subjects) -> None:
    term = PayTerm(appointment=subjects.records["appointment"], since=DAY + datetime.timedelta(days=1), monthly_pay=1)
    term_rows.term_add(actor, term=term)


def _correct_term(actor: Acting, subjects: Subjects) -> None:
    term = fresh(subjects.records["term"])
    term_rows.term_correct(actor, term=term, opened_version=term.version)


def _term_voiding(name: str, word: str, **more: Any) -> Case:
    return lambda actor, subjects: getattr(term_rows, name)(actor, record=fresh(subjects.records[word]), **more)


SERVICES: dict[str, Case] = {
    "staffing.posts.term_rows.term_add": _add_term,
    "staffing.posts.term_rows.term_correct": _correct_term,
    "staffing.posts.term_rows.term_void": _term_voiding("term_void", "term", reason="误填"),
    "staffing.posts.term_rows.term_restore": _term_voiding("term_restore", "voided_term"),
    "staffing.posts.filing.appointments_file": _file_posts,
    "staffing.posts.people.person_create_with_appointment": _create_person,
    "staffing.posts.people.person_update": _update_person,
    "staffing.posts.terms.appointment_start": _start,
    "staffing.posts.terms.appointment_start: at another's unit": _start_elsewhere,
    "staffing.posts.terms.appointment_start: somebody else's person": _start_somebody,
    "staffing.posts.terms.appointment_start: on another's post": _start_held,
    "staffing.posts.terms.appointment_transfer: to a home of others": _transfer_to_a_home,
    "staffing.posts.terms.appointment_start: moved, by clerk_dunhou": _start_moved,
    "staffing.posts.people.person_update: moved, by county_jian": _update_moved,
    "staffing.posts.terms.appointment_update": _of("appointment", posts.appointment_update),
    "staffing.posts.terms.appointment_end": _of("appointment", posts.appointment_end, on=DAY, reason="resigned"),
    "staffing.posts.terms.appointment_reinstate": _of("ended_appointment", posts.appointment_reinstate),
    "staffing.posts.terms.appointment_transfer": _of("appointment", posts.appointment_transfer, successor=_successor),
    "staffing.posts.terms.appointment_lend": _of("appointment", posts.appointment_lend, successor=_successor),
    "staffing.posts.voiding.appointment_void": _post_voiding("appointment_void", "appointment", reason="误填"),
    "staffing.posts.voiding.appointment_restore": _post_voiding("appointment_restore", "voided_appointment"),
}
PREPARED: dict[str, Preparation] = {
    "staffing.posts.terms.appointment_transfer: to a home of others": _lent_to_a_home,
}
