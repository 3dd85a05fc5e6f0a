"""A post entered by mistake is voided with a reason, and can be brought back."""

from typing import Any

from django.db import transaction

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing import record_restore, record_void
from jian_minzheng.core.registers import keeping
from staffing.posts.keeping import require_keeping
from staffing.posts.lent import require_both
from staffing.posts.rules import LEVELS, check_post, check_running
from staffing.posts.writing import lock_person


@transaction.atomic
def appointment_void(actor: Acting, *, record: Any, reason: str) -> None:
    """Void a post.

    Raises:
        ValidationError: it is lent, and the actor does not reach both units.
        EditConflict, OutOfScope: as for ``record_void``.
    """
    lock_person(record.person_id)
    require_both(actor, record)
    told = keeping.mark(actor, LEVELS[record.kind], record)
    record_void(actor, record=record, reason=reason, told=told)


@transaction.atomic
def appointment_restore(actor: Acting, *, record: Any) -> None:
    """Bring a voided post back: what holds for a new post holds for one that comes back.

    Raises:
        ValidationError: a rule is broken, e.g. another post has taken its place meanwhile; others keep the person; or
            the post is lent, and the actor does not reach both units.
        EditConflict, OutOfScope: as for ``record_restore``.
    """
    lock_person(record.person_id)
    require_both(actor, record)
    require_keeping(actor, record.person_id, record)
    told = keeping.mark(actor, LEVELS[record.kind], record)
    check_running(record)
    record_restore(actor, record=record, told=told)
    check_post(record, actor=actor)
