"""Numbers of a roster that may not be registered here go on record: whoever sends many finds out which are held."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from intake.grid import UnreadableFile
from intake.models import ImportBatch, ImportRow
from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.limits import reached, refuse_beyond
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.bulk.chunks import chunks
from staffing.models import Appointment, Person, RosterNumbers
from staffing.number_limits import ROWS, TOO_MANY_REFUSED, refusals, refused_rows_left
from staffing.rosters.arrivals import REFUSED
from staffing.rosters.people_in_file import People


def refused_in(batch: ImportBatch) -> int:
    """Rows of the preview as it stands whose numbers were refused."""
    count: int = batch.summary.get("codes", {}).get(REFUSED, 0)
    return count


class NumbersClosed(UnreadableFile):
    """So many numbers were refused that no further ones are looked up for a while."""

    def __init__(self, actor: Acting, batch: ImportBatch) -> None:
        super().__init__("numbers_closed", TOO_MANY_REFUSED)
        self.actor, self.batch = actor, batch

    def put_on_record(self) -> None:
        refuse_beyond(self.actor, refusals(), Action.NUMBER_HELD, subject=self.batch, label=self.batch.file_name)


def refuse_further(actor: Acting, kept: RosterNumbers, numbers: Collection[str]) -> None:
    """A file read anew may bring numbers that were not looked up before, as long as numbers are looked up.

    Of the first reading the upload asked; a batch that has a summary was read before.

    Raises:
        NumbersClosed: it does, and the limit is reached.
    """
    known = not kept.batch.summary or set(numbers) <= set(kept.tried)
    if not known and reached(actor, refusals(), Action.NUMBER_HELD):
        raise NumbersClosed(actor, kept.batch)


def close_beyond(
    actor: Acting, uploader: Acting, kept: RosterNumbers, file_rows: People, answered: Collection[str]
) -> None:
    """Where more numbers of the rows of the file stand elsewhere than may still be refused, none is looked up
    (``People.unchecked``).

    Else one file of any size would be answered in full. But for numbers that were ``answered`` already, refused or not.
    That there are so many is an answer as well: it uses up what was left.
    """
    fresh = (
        {number for number in file_rows.numbers if not file_rows.too_alike(number)} - set(kept.refused) - set(answered)
    )
    if not fresh:
        return
    left = refused_rows_left(actor)
    if left and (len(fresh) <= left or _elsewhere(fresh, uploader.scope) <= left):
        return
    file_rows.unchecked = fresh
    if left:
        _record(actor, kept.batch, left)
    refuse_beyond(actor, refusals(), Action.NUMBER_HELD, subject=kept.batch, label=kept.batch.file_name)


def _elsewhere(numbers: Collection[str], scope: Identity) -> int:
    """How many of them are those of people who have posts out of the scope and are not its own."""
    beyond = Appointment.objects.beyond(scope).live().filter(person=OuterRef("pk"))
    return sum(
        people.filter(Exists(beyond)).exclude(pk__in=people.kept_by(scope).values("pk")).count()
        for people in (Person.objects.filter(id_number__in=chunk) for chunk in chunks(sorted(numbers)))
    )


def note_refusals(actor: Acting, kept: RosterNumbers) -> None:
    """One entry for the numbers of a file that are refused and were not yet on record for it, however that came."""
    batch = kept.batch
    if not refused_in(batch):
        return
    rows = batch.rows.filter(outcome=ImportRow.Outcome.ERROR).values_list("values__id_number", "issues")
    found = {str(number) for number, issues in rows.iterator(chunk_size=2000) if _refused(issues)}
    if new := found - set(kept.refused):
        kept.refused = sorted({*kept.refused, *found})
        kept.save(update_fields=["refused"])
        _record(actor, batch, len(new))


def note_typed(actor: Acting, kept: RosterNumbers, numbers: Collection[int]) -> None:
    """One entry for a number that was typed into these rows and is nobody else's, which is told as well by that."""
    issues = kept.batch.rows.filter(number__in=list(numbers)[:500]).values_list("issues", flat=True)
    if not any(map(_refused, issues)):
        _record(actor, kept.batch, len(issues), Action.NUMBER_TYPED)


def _refused(issues: Iterable[Mapping[str, Any]]) -> bool:
    return any(issue["code"] == REFUSED for issue in issues)


def _record(actor: Acting, batch: ImportBatch, rows: int, action: Action = Action.NUMBER_HELD) -> None:
    detail = {"内容": "导入花名册", ROWS: rows}
    trail.record(actor, action, subject=batch, label=batch.file_name, detail=detail)
