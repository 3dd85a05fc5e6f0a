"""Numbers are tried out file by file, form by form as well as in one file: what was tried of late counts too."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Case, When

from intake.models import ImportBatch, ImportRow
from jian_minzheng.core.acting import Acting
from staffing import alike
from staffing.models import RosterNumbers
from staffing.rosters.people_in_file import People

_FEW = 50


def count_tried(
    file_rows: People, kept: RosterNumbers, actor: Acting, uploader: Acting, numbers: Collection[str] | None = None
) -> None:
    """Add what was tried of late that looks like the numbers of this file, whatever door it came by: see ``alike``.

    The caller holds the accounts (``limits.lock_accounts``) until it has stored what it judges.

    Telephones that were tried are kept among the numbers of a batch (``People.recall_phones``) and come along, but not
    those of colleagues who have nothing to do with the batch.
    Where only a few ``numbers`` of the file are about to be judged, the database looks for the like of them alone.
    """
    batch = kept.batch
    own = alike.rosters_of([batch.owner_id, actor.user.pk if actor.user else None])
    others = ImportBatch.objects.exclude(pk=batch.pk)
    sent = others.filter(own | alike.rosters_near(actor))
    marked = sent.exclude(numbers__tried=[]).annotate(own=Case(When(own, then=True), default=False))
    earlier = marked.filter(numbers__isnull=False).values_list("own", "numbers__tried")
    for is_own, tried in [(True, kept.tried), *earlier]:
        file_rows.recall(tried)
        if is_own:
            file_rows.recall_phones(tried)
    if not file_rows.alike or (numbers is not None and not numbers):
        return
    few = {alike.beginning(one) for one in numbers} if numbers is not None and len(numbers) <= _FEW else None
    file_rows.recall(alike.numbers_sent(sent, few))
    file_rows.recall(alike.put_on_record(few))
    file_rows.recall_hashed(alike.looked_up())
    file_rows.settle(alike.own_before(file_rows.crowded(), uploader.scope))


def shown_by(batch: ImportBatch) -> set[str]:
    """Numbers that a batch has shown so far: what is read anew forgets its rows, not what was asked with them."""
    rows = batch.rows.filter(values__has_key="id_number").values_list("values__id_number", flat=True)
    return set(map(str, rows.iterator(chunk_size=5000)))


def answered(rows: Iterable[tuple[str, Any]]) -> set[str]:
    """Of rows given as outcome and number: those that were looked up, and not refused. What that tells is told."""
    return {str(number) for outcome, number in rows if number and outcome in ImportRow.GOING_IN}
