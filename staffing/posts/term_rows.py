"""Dated rows of a post by themselves: earlier ones entered after the fact, wrong ones corrected or voided.

The post follows its newest row.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.registers import keeping
from staffing.models import Appointment, Term
from staffing.posts.dated import say_newest
from staffing.posts.rules import LEVELS
from staffing.posts.term_days import check_term
from staffing.posts.writing import lock_person

FIRST_STAYS = "任职开始时的{}不能作废，请改为更正。"


@transaction.atomic
def term_add(actor: Acting, *, term: Term) -> Term:
    """Enter what held from a day on.

    Raises:
        ValidationError: the day is none of the post's, something is on record since that day, or the post is voided.
        OutOfScope: the post is out of the actor's reach.
    """
    _take(actor, term)
    _finish(actor, Action.RECORDED, term, _store(actor, term))
    return term


@transaction.atomic
def term_correct(actor: Acting, *, term: Term, opened_version: int) -> Term:
    """Put right what a row says, or since when.

    Raises:
        EditConflict: somebody saved the row since ``opened_version``.
        ValidationError, OutOfScope: as for ``term_add``; or the row is voided.
    """
    _take(actor, term)
    term.claim(opened_version)
    type(term).objects.get(pk=term.pk).require_live()
    _finish(actor, Action.EDITED, term, _store(actor, term))
    return term


@transaction.atomic
def term_void(actor: Acting, *, record: Any, reason: str) -> None:
    """Void a row that was never so.

    Raises:
        ValidationError: a post without it would not say how it began; or the post is voided.
        EditConflict: somebody changed the row a moment ago.
        OutOfScope: the post is out of the actor's reach.
    """
    _take(actor, record)
    if record.from_the_start and record.since is None:
        raise ValidationError(FIRST_STAYS.format(record._meta.verbose_name))
    told = _mark(actor, record)
    record.claim(record.version)
    record.void(by=actor.user, reason=reason)
    _finish(actor, Action.VOIDED, record, {"原因": reason, **told})


@transaction.atomic
def term_restore(actor: Acting, *, record: Any) -> None:
    """Bring a voided row back.

    Raises:
        ValidationError: something else is on record since that day; or the post is voided.
        EditConflict, OutOfScope: as for ``term_void``.
    """
    _take(actor, record)
    check_term(record)
    told = {"原作废原因": record.void_reason, **_mark(actor, record)}
    record.claim(record.version)
    record.voided_at = None
    record.validate_constraints()
    record.restore()
    _finish(actor, Action.RESTORED, record, told)


def _take(actor: Acting, term: Term) -> None:
    """Lock the holder, and look at the post as it is now."""
    Appointment.objects.require_visible(actor.scope, [term.appointment_id])
    lock_person(term.appointment.person_id)
    term.appointment.refresh_from_db()
    term.appointment.require_live()


def _store(actor: Acting, term: Term) -> dict[str, str]:
    """Returns what the audit entry says besides."""
    check_term(term)
    term.full_clean()
    told = _mark(actor, term)
    term.save()
    return told


def _mark(actor: Acting, term: Term) -> dict[str, str]:
    return keeping.mark(actor, LEVELS[term.appointment.kind], term)


def _finish(actor: Acting, action: Action, term: Term, told: dict[str, str]) -> None:
    """The post says what its newest row says by now."""
    post, before = term.appointment, getattr(term.appointment, term.fact)
    say_newest([post], [term.fact], {post.pk: {term.fact: getattr(Appointment(), term.fact)}})
    if getattr(post, term.fact) != before:
        keeping.mark(actor, LEVELS[post.kind], post)
        post.claim(post.version)
        post.save()
    writes.finish(actor, action, term, post, detail=told)
