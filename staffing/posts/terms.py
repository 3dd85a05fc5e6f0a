"""Posts begin and end. An end is the last day that still counts; what follows starts on the day after."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from staffing.models import Appointment, Person
from staffing.posts.keeping import require_keeping
from staffing.posts.rules import check_running, reaches_further
from staffing.posts.writing import finish, lock_person, store
from staffing.vocabulary import EndReason, WorkingMode

ONE_DAY = datetime.timedelta(days=1)


@transaction.atomic
def appointment_start(actor: Acting, *, person: Person, appointment: Appointment) -> Appointment:
    """Give somebody already on the books a (further) post, e.g. a village cadre who becomes specialist.

    Raises:
        ValidationError: a rule is broken, or others keep the person.
        OutOfScope: person or unit is out of the actor's reach.
    """
    lock_person(person.pk)
    require_keeping(actor, person.pk, appointment)
    appointment.person = person
    store(appointment, actor=actor)
    finish(actor, Action.RECORDED, appointment)
    return appointment


@transaction.atomic
def appointment_update(
    actor: Acting, *, appointment: Appointment, opened_version: int, changed_on: datetime.date | None = None
) -> Appointment:
    """Store an edited post; the place where somebody works changes by transfer or loan, not here.

    Args:
        changed_on: since when pay, working mode and treatment are as they are now. Without it they are corrected: what
            was on record of them was never so.

    Raises:
        EditConflict: somebody saved the post since ``opened_version``.
        ValidationError: a rule is broken, the post is voided, the unit was changed, the post would last longer while
            others keep the person, or something is on record since a day after ``changed_on``.
    """
    before = _claim(actor, appointment, opened_version)
    if reaches_further(appointment, before):
        require_keeping(actor, before.person_id, appointment)
    if (before.work_division_id, before.home_id) != (appointment.work_division_id, appointment.home_id):
        raise ValidationError("变更工作单位请使用“调动”或“借调”。")
    store(appointment, actor=actor, before=before, changed_on=changed_on)
    finish(actor, Action.EDITED, appointment, before=before)
    return appointment


@transaction.atomic
def appointment_end(
    actor: Acting, *, appointment: Appointment, opened_version: int, on: datetime.date, reason: str
) -> Appointment:
    """End a post; ``on`` is the last day in post, ``reason`` a code of ``EndReason``.

    Raises:
        EditConflict: somebody saved the post since ``opened_version``.
        ValidationError: the day lies before the start, or the post has ended or been voided already.
    """
    before = _claim(actor, appointment, opened_version)
    if on < appointment.from_date:
        raise ValidationError({"to_date": "离岗日期不能早于到岗日期。"})
    _finish(appointment, before, actor=actor, on=on, reason=reason)
    finish(actor, Action.EDITED, appointment)
    return appointment


@transaction.atomic
def appointment_reinstate(actor: Acting, *, appointment: Appointment, opened_version: int) -> Appointment:
    """Take an end back that was entered by mistake.

    Raises:
        EditConflict: somebody saved the post since ``opened_version``.
        ValidationError: another post has taken its place meanwhile, or others keep the person now.
    """
    before = _claim(actor, appointment, opened_version)
    require_keeping(actor, before.person_id, appointment)
    appointment.to_date, appointment.end_reason = None, ""
    check_running(appointment)
    store(appointment, actor=actor, before=before)
    finish(actor, Action.EDITED, appointment)
    return appointment


@transaction.atomic
def appointment_transfer(
    actor: Acting, *, appointment: Appointment, opened_version: int, successor: Appointment
) -> Appointment:
    """Move somebody to another post: this one ends on the day before ``successor.from_date``.

    Raises:
        EditConflict: somebody saved the post since ``opened_version``.
        ValidationError: a rule is broken; the new post must start after the old one did.
        OutOfScope: the new unit is out of the actor's reach.
    """
    return _succeed(actor, appointment, opened_version, successor, EndReason.TRANSFERRED)


@transaction.atomic
def appointment_lend(
    actor: Acting, *, appointment: Appointment, opened_version: int, successor: Appointment
) -> Appointment:
    """Lend somebody (借调): from ``successor.from_date`` the person works elsewhere while this unit keeps the post.

    ``successor`` names the new work place; everything else of the post comes along unchanged.

    Raises:
        EditConflict, ValidationError, OutOfScope: as for a transfer.
    """
    holder = appointment.post_division or appointment.work_division
    if successor.work_division_id == holder.pk:
        raise ValidationError({"work_division": "借调应选择编制所在单位以外的单位。"})
    for name in ("employment", "channel", "monthly_pay", "payer", "treatment", "insured"):
        setattr(successor, name, getattr(appointment, name))
    successor.post_division = holder
    successor.working_mode = WorkingMode.BORROWED
    return _succeed(actor, appointment, opened_version, successor, EndReason.LENT)


def _succeed(actor: Acting, old: Appointment, opened_version: int, new: Appointment, reason: str) -> Appointment:
    before = _claim(actor, old, opened_version)
    if new.from_date <= old.from_date:
        raise ValidationError({"from_date": "新任职的到岗日期应晚于原任职的到岗日期。"})
    _finish(old, before, actor=actor, on=new.from_date - ONE_DAY, reason=reason)
    new.person_id = old.person_id
    store(new, actor=actor, before=before)
    finish(actor, Action.EDITED, old, new)
    return new


def _finish(post: Appointment, before: Appointment, *, actor: Acting, on: datetime.date, reason: str) -> None:
    if before.to_date is not None:
        raise ValidationError("该任职已经结束或作废，请刷新页面核对。")
    post.to_date, post.end_reason = on, reason
    store(post, actor=actor, before=before)


def _claim(actor: Acting, post: Appointment, opened_version: int) -> Appointment:
    """Lock the person, claim the version that the user saw, and return the post as it is stored."""
    Appointment.objects.require_visible(actor.scope, [post.pk])
    lock_person(post.person_id)
    stored: Appointment = Appointment.objects.select_related("work_division", "post_division").get(pk=post.pk)
    stored.require_live()
    post.claim(opened_version)
    return stored
