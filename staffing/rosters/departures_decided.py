"""What an official says about people whom a file does not name: who has left, when and why."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from intake.decisions import Decisions
from intake.issues import Issue
from intake.lines.books import Settling, Written
from intake.models import ImportBatch
from intake.preview.judged import waiting_batch
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.audit.refusals import RefusalOnRecord
from staffing.models import Person
from staffing.posts.unseen import beyond_limit, refusal
from staffing.rosters.arrivals import End
from staffing.rosters.departures import check_ends, missing_people, plan_ends
from staffing.rosters.write import end_posts, ended_note, touch


@transaction.atomic
def departures_decide(
    actor: Acting, *, batch: ImportBatch, ends: Mapping[int, Mapping[str, str]], shown: Mapping[int, Any] | None = None
) -> int:
    """Say who of ``departures.missing_people`` has left, in place of what was said before.

    Args:
        ends: appointment id → ``{"on": last day in post as ISO date, "reason": EndReason}``.
        shown: the same as it was said when whoever decides looked: what colleagues said since stays. Without it all
            that was said is replaced.

    Returns:
        How many are said to have left.

    Raises:
        BadEnd: somebody is not missing, or day or reason cannot be; nothing is stored.
        ImportBatch.DoesNotExist: the batch does not wait any more.
    """
    batch = waiting_batch(batch)
    missing = {person.appointment_id: person for person in missing_people(batch, actor.scope)}
    check_ends(missing, ends)
    decided = Decisions.from_json(batch.decisions)
    told = {pk: end for pk, end in decided.absent.items() if pk in missing and pk not in (shown or {}).keys() - ends}
    if shown is None:
        told = {}
    for pk, end in ends.items():
        if pk not in told or shown is None or shown.get(pk) != end:
            told[pk] = {**end, "version": str(missing[pk].version)}
    batch.decisions = replace(decided, absent=told).to_json()
    batch.save(update_fields=["decisions"])
    return len(told)


class PeopleSettling(Settling):
    """The posts of those who have left end with the commit; who met an established post out of sight is on record."""

    def conflicts(self) -> list[Issue]:
        decided = Decisions.from_json(self.batch.decisions).absent
        self._ends: list[End]
        self._ends, conflicts = plan_ends(self.batch, self.actor.scope, decided)
        return conflicts

    def refusals(self) -> list[RefusalOnRecord]:
        refused = self.file_rows.refused
        people = Person.objects.filter(pk__in=sorted(refused)).order_by("pk")
        words = {Action.POST_HELD: refusal, Action.LIMIT_REACHED: beyond_limit}
        return [words[refused[person.pk]](self.actor, person) for person in people]

    def finish(self, written: Written, why: str) -> dict[str, int]:
        end_posts(self._ends, actor=self.actor, why=why)
        for end in self._ends:
            touch(written, end.post)
        self.batch.summary["ended"] = [ended_note(end) for end in self._ends]
        return {"离岗": len(self._ends)} if self._ends else {}
