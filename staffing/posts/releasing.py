"""A number that only void records hold is free again: whoever enters it starts a record of their own."""

from collections.abc import Collection
from typing import Any

from jian_minzheng.core import writes
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.audit.models import Action
from staffing.models import Person

_AT_ONCE = 500
_WHY = "原任职均已作废，证件号码已由他处登记"


def numbers_release(numbers: Collection[str], *, besides: int | None = None) -> None:
    """Take these numbers from people all of whose posts are void; call inside the transaction that gives them anew.

    What was entered of those people stays with them and with whoever entered it; their history says that the portal
    took the number away, and not for whom.
    """
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _AT_ONCE):
        found = Person.objects.filter(id_number__in=wanted[start : start + _AT_ONCE]).without_live_post()
        for person in found.exclude(pk=besides).select_for_update(of=("self",), no_key=True):
            _release(person)


def _release(person: Any) -> None:
    person.id_number, person.version = None, person.version + 1
    person._history_user, person._change_reason = None, _WHY
    person.save()
    writes.finish(SYSTEM, Action.EDITED, person, units=(), detail={"原因": _WHY})
